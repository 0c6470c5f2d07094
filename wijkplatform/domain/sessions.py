"""States of a session and the steps between them.

A session goes concept → lobby → running ⇄ paused → closed. While it runs, each opgave goes waiting → scoring →
revealed. Everything here is pure: a standing and a step make the next standing, or `NotNow`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from wijkplatform.domain.errors import NotNow

CLOSING_GRACE_SECONDS = 5
"""Scores under way are still let in so long after a session was closed (by arrival, on the database's clock)."""


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


class View(StrEnum):
    """What the scherm shows of what was revealed: an opgave's results, lists or plattegrond, or all lists so far."""

    RESULTS = "results"
    LISTS = "lists"
    FLOOR_PLAN = "floor_plan"
    OVERALL = "overall"


class Step(StrEnum):
    """What a spelleider can do to the course of a session."""

    START = "start"
    OPEN = "open"
    REVEAL = "reveal"
    NEXT = "next"
    BACK = "back"
    SHOW = "show"
    PAUSE = "pause"
    RESUME = "resume"
    CLOSE = "close"


_NEXT: dict[tuple[State, Step], State] = {
    (State.LOBBY, Step.START): State.RUNNING,
    (State.LOBBY, Step.CLOSE): State.CLOSED,
    (State.RUNNING, Step.OPEN): State.RUNNING,
    (State.RUNNING, Step.REVEAL): State.RUNNING,
    (State.RUNNING, Step.NEXT): State.RUNNING,
    (State.RUNNING, Step.BACK): State.RUNNING,
    (State.RUNNING, Step.SHOW): State.RUNNING,
    (State.RUNNING, Step.PAUSE): State.PAUSED,
    (State.RUNNING, Step.CLOSE): State.CLOSED,
    (State.PAUSED, Step.RESUME): State.RUNNING,
    (State.PAUSED, Step.CLOSE): State.CLOSED,
}


@dataclass(frozen=True, slots=True)
class OpgaveStanding:
    """Where one opgave of the agenda is; `round` counts from 1."""

    number: int
    state: OpgaveState = OpgaveState.WAITING
    round: int = 1


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a session is: its state, the opgave in front of the room (or None), and its agenda in order.

    `view` is what the scherm shows after the reveal, unless `item` is the one punt that it shows.
    """

    state: State
    current: int | None
    agenda: tuple[OpgaveStanding, ...]
    view: View = View.RESULTS
    item: str | None = None

    def opgave(self, number: int | None) -> OpgaveStanding | None:
        """The opgave with this number, or None when it is not on the agenda."""
        return next((one for one in self.agenda if one.number == number), None)

    @property
    def scoring(self) -> OpgaveStanding | None:
        """The opgave that can be scored now, if one is open."""
        return next((one for one in self.agenda if one.state is OpgaveState.SCORING), None)


@dataclass(frozen=True, slots=True)
class Course:
    """What a step leads to: the new standing and the opgave that changed, if one did."""

    standing: Standing
    opgave: OpgaveStanding | None
    reveals: bool = False


def take(
    standing: Standing, step: Step, opgave: int | None = None, *, view: View = View.RESULTS, item: str | None = None
) -> Course:
    """Take a step; `view` and `item` say what `show` is about. Raises `NotNow` when the state does not allow it.

    `item` must be a punt of which the result is out: this floor does not know the punten.

    >>> lobby = Standing(State.LOBBY, None, (OpgaveStanding(1),))
    >>> course = take(take(lobby, Step.START).standing, Step.OPEN)
    >>> course.standing.current, course.opgave.state.value
    (1, 'scoring')
    """
    state = _NEXT.get((standing.state, step))
    if state is None:
        raise NotNow
    after = replace(standing, state=state)
    if step is Step.SHOW:
        return _show(after, view, item)
    if step is Step.OPEN:
        return _open(after, opgave)
    if step is Step.REVEAL:
        return _reveal(after)
    if step is Step.NEXT or step is Step.BACK:
        return _turn_page(after, 1 if step is Step.NEXT else -1)
    return Course(after, after.opgave(after.current))


def _with(standing: Standing, changed: OpgaveStanding) -> Standing:
    agenda = tuple(changed if one.number == changed.number else one for one in standing.agenda)
    return replace(standing, current=changed.number, agenda=agenda, view=View.RESULTS, item=None)


def _show(standing: Standing, view: View, item: str | None) -> Course:
    present = standing.opgave(standing.current)
    if standing.scoring or present is None or present.state is not OpgaveState.REVEALED:
        raise NotNow("Er is nog niets om te tonen. Toon eerst de resultaten van een opgave.")
    return Course(replace(standing, view=view, item=item), present)


def _open(standing: Standing, number: int | None) -> Course:
    if standing.scoring:
        raise NotNow("Er is nog een opgave open. Toon daarvan eerst de resultaten.")
    waiting = [one for one in standing.agenda if one.state is OpgaveState.WAITING]
    chosen = next((one for one in waiting if number is None or one.number == number), None)
    if chosen is None:
        raise NotNow("Deze opgave is al geweest of staat niet op de agenda.")
    opened = replace(chosen, state=OpgaveState.SCORING)
    return Course(_with(standing, opened), opened)


def _reveal(standing: Standing) -> Course:
    if standing.scoring is None:
        raise NotNow("Er is geen opgave open. Open eerst een opgave.")
    revealed = replace(standing.scoring, state=OpgaveState.REVEALED)
    return Course(_with(standing, revealed), revealed, reveals=True)


def _turn_page(standing: Standing, by: int) -> Course:
    if standing.scoring:
        raise NotNow("Er is nog een opgave open. Toon daarvan eerst de resultaten.")
    numbers = [one.number for one in standing.agenda]
    place = numbers.index(standing.current) + by if standing.current in numbers else 0
    if not 0 <= place < len(numbers):
        raise NotNow("Er is geen opgave meer in deze richting.")
    there = standing.agenda[place]
    if there.state is OpgaveState.WAITING:
        return _open(standing, there.number)
    return Course(replace(standing, current=there.number, view=View.RESULTS, item=None), there)
