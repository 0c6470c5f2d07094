"""States of a session and the steps between them.

A session goes concept → lobby → running ⇄ paused → closed. While it runs, each opgave goes waiting → scoring →
revealed, and back to scoring for a next round. Everything here is pure: a standing and a step make the next standing,
or `NotNow`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from wijkplatform.domain.errors import NotNow

CLOSING_GRACE_SECONDS = 5
"""Scores under way are still let in so long after a session or its own time ended (by arrival, on the database's
clock)."""

LONGEST_TIMER = timedelta(hours=12)


class State(StrEnum):
    """Where a session is."""

    CONCEPT = "concept"
    LOBBY = "lobby"
    RUNNING = "running"
    PAUSED = "paused"
    CLOSED = "closed"


class OpgaveState(StrEnum):
    """Where an opgave is within a running session."""

    WAITING = "waiting"
    SCORING = "scoring"
    REVEALED = "revealed"


class Pace(StrEnum):
    """Who sets the pace.

    `led`: the spelleider opens one opgave after the other. `own`: from the start on everything is open to everybody,
    until the set time. `mixed`: the same, while the spelleider leads the room from opgave to opgave.
    """

    LED = "led"
    OWN = "own"
    MIXED = "mixed"


class View(StrEnum):
    """What the scherm shows of what was revealed.

    An opgave's results, lists or plattegrond, all lists so far, or what the room says about one punt.
    """

    RESULTS = "results"
    LISTS = "lists"
    FLOOR_PLAN = "floor_plan"
    OVERALL = "overall"
    DISCUSSION = "discussion"


class Step(StrEnum):
    """What a spelleider can do to the course of a session."""

    START = "start"
    OPEN = "open"
    REVEAL = "reveal"
    AGAIN = "again"
    RESTART = "restart"
    NEXT = "next"
    BACK = "back"
    SHOW = "show"
    TIMER = "timer"
    EXTEND = "extend"
    LEAD = "lead"
    PAUSE = "pause"
    RESUME = "resume"
    CLOSE = "close"


_NEXT: dict[tuple[State, Step], State] = {
    (State.LOBBY, Step.START): State.RUNNING,
    (State.PAUSED, Step.RESUME): State.RUNNING,
    (State.RUNNING, Step.PAUSE): State.PAUSED,
    **{(state, Step.CLOSE): State.CLOSED for state in (State.LOBBY, State.RUNNING, State.PAUSED)},
    **{(state, Step.LEAD): state for state in (State.LOBBY, State.RUNNING, State.PAUSED)},
    **{(state, Step.EXTEND): state for state in (State.LOBBY, State.RUNNING, State.PAUSED)},
    **{
        (State.RUNNING, step): State.RUNNING
        for step in (
            Step.OPEN,
            Step.REVEAL,
            Step.AGAIN,
            Step.RESTART,
            Step.NEXT,
            Step.BACK,
            Step.SHOW,
            Step.TIMER,
        )
    },
}


@dataclass(frozen=True, slots=True)
class OpgaveStanding:
    """Where one opgave of the agenda is.

    `round` counts from 1. `only` is the one punt that this round asks again, or None when it asks all. `own`: it was
    opened for everybody's own pace, so that it ends at the set time.
    """

    number: int
    state: OpgaveState = OpgaveState.WAITING
    round: int = 1
    only: str | None = None
    own: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a session is: its state, the opgave in front of the room (or None), and its agenda in order.

    `view` is what the scherm shows after the reveal; with an `item` that one punt, or its discussion.
    """

    state: State
    current: int | None
    agenda: tuple[OpgaveStanding, ...]
    view: View = View.RESULTS
    item: str | None = None
    pace: Pace = Pace.LED

    def opgave(self, number: int | None) -> OpgaveStanding | None:
        """The opgave with this number, or None when it is not on the agenda."""
        return next((one for one in self.agenda if one.number == number), None)

    @property
    def present(self) -> OpgaveStanding | None:
        """The opgave in front of the room, or None before the first."""
        return self.opgave(self.current)

    @property
    def led(self) -> OpgaveStanding | None:
        """The opgave that the room scores together now; the others wait for it."""
        return next((one for one in self.agenda if one.state is OpgaveState.SCORING and not one.own), None)


@dataclass(frozen=True, slots=True)
class About:
    """What a step is about, as far as it is about something: an opgave, a punt, or what the scherm shows.

    A punt must be one of this session that the step may be about: this floor does not know the punten.
    """

    opgave: int | None = None
    item: str | None = None
    view: View = View.RESULTS


@dataclass(frozen=True, slots=True)
class Course:
    """What a step leads to: the new standing and the opgave that changed, if one did.

    `reveals`: the results of its round are to be published. `withdraws`: what was published of this round is to be
    taken back.
    """

    standing: Standing
    opgave: OpgaveStanding | None
    reveals: bool = False
    withdraws: int | None = None


def take(standing: Standing, step: Step, about: About | None = None) -> Course:
    """Take a step. Raises `NotNow` when the state does not allow it.

    >>> lobby = Standing(State.LOBBY, None, (OpgaveStanding(1),))
    >>> course = take(take(lobby, Step.START).standing, Step.OPEN)
    >>> course.standing.current, course.opgave.state.value
    (1, 'scoring')
    >>> take(take(course.standing, Step.REVEAL).standing, Step.AGAIN).opgave.round
    2
    """
    state = _NEXT.get((standing.state, step))
    if state is None:
        raise NotNow
    after = replace(standing, state=state)
    move = _MOVES.get(step)
    return move(after, about or About()) if move else Course(after, after.present)


def _with(standing: Standing, changed: OpgaveStanding) -> Standing:
    agenda = tuple(changed if one.number == changed.number else one for one in standing.agenda)
    return replace(standing, current=changed.number, agenda=agenda, view=View.RESULTS, item=None)


def _start(standing: Standing, about: About) -> Course:
    if standing.pace is Pace.LED:
        return Course(standing, None)
    agenda = tuple(
        replace(one, state=OpgaveState.SCORING, own=True) if one.state is OpgaveState.WAITING else one
        for one in standing.agenda
    )
    return Course(replace(standing, agenda=agenda), None)


def _show(standing: Standing, about: About) -> Course:
    present = standing.present
    if standing.led or present is None or present.state is not OpgaveState.REVEALED:
        raise NotNow("Er is nog niets om te tonen. Toon eerst de resultaten van een opgave.")
    return Course(replace(standing, view=about.view, item=about.item), present)


def _open(standing: Standing, about: About) -> Course:
    _demand_nothing_led(standing)
    closed = [one for one in standing.agenda if one.state is OpgaveState.WAITING or one.own]
    chosen = next((one for one in closed if about.opgave in (None, one.number)), None)
    if chosen is None or chosen.state is OpgaveState.REVEALED:
        raise NotNow("Deze opgave is al geweest of staat niet op de agenda.")
    opened = replace(chosen, state=OpgaveState.SCORING, own=False)
    return Course(_with(standing, opened), opened)


def _reveal(standing: Standing, about: About) -> Course:
    scoring = [one for one in standing.agenda if one.state is OpgaveState.SCORING]
    named = about.opgave if about.opgave is not None else (standing.led.number if standing.led else standing.current)
    chosen = next((one for one in scoring if one.number == named), None)
    if chosen is None and about.opgave is None:
        chosen = next(iter(scoring), None)
    if chosen is None:
        raise NotNow("Er is geen opgave open. Open eerst een opgave.")
    if standing.led not in (None, chosen):
        raise NotNow("Er is nog een opgave open. Toon daarvan eerst de resultaten.")
    revealed = replace(chosen, state=OpgaveState.REVEALED, own=False)
    return Course(_with(standing, revealed), revealed, reveals=True)


def _again(standing: Standing, about: About) -> Course:
    _demand_nothing_led(standing)
    chosen = standing.present if about.opgave is None else standing.opgave(about.opgave)
    if chosen is None or chosen.state is not OpgaveState.REVEALED:
        raise NotNow("Opnieuw scoren kan pas als de resultaten van deze opgave zijn getoond.")
    opened = replace(chosen, state=OpgaveState.SCORING, round=chosen.round + 1, only=about.item, own=False)
    return Course(_with(standing, opened), opened)


def _restart(standing: Standing, about: About) -> Course:
    chosen = standing.present if about.opgave is None else standing.opgave(about.opgave)
    if chosen is None or chosen.state is OpgaveState.WAITING:
        raise NotNow("Deze opgave is nog niet begonnen.")
    if standing.led not in (None, chosen):
        raise NotNow("Er is nog een opgave open. Toon daarvan eerst de resultaten.")
    opened = replace(chosen, state=OpgaveState.SCORING, round=chosen.round + 1, own=False)
    return Course(_with(standing, opened), opened, withdraws=chosen.round)


def _turn_page(standing: Standing, by: int) -> Course:
    _demand_nothing_led(standing)
    numbers = [one.number for one in standing.agenda]
    place = numbers.index(standing.current) + by if standing.current in numbers else 0
    if not 0 <= place < len(numbers):
        raise NotNow("Er is geen opgave meer in deze richting.")
    there = standing.agenda[place]
    if there.state is not OpgaveState.REVEALED:
        return _open(standing, About(there.number))
    return Course(replace(standing, current=there.number, view=View.RESULTS, item=None), there)


def _demand_nothing_led(standing: Standing) -> None:
    if standing.led:
        raise NotNow("Er is nog een opgave open. Toon daarvan eerst de resultaten.")


def _timer(standing: Standing, about: About) -> Course:
    if standing.led is None:
        raise NotNow("Er is geen opgave open. Open eerst een opgave.")
    return Course(standing, standing.led)


def _extend(standing: Standing, about: About) -> Course:
    if standing.pace is Pace.LED:
        raise NotNow("Deze bijeenkomst heeft geen eindtijd voor eigen tempo.")
    return Course(standing, standing.present)


_MOVES: dict[Step, Callable[[Standing, About], Course]] = {
    Step.START: _start,
    Step.OPEN: _open,
    Step.REVEAL: _reveal,
    Step.AGAIN: _again,
    Step.RESTART: _restart,
    Step.NEXT: lambda standing, about: _turn_page(standing, 1),
    Step.BACK: lambda standing, about: _turn_page(standing, -1),
    Step.SHOW: _show,
    Step.TIMER: _timer,
    Step.EXTEND: _extend,
}
