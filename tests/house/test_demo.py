"""What a newcomer finds in the demo gemeente: a session to go on with, and what was agreed before."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.house.agreeing import TODAY
from tests.house.sparring import found_by, nobody_else
from tests.makers import Town
from wijkplatform import demo_evening
from wijkplatform.domain.people import Role
from wijkplatform.services import demo, demo_past, demo_peers, overview, owners, stories
from wijkplatform.services.stories import Story
from wijkplatform.storage import plans

__all__ = ["nobody_else"]


@pytest.fixture(scope="module")
def prepared(maker) -> Town:
    town = maker.town()
    for _ in range(2):  # what is there already is not made again
        demo_evening.play(town.store, town.operator)
        with town.store.workspace(town.operator) as work:
            demo.prepare_demo(work)
    return town


def agreed(town: Town) -> list[Story]:
    with town.store.workspace(town.sign_in(Role.SPELLEIDER, "Noor").badge) as work:
        return stories.see_all(work)


def test_an_earlier_session_of_the_same_wijk_left_one_afspraak_that_is_late_and_one_that_is_due_soon(prepared) -> None:
    late, soon = agreed(prepared)
    assert (late.view["late"], late.row.status, late.owner) == (True, "in_progress", "Lieke Jansen")
    assert (soon.view["late"], soon.row.status, soon.owner) == (False, "open", "els@woonbron.example")
    assert TODAY < soon.row.due <= TODAY + timedelta(days=6)
    assert {one.session.state for one in (late, soon)} == {"closed"}
    with prepared.store.workspace(prepared.operator) as work:
        going = plans.newest_open(work.db)
        assert going
        assert going.wijk_id == late.session.wijk_id
        assert going.id != late.session.id


def test_the_earlier_session_was_scored_and_what_was_found_stands(prepared) -> None:
    with prepared.store.workspace(prepared.sign_in(Role.INKIJKER).badge) as work:
        seen = overview.see_overview(work, None)
    (held,) = seen.held
    assert held.held_on == (demo.tonight() - timedelta(weeks=6)).date()
    assert dict(held.people) == {"bewoner": 12, "wijkpartner": 6, "ambtenaar": 8}
    assert len(seen.found) == 3
    assert seen.totals.ended["agreement"] == 2
    assert seen.totals.ended["later"] > 0


def test_an_evening_of_which_the_playing_was_broken_off_is_played_anew(maker) -> None:
    town = maker.town()
    with town.store.workspace(town.operator) as work:
        broken_off = demo_past.begin(work, demo.tonight())
    demo_evening.play(town.store, town.operator)
    with town.store.workspace(town.operator) as work:
        (only,) = plans.real_sessions(work.db)
    assert only[0].id != broken_off
    assert only[0].state == "closed"
    assert town.mails() == []


def test_the_owner_of_what_is_due_soon_is_reminded(prepared) -> None:
    with prepared.store.workspace(prepared.operator) as work:
        assert owners.remind(work) == 1
    assert [(one.kind, one.recipient) for one in prepared.mails()] == [
        ("agreement_reminder", "els@woonbron.example"),
    ]


def test_a_neighbour_wants_to_be_found_and_is_prepared_once(maker, nobody_else) -> None:
    neighbour, here = maker.town(name=demo_peers.NAME), maker.town()
    for _ in range(2):
        with neighbour.store.workspace(neighbour.operator) as work:
            demo_peers.prepare_neighbour(work)
    found = found_by(here, *range(1, 11))
    assert {number: [one.called for one in who] for number, who in found.items() if who} == {
        1: ["Plasdorp"],
        3: ["Plasdorp"],
    }
    assert all(one.link for who in found.values() for one in who)
