"""Pauses grow, and nothing that opens a door is kept of what a mail server said."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from wijkplatform.domain.gemeenten import RESERVED, cbs_code, may_be_slug
from wijkplatform.domain.keys import Keys
from wijkplatform.domain.outbox import MOST_ATTEMPTS, harmless, pause_after

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def test_a_mail_is_tried_after_growing_pauses_and_then_given_up() -> None:
    pauses = [pause_after(attempt, 0) for attempt in range(1, MOST_ATTEMPTS)]
    assert pauses == [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR, 12 * HOUR, 24 * HOUR]
    assert pause_after(MOST_ATTEMPTS, 0) is None
    assert pause_after(MOST_ATTEMPTS + 1, 0) is None


@given(st.integers(1, MOST_ATTEMPTS - 1), st.floats(0, 1), st.floats(0.1, 600))
def test_chance_makes_a_pause_longer_and_never_shorter(attempt: int, chance: float, first: float) -> None:
    shortest, pause = pause_after(attempt, 0, first), pause_after(attempt, chance, first)
    assert shortest
    assert pause
    assert shortest <= pause <= shortest * 1.2 + timedelta(milliseconds=1)


@given(st.uuids(), st.text(max_size=60), st.text(max_size=60), st.integers(0, 43), st.sampled_from(["", "=\r\n", " "]))
def test_no_words_of_a_server_hold_enough_of_a_link_to_use_it(link, before, after, cut: int, broken: str) -> None:
    secret = Keys("k" * 32).invitation_secret(link)
    said = harmless(f"554 {before} https://wijk.example/x/uitnodiging/{secret[:cut]}{broken}{secret[cut:]} {after}")
    longest = max(size for start in range(43) for size in range(44 - start) if secret[start : start + size] in said)
    assert longest < 22
    assert len(said) <= 500
    assert said.isprintable()


def test_what_a_server_says_about_somebody_stays_readable() -> None:
    said = "550 5.1.1 <jan@woonbron.example>: Recipient address rejected: User unknown"
    assert harmless(said) == said


def test_an_address_of_our_own_is_no_name_of_a_gemeente() -> None:
    assert may_be_slug("utrecht")
    assert not any(may_be_slug(one) for one in RESERVED)
    assert not any(may_be_slug(one) for one in ("", "-a", "a-", "A", "a b", "a/b", "a" * 64, "é", "a\n"))
    assert [cbs_code(one) for one in ("GM0363", "0363", "gm0363", "GM363", "٠٣٦٣", "0363\n0")] == [
        *("GM0363", "GM0363", "GM0363"),
        *(None, None, None),
    ]
