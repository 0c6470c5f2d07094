"""From outcome to afspraak: who does what before when, how the owner hears and answers, and 'gemerkt?' next time."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, update

from tests.house.evenings import Evening, seen
from tests.makers import Meeting, Town, planned
from wijkplatform.domain.dates import HERE
from wijkplatform.domain.errors import DomainError, LinkNotValid, Malformed, NotFound, NotNow
from wijkplatform.domain.people import Badge, Group
from wijkplatform.services import (
    agreements,
    answering,
    auditing,
    ending,
    joining,
    outbox,
    owners,
    rehearsals,
    retention,
    stories,
)
from wijkplatform.services.letters import Letter
from wijkplatform.storage import sessions
from wijkplatform.storage.agreements import Agreement, AgreementLink
from wijkplatform.wire.base import JoinRequest
from wijkplatform.wire.talking import AgreementChange, OutcomeOp

TODAY = datetime.now(HERE).date()


@pytest.fixture
def evening(town: Town) -> Evening:
    """A meeting after its reveal; nothing was decided yet."""
    return Evening.of(town.meeting(opgaven=(1,)), bewoners=4, ambtenaren=3)


def agree(evening: Evening, **plan: object) -> str:
    """An afspraak about the first punt; its owner has an address unless `plan` says otherwise."""
    return evening.end(evening.items()[0], "agreement", "Dit willen wij allemaal", **{"email": "els@x.example", **plan})


def letters(town: Town) -> list[Letter]:
    """Every letter that is due, as the worker takes them; but for reports, which whoever leads gets too."""
    found = []
    while True:
        with town.store.workspace(town.operator) as work:
            letter = outbox.claim(work)
            if letter is None:
                return found
            outbox.record_sent(work, letter)
            if letter.kind != "report":
                found.append(letter)


def change(evening: Meeting, agreement: str, **wanted: Any) -> None:
    with evening.town.store.workspace(evening.leader.badge) as work:
        agreements.change(work, UUID(agreement), AgreementChange.model_validate(wanted))


def set_columns(town: Town, table: type, **values: Any) -> None:
    with town.store.workspace(town.operator) as work:
        work.db.execute(update(table).values(**values))


def by_link(town: Town, token: str) -> answering.Opened:
    with town.store.workspace(Badge(town.id)) as work:
        return answering.see_by_link(work, token)


def answer(town: Town, token: str, status: str = "in_progress", text: str = "") -> None:
    with town.store.workspace(Badge(town.id)) as work:
        answering.answer_by_link(work, token, status, text)


def trail(town: Town) -> list[str]:
    with town.store.workspace(town.operator) as work:
        return [one.what for one in auditing.lines(work)][::-1]


def test_everybody_in_the_room_reads_what_was_agreed_without_a_person_or_an_address(evening) -> None:
    agreement = agree(evening, quick=True, account=str(evening.leader.account))
    (read,) = seen(evening, evening.first("bewoner"))["agreements"]
    assert read == {
        "id": agreement,
        "item": evening.items()[0],
        "earlier": False,
        "what": "De lampen bij de school worden gemaakt.",
        "organisation": "Woonbron",
        "role": "wijkbeheerder",
        "due": (TODAY + timedelta(days=21)).isoformat(),
        "level": "operational",
        "answer_by": (TODAY + timedelta(days=3)).isoformat(),
        "status": "open",
        "late": False,
        "noticed": [],
    }
    assert seen(evening)["discussion"][0]["outcome"]["kind"] == "agreement"


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        ({"what": " "}, "what"),
        ({"what": "x" * 501}, "what"),
        ({"organisation": ""}, "organisation"),
        ({"role": "\0"}, "role"),
        ({"role": "x" * 121}, "role"),
        ({"email": "els@"}, "email"),
        ({"account": str(uuid4())}, "account"),
        ({"due": (TODAY - timedelta(days=1)).isoformat()}, "due"),
        ({"due": "2199-01-01"}, "due"),
    ],
)
def test_what_is_wrong_with_an_afspraak_is_told_at_its_field_and_nothing_is_kept(
    evening, fingerprint, plan, field
) -> None:
    before = fingerprint()
    with pytest.raises(DomainError) as refused:
        agree(evening, **plan)
    assert list(refused.value.fields) == [field]
    assert fingerprint() == before


def test_the_owner_is_mailed_when_the_session_ends_and_not_before(evening) -> None:
    agree(evening)
    agree(evening, what="Zonder adres", email=None)
    dropped = agree(evening, what="Vervalt")
    change(evening, dropped, status="dropped", text="Dubbel")
    agree(evening, what="Met een account", email=None, account=str(evening.leader.account))
    assert letters(evening.town) == []
    evening.step("close")
    sent = letters(evening.town)
    assert sorted((one.agreed.what, one.recipient) for one in sent) == [
        ("De lampen bij de school worden gemaakt.", "els@x.example"),
        ("Met een account", f"spelleider@{evening.town.slug}.example"),
    ]
    assert trail(evening.town) == ["agreement_link_made"] * 2


def test_nobody_is_mailed_about_a_trial(town) -> None:
    trial = Evening.of(town.trial(opgaven=(1,)), bewoners=4, ambtenaren=3)
    agree(trial)
    trial.step("close")
    assert letters(town) == []


class TestByLink:
    @pytest.fixture
    def token(self, evening) -> str:
        agree(evening)
        agree(evening, what="Een andere afspraak", email=None)
        evening.step("close")
        [letter] = letters(evening.town)
        return letter.secret

    def test_a_link_opens_exactly_its_own_afspraak(self, evening, token) -> None:
        found = by_link(evening.town, token)
        assert found.agreement["what"] == "De lampen bij de school worden gemaakt."
        assert "Een andere afspraak" not in str(found)
        assert (found.wijk, found.punt) == ("De Linden", 1)

    def test_an_answer_moves_the_afspraak_and_stands_in_its_history(self, evening, token) -> None:
        answer(evening.town, token, "in_progress", "De monteur komt <b>dinsdag</b>.")
        answer(evening.town, token, "in_progress", "Het onderdeel is besteld.")
        answer(evening.town, token, "done")
        found = by_link(evening.town, token)
        assert found.agreement["status"] == "done"
        assert [(one.kind, one.status, one.text, one.by_owner) for one in found.history] == [
            ("made", "open", None, False),
            ("status", "in_progress", "De monteur komt <b>dinsdag</b>.", True),
            ("answer", None, "Het onderdeel is besteld.", True),
            ("status", "done", None, True),
        ]

    @pytest.mark.parametrize(("status", "text"), [("gone", "x"), ("open", " "), ("dropped", ""), ("done", "x" * 1_001)])
    def test_an_answer_that_says_nothing_or_too_much_is_refused(
        self, evening, fingerprint, token, status, text
    ) -> None:
        before = fingerprint()
        with pytest.raises(DomainError):
            answer(evening.town, token, status, text)
        assert fingerprint() == before

    def test_a_link_that_is_over_revoked_or_foreign_opens_nothing(self, evening, maker, token) -> None:
        with pytest.raises(LinkNotValid):
            by_link(maker.town(), token)
        with pytest.raises(LinkNotValid):
            by_link(evening.town, token[:-1])
        set_columns(evening.town, AgreementLink, expires_at=datetime.now(UTC) - timedelta(seconds=1))
        for use in (by_link, answer):
            with pytest.raises(LinkNotValid):
                use(evening.town, token)
        set_columns(evening.town, AgreementLink, expires_at=datetime.now(UTC) + timedelta(days=1))
        by_link(evening.town, token)
        agreement = self.owned(evening)
        with evening.town.store.workspace(evening.leader.badge) as work:
            assert owners.revoke(work, agreement) == 1
        for use in (by_link, answer):
            with pytest.raises(LinkNotValid):
                use(evening.town, token)

    def test_every_use_of_a_link_leaves_a_trace_and_looking_often_one_a_day(self, evening, token) -> None:
        for _ in range(3):
            by_link(evening.town, token)
        answer(evening.town, token, "done")
        agreement = self.owned(evening)
        with evening.town.store.workspace(evening.leader.badge) as work:
            owners.revoke(work, agreement)
        assert trail(evening.town) == [
            *("agreement_link_made", "agreement_link_opened", "agreement_link_answered", "agreement_links_revoked"),
        ]

    def test_a_second_mail_leaves_the_first_link_alive_and_nobody_is_asked_about_what_is_over(
        self, evening, token
    ) -> None:
        agreement = self.owned(evening)
        with evening.town.store.workspace(evening.leader.badge) as work:
            owners.send_again(work, agreement)
        [second] = letters(evening.town)
        assert second.secret != token
        assert by_link(evening.town, token).agreement == by_link(evening.town, second.secret).agreement
        answer(evening.town, second.secret, "done")
        with pytest.raises(NotNow), evening.town.store.workspace(evening.leader.badge) as work:
            owners.send_again(work, agreement)

    def test_an_owner_who_answers_and_a_spelleider_who_changes_the_same_afspraak_wait_in_turn(
        self, evening, token
    ) -> None:
        with ThreadPoolExecutor(1) as apart, evening.town.store.workspace(evening.leader.badge) as work:
            sessions.lock_for_step(work.db, evening.id)
            answered = apart.submit(answer, evening.town, token, "in_progress", "Dinsdag")
            time.sleep(0.5)  # long enough for the other to wait
            agreements.report(work, self.owned(evening), None, "Is er al nieuws?")
            work.db.commit()
            answered.result(5)
        assert [one.text for one in by_link(evening.town, token).history] == [None, "Is er al nieuws?", "Dinsdag"]

    def test_the_owner_is_reminded_once_before_the_day(self, evening, token) -> None:
        def remind() -> int:
            with evening.town.store.workspace(evening.town.operator) as work:
                return owners.remind(work)

        assert remind() == 0
        set_columns(
            evening.town, Agreement, told_at=datetime.now(UTC) - timedelta(days=20), due=TODAY + timedelta(days=6)
        )
        assert (remind(), remind()) == (1, 0)
        [letter] = letters(evening.town)
        assert (letter.kind, letter.recipient) == ("agreement_reminder", "els@x.example")
        set_columns(evening.town, Agreement, reminded_at=None, due=TODAY)
        assert remind() == 0

    def test_the_address_of_the_owner_is_forgotten_when_it_is_long_over(self, evening, token) -> None:
        answer(evening.town, token, "done")
        set_columns(evening.town, AgreementLink, expires_at=datetime.now(UTC) - timedelta(days=31))
        with evening.town.store.workspace(evening.town.operator) as work:
            gone = retention.clean_up(work)
            assert (gone["addresses"], gone["agreement_links"]) == (0, 1)
            work.db.execute(update(agreements.AgreementEvent).values(happened_at=func.now() - timedelta(days=31)))
            assert retention.clean_up(work)["addresses"] == 1
            assert work.db.scalars(select(Agreement.email)).all() == [None, None]

    def owned(self, evening: Evening) -> UUID:
        with evening.town.store.workspace(evening.town.operator) as work:
            return work.db.scalars(select(AgreementLink.agreement_id)).first()


def next_time(evening: Evening, *, trial: bool = False) -> Meeting:
    """A session after this one, that asked 'gemerkt?' and was closed."""
    following = evening.town.trial(opgaven=(1,)) if trial else evening.town.meeting(opgaven=(1,))
    following.fill(4, 0, 0)
    following.step("start")
    following.step("open", opgave=-1)
    following.step("reveal", "close")
    return following


def asked_next(town: Town) -> list[str]:
    """The afspraken that a session of now would ask 'gemerkt?' about."""
    return [one["id"] for one in seen(town.meeting(opgaven=(1,)))["agreements"]]


def test_what_is_done_after_bewoners_were_asked_about_it_is_asked_about_once_more(evening) -> None:
    agreement = agree(evening)
    evening.step("close")
    next_time(evening)
    change(evening, agreement, status="done")
    assert asked_next(evening.town) == [agreement]
    next_time(evening)
    assert asked_next(evening.town) == []


def test_that_simulated_people_were_asked_keeps_no_afspraak_from_real_ones(evening) -> None:
    agreement = agree(evening)
    change(evening, agreement, status="done")
    evening.step("close")
    next_time(evening, trial=True)
    assert asked_next(evening.town) == [agreement]


def test_the_same_outcome_with_another_plan_is_refused_and_not_said_to_be_kept(evening, fingerprint) -> None:
    def end(**plan: object) -> None:
        wanted = {"op": op, "item": item, "kind": "agreement", "reason": "Nodig", "agreement": planned(**plan)}
        with evening.town.store.workspace(evening.leader.badge) as work:
            ending.end_point(work, evening.id, OutcomeOp.model_validate(wanted))

    op, item = uuid4(), evening.items()[0]
    end(email="els@x.example")
    before = fingerprint()
    end(email="els@x.example")
    for other in ({"email": "bo@x.example"}, {"due": (TODAY + timedelta(days=9)).isoformat()}, {"quick": True}):
        with pytest.raises(Malformed):
            end(**{"email": "els@x.example", **other})
    assert fingerprint() == before
    change(evening, str(op), plan=planned(what="De lampen en de bankjes."))
    end(email="els@x.example")


def test_an_afspraak_is_changed_with_a_line_in_its_history_and_only_in_its_own_session(evening, town) -> None:
    agreement = agree(evening)
    change(evening, agreement, plan=planned(what="De lampen en de bankjes."))
    change(evening, agreement, plan=planned(what="De lampen en de bankjes."))
    with pytest.raises(DomainError) as refused:
        change(evening, agreement, status="dropped")
    assert refused.value.fields == {"text": "Schrijf op waarom deze afspraak niet doorgaat."}
    change(evening, agreement, status="dropped", text="De school doet het zelf.")
    (read,) = seen(evening)["agreements"]
    assert (read["what"], read["status"]) == ("De lampen en de bankjes.", "dropped")
    other = town.meeting(opgaven=(1,))
    with town.store.workspace(evening.leader.badge) as work:
        with pytest.raises(NotFound):
            agreements.change(work, UUID(agreement), AgreementChange(text="x"), other.id)
        found = stories.see_story(work, UUID(agreement))
    assert [one.kind for one in found.history] == ["made", "changed", "status"]


class TestNoticed:
    """The next session of the wijk opens with the afspraken that are open."""

    @pytest.fixture
    def again(self, evening) -> Meeting:
        agree(evening)
        agree(evening, what="Nog een afspraak", due=(TODAY + timedelta(days=30)).isoformat())
        dropped = agree(evening, what="Vervalt")
        change(evening, dropped, status="dropped", text="Dubbel")
        evening.step("close")
        return evening.town.meeting(opgaven=(2,))

    def test_it_shows_them_in_its_lobby_and_asks_about_them_first(self, again) -> None:
        assert [(one["what"], one["earlier"], one["item"]) for one in seen(again)["agreements"]] == [
            ("De lampen bij de school worden gemaakt.", True, None),
            ("Nog een afspraak", True, None),
        ]
        assert [one["number"] for one in seen(again)["opgaven"]] == [2]
        again.step("start", "open")
        part, second = seen(again)["opgaven"]
        assert (part["number"], part["state"], part["name"]) == (-1, "scoring", "Afspraken van de vorige keer")
        assert [(one["kind"], one["text"], one["skipped_by"]) for one in part["items"]] == [
            ("afspraak", "De lampen bij de school worden gemaakt.", ["wijkpartner", "ambtenaar"]),
            ("afspraak", "Nog een afspraak", ["wijkpartner", "ambtenaar"]),
        ]
        assert second["state"] == "waiting"

    def test_bewoners_answer_hidden_until_the_reveal_and_through_the_gate(self, again) -> None:
        people = again.fill(4, 0, 1)
        again.step("start", "open")
        first, second = again.items(-1)
        for person, value in zip(people, (3, 3, 1, 0), strict=False):
            again.score(person, first, value)
        for person in people[:2]:
            again.score(person, second, 2)
        for person, value, error in ((people[4], 3, DomainError), (people[0], 4, Malformed)):
            with pytest.raises(error):
                again.score(person, first, value, seq=9)
        assert all(one["noticed"] == [] for one in seen(again, people[0])["agreements"])
        assert seen(again)["progress"]["ready"]["bewoner"] == [2, 4]
        again.step("reveal")
        assert [tuple(one[name] for name in ("yes", "a_bit", "no", "unknown")) for one in self.noticed(again)] == [
            (2, 0, 1, 1),
            (None, None, None, None),
        ]
        assert seen(again)["published"] == []
        assert seen(again)["discussion"] == []
        again.step("restart")
        assert all(one["noticed"] == [] for one in seen(again)["agreements"])

    def test_the_opgaven_are_judged_as_if_nothing_else_had_been_asked(self, again) -> None:
        people = again.fill(4, 0, 4)
        again.step("start", "open", "reveal", "next")
        for person in people:
            for item in again.items(2):
                again.score(person, item, 5 if person.group is Group.AMBTENAAR else 1)
        again.step("reveal", "close")
        words = {one["word"] for one in seen(again)["published"]}
        assert words == {"large_difference"}
        assert [one["opgave"] for one in seen(again)["opgave_results"]] == [2]

    def test_what_is_done_is_asked_about_once_more_and_then_no_longer(self, again) -> None:
        with again.town.store.workspace(again.town.operator) as work:
            work.db.execute(update(Agreement).where(Agreement.status == "open").values(status="done"))
        people = again.fill(3, 0, 0)
        again.step("start", "open")
        for person in people:
            for item in again.items(-1):
                again.score(person, item, 3)
        again.step("reveal", "close")
        later = again.town.meeting(opgaven=(2,))
        assert seen(later)["agreements"] == []
        later.step("start", "open")
        assert [one["number"] for one in seen(later)["opgaven"]] == [2]

    def test_another_wijk_and_another_gemeente_are_not_asked(self, again, maker) -> None:
        elsewhere = maker.town().meeting(opgaven=(2,))
        assert seen(elsewhere)["agreements"] == []

    def test_a_wiped_rehearsal_asks_again(self, again) -> None:
        again.step("start")
        assert [one["number"] for one in seen(again)["opgaven"]] == [-1, 2]
        with again.town.store.workspace(again.town.operator) as work:
            tokens = rehearsals.open_rehearsal(work, again.id)
        with again.town.store.workspace(Badge(again.town.id)) as work:
            joining.join(work, JoinRequest(join_token=tokens[Group.BEWONER]))
        with again.town.store.workspace(again.town.operator) as work:
            rehearsals.wipe_rehearsal(work, again.id)
        assert [one["number"] for one in seen(again)["opgaven"]] == [2]
        again.step("start", "open")
        assert seen(again)["current"]["opgave"] == -1

    def noticed(self, meeting: Meeting) -> list[dict[str, Any]]:
        return [one for agreement in seen(meeting)["agreements"] for one in agreement["noticed"]]
