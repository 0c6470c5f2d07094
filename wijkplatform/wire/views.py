"""What a reader receives. Moments are UTC ISO 8601 with `Z`, ids are UUIDs as text."""

from __future__ import annotations

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from wijkplatform.wire.base import (
    GroupName,
    ItemKind,
    Language,
    OpgaveState,
    PaceName,
    ReceiptState,
    SessionState,
    ViewName,
)
from wijkplatform.wire.results import Bar, ItemResult, Lists, OpgaveResult
from wijkplatform.wire.talking import AgreementView, OwnNote, PointView, QueuedNote

EndReason = Literal["closed", "removed", "taken_over", "revoked", "gone"]


class ItemView(TypedDict):
    """A punt (or waarde) as it is asked: `text` in the reader's language, `original` in the wording of 2009.

    `skipped_by`: the groups that are not asked. `agreement`: the afspraak about which it asks 'gemerkt?'; the values of
    its scale are 3 (yes), 2 (a bit), 1 (no) and 0 (does not know).
    """

    id: str
    number: int
    kind: ItemKind
    name: str | None
    text: str
    explanation: str | None
    explain_always: bool
    original: str
    skipped_by: list[GroupName]
    agreement: str | None


class OpgaveView(TypedDict):
    """An opgave of the agenda (0: the ten waarden, -1: the afspraken of last time).

    `only` is the one punt that its round asks again. `own`: everybody scores it at an own pace, until `own_until`.
    """

    number: int
    name: str
    definition: str
    state: OpgaveState
    round: int
    only: str | None
    own: bool
    items: list[ItemView]


class Current(TypedDict):
    """Where the room is: the opgave, and the time that the spelleider set for it, if any: it closes nothing.

    `view` is what the scherm shows after the reveal; with an `item` that one punt, or its `discussion`.
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
    notes: list[OwnNote]


class Progress(TypedDict):
    """How many have answered: `items` per punt and group, `ready` per group [all answered, joined].

    `items` counts phones and paper together, `paper` the answers on paper alone (only punten that have any), of the
    opgave in front of the room and of all that are open. `ready` is about phones, and about the opgave in front while
    it is scored, else about all that are open together.
    """

    session: str
    count: int
    items: dict[str, dict[GroupName, int]]
    paper: dict[str, dict[GroupName, int]]
    ready: dict[GroupName, list[int]]


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


class Bars(TypedDict):
    """Bars that move while the room scores, per punt that is open and group. Not versioned; `step` only grows."""

    session: str
    step: int
    items: dict[str, dict[GroupName, Bar]]


class Leading(TypedDict):
    """Who leads: `name` is None before the first step, `me` the reader."""

    name: str | None
    me: bool


class Snapshot(TypedDict):
    """The whole present state for one reader.

    `own_until` is when everybody's own pace ends (null when the spelleider sets the pace alone). `trial`: a
    proefsessie. `shared_phones`: a phone may be handed to the next person. `bars`: with `open_bars`, and not
    for participants. Only who leads gets `leading` and the `notes` that wait or are hidden.
    """

    session: str
    gemeente: str
    gemeente_name: str
    version: int
    state: SessionState
    title: str
    wijk: str
    term: Literal["wijk", "buurt", "dorp", "gebied"]
    smallest_group: int
    pace: PaceName
    own_until: str | None
    open_bars: bool
    shared_phones: bool
    trial: bool
    opgaven: list[OpgaveView]
    current: Current
    leading: NotRequired[Leading]
    me: NotRequired[Me]
    doors: NotRequired[Doors]
    progress: Progress
    bars: NotRequired[Bars]
    published: list[ItemResult]
    opgave_results: list[OpgaveResult]
    lists: Lists
    presence: Presence
    discussion: list[PointView]
    notes: NotRequired[list[QueuedNote]]
    agreements: list[AgreementView]


class OpgaveMoved(TypedDict):
    """Where an opgave is now."""

    number: int
    state: OpgaveState
    round: int
    only: str | None
    own: bool


class Moved(TypedDict):
    """A step was taken: `opgave` is the one it was about, `opgaven` are all of them."""

    session: str
    version: int
    state: SessionState
    current: Current
    own_until: str | None
    opgave: OpgaveMoved | None
    opgaven: list[OpgaveMoved]


class Published(TypedDict):
    """All results that may be shown from now on: what stands no longer in it was taken back."""

    session: str
    version: int
    results: list[ItemResult]
    opgave_results: list[OpgaveResult]
    lists: Lists
    discussion: list[PointView]


class Discussion(TypedDict):
    """Something about a point changed: a decision, a note, or how it ends; `order` is the new order of all points."""

    session: str
    version: int
    point: PointView
    order: list[str]


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
    """What is behind a code, for who is about to join.

    `languages`: those that the checklist can be read in here. `retention`: how long this gemeente keeps answers, as a
    sentence. `joined`: this phone takes part already.
    """

    title: str
    wijk: str
    smallest_group: int
    languages: list[Language]
    retention: str
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


class Problem(TypedDict):
    """RFC 9457: what went wrong, for machines (`code`) and for people (`title`, `detail`)."""

    type: str
    status: int
    code: str
    title: str
    detail: str
