"""A plan: what was typed is kept, what is wrong is said at its field, and what is right comes back as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkplatform.domain import dates
from wijkplatform.domain.checklist import INSIDE_ORGANISATIONS, load_checklist
from wijkplatform.domain.errors import NotValid
from wijkplatform.domain.people import Group
from wijkplatform.domain.planning import Frame, read_plan
from wijkplatform.domain.plans import (
    OPGAVEN,
    Part,
    Plan,
    TypedPlan,
    fresh_copy,
    length,
    minutes,
    propose_title,
    punten_of,
    typed,
)
from wijkplatform.domain.sessions import Pace

PUNTEN = punten_of(load_checklist()["nl-b1"])
TODAY = date(2026, 11, 1)
FRAME = Frame(("De Linden", "Oost"), PUNTEN, TODAY)
GOOD = TypedPlan(wijk="De Linden", date="26-11-2026", starts="19.30", parts=("1", "3"))


def wrong(form: TypedPlan, frame: Frame = FRAME) -> dict[str, str]:
    """What is wrong with a form, by field."""
    with pytest.raises(NotValid) as refused:
        read_plan(form, frame)
    return refused.value.fields


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Any plan that a form can ask for."""
    numbers = draw(st.sets(st.sampled_from(OPGAVEN)))
    agenda = []
    if draw(st.booleans()) or not numbers:
        agenda.append(Part(0, PUNTEN[0]))
    for number in sorted(numbers):
        chosen = draw(st.sets(st.sampled_from(PUNTEN[number]), min_size=1))
        agenda.append(Part(number, tuple(item for item in PUNTEN[number] if item in chosen)))
    places = [(part.number, item) for part in agenda if part.number for item in part.items]
    skip = draw(st.sets(st.sampled_from(places))) if places else set()
    if len(skip) == sum(len(part.items) for part in agenda):
        skip = set()
    on = draw(st.dates(TODAY, date(2028, 12, 20)))
    starts = draw(st.times(time(6), time(20))).replace(second=0, microsecond=0)
    starts_at = dates.at(on, starts)
    assert starts_at
    later = st.integers(1, 180).map(lambda some: starts_at + timedelta(minutes=some))
    pace = draw(st.sampled_from(Pace))
    words = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20)
    return Plan(
        wijk=draw(st.one_of(st.sampled_from(FRAME.wijken), words)),
        title=draw(words),
        term=draw(st.sampled_from(["wijk", "buurt", "dorp", "gebied"])),
        starts_at=starts_at,
        ends_at=draw(st.none() | later),
        place=draw(st.none() | words),
        agenda=tuple(agenda),
        bewoners_skip=frozenset(skip),
        pace=pace,
        own_until=None if pace is Pace.LED else draw(later),
        smallest_group=draw(st.integers(1, 10)),
        open_bars=draw(st.booleans()),
        shared_phones=draw(st.booleans()),
    )


@given(plans())
def test_a_plan_that_is_shown_in_a_form_and_sent_back_is_the_same_plan(plan: Plan) -> None:
    frame = replace(FRAME, wijken=(*FRAME.wijken, plan.wijk))
    assert read_plan(typed(plan, PUNTEN), frame) == plan


@given(plans())
def test_what_bewoners_skip_is_always_a_punt_of_the_agenda_and_they_keep_at_least_one(plan: Plan) -> None:
    form = replace(typed(plan, PUNTEN), skip_inside="1")
    frame = replace(FRAME, wijken=(*FRAME.wijken, plan.wijk))
    places = {(part.number, item) for part in plan.agenda for item in part.items}
    inside = {one for one in places if one[0] and one[1] in INSIDE_ORGANISATIONS}
    if inside | plan.bewoners_skip == places:
        assert set(wrong(form, frame)) == {"skip_inside"}
        return
    read = read_plan(form, frame)
    assert read.bewoners_skip == inside | plan.bewoners_skip
    assert read.punten(Group.BEWONER) == read.punten() - len(read.bewoners_skip) >= 1


@given(st.builds(TypedPlan, *[st.text(max_size=12)] * 9, st.lists(st.text(max_size=4)).map(tuple)))
def test_no_form_is_too_odd_to_be_answered(form: TypedPlan) -> None:
    assert wrong(form)


def test_a_plan_says_what_was_chosen() -> None:
    plan = read_plan(
        replace(GOOD, ends="21:30 uur", place=" Buurthuis\n De Linden ", waarden="1", items=("71", "70"), term="buurt"),
        FRAME,
    )
    assert [part.number for part in plan.agenda] == [0, 1, 3, 7]
    assert plan.agenda[0].items == tuple(range(1, 11))
    assert plan.agenda[1].items == PUNTEN[1]
    assert plan.agenda[3].items == (70, 71)
    assert (plan.title, plan.place) == ("De Linden, 26 november 2026", "Buurthuis De Linden")
    assert plan.starts_at == datetime(2026, 11, 26, 18, 30, tzinfo=UTC)
    assert plan.ends_at == datetime(2026, 11, 26, 20, 30, tzinfo=UTC)
    assert (plan.pace, plan.own_until, plan.bewoners_skip) == (Pace.LED, None, frozenset())


def test_the_ten_waarden_can_be_a_session_of_their_own() -> None:
    plan = read_plan(replace(GOOD, parts=(), waarden="1"), FRAME)
    assert plan.agenda == (Part(0, tuple(range(1, 11))),)
    assert (plan.punten(), plan.minutes) == (10, 3)


def test_single_punten_take_the_place_of_the_whole_opgave() -> None:
    first = PUNTEN[1][0]
    for parts in (("1",), ()):
        assert read_plan(replace(GOOD, parts=parts, items=(str(first),)), FRAME).agenda == (Part(1, (first,)),)


def test_a_wijk_that_is_typed_again_is_the_one_that_exists() -> None:
    assert read_plan(replace(GOOD, wijk="", new_wijk="  de  linden "), FRAME).wijk == "De Linden"
    assert read_plan(replace(GOOD, wijk="", new_wijk="West"), FRAME).wijk == "West"


def test_the_one_tick_skips_the_24_punten_that_bewoners_often_cannot_know() -> None:
    everything = replace(GOOD, parts=tuple(str(one) for one in OPGAVEN), waarden="1", skip_inside="1")
    plan = read_plan(everything, FRAME)
    assert {item for _, item in plan.bewoners_skip} == INSIDE_ORGANISATIONS
    assert len(plan.bewoners_skip) == 24
    assert not any(number == 0 for number, _ in plan.bewoners_skip)
    more = read_plan(replace(everything, skipped=("1",)), FRAME)
    assert more.bewoners_skip == plan.bewoners_skip | {(1, 1)}
    assert typed(more, PUNTEN).skipped == ("1",)


def test_own_pace_ends_on_the_day_of_the_session_unless_another_day_is_given() -> None:
    same = read_plan(replace(GOOD, pace="own", own_time="21.00"), FRAME)
    assert same.own_until == datetime(2026, 11, 26, 20, 0, tzinfo=UTC)
    moved = replace(typed(same, PUNTEN), date="27-11-2026")
    assert read_plan(moved, FRAME).own_until == datetime(2026, 11, 27, 20, 0, tzinfo=UTC)
    later = read_plan(replace(GOOD, pace="mixed", own_date="3 dec 2026", own_time="9 uur"), FRAME)
    assert later.own_until == datetime(2026, 12, 3, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("field", "form"),
    [
        ("new_wijk", {"wijk": "", "new_wijk": " "}),
        ("new_wijk", {"new_wijk": "West"}),
        ("new_wijk", {"wijk": "", "new_wijk": "a" * 61}),
        ("wijk", {"wijk": "Elders"}),
        ("title", {"title": "a" * 101}),
        ("place", {"place": "a" * 151}),
        ("term", {"term": "stad"}),
        ("date", {"date": ""}),
        ("date", {"date": "31-11-2026"}),
        ("date", {"date": "31-10-2026"}),
        ("date", {"date": "26-11-2062"}),
        ("starts", {"starts": "half acht"}),
        ("starts", {"starts": ""}),
        ("starts", {"date": "28-3-2027", "starts": "2.30"}),
        ("ends", {"ends": "25.00"}),
        ("ends", {"ends": "19.30"}),
        ("parts", {"parts": ()}),
        ("parts", {"parts": ("11",)}),
        ("parts", {"parts": ("1; drop",)}),
        ("parts", {"items": ("98",)}),
        ("skip_inside", {"parts": (), "items": ("13", "18"), "skip_inside": "1"}),
        ("pace", {"pace": "fast"}),
        ("own_time", {"pace": "own"}),
        ("own_time", {"pace": "own", "own_time": "19.00"}),
        ("own_date", {"pace": "mixed", "own_date": "morgen", "own_time": "21.00"}),
        ("smallest_group", {"smallest_group": "0"}),
        ("smallest_group", {"smallest_group": "11"}),
        ("smallest_group", {"smallest_group": "drie"}),
    ],
)
def test_what_is_wrong_is_said_at_its_field_in_a_sentence(field: str, form: dict[str, object]) -> None:
    said = wrong(replace(GOOD, **form))  # type: ignore[arg-type]
    assert set(said) == {field}
    assert said[field].endswith((".", "?"))


def test_all_that_is_wrong_is_said_at_once() -> None:
    assert set(wrong(TypedPlan(term="", pace="", smallest_group=""))) == {
        *("new_wijk", "date", "starts", "term", "parts", "pace", "smallest_group"),
    }


def test_times_that_do_not_count_cannot_be_wrong() -> None:
    assert read_plan(replace(GOOD, own_date="morgen", own_time="laat"), FRAME).own_until is None


def test_a_copy_has_everything_but_its_day_and_a_name_that_names_another_day() -> None:
    plan = read_plan(replace(GOOD, pace="own", own_time="21.00", items=("70",)), FRAME)
    copy = fresh_copy(plan, PUNTEN)
    assert (copy.title, copy.date, copy.own_date, copy.own_time) == ("", "", "", "21.00")
    assert (copy.wijk, copy.starts, copy.items) == ("De Linden", "19.30", ("70",))
    assert fresh_copy(replace(plan, title="Een avond"), PUNTEN).title == "Een avond"
    assert plan.title == propose_title("De Linden", date(2026, 11, 26))


@pytest.mark.parametrize("punten", range(1, 108))
def test_a_punt_takes_twenty_seconds(punten: int) -> None:
    assert abs(minutes(punten) * 60 - punten * 20) <= 30 or minutes(punten) == 1
    assert length(punten).startswith(f"{punten} punt")


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_day_is_read_in_every_way_that_people_write_it(on: date) -> None:
    ways = [dates.short_date(on), dates.long_date(on, "nl"), on.isoformat(), f"{on:%d/%m/%Y}", f"{on:%d.%m.%Y}"]
    assert {dates.read_date(way) for way in ways} == {on}


@given(st.times())
def test_a_time_is_read_in_every_way_that_people_write_it(clock: time) -> None:
    clock = clock.replace(second=0, microsecond=0)
    ways = [f"{clock:%H.%M}", f"{clock:%H:%M} uur", f" {clock.hour}.{clock:%M}uur "]
    assert {dates.read_clock(way) for way in ways} == {clock}
