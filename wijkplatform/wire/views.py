"""What a reader receives. Moments are UTC ISO 8601 with `Z`, ids are UUIDs as text."""

from __future__ import annotations

from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

from wijkplatform.wire.base import ChoiceName, GroupName, ItemKind, OpgaveState, ReceiptState, SessionState, ViewName

EndReason = Literal["closed", "removed", "taken_over", "revoked"]


class ItemView(TypedDict):
    """A punt (or waarde) as it is asked: `text` in the reader's language, `original` in the wording of 2009."""

    id: str
    number: int
    kind: ItemKind
    name: str | None
    text: str
    explanation: str | None
    explain_always: bool
    original: str


class OpgaveView(TypedDict):
    """An opgave of the agenda (0: the ten waarden)."""

    number: int
    name: str
    definition: str
    state: OpgaveState
    round: int
    items: list[ItemView]


class Current(TypedDict):
    """Where the room is: the opgave, and the end time if there is one.

    `view` is what the scherm shows after the reveal, unless `item` is the one punt that it shows.
    """

    opgave: int | None
    view: ViewName
    item: str | None
    deadline: str | None


class AnswerView(TypedDict):
    """One of the reader's own answers."""

    item: str
    round: int
    value: int
    seq: int


class Me(TypedDict):
    """The participant who reads; `label` is what the spelleider sees: 'Bewoner 07'."""

    id: str
    label: str
    group: GroupName
    confirmed: bool
    group_fixed: bool
    language: str
    return_code: str
    next_seq: int
    answers: list[AnswerView]
    proposed: list[str]
    proposed_seq: int


class Progress(TypedDict):
    """How many have answered: `items` per punt and group, `ready` per group [all answered, joined]."""

    session: str
    count: int
    items: dict[str, dict[GroupName, int]]
    ready: dict[GroupName, list[int]]


class GroupResult(TypedDict):
    """What a group answered: counts[0] is 'weet ik niet', counts[1..5] the scale. All null when not shown."""

    answered: int | None
    counts: list[int] | None
    mean: float | None
    agreement: float | None


class PairResult(TypedDict):
    """How far two groups are apart (Cliff's delta) and whether that is more than chance."""

    groups: list[GroupName]
    delta: float
    real: bool


class Finding(TypedDict):
    """A finding without words: the catalogue makes the sentence of it."""

    key: str
    values: dict[str, Any]


Word = Literal["too_few", "large_difference", "perhaps", "no_clear_difference"]


class ItemResult(TypedDict):
    """The published result of a punt in a round. `proposed`: how many of the room ask to talk about it, if shown."""

    item: str
    round: int
    groups: dict[GroupName, GroupResult]
    word: Word
    finding: Finding
    pairs: list[PairResult]
    proposed: int | None


class Lists(TypedDict):
    """The lists of discussion points: ids of punten, ranked; an item stands in one of the first five at most.

    `proposed` is what participants ask for; `ranking` holds what was found in the order to talk about it.
    """

    differ: list[str]
    divided: list[str]
    worry: list[str]
    strength: list[str]
    unknown: list[str]
    proposed: list[str]
    ranking: list[str]


class SubResult(TypedDict):
    """A sub-result of 0 to 100, based on `judged` of the `asked` punten; null when that is less than half."""

    value: int | None
    judged: int
    asked: int


class SidesResult(TypedDict):
    """Kansen benut (of the ten waarden: how much they are recognised) and valkuilen vermeden: never one average."""

    kansen: SubResult
    valkuilen: SubResult


class OpgaveResult(TypedDict):
    """The published sub-results of an opgave in a round; `overall` is the plain mean of the groups that are shown."""

    opgave: int
    round: int
    groups: dict[GroupName, SidesResult]
    overall: SidesResult


class PointView(TypedDict):
    """A punt that the room may talk about, and what the spelleider decided about it."""

    item: str
    choice: Literal["pin", "skip", "add"] | None


class PresenceGroup(TypedDict):
    """How many of a group joined, are connected now, and wait to be confirmed."""

    joined: int
    connected: int
    unconfirmed: int


class Presence(TypedDict):
    """Who is in the room, in counts; `rehearsal`: simulated participants are among them."""

    session: str
    rehearsal: bool
    groups: dict[GroupName, PresenceGroup]


class Doors(TypedDict):
    """How people come in: only for who leads and for the screen."""

    address: str
    code: str
    links: dict[GroupName, str]
    joining: Literal["open", "locked"]


class Snapshot(TypedDict):
    """The whole present state for one reader."""

    session: str
    gemeente: str
    gemeente_name: str
    version: int
    state: SessionState
    title: str
    wijk: str
    term: Literal["wijk", "buurt", "dorp", "gebied"]
    smallest_group: int
    opgaven: list[OpgaveView]
    current: Current
    me: NotRequired[Me]
    doors: NotRequired[Doors]
    progress: Progress
    published: list[ItemResult]
    opgave_results: list[OpgaveResult]
    lists: Lists
    presence: Presence
    discussion: list[PointView]
    agreements: list[dict[str, Any]]


class OpgaveMoved(TypedDict):
    """The opgave that a step was about."""

    number: int
    state: OpgaveState
    round: int


class Moved(TypedDict):
    """A step was taken."""

    session: str
    version: int
    state: SessionState
    current: Current
    opgave: OpgaveMoved | None


class Published(TypedDict):
    """Results that may be shown from now on; an earlier result of the same punt and round is replaced."""

    session: str
    version: int
    results: list[ItemResult]
    opgave_results: list[OpgaveResult]
    lists: Lists
    discussion: list[PointView]


class Discussion(TypedDict):
    """A punt was pinned, skipped or added, or that was taken back; `order` is the new order of all points."""

    session: str
    version: int
    point: PointView
    order: list[str]


class ChoiceRow(TypedDict):
    """A decision about a punt: who took it, and when."""

    item: str
    choice: ChoiceName
    by: str
    at: str


class ChoiceList(TypedDict):
    """Every decision about a punt of a session, oldest first."""

    choices: list[ChoiceRow]


class Heartbeat(TypedDict):
    """The present version, every ten seconds."""

    session: str
    version: int


class ServerRestart(TypedDict):
    """The server goes away for a moment: reconnect after so many seconds."""

    after: float


class Ended(TypedDict):
    """This connection is over and must not be opened again by itself."""

    reason: EndReason


class Receipt(TypedDict):
    """What became of a score. `ok` is false only for what can never be right; then `code` and `message` say why."""

    ok: bool
    op: str
    seq: NotRequired[int]
    state: NotRequired[ReceiptState]
    code: NotRequired[str]
    message: NotRequired[str]


class StepTaken(TypedDict):
    """A step was taken; `version` is the version it made."""

    ok: bool
    version: int


class Refusal(TypedDict):
    """An acknowledgement that says no."""

    ok: Literal[False]
    code: str
    message: str
    version: NotRequired[int]


class JoinedParticipant(TypedDict):
    """Who one is after joining."""

    id: str
    group: GroupName
    return_code: str
    confirmed: bool


class JoinedSession(TypedDict):
    """Where one is after joining."""

    id: str
    gemeente: str
    title: str
    state: SessionState
    version: int


class Place(TypedDict):
    """Who and where a participant is."""

    participant: JoinedParticipant
    session: JoinedSession


class Seat(TypedDict):
    """The place that this phone has in the session already: as whom, and the address of its page."""

    group: GroupName
    path: str


class DoorSeen(TypedDict):
    """What is behind a code, for who is about to join. `joined`: this phone takes part already."""

    title: str
    wijk: str
    smallest_group: int
    joined: Seat | None


class Joined(Place):
    """The answer to joining: `token` is shown this once."""

    token: str


class Ticket(TypedDict):
    """Good for one socket, for thirty seconds."""

    ticket: str


class ReceiptList(TypedDict):
    """Receipts in the order of the operations."""

    receipts: list[Receipt]


class ParticipantRow(TypedDict):
    """One participant as the spelleider sees it: no name, no answers; the label names the organisation."""

    id: str
    label: str
    group: GroupName
    confirmed: bool
    connected: bool
    removed: bool
    rehearsal: bool
    via: Literal["link", "code", "invitation"]


class ParticipantList(TypedDict):
    """The participants of a session, in order of joining."""

    participants: list[ParticipantRow]


class ScreenLink(TypedDict):
    """The link that opens the scherm."""

    url: str


class DoorState(TypedDict):
    """Whether new participants may come in."""

    joining: Literal["open", "locked"]


class Problem(TypedDict):
    """RFC 9457: what went wrong, for machines (`code`) and for people (`title`, `detail`)."""

    type: str
    status: int
    code: str
    title: str
    detail: str
