"""Reading the form of a plan: everything that is wrong at once, each with a sentence at its field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from wijkplatform.domain.checklist import INSIDE_ORGANISATIONS, VALUES_PART
from wijkplatform.domain.dates import at, read_clock, read_date, short_date
from wijkplatform.domain.errors import NotValid
from wijkplatform.domain.gemeenten import RANGES, TERMS, number
from wijkplatform.domain.lines import one_line
from wijkplatform.domain.people import Group
from wijkplatform.domain.plans import OPGAVEN, Part, Plan, TypedPlan, propose_title
from wijkplatform.domain.sessions import Pace

LONGEST: Mapping[str, int] = {"new_wijk": 60, "title": 100, "place": 150}
_YEARS_AHEAD = 2
_ASKED: Mapping[str, str] = {
    "date": "Vul de datum in. Bijvoorbeeld {day}.",
    "starts": "Vul in hoe laat het begint. Bijvoorbeeld 19.30.",
    "ends": "Vul in hoe laat het eindigt, bijvoorbeeld 21.30. Of laat dit leeg.",
    "own_date": "Vul de datum van het einde in, bijvoorbeeld {day}. Of laat dit leeg.",
    "own_time": "Vul in hoe laat het eigen tempo eindigt. Bijvoorbeeld 21.00.",
}
_SKIPPED_CLOCK = "Deze tijd bestaat niet: die nacht gaat de klok vooruit. Kies een andere tijd."


@dataclass(frozen=True, slots=True)
class Frame:
    """What a form is held against: the wijken that exist, the punten of each opgave, and the first day to choose."""

    wijken: tuple[str, ...]
    punten: Mapping[int, tuple[int, ...]]
    earliest: date


def example(today: date) -> str:
    """A day to show how one is typed: one that can be chosen, two weeks after `today`.

    >>> example(date(2026, 11, 27))
    '11-12-2026'
    """
    return short_date(today + timedelta(days=14))


def read_plan(form: TypedPlan, frame: Frame) -> Plan:
    """The plan that a form asks for. Raises `NotValid`, with everything that is wrong at once.

    >>> frame = Frame((), {0: (1,), 1: (1, 2, 3)}, date(2026, 1, 1))
    >>> plan = read_plan(TypedPlan(new_wijk="De Linden", date="2-3-2026", starts="19.30", parts=("1",)), frame)
    >>> plan.title, plan.agenda
    ('De Linden, 2 maart 2026', (Part(number=1, items=(1, 2, 3)),))
    """
    return _Reader(form, frame).read()


def asked(form: TypedPlan, punten: Mapping[int, tuple[int, ...]]) -> tuple[int, int]:
    """How many punten a form asks of everybody, and how many of bewoners; whatever else is wrong in it.

    >>> asked(TypedPlan(parts=("1",), skipped=("2",)), {0: (1,), 1: (1, 2, 3)})
    (3, 2)
    """
    reader = _Reader(form, Frame((), punten, date.max))
    agenda = reader.agenda()
    everybody = sum(len(part.items) for part in agenda)
    return everybody, everybody - len(reader.skip(agenda))


@dataclass(slots=True)
class _Reader:
    form: TypedPlan
    frame: Frame
    wrong: dict[str, str] = field(default_factory=dict)

    def read(self) -> Plan:
        """Read every field, and refuse at the end."""
        form = self.form
        wijk, on = self._wijk(), self._day("date")
        if on and on < self.frame.earliest:
            self.wrong["date"] = "Deze dag is al geweest. Kies vandaag, of een dag die nog komt."
        starts_at = self._moment(on, "starts")
        ends_at = self._moment(on, "ends") if form.ends.strip() else None
        if starts_at and ends_at and ends_at <= starts_at:
            self.wrong["ends"] = "Het einde is vóór het begin. Kies een latere tijd."
        title = self._line("title") or (propose_title(wijk, on) if on else "")
        place = self._line("place") or None
        if form.term not in TERMS:
            self.wrong["term"] = "Kies een woord: wijk, buurt, dorp of gebied."
        agenda = self.agenda()
        skip = self.skip(agenda)
        pace = self._pace()
        own_until = self._own_until(on, starts_at) if pace is not Pace.LED else None
        smallest, (least, most) = number(form.smallest_group), RANGES["smallest_group"]
        if not least <= smallest <= most:
            self.wrong["smallest_group"] = f"Vul een getal in van {least} tot en met {most}."
        plan = Plan(
            wijk=wijk,
            title=title,
            term=form.term,
            starts_at=starts_at,
            ends_at=ends_at,
            place=place,
            agenda=agenda,
            bewoners_skip=skip,
            pace=pace,
            own_until=own_until,
            smallest_group=smallest,
            open_bars=bool(form.open_bars),
            shared_phones=bool(form.shared_phones),
        )
        if agenda and not plan.punten(Group.BEWONER):
            self.wrong["skip_inside"] = "Bewoners slaan nu alles over. Laat voor bewoners minstens één punt staan."
        if self.wrong:
            raise NotValid(self.wrong)
        return plan

    def _wijk(self) -> str:
        """The wijk of the list, or the new one; one that is typed again is the one that exists."""
        chosen, fresh = self.form.wijk, self._line("new_wijk")
        if chosen and fresh:
            self.wrong["new_wijk"] = "U koos al een wijk uit de lijst. Maak dit veld leeg, of kies ‘Een nieuwe wijk’."
        elif chosen and chosen not in self.frame.wijken:
            self.wrong["wijk"] = "Kies een wijk uit de lijst, of vul een nieuwe wijk in."
        elif not chosen and not fresh:
            self.wrong["new_wijk"] = "Vul de naam van de wijk in."
        return chosen or next((one for one in self.frame.wijken if one.casefold() == fresh.casefold()), fresh)

    def _line(self, name: str) -> str:
        text = one_line(getattr(self.form, name))
        if len(text) > LONGEST[name]:
            self.wrong[name] = f"Dit is te lang. Gebruik hoogstens {LONGEST[name]} letters."
        return text

    def _day(self, name: str) -> date | None:
        on = read_date(getattr(self.form, name))
        if on is None:
            self.wrong[name] = _ASKED[name].format(day=example(self.frame.earliest))
        elif on.year > self.frame.earliest.year + _YEARS_AHEAD:
            self.wrong[name] = "Deze dag is ver weg. Klopt het jaar?"
        return on

    def _moment(self, on: date | None, name: str) -> datetime | None:
        clock = read_clock(getattr(self.form, name))
        if clock is None:
            self.wrong[name] = _ASKED[name]
            return None
        moment = at(on, clock) if on else None
        if on and moment is None:
            self.wrong[name] = _SKIPPED_CLOCK
        return moment

    def agenda(self) -> tuple[Part, ...]:
        """What is asked, in order."""
        form, punten = self.form, self.frame.punten
        parts, items = self._numbers(form.parts), self._numbers(form.items)
        known = {item for one in OPGAVEN for item in punten.get(one, ())}
        if not set(parts) <= {one for one in OPGAVEN if one in punten} or not set(items) <= known:
            self.wrong["parts"] = "Kies opgaven en punten uit de lijst."
        agenda = [Part(VALUES_PART, punten[VALUES_PART])] if form.waarden else []
        for one in OPGAVEN:
            ticked = tuple(item for item in punten.get(one, ()) if item in items)
            if ticked or one in parts:
                agenda.append(Part(one, ticked or punten.get(one, ())))
        if not agenda:
            self.wrong.setdefault("parts", "Kies minstens één opgave, of de tien waarden.")
        return tuple(agenda)

    def skip(self, agenda: Sequence[Part]) -> frozenset[tuple[int, int]]:
        """What of that bewoners are not asked."""
        single = set(self._numbers(self.form.skipped))
        if self.form.skip_inside:
            single |= INSIDE_ORGANISATIONS
        return frozenset(
            (part.number, item)
            for part in agenda
            if part.number != VALUES_PART
            for item in part.items
            if item in single
        )

    def _numbers(self, texts: Sequence[str]) -> list[int]:
        return [number(text) for text in texts]

    def _pace(self) -> Pace:
        try:
            return Pace(self.form.pace)
        except ValueError:
            self.wrong["pace"] = "Kies hoe mensen invullen."
            return Pace.LED

    def _own_until(self, on: date | None, starts_at: datetime | None) -> datetime | None:
        """When everybody's own pace ends; on the day of the session when no other day is given."""
        last = self._day("own_date") if self.form.own_date.strip() else on
        until = self._moment(last, "own_time")
        if until and starts_at and until <= starts_at:
            self.wrong["own_time"] = "Deze tijd is vóór het begin. Kies een latere tijd."
        return until
