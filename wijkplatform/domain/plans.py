"""What a spelleider plans for a session, and what a form may say about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime

from wijkplatform.domain.checklist import INSIDE_ORGANISATIONS, VALUES_PART, Checklist
from wijkplatform.domain.dates import HERE, day_of, long_date, short_date
from wijkplatform.domain.people import Group
from wijkplatform.domain.sessions import Pace

SECONDS_PER_PUNT = 20
"""How long somebody needs for one punt, on average."""

OPGAVEN = range(1, 11)


@dataclass(frozen=True, slots=True)
class Part:
    """What is asked of one opgave of the agenda (0: the ten waarden): its punten, in order."""

    number: int
    items: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A session as it can be held: `agenda` in order, and the punten (opgave, number) that bewoners skip."""

    wijk: str
    title: str
    term: str
    starts_at: datetime | None
    ends_at: datetime | None
    place: str | None
    agenda: tuple[Part, ...]
    bewoners_skip: frozenset[tuple[int, int]]
    pace: Pace
    own_until: datetime | None
    smallest_group: int
    open_bars: bool
    shared_phones: bool

    def punten(self, group: Group | None = None) -> int:
        """How many punten are asked of a group, or of everybody together."""
        skipped = self.bewoners_skip if group is Group.BEWONER else frozenset()
        return sum((part.number, item) not in skipped for part in self.agenda for item in part.items)

    @property
    def minutes(self) -> int:
        """How many minutes answering takes; at least one."""
        return minutes(self.punten())


@dataclass(frozen=True, slots=True)
class TypedPlan:
    """A plan as a form holds it: exactly what somebody typed and ticked, right or wrong.

    `wijk` is one of the list, or empty for a `new_wijk`. `parts` are opgaven as a whole. Once punten (`items`) of an
    opgave are ticked, it stands on the agenda with these alone. `skip_inside` skips every punt about the inside of an
    organisation, `skipped` single ones. A tick is empty or not.
    """

    wijk: str = ""
    new_wijk: str = ""
    title: str = ""
    date: str = ""
    starts: str = ""
    ends: str = ""
    place: str = ""
    term: str = "wijk"
    waarden: str = ""
    parts: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    skip_inside: str = ""
    skipped: tuple[str, ...] = ()
    pace: str = Pace.LED.value
    own_date: str = ""
    own_time: str = ""
    smallest_group: str = "3"
    open_bars: str = ""
    shared_phones: str = ""


LISTS = ("parts", "items", "skipped")
FIELDS = tuple(one.name for one in fields(TypedPlan) if one.name not in LISTS)


def minutes(punten: int) -> int:
    """How many minutes so many punten take, at least one.

    >>> minutes(26), minutes(97), minutes(1)
    (9, 32, 1)
    """
    return max(1, round(punten * SECONDS_PER_PUNT / 60))


def length(punten: int) -> str:
    """How long an agenda is, in words.

    >>> length(26), length(1), length(0)
    ('26 punten, ongeveer 9 minuten', '1 punt, ongeveer 1 minuut', 'Nog niets gekozen')
    """
    if not punten:
        return "Nog niets gekozen"
    took = minutes(punten)
    how_many = "1 punt" if punten == 1 else f"{punten} punten"
    return f"{how_many}, ongeveer {took} {'minuut' if took == 1 else 'minuten'}"


def propose_title(wijk: str, on: date) -> str:
    """What a session is called when nobody gave it a name.

    >>> propose_title("De Linden", date(2026, 11, 26))
    'De Linden, 26 november 2026'
    """
    return f"{wijk}, {long_date(on, 'nl')}"


def punten_of(checklist: Checklist) -> dict[int, tuple[int, ...]]:
    """The numbers of the punten of each opgave of a checklist, and of its waarden under 0."""
    parts = (checklist.agenda_part(number) for number in (VALUES_PART, *OPGAVEN))
    return {part.number: tuple(item.number for item in part.items) for part in parts}


def typed(plan: Plan, punten: Mapping[int, tuple[int, ...]]) -> TypedPlan:
    """A plan as a form shows it; `punten` are all that each opgave has."""
    inside = {one for one in _places(plan) if one[0] != VALUES_PART and one[1] in INSIDE_ORGANISATIONS}
    skips_inside = bool(inside) and inside <= plan.bewoners_skip
    single = plan.bewoners_skip - (inside if skips_inside else frozenset())
    starts, ends, until = (_here(one) for one in (plan.starts_at, plan.ends_at, plan.own_until))
    return TypedPlan(
        wijk=plan.wijk,
        title=plan.title,
        date=short_date(starts) if starts else "",
        starts=_clock(starts),
        ends=_clock(ends),
        place=plan.place or "",
        term=plan.term,
        waarden=_tick(any(part.number == VALUES_PART for part in plan.agenda)),
        parts=tuple(str(part.number) for part in plan.agenda if part.number != VALUES_PART),
        items=tuple(
            str(item)
            for part in plan.agenda
            for item in part.items
            if part.number != VALUES_PART and part.items != punten[part.number]
        ),
        skip_inside=_tick(skips_inside),
        skipped=tuple(str(item) for _, item in sorted(single)),
        pace=plan.pace.value,
        own_date=short_date(until) if until and not (starts and starts.date() == until.date()) else "",
        own_time=_clock(until),
        smallest_group=str(plan.smallest_group),
        open_bars=_tick(plan.open_bars),
        shared_phones=_tick(plan.shared_phones),
    )


def fresh_copy(plan: Plan, punten: Mapping[int, tuple[int, ...]]) -> TypedPlan:
    """The form for a next session like this one: everything but its day, and a name that names another day."""
    form = replace(typed(plan, punten), date="", own_date="")
    proposed = plan.starts_at and propose_title(plan.wijk, day_of(plan.starts_at))
    return replace(form, title="") if plan.title == proposed else form


def _places(plan: Plan) -> set[tuple[int, int]]:
    return {(part.number, item) for part in plan.agenda for item in part.items}


def _tick(is_so: bool) -> str:
    return "1" if is_so else ""


def _here(moment: datetime | None) -> datetime | None:
    return moment.astimezone(HERE) if moment else None


def _clock(moment: datetime | None) -> str:
    return f"{moment:%H.%M}" if moment else ""
