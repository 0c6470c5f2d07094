"""What a gemeente decides for itself: checked all at once, kept in the form, and meaning something afterwards."""

from __future__ import annotations

import re
from html import unescape
from typing import get_args

import pytest
from pydantic import ValidationError
from sqlalchemy import select

from tests.makers import SignedIn, Town
from wijkplatform.domain import gemeenten as rules
from wijkplatform.domain.colours import contrast
from wijkplatform.domain.errors import Malformed
from wijkplatform.domain.people import Badge, Group, Role
from wijkplatform.services import joining, preparing
from wijkplatform.storage.gemeenten import Gemeente
from wijkplatform.storage.sessions import ScoringSession
from wijkplatform.wire.base import JoinRequest, Language, PlaceChange

pytestmark = pytest.mark.usefixtures("front_end")
GOOD: dict[str, str | list[str]] = {
    "name": "Nieuwstad",
    "term": "dorp",
    "smallest_group": "4",
    "languages": ["nl-b1", "tr"],
    "contact_email": "wijken@nieuwstad.nl",
    "invitation_days": "2",
    "keep_answers_days": "14",
    "keep_invitations_days": "60",
    "accent": "#7A1F2B",
}
WRONG: dict[str, str | list[str]] = {
    "name": " ",
    "term": "stad",
    "smallest_group": "11",
    "languages": ["nl-b1", "klingon"],
    "contact_email": "wijken@",
    "invitation_days": "0",
    "keep_answers_days": "drie <b>",
    "keep_invitations_days": "-1",
    "accent": "rood",
}


@pytest.fixture
def boss(town: Town) -> SignedIn:
    return town.sign_in(Role.BEHEERDER)


def path(town: Town) -> str:
    return f"/{town.slug}/beheer/instellingen"


def open_form(caller, boss: SignedIn) -> str:
    """The mark of the settings in a form that was just opened."""
    page = caller.get(f"/{boss.slug}/beheer/instellingen", headers=boss.cookies)
    found = re.search(r'name="seen" value="(\w+)"', page.text)
    assert found
    return found[1]


def save(caller, boss: SignedIn, seen: str, **typed: object):
    form = {**GOOD, **typed, **boss.form, "seen": seen}
    return caller.http.post(f"/{boss.slug}/beheer/instellingen", data=form, headers=boss.page)


def stored(town: Town) -> Gemeente:
    with town.store.workspace(town.operator) as work:
        return work.gemeente


def test_every_setting_can_be_changed(anyone, town, boss) -> None:
    answer = save(anyone, boss, open_form(anyone, boss))
    assert (answer.status_code, answer.headers["location"]) == (303, f"{path(town)}?gedaan")
    now = stored(town)
    assert {name: getattr(now, name) for name in GOOD} == {
        "name": "Nieuwstad",
        "term": "dorp",
        "smallest_group": 4,
        "languages": ["nl-b1", "tr"],
        "contact_email": "wijken@nieuwstad.nl",
        "invitation_days": 2,
        "keep_answers_days": 14,
        "keep_invitations_days": 60,
        "accent": "#7a1f2b",
    }
    page = anyone.get(answer.headers["location"], headers=boss.cookies).text
    assert "De instellingen zijn bewaard." in page
    assert f"/huisstijl/{town.slug}-7a1f2b.css" in page
    assert 'thuis in <span data-preview="term">het dorp</span>' in page


def test_all_that_is_wrong_is_said_at_once_and_nothing_that_was_typed_is_lost(anyone, town, boss, fingerprint) -> None:
    seen = open_form(anyone, boss)
    before = fingerprint()
    answer = save(anyone, boss, seen, **WRONG)
    assert answer.status_code == 400
    assert set(re.findall(r'id="([\w-]+)-error"', answer.text)) == set(WRONG)
    assert set(re.findall(r'<li><a class="nl-link" href="#([\w-]+)"', answer.text)) == set(WRONG)
    values = dict(re.findall(r'id="(\w+)" name="\w+" value="([^"]*)"', answer.text))
    for field in ("name", "smallest_group", "contact_email", "invitation_days", "keep_answers_days", "accent"):
        assert unescape(values[field]) == WRONG[field], field
    assert "drie <b>" not in answer.text
    assert fingerprint() == before
    one_wrong = save(anyone, boss, seen, accent="#12345").text
    assert re.findall(r'id="([\w-]+)-error"', one_wrong) == ["accent"]
    assert re.search(r'value="tr" checked', one_wrong)
    assert not re.search(r'value="pl" checked', one_wrong)


@pytest.mark.parametrize("accent", ["#ffcc00", "#ffffff", "#8fbf3f", "#7a7a7a"])
def test_a_colour_that_cannot_be_read_is_refused_with_one_that_can(anyone, town, boss, accent: str) -> None:
    seen = open_form(anyone, boss)
    answer = save(anyone, boss, seen, accent=accent)
    assert answer.status_code == 400
    said = re.search(r'id="accent-error"[^>]*>([^<]*)<', answer.text)
    assert said
    white = f"{int(contrast(accent, '#ffffff') * 10) / 10:.1f}".replace(".", ",")
    if contrast(accent, "#ffffff") < 4.5:
        assert f"witte letters op een knop {white}" in said[1]
    assert "minstens 4,5" in said[1]
    offered = re.search(r"De kleur (#[0-9a-f]{6})", said[1])
    assert offered
    assert save(anyone, boss, seen, accent=offered[1]).status_code == 303
    assert stored(town).accent == offered[1]


def test_what_somebody_else_saved_meanwhile_is_shown_beside_what_was_typed(anyone, town, boss) -> None:
    els = town.sign_in(Role.BEHEERDER, "Els")
    seen = open_form(anyone, boss)
    assert save(anyone, els, open_form(anyone, els), name="Elsstad").status_code == 303
    answer = save(anyone, boss, seen, name="Henkstad", term="buurt")
    assert answer.status_code == 409
    rows = re.findall(r'<tr><th scope="row">(.*?)</th><td>(.*?)</td><td>(.*?)</td></tr>', answer.text)
    assert rows == [("Naam van de gemeente", "Elsstad", "Henkstad"), ("Woord voor wijk", "dorp", "buurt")]
    assert stored(town).name == "Elsstad"
    again = re.search(r'name="seen" value="(\w+)"', answer.text)
    assert again
    assert save(anyone, boss, again[1], name="Henkstad", term="buurt").status_code == 303
    assert (stored(town).name, stored(town).term) == ("Henkstad", "buurt")


def test_signs_that_nobody_sees_are_no_part_of_a_name(anyone, town, boss) -> None:
    seen = open_form(anyone, boss)
    assert save(anyone, boss, seen, name="Proef\0stad \u202eNoord").status_code == 303
    assert stored(town).name == "Proef stad Noord"


def test_sending_the_same_form_twice_is_no_conflict(anyone, town, boss) -> None:
    seen = open_form(anyone, boss)
    assert [save(anyone, boss, seen).status_code for _ in range(2)] == [303, 303]


def test_looking_at_an_example_stores_nothing(anyone, town, boss, fingerprint) -> None:
    seen = open_form(anyone, boss)
    before = fingerprint()
    answer = save(anyone, boss, seen, preview="1", term="gebied", accent="#123456")
    assert answer.status_code == 200
    assert "Er is nog niets bewaard." in answer.text
    assert 'fill="#123456"' in answer.text
    assert "het gebied</span>" in answer.text
    assert fingerprint() == before
    assert save(anyone, boss, seen, preview="1", accent="#ffcc00").status_code == 400


def test_a_small_smallest_group_is_warned_about_and_existing_sessions_keep_theirs(anyone, town, boss) -> None:
    meeting = town.meeting()
    assert save(anyone, boss, open_form(anyone, boss), smallest_group="2").status_code == 303
    assert "De kleinste groep is nu 2." in anyone.get(path(town), headers=boss.cookies).text
    with town.store.workspace(town.operator) as work:
        later = preparing.prepare_session(work, title="Later", wijk="De Linden", opgaven=[1])
    with town.store.workspace(town.operator) as work:
        kept = {one.id: (one.smallest_group, one.term) for one in work.db.scalars(select(ScoringSession))}
    assert kept == {meeting.id: (3, "wijk"), later: (2, "dorp")}


def test_a_language_that_the_gemeente_does_not_offer_cannot_be_chosen(anyone, town, boss) -> None:
    meeting = town.meeting()
    person = meeting.join()
    assert save(anyone, boss, open_form(anyone, boss)).status_code == 303
    with town.store.workspace(Badge(town.id)) as work, pytest.raises(Malformed) as refused:
        joining.join(work, JoinRequest(join_token=meeting.link(Group.BEWONER), language="pl"))
    assert refused.value.detail == "Uw gemeente biedt deze taal niet aan. Kies een andere taal."
    wanted = {"join_token": meeting.link(Group.BEWONER), "language": "pl"}
    answer = anyone.post("/api/v1/participants", wanted)
    assert (answer.status_code, answer.json()["detail"]) == (400, refused.value.detail)
    assert anyone.post("/api/v1/participants", {**wanted, "language": "tr"}).status_code == 201
    with town.store.workspace(person.badge) as work, pytest.raises(Malformed):
        joining.change_own_place(work, PlaceChange(language="uk"))
    with town.store.workspace(person.badge) as work:
        joining.change_own_place(work, PlaceChange(language="tr"))


def test_the_languages_on_the_wire_are_those_that_a_gemeente_can_offer() -> None:
    assert get_args(Language) == tuple(rules.LANGUAGES)
    with pytest.raises(ValidationError):
        JoinRequest.model_validate({"code": "1", "language": "klingon"})


def test_people_read_how_long_answers_are_kept_where_the_gemeente_is_known(anyone, town, boss) -> None:
    meeting = town.meeting()
    places = (f"/doe-mee/{meeting.link(Group.BEWONER)}", f"/{town.slug}/doe-mee/{meeting.id}")
    for days, said in (("14", "14 dagen na de bijeenkomst"), ("1", "1 dag na de bijeenkomst")):
        assert save(anyone, boss, open_form(anyone, boss), keep_answers_days=days).status_code == 303
        for place in places:
            assert f"De gemeente bewaart uw antwoorden {said}, zonder uw naam." in anyone.get(place).text
    assert "De gemeente bewaart uw antwoorden een tijd na de bijeenkomst" in anyone.get("/privacy").text


def test_the_address_for_questions_stands_where_people_wait_for_their_mail(anyone, town, boss) -> None:
    sent = {"data": {"email": "kees@x.example"}, "headers": {"Sec-Fetch-Site": "same-origin"}}
    assert "mailto:" not in anyone.http.post(f"/{town.slug}/inloggen", **sent).text
    save(anyone, boss, open_form(anyone, boss))
    assert 'href="mailto:wijken@nieuwstad.nl"' in anyone.http.post(f"/{town.slug}/inloggen", **sent).text
