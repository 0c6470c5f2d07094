"""The tile of a session that runs: how many people and how far, nothing of answers, and only where it belongs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from pydantic import TypeAdapter

from tests.house.overseeing import share, words
from tests.house.summing import APART, B, hold
from tests.makers import SignedIn, Town
from wijkplatform.domain.people import Role
from wijkplatform.wire.summaries import LiveView

FORM = TypeAdapter(LiveView)


def live(caller, reader: SignedIn) -> list[Mapping[str, Any]]:
    here = {**reader.cookies, "Sec-Fetch-Site": "same-origin"}
    answer = caller.get(f"/api/v1/gemeenten/{reader.slug}/live", headers=here)
    assert answer.status_code == 200, answer.text
    assert "no-store" in answer.headers["cache-control"]
    FORM.validate_python(answer.json(), strict=True, extra="forbid")
    found: list[Mapping[str, Any]] = answer.json()["running"]
    return found


def test_only_what_runs_now_is_told_with_how_far_it_is(anyone, town: Town) -> None:
    reader = town.sign_in(Role.INKIJKER)
    hold(town, APART, on=10)
    town.meeting(title="Later")
    trial = town.trial(title="Proef")
    trial.step("start")
    assert live(anyone, reader) == []
    meeting = town.meeting(opgaven=(0, 1, 3), title="Vanavond")
    people = meeting.fill(4, 2, 0)
    meeting.step("start")
    [one] = live(anyone, reader)
    assert (one["session"], one["wijk"], one["title"], one["state"]) == (
        *(str(meeting.id), "De Linden", "Vanavond", "running"),
    )
    assert {group: many["joined"] for group, many in one["people"].items()} == {
        "bewoner": 4,
        "wijkpartner": 2,
        "ambtenaar": 0,
    }
    meeting.step("open", opgave=0)
    assert live(anyone, reader)[0]["says"] == "nu bezig: de tien waarden"
    meeting.step("reveal")
    meeting.step("open", opgave=3)
    [one] = live(anyone, reader)
    assert (one["opgave"], one["place"], one["opgaven"]) == (3, 2, 2)
    assert one["says"] == "nu bezig: opgave 2 van 2"
    meeting.step("pause")
    assert live(anyone, reader)[0]["says"] == "pauze: opgave 2 van 2"
    assert people


def test_answers_change_nothing_of_it(anyone, town: Town) -> None:
    reader = town.sign_in(Role.INKIJKER)
    meeting = town.meeting(opgaven=(1,))
    people = meeting.fill(3, 3, 3)
    meeting.step("start", "open", opgave=1)
    before = live(anyone, reader)
    meeting.answer({(one, item): 5 if one.group is B else 1 for item in meeting.items(1) for one in people})
    assert live(anyone, reader) == before
    meeting.step("reveal")
    after = live(anyone, reader)
    assert after == before


def test_it_stands_on_the_overview_and_the_front_page_and_not_behind_a_link(anyone, town: Town, front_end) -> None:
    meeting = town.meeting(opgaven=(1,), title="Avond die nu loopt")
    meeting.fill(2, 1, 0)
    meeting.step("start", "open", opgave=1)
    lead = town.sign_in(Role.SPELLEIDER)
    for path in ("/beheer", "/beheer/overzicht"):
        text = anyone.get(f"/{town.slug}{path}", headers=lead.cookies).text
        told = words(text.partition("<template>")[0] + "</main>").partition("Nu bezig")[2]
        assert "Avond die nu loopt De Linden · nu bezig: opgave 1 van 1" in told, path
        assert "0 van 2 bewoners" in told
        assert "0 van 1 wijkpartners" in told
        assert f'data-live="/api/v1/gemeenten/{town.slug}/live"' in text
    assert "data-live" not in anyone.get(share(lead, town)).text


def test_when_nothing_runs_the_place_is_there_and_hidden(anyone, town: Town, front_end) -> None:
    text = anyone.get(f"/{town.slug}/beheer/overzicht", headers=town.sign_in(Role.INKIJKER).cookies).text
    place = text.partition("data-live=")[2].partition(">")[0]
    assert place.endswith(" hidden")


@pytest.mark.parametrize("role", [Role.WIJKPARTNER])
def test_who_may_not_see_the_overview_sees_no_tile(anyone, town: Town, front_end, role: Role) -> None:
    town.meeting(opgaven=(1,)).step("start")
    reader = town.sign_in(role)
    answer = anyone.get(f"/{town.slug}/beheer", headers=reader.cookies)
    assert answer.status_code == 200
    assert "data-live" not in answer.text
    here = {**reader.cookies, "Sec-Fetch-Site": "same-origin"}
    assert anyone.get(f"/api/v1/gemeenten/{town.slug}/live", headers=here).status_code == 403
