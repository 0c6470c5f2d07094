"""The page behind the link to an afspraak: it opens one afspraak, takes an answer, and tells nothing of anybody."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from tests.house.agreeing import (
    ESCAPED,
    HOSTILE,
    OURS,
    TODAY,
    agree,
    evening,
    page_of,
    set_agreement,
    set_columns,
    stored,
    token_of,
)
from tests.makers import Meeting, Town
from wijkplatform.domain.people import Role
from wijkplatform.services import auditing, owners
from wijkplatform.storage.agreements import AgreementLink

pytestmark = pytest.mark.usefixtures("front_end")


@pytest.fixture
def held(town: Town) -> Meeting:
    return evening(town)


@pytest.fixture
def told(held: Meeting) -> str:
    """An afspraak of which the owner was told; beside it is one of somebody else."""
    one = agree(held, account=str(held.leader.account))
    agree(held, "Een andere afspraak", organisation="Politie", email="piet@y.example")
    held.step("close")
    return one


@pytest.fixture
def link(town: Town, told: str) -> str:
    return f"/{town.slug}/afspraak/{token_of(town, told)}"


def send(anyone, link: str, **fields: str):
    form = {"was": "open", "status": "open", "text": "", **fields}
    return anyone.http.post(link, data=form, headers=OURS)


def trail(town: Town) -> list[str]:
    with town.store.workspace(town.sign_in(Role.BEHEERDER).badge) as work:
        return [one.what for one in auditing.see_trail(work)][::-1]


def typed(page: str) -> str:
    found = re.search(r'<textarea [^>]*name="text"[^>]*>([^<]*)</textarea>', page)
    assert found
    return unescape(found[1])


def unsigned(text: str) -> str:
    return re.sub(r"nonce[-=][\"']?[\w-]{22}", "", text)


def test_it_tells_the_afspraak_and_nothing_of_people_or_of_other_afspraken(anyone, town, told, link) -> None:
    set_agreement(town, told, answer_by=TODAY + timedelta(days=3))
    page = anyone.get(link).text
    for words in (
        *("De lampen bij de school worden gemaakt.", "Woonbron, wijkbeheerder", "De Linden", "Een avond in de wijk"),
        *("Opgave 1, punt 1: Organisaties of groepen", "nog niet begonnen", "Antwoord beloofd uiterlijk"),
        *("De afspraak is gemaakt.", "Deze link werkt tot"),
    ):
        assert words in page, words
    for hidden in ("Een andere afspraak", "Politie", "els@x.example", "Spelleider", told, "/beheer"):
        assert hidden not in page, hidden
    assert page.count("<form") == 1


def test_it_stands_beside_the_workspace_of_who_is_signed_in(anyone, held, link) -> None:
    page = anyone.get(link, headers=held.leader.cookies).text
    assert "Spelleider" not in page
    assert "/beheer" not in page


def test_no_browser_cache_or_search_engine_learns_the_link(anyone, town, link) -> None:
    for path in (link, f"/{town.slug}/afspraak/nergens"):
        headers = anyone.get(path).headers
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] == "no-store"
        assert headers["x-robots-tag"] == "noindex, nofollow"


def test_an_answer_is_kept_and_thanked_for_on_the_same_page(anyone, town, held, told, link) -> None:
    answer = send(anyone, link, status="in_progress", text=f"{HOSTILE}\nregel twee")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{link}?dank")
    page = anyone.get(answer.headers["location"]).text
    assert "Dank u. De gemeente ziet uw antwoord." in page
    assert f'<p class="wp-said" dir="auto">{ESCAPED}\nregel twee</p>' in page
    assert "<script>alert" not in page
    assert 'value="in_progress" checked' in page
    assert stored(town, told)["status"] == "in_progress"
    workspace = anyone.get(page_of(town, told), headers=held.leader.cookies).text
    assert "de eigenaar, via de link" in workspace
    assert ESCAPED in workspace
    assert trail(town)[-2:] == ["agreement_link_answered", "agreement_link_opened"]


@pytest.mark.parametrize(
    ("fields", "field", "says", "status"),
    [
        ({"status": "dropped", "text": " "}, "text", "Schrijf op waarom deze afspraak niet doorgaat.", 400),
        ({}, "text", "Kies hoe ver het is, of schrijf iets op.", 400),
        ({"status": "", "text": "Iets"}, "status", "Kies hoe ver het is.", 400),
        ({"status": "done", "text": "x" * 1_001}, "text", "Er passen 1.000 tekens in", 413),
        ({"status": "done", "text": "é\n" * 20_000}, "text", "Er passen 1.000 tekens in", 413),
    ],
)
def test_what_cannot_be_kept_is_told_at_its_field_and_not_a_letter_is_lost(
    anyone, town, told, link, fingerprint, fields, field, says, status
) -> None:
    anyone.get(link)
    before = fingerprint()
    answer = send(anyone, link, **fields)
    assert answer.status_code == status
    assert re.search(rf'id="{field}-error"[^>]*>[^<]*{re.escape(says)}', answer.text)
    assert typed(answer.text).splitlines() == fields.get("text", "").splitlines()
    if fields.get("status") in ("done", "dropped"):
        assert f'value="{fields["status"]}" checked' in answer.text
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert fingerprint() == before


def test_a_thousand_characters_fit_whatever_they_are(anyone, town, told, link) -> None:
    assert send(anyone, link, status="dropped", text="👩\u05e9" * 500).status_code == 303
    assert stored(town, told)["status"] == "dropped"


def test_a_page_that_was_opened_long_ago_moves_nothing_back(anyone, town, told, link) -> None:
    set_agreement(town, told, status="done")
    assert send(anyone, link, text="De lamp brandt weer.").status_code == 303
    assert stored(town, told)["status"] == "done"


def test_looking_writes_one_line_a_day_and_changes_nothing_else(anyone, town, told, link, fingerprint) -> None:
    before = fingerprint()
    for _ in range(3):
        assert anyone.get(link).status_code == 200
    after = fingerprint()
    assert {name for name, rows in after.items() if rows != before[name]} == {"audit_entry"}
    assert trail(town) == ["agreement_link_made"] * 2 + ["agreement_link_opened"]


def test_links_that_open_nothing_sound_the_same_and_take_no_answer(
    anyone, town, other_town, held, told, link, fingerprint
) -> None:
    foreign = evening(other_town)
    theirs = agree(foreign)
    foreign.step("close")
    crossed = f"/{town.slug}/afspraak/{token_of(other_town, theirs)}"
    with town.store.workspace(held.leader.badge) as work:
        owners.send_again(work, told)
    expired = link
    set_columns(town, AgreementLink, expires_at=datetime.now(UTC) - timedelta(seconds=1))
    with town.store.workspace(held.leader.badge) as work:
        owners.send_again(work, told)
    revoked = f"/{town.slug}/afspraak/{token_of(town, told)}"
    assert anyone.get(revoked).status_code == 200
    with town.store.workspace(held.leader.badge) as work:
        owners.revoke(work, told)
    dead = [f"/{town.slug}/afspraak/nergens", f"/{town.slug}/afspraak/%00", expired, revoked, crossed, f"{link}x"]
    before = fingerprint()
    for method in ("GET", "POST"):
        answers = [anyone.http.request(method, path, data={"status": "done"}, headers=OURS) for path in dead]
        assert {one.status_code for one in answers} == {404}
        assert len({unsigned(one.text) for one in answers}) == 1
        assert "Deze link naar een afspraak opent niets meer." in answers[0].text
    assert fingerprint() == before


def test_another_website_cannot_answer_and_an_older_browser_can(anyone, town, told, link, fingerprint) -> None:
    before = fingerprint()
    form = {"was": "open", "status": "done", "text": "x"}
    for headers in ({}, {"Origin": "https://elders.example"}, {"Sec-Fetch-Site": "cross-site", "Origin": "null"}):
        answer = anyone.http.post(link, data=form, headers=headers)
        assert answer.status_code == 403
        assert f'href="{link}"' in answer.text
    assert fingerprint() == before
    assert anyone.http.post(link, data=form, headers={"Origin": "null"}).status_code == 303
    assert stored(town, told)["status"] == "done"
