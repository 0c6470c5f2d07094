"""The report of a session: what was published, in the sentences that people saw."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from wijkplatform.wire.base import GroupName, ItemKind, SessionState
from wijkplatform.wire.results import OpgaveResult, Word
from wijkplatform.wire.talking import AgreementView, NoteView, OutcomeView

Wording = Literal["plain", "original"]
ListName = Literal["differ", "divided", "worry", "strength", "unknown", "proposed"]


class ReportPunt(TypedDict):
    """A punt (or waarde) in the wording of the report; only a waarde has a `name`."""

    item: str
    opgave: int
    number: int
    kind: ItemKind
    name: str | None
    text: str


class ReportGroup(TypedDict):
    """What a group answered on a punt. Of a group that is hidden or was not asked there are no numbers at all.

    `mean` is null when everybody chose 'weet ik niet'. `counts`: how many chose 'weet ik niet', and 1 to 5.
    `waiting`: answers that came too late to be counted.
    """

    group: GroupName
    state: Literal["shown", "hidden", "not_asked"]
    mean: float | None
    answered: int | None
    unknown: int | None
    counts: list[int] | None
    waiting: int | None


class ReportMoved(TypedDict):
    """The mean answer (1 to 5) of who answered in both rounds; null when it may not be told.

    `silent`: too few of them, or only the direction may be told.
    """

    group: GroupName
    first: float | None
    second: float | None
    silent: Literal["few", "direction"] | None


class ReportMovement(TypedDict):
    """What a conversation moved on a punt before this round."""

    round: int
    changed: bool
    sentences: list[str]
    groups: list[ReportMoved]


class ReportRound(TypedDict):
    """The result of a punt in one round. `differing`: the pairs of groups that differ for sure, that of the sentence
    first.
    """

    round: int
    word: Word
    sentence: str
    groups: list[ReportGroup]
    differing: list[list[GroupName]]


class ReportItem(ReportPunt, ReportRound):
    """A punt with the result that counts: that of its last round; `earlier`: those of the rounds before.

    `listed` is the list that it stands in.
    """

    listed: ListName | None
    named: bool
    proposed: int | None
    earlier: list[ReportRound]
    movements: list[ReportMovement]


class ReportOpgave(TypedDict):
    """An opgave (0: the ten waarden) with its results; `hidden`: the punten of which nothing was shown.

    `asked`: the room was asked about it at all. `sides`: the sub-results of its last whole round.
    """

    number: int
    name: str
    definition: str
    items: list[ReportItem]
    asked: bool
    hidden: list[ReportPunt]
    sides: OpgaveResult | None


class ReportPoint(TypedDict):
    """A punt that the room talked about, or could have: what was said, and how it ended."""

    item: str
    skipped: bool
    notes: list[NoteView]
    outcome: OutcomeView | None


class ReportPeople(TypedDict):
    """How many people of a group answered, and how many of them on paper; null: too few to say, but somebody did."""

    group: GroupName
    answered: int | None
    paper: int | None


class ReportHeadline(TypedDict):
    """The main finding: on `n` of the `total` punten groups differ, or one group knows much less; or neither."""

    key: Literal["differ", "knowledge", "no_clear_difference", "too_few", "nothing"]
    n: int
    total: int


class Report(TypedDict):
    """Everything that may be told of a session; `final` once it is closed. `simulated`: not everybody was real.

    `loose`: whether the answers themselves are still kept; after that there are only counts.
    """

    session: str
    gemeente: str
    title: str
    wijk: str
    wijk_id: str
    when: str
    day: str
    place: str | None
    state: SessionState
    final: bool
    simulated: bool
    loose: bool
    smallest_group: int
    wording: Wording
    source: str
    headline: ReportHeadline
    people: list[ReportPeople]
    lists: dict[ListName, list[str]]
    opgaven: list[ReportOpgave]
    points: list[ReportPoint]
    agreements: list[AgreementView]
