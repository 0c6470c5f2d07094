"""Preparing a session from the screen: all in one form, nothing typed is lost, and it does what it says."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.house.prepared import GOOD, SOON, answered_on_paper, fields, get, made, send, stored, told_wrong
from tests.makers import Meeting, SignedIn, Town
from wijkplatform.domain.checklist import INSIDE_ORGANISATIONS
from wijkplatform.domain.dates import HERE, read_date, short_date
from wijkplatform.domain.people import Group, Role
from wijkplatform.services import preparing
from wijkplatform.storage.doors import JoinDoor
from wijkplatform.storage.sessions import ScoringSession

pytestmark = pytest.mark.usefixtures("front_end")


@pytest.fixture
def lead(town: Town) -> SignedIn:
    return town.sign_in()


def test_a_spelleider_makes_a_session_with_all_that_was_chosen(anyone, town, lead) -> None:
    session = made(send(anyone, lead, "nieuw", **GOOD))
    meeting = Meeting(town, session, lead)
    snapshot = meeting.snapshot(lead.badge)
    assert snapshot["state"] == "lobby"
    assert snapshot["title"] == f"De Linden, {SOON.day} {snapshot['title'].split()[-2]} {SOON.year}"
    assert (snapshot["wijk"], snapshot["term"], snapshot["smallest_group"]) == ("De Linden", "buurt", 4)
    assert (snapshot["pace"], snapshot["open_bars"], snapshot["shared_phones"]) == ("own", True, True)
    assert snapshot["trial"] is False
    assert [one["number"] for one in snapshot["opgaven"]] == [0, 1, 2]
    assert [len(one["items"]) for one in snapshot["opgaven"]] == [10, 2, 12]
    skipped = {item["number"] for one in snapshot["opgaven"] for item in one["items"] if item["skipped_by"]}
    assert skipped == {14, *(set(range(14, 26)) & INSIDE_ORGANISATIONS)}
    row = stored(town, session)
    assert row.place == "Buurthuis"
    assert row.starts_at
    assert (row.starts_at.astimezone(HERE).date(), f"{row.starts_at.astimezone(HERE):%H.%M}") == (SOON, "19.30")
    assert row.own_until
    assert row.own_until - row.starts_at == timedelta(hours=3.5)
    person = meeting.join(Group.BEWONER)
    assert person.group is Group.BEWONER


def test_all_that_is_wrong_is_said_at_once_and_nothing_that_was_typed_is_lost(anyone, town, lead, fingerprint) -> None:
    wrong = {
        **GOOD,
        "new_wijk": "Wijk <b>" * 10,
        "title": "T" * 101,
        "date": "31-2-2027",
        "starts": "half acht",
        "ends": "laat",
        "place": "p" * 151,
        "term": "stad",
        "own_date": "morgen",
        "own_time": "ooit",
        "smallest_group": "11",
    }
    get(anyone, lead, "nieuw")
    before = fingerprint()
    answer = send(anyone, lead, "nieuw", **wrong)
    assert answer.status_code == 400
    expected = {
        "new_wijk",
        "title",
        "date",
        "starts",
        "ends",
        "place",
        "term",
        "own_date",
        "own_time",
        "smallest_group",
    }
    assert told_wrong(answer.text) == expected
    assert set(re.findall(r'<li><a class="nl-link" href="#([\w-]+)"', answer.text)) == expected
    assert "Wijk <b>" not in answer.text
    kept = fields(answer.text)
    ticked = {"parts": ["1", "2"]}  # a punt that is ticked ticks its opgave
    asked = {name: value for name, value in {**wrong, **ticked}.items() if name not in ("wijk", "term")}
    assert {name: kept[name] for name in asked} == asked
    assert fingerprint() == before


@pytest.mark.parametrize(
    ("field", "form"),
    [
        ("new_wijk", {"new_wijk": ""}),
        ("wijk", {"wijk": "Elders", "new_wijk": ""}),
        ("date", {"date": "1-1-2020", "own_date": short_date(SOON)}),
        ("ends", {"ends": "19.00"}),
        ("parts", {"waarden": "", "parts": [], "items": []}),
        ("parts", {"parts": ["0"]}),
        ("skip_inside", {"waarden": "", "parts": [], "items": ["13"], "skip_inside": "1"}),
        ("pace", {"pace": "hard"}),
        ("own_time", {"own_time": ""}),
        ("smallest_group", {"smallest_group": ""}),
    ],
)
def test_a_field_that_is_wrong_says_so_and_the_summary_leads_to_it(
    anyone, town, lead, field: str, form: dict[str, object]
) -> None:
    town.meeting()
    page = send(anyone, lead, "nieuw", **{**GOOD, **form}).text
    assert told_wrong(page) == {field}
    assert f'href="#{field}"' in page
    assert re.search(rf'id="{field}"', page)


def test_a_form_without_javascript_tells_how_long_it_takes_and_keeps_everything(anyone, lead, fingerprint) -> None:
    get(anyone, lead, "nieuw")
    before = fingerprint()
    unfinished = {**GOOD, "new_wijk": "", "date": "", "preview": "1"}
    page = send(anyone, lead, "nieuw", **unfinished)
    assert page.status_code == 200
    assert "24 punten, ongeveer 8 minuten" in page.text
    assert f"Bewoners krijgen er {24 - len({14} | set(range(14, 26)) & INSIDE_ORGANISATIONS)}." in page.text
    assert not told_wrong(page.text)
    assert fields(page.text)["items"] == ["1", "3"]
    assert fingerprint() == before


def test_a_session_can_be_changed_while_people_wait_in_its_lobby(anyone, town, lead) -> None:
    session = made(send(anyone, lead, "nieuw", **GOOD))
    meeting = Meeting(town, session, lead)
    person = meeting.join()
    version = meeting.version
    page = get(anyone, lead, f"{session}/aanpassen").text
    form = fields(page)
    assert send(anyone, lead, f"{session}/aanpassen", **form).status_code == 303
    assert meeting.version == version
    form |= {"title": "Een andere naam", "parts": ["3"], "items": [], "waarden": "", "skip_inside": "", "skipped": []}
    assert send(anyone, lead, f"{session}/aanpassen", **form).status_code == 303
    snapshot = meeting.snapshot(person.badge)
    assert (snapshot["title"], snapshot["version"]) == ("Een andere naam", version + 1)
    assert [(one["number"], len(one["items"])) for one in snapshot["opgaven"]] == [(3, 11)]
    meeting.step("start", "open")
    assert meeting.score(person, meeting.items(3)[0], 4) == "accepted"


def test_what_somebody_else_changed_meanwhile_is_not_undone_without_a_word(anyone, town, lead) -> None:
    session = made(send(anyone, lead, "nieuw", **GOOD))
    form = fields(get(anyone, lead, f"{session}/aanpassen").text)
    els = town.sign_in(Role.BEHEERDER, "Els")
    assert send(anyone, els, f"{session}/aanpassen", **{**form, **els.form, "title": "Van Els"}).status_code == 303
    answer = send(anyone, lead, f"{session}/aanpassen", **{**form, "title": "Van Samira"})
    assert answer.status_code == 409
    assert stored(town, session).title == "Van Els"
    again = fields(answer.text)
    assert again["title"] == "Van Samira"
    assert send(anyone, lead, f"{session}/aanpassen", **again).status_code == 303
    assert stored(town, session).title == "Van Samira"


def begun(meeting: Meeting) -> None:
    meeting.step("start")


def is_trial(meeting: Meeting) -> None:
    with meeting.town.store.workspace(meeting.town.operator) as work:
        work.db.scalars(select(ScoringSession).where(ScoringSession.id == meeting.id)).one().trial = True


@pytest.mark.parametrize("how", [begun, answered_on_paper, is_trial])
def test_a_session_that_began_or_is_a_trial_is_not_changed(anyone, meeting, fingerprint, how) -> None:
    lead = meeting.leader
    form = {**fields(get(anyone, lead, f"{meeting.id}/aanpassen").text), "title": "Te laat"}
    how(meeting)
    before = fingerprint()
    assert get(anyone, lead, f"{meeting.id}/aanpassen").status_code == 409
    assert send(anyone, lead, f"{meeting.id}/aanpassen", **form).status_code == 409
    assert fingerprint() == before


def test_yesterdays_session_that_nobody_began_can_still_be_changed(anyone, town, lead) -> None:
    yesterday = datetime.now(UTC) - timedelta(days=1)
    meeting = town.meeting(starts_at=yesterday)
    form = {**fields(get(anyone, lead, f"{meeting.id}/aanpassen").text), "title": "Toch nog"}
    assert send(anyone, lead, f"{meeting.id}/aanpassen", **form).status_code == 303
    form |= {"date": short_date((yesterday - timedelta(days=1)).date())}
    assert told_wrong(send(anyone, lead, f"{meeting.id}/aanpassen", **form).text) == {"date"}


def test_a_copy_is_a_form_with_everything_but_the_day(anyone, town, lead) -> None:
    session = made(send(anyone, lead, "nieuw", **GOOD))
    page = get(anyone, lead, f"{session}/kopieren").text
    assert f'action="/{town.slug}/beheer/sessies/nieuw?kopie=1"' in page
    copied = fields(page)
    again = send(anyone, lead, "nieuw?kopie=1", **copied)
    assert told_wrong(again.text) == {"date"}
    assert "Kopie van een bijeenkomst</h1>" in again.text
    assert f'action="/{town.slug}/beheer/sessies/nieuw?kopie=1"' in again.text
    example = read_date(re.search(r"Bijvoorbeeld (\d+-\d+-\d{4})", page)[1])
    assert example > datetime.now(HERE).date()
    cards = anyone.get(f"/{town.slug}/sessies/{session}/kaarten", headers=lead.cookies).text
    assert f'href="/{town.slug}/beheer/sessies/{session}/klaar">Naar de bijeenkomst' in cards
    assert (copied["date"], copied["title"], copied["wijk"]) == ("", "", "De Linden")
    later = made(send(anyone, lead, "nieuw", **{**copied, "date": short_date(SOON + timedelta(days=7))}))
    assert later != session
    with town.store.workspace(lead.badge) as work:
        first, second = (preparing.see_prepared(work, one).plan for one in (session, later))
    assert first.agenda == second.agenda
    assert first.bewoners_skip == second.bewoners_skip
    assert first.starts_at
    assert second.starts_at
    assert second.starts_at.date() == first.starts_at.date() + timedelta(days=7)


def test_people_can_come_in_at_a_session_that_is_far_away(anyone, town, lead) -> None:
    far = short_date(SOON + timedelta(days=300))
    session = made(send(anyone, lead, "nieuw", **{**GOOD, "date": far}))
    form = fields(get(anyone, lead, f"{session}/aanpassen").text)
    with town.store.workspace(town.operator) as work:
        first = {one.open_until for one in work.db.scalars(select(JoinDoor).where(JoinDoor.session_id == session))}
    assert min(first).date() > SOON + timedelta(days=300)
    further = {**form, "date": short_date(SOON + timedelta(days=350)), "own_date": ""}
    assert send(anyone, lead, f"{session}/aanpassen", **further).status_code == 303
    with town.store.workspace(town.operator) as work:
        doors = {one.open_until for one in work.db.scalars(select(JoinDoor).where(JoinDoor.session_id == session))}
    assert min(doors) - min(first) == timedelta(days=50)


def test_a_wijk_that_is_typed_twice_is_made_once(anyone, town, lead) -> None:
    first, second = (made(send(anyone, lead, "nieuw", **{**GOOD, "new_wijk": one})) for one in ("West", " west "))
    assert stored(town, first).wijk_id == stored(town, second).wijk_id
    assert '<option value="West">West</option>' in get(anyone, lead, "nieuw").text


def test_who_joined_was_told_the_smallest_group_and_it_never_gets_smaller(anyone, town, lead) -> None:
    session = made(send(anyone, lead, "nieuw", **GOOD))
    meeting = Meeting(town, session, lead)

    def change(smallest: str):
        form = {**GOOD, "smallest_group": smallest, "seen": str(meeting.version)}
        return send(anyone, lead, f"{session}/aanpassen", **form)

    assert change("3").status_code == 303
    person = meeting.join()
    refused = change("2")
    assert (refused.status_code, told_wrong(refused.text)) == (400, {"smallest_group"})
    assert meeting.snapshot(person.badge)["smallest_group"] == 3
    assert change("5").status_code == 303


def test_an_empty_workspace_shows_the_three_steps(anyone, town, lead) -> None:
    page = anyone.get(f"/{town.slug}/beheer", headers=lead.cookies).text
    steps = re.findall(r'wp-steps__step">\s*<h2[^>]*>([^<]*)<', page)
    assert steps == ["Kies de wijk", "Maak de bijeenkomst", "Nodig mensen uit"]
    assert f'href="/{town.slug}/beheer/sessies/nieuw"' in page
    town.meeting()
    assert "wp-steps" not in anyone.get(f"/{town.slug}/beheer", headers=lead.cookies).text
    other = town.sign_in(Role.AMBTENAAR)
    assert "sessies/nieuw" not in anyone.get(f"/{town.slug}/beheer", headers=other.cookies).text


def test_the_page_after_saving_leads_on(anyone, town, lead) -> None:
    session = made(send(anyone, lead, "nieuw", **{**GOOD, "smallest_group": "2"}))
    page = get(anyone, lead, f"{session}/klaar").text
    assert "De kleinste groep is 2." in page
    for path in (
        f"sessies/{session}",
        f"sessies/{session}/kaarten",
        f"beheer/uitnodigingen/nieuw?bijeenkomst={session}",
    ):
        assert f'href="/{town.slug}/{path}"' in page
    invite = anyone.get(f"/{town.slug}/beheer/uitnodigingen/nieuw?bijeenkomst={session}", headers=lead.cookies).text
    assert f'value="{session}" selected' in invite
    answer = send(anyone, lead, f"{session}/scherm")
    assert answer.status_code == 303
    assert anyone.get(answer.headers["location"]).status_code == 200
