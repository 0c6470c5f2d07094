"""'Sparren met een collega': others find what a gemeente typed, where it improved and wants that; no more crosses."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import text

from tests.house.sparring import (
    ANNA,
    SPRING,
    Words,
    boss_of,
    found_by,
    nobody_else,
    offer,
    offered,
    sum_up,
    switch,
)
from tests.makers import Town, plain
from wijkplatform.domain.errors import ChangedElsewhere, NotFound, NotNow, NotValid
from wijkplatform.domain.peers import Peer
from wijkplatform.services import peers

__all__ = ["nobody_else"]
pytestmark = pytest.mark.usefixtures("nobody_else")
HALF_A_YEAR = timedelta(days=180)


def own(town: Town) -> dict[int, peers.OwnOpgave]:
    with town.store.workspace(boss_of(town).badge) as work:
        return {one.number: one for one in peers.see_own(work).opgaven}


def improved(town: Town) -> set[int]:
    return {number for number, one in own(town).items() if one.improved}


def refresh(town: Town) -> None:
    with town.store.workspace(town.operator) as work:
        peers.refresh_offers(work)


def test_a_gemeente_that_improved_is_found_by_others_on_that_opgave_only(town, other_town) -> None:
    offered(town, 3)
    assert found_by(other_town, 1, 3) == {1: (), 3: (ANNA,)}


def test_what_others_receive_is_exactly_what_was_typed_in_offers_that_stand_of_gemeenten_that_want_it(maker) -> None:
    here, near, shy, fallen = (maker.town(name=f"Geheimstad {number}") for number in range(4))
    bert = Peer("Plasdorp", "gebiedsmanager", "070 123 45 67")
    offered(here, 3, peer=replace(ANNA, called="Eigen huis"))
    offered(near, 3, 7)
    sum_up(near, {8: ["higher"]}, wijk="Achterveld")
    offer(near, 8, bert)
    offered(shy, 3, 7, peer=replace(ANNA, called="Stilstad"))
    switch(shy, False)
    offered(fallen, 3, 7, 8, peer=replace(ANNA, called="Valstad"))
    sum_up(fallen, {3: ["lower"], 7: ["lower"], 8: ["higher", "lower"]}, on=SPRING + HALF_A_YEAR)
    refresh(fallen)
    with here.store.workspace(boss_of(here).badge) as work:
        everything = [
            tuple(row)
            for asked in range(-2, 13)
            for row in work.db.execute(text("select * from find_peers(:asked)"), {"asked": asked})
        ]
        seen = peers.find(work, range(-2, 13))
    anna = (ANNA.called, ANNA.role, ANNA.contact)
    assert everything == [anna, anna, (bert.called, bert.role, bert.contact)]
    assert [one for opgave in seen for one in opgave.colleagues] == [ANNA, ANNA, bert]
    assert [one.number for one in seen if one.colleagues] == [3, 7, 8]


def test_one_does_not_find_the_own_gemeente(town, other_town) -> None:
    offered(town, 3)
    offered(other_town, 3, peer=replace(ANNA, called="Elders"))
    assert [one.called for one in found_by(town, 3)[3]] == ["Elders"]
    assert [one.called for one in found_by(other_town, 3)[3]] == [ANNA.called]


def test_who_no_longer_wants_to_be_found_is_gone_at_once_and_keeps_what_was_typed(town, other_town) -> None:
    offered(town, 3)
    switch(town, False)
    assert found_by(other_town, 3) == {3: ()}
    assert own(town)[3].offer == ANNA
    switch(town)
    assert found_by(other_town, 3) == {3: (ANNA,)}


def test_a_gemeente_is_not_found_before_it_says_so(town, other_town) -> None:
    sum_up(town, {3: ["higher"]})
    offer(town)
    assert found_by(other_town, 3) == {3: ()}


def test_an_offer_that_is_withdrawn_is_gone_at_once(town, other_town) -> None:
    offered(town, 3, 4)
    with town.store.workspace(boss_of(town).badge) as work:
        peers.withdraw(work, 3)
        peers.withdraw(work, 3)
    assert found_by(other_town, 3, 4) == {3: (), 4: (ANNA,)}
    assert own(town)[3].offer is None


def test_an_offer_stands_only_while_what_was_found_says_that_the_gemeente_improved(town, other_town) -> None:
    offered(town, 3, 4)
    sum_up(town, {3: ["no_clear_change"], 4: ["higher"]}, on=SPRING + HALF_A_YEAR)
    refresh(town)
    assert found_by(other_town, 3, 4) == {3: (), 4: (ANNA,)}
    assert (own(town)[3].offer, own(town)[3].stands) == (ANNA, False)
    sum_up(town, {3: ["higher"]}, on=SPRING + 2 * HALF_A_YEAR)
    refresh(town)
    assert found_by(other_town, 3) == {3: (ANNA,)}


def test_refreshing_touches_no_offer_of_another_gemeente(town, other_town, maker) -> None:
    offered(town, 3)
    refresh(other_town)
    assert found_by(maker.town(), 3) == {3: (ANNA,)}


@pytest.mark.parametrize(
    ("words", "risen"),
    [
        ({3: ["higher"]}, {3}),
        ({3: ["no_clear_change", "higher"]}, {3}),
        ({3: ["higher", "lower"]}, set()),
        ({3: ["higher", "no_clear_change", "no_clear_change", "lower"]}, set()),
        ({3: ["no_clear_change"]}, set()),
        ({3: []}, set()),
        ({0: ["higher"], 10: ["higher"]}, {10}),
    ],
)
def test_a_gemeente_improved_where_a_group_of_a_wijk_rose_and_none_fell(town, words: Words, risen: set[int]) -> None:
    sum_up(town, words)
    assert improved(town) == risen


def test_the_newest_comparison_of_a_wijk_counts_and_that_of_another_wijk_besides(town) -> None:
    sum_up(town, {3: ["higher"], 4: ["higher"], 5: ["higher"]})
    sum_up(town, {3: ["lower"], 4: ["no_clear_change"]}, on=SPRING + HALF_A_YEAR)
    assert improved(town) == {5}
    sum_up(town, {3: ["higher"]}, on=SPRING - HALF_A_YEAR, wijk="Achterveld")
    assert improved(town) == {3, 5}


def test_of_the_sessions_it_is_compared_with_the_last_one_counts(town) -> None:
    sum_up(town, {3: ["no_clear_change"]}, {3: ["higher"], 4: ["higher"]})
    assert improved(town) == {4}


def test_the_summaries_of_another_gemeente_say_nothing_about_this_one(town, other_town) -> None:
    sum_up(other_town, {3: ["higher"]})
    assert improved(town) == set()


def test_who_did_not_improve_cannot_offer_and_reads_why(town) -> None:
    sum_up(town, {3: ["higher"]})
    with pytest.raises(NotNow) as refused:
        offer(town, 4)
    assert refused.value.detail == (
        "Op deze opgave vonden wij nog geen verbetering. Daarom kunt u zich hier nog niet laten vinden."
    )
    assert own(town)[4].offer is None


@pytest.mark.parametrize("number", [-1, 0, 11])
def test_what_is_no_opgave_can_be_neither_offered_nor_withdrawn(town, number: int) -> None:
    sum_up(town, {0: ["higher"], 11: ["higher"]})
    with pytest.raises(NotFound):
        offer(town, number)
    with town.store.workspace(boss_of(town).badge) as work, pytest.raises(NotFound):
        peers.withdraw(work, number)


def test_all_that_is_wrong_is_said_at_once(town) -> None:
    sum_up(town, {3: ["higher"]})
    with pytest.raises(NotValid) as refused:
        offer(town, 3, Peer(" \u202e ", "x" * 101, "bel mij"))
    assert set(refused.value.fields) == {"called", "role", "contact"}
    assert own(town)[3].offer is None


@pytest.mark.parametrize(
    "contact",
    ["", "Anna", "anna@", "070", "070 12 <b>", "+31 70 1234567890123", "javascript:alert(1)", "a@x.nl, b@x.nl"],
)
def test_an_address_is_one_that_can_be_written_to_or_called(town, contact: str) -> None:
    sum_up(town, {3: ["higher"]})
    with pytest.raises(NotValid) as refused:
        offer(town, 3, replace(ANNA, contact=contact))
    assert set(refused.value.fields) == {"contact"}


def test_what_was_typed_is_kept_on_one_line_and_otherwise_as_it_was(town, other_town) -> None:
    sum_up(town, {3: ["higher"]})
    offer(town, 3, Peer(" Beek\r\nstad\0 \u202e<b>", "\u05e9\u05dc\u05d5\u05dd", "Anna@Beekstad.Example "))
    switch(town)
    assert found_by(other_town, 3) == {3: (Peer("Beek stad <b>", "\u05e9\u05dc\u05d5\u05dd", "Anna@Beekstad.Example"),)}


def test_what_somebody_else_changed_meanwhile_is_not_written_over(town, other_town) -> None:
    offered(town, 3)
    second, third = replace(ANNA, role="teamleider"), replace(ANNA, role="directeur")
    offer(town, 3, second, seen=ANNA.mark)
    for seen in (ANNA.mark, ""):
        with pytest.raises(ChangedElsewhere):
            offer(town, 3, third, seen=seen)
    offer(town, 3, second, seen=ANNA.mark)  # the same again is no change
    assert found_by(other_town, 3) == {3: (second,)}


def test_the_lookup_answers_nobody_without_a_gemeente_and_gives_three_columns(maker, town) -> None:
    offered(town, 3)
    with psycopg.connect(plain(maker.database.app_url)) as connection:
        with pytest.raises(psycopg.Error) as refused:
            connection.execute("SELECT * FROM find_peers(3)")
        assert refused.value.sqlstate == "WK001"
        connection.rollback()
        connection.execute("SELECT set_config('wijkplatform.gemeente_id', %s, true)", [str(maker.town().id)])
        answer = connection.execute("SELECT * FROM find_peers(3)")
        assert [column.name for column in answer.description or ()] == ["called", "peer_role", "contact"]
        assert answer.fetchall() == [(ANNA.called, ANNA.role, ANNA.contact)]
        assert connection.execute("SELECT count(*) FROM peer_offer").fetchone() == (0,)
