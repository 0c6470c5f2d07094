"""What stands of a closed session: what the dashboards, the overview and the report read, and never raw answers."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from wijkplatform.wire.base import GroupName, ItemKind, SessionState
from wijkplatform.wire.results import Finding, OpgaveResult, Word

ChangeWord = Literal["higher", "lower", "no_clear_change"]


class FoundPoint(TypedDict):
    """A discussion point as it was found: which punt, and the finding about it in its last round."""

    item: str
    opgave: int
    number: int
    kind: ItemKind
    word: Word
    finding: Finding


class OpgaveChangeView(TypedDict):
    """How many `points` (-100 to 100) kansen benut or valkuilen vermeden rose for a group since the earlier session."""

    opgave: int
    side: Literal["kansen", "valkuilen"]
    group: GroupName
    points: int
    word: ChangeWord


class ItemChangeView(TypedDict):
    """What changed on a punt: per group that can be compared, and the findings about it."""

    item: str
    opgave: int
    number: int
    kind: ItemKind
    groups: dict[GroupName, ChangeWord]
    findings: list[Finding]


class ChangesSince(TypedDict):
    """What changed since one earlier session of the same wijk, over what both asked in one wording."""

    session: str
    held_on: str
    opgaven: list[OpgaveChangeView]
    items: list[ItemChangeView]


class Ended(TypedDict):
    """How many discussion points ended in which way."""

    agreement: int
    later: int
    no_action: int


class SummaryResult(TypedDict):
    """What stands of a session. `people`: how many of each group answered; null: too few to say, but somebody did.

    `opgaven`: the sub-results, of each opgave those of its last whole round. `found`: at most three discussion points,
    the strongest first. `changes`: one for each earlier session that something can be compared with.
    """

    people: dict[GroupName, int | None]
    opgaven: list[OpgaveResult]
    found: list[FoundPoint]
    ended: Ended
    changes: list[ChangesSince]


class StandingView(TypedDict):
    """The last sub-results of an opgave in a wijk, and the session they are from."""

    session: str
    held_on: str
    result: OpgaveResult


class AttendedView(TypedDict):
    """How many of each group answered in a session; null: too few to say, but somebody did."""

    session: str
    held_on: str
    people: dict[GroupName, int | None]


class FoundView(TypedDict):
    """What was found in the last session of a wijk."""

    session: str
    held_on: str
    found: list[FoundPoint]


class AgreementCounts(TypedDict):
    """How many afspraken are open, and how many of those are late."""

    open: int
    late: int


class WijkView(TypedDict):
    """What stands of a wijk: per opgave, its sessions oldest first, and what was found in the last one, if any."""

    wijk: str
    name: str
    standing: list[StandingView]
    held: list[AttendedView]
    found: list[FoundView]
    agreements: AgreementCounts


class ComingView(TypedDict):
    """A session that is still to come, or that runs now."""

    session: str
    wijk: str
    title: str
    state: SessionState
    starts_at: str | None


class Dashboard(TypedDict):
    """What stands of the wijken of a gemeente, and the sessions to come, the first to begin first."""

    gemeente: str
    term: Literal["wijk", "buurt", "dorp", "gebied"]
    wijken: list[WijkView]
    coming: list[ComingView]


class InTheRoom(TypedDict):
    """How many of a group take part, and how many of them are connected now."""

    joined: int
    connected: int


class RunningView(TypedDict):
    """A session that runs or pauses now: counts only.

    `opgave` is the number in front of the room (0: the ten waarden, -1: the afspraken of last time), if any; `place` is
    its place among the `opgaven` of the agenda, if it is an opgave. `says`: how far it is, in Dutch, as pages show it.
    """

    session: str
    wijk: str
    title: str
    state: Literal["running", "paused"]
    people: dict[GroupName, InTheRoom]
    opgave: int | None
    place: int | None
    opgaven: int
    says: str


class LiveView(TypedDict):
    """The sessions of a gemeente that run now."""

    running: list[RunningView]
