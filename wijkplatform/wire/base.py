"""The words that both edges share."""

from __future__ import annotations

from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from wijkplatform.domain.people import Group

Language = Literal["nl-b1", "nl", "en", "tr", "ar", "pl", "uk"]
As = Literal["participant", "facilitator", "screen", "table"]
StepName = Literal[
    "start",
    "open",
    "reveal",
    "again",
    "restart",
    "next",
    "back",
    "show",
    "timer",
    "extend",
    "lead",
    "pause",
    "resume",
    "close",
]
PaceName = Literal["led", "own", "mixed"]
ViewName = Literal["results", "lists", "floor_plan", "overall", "discussion"]
ChoiceName = Literal["pin", "skip", "add", "clear"]
SessionState = Literal["concept", "lobby", "running", "paused", "closed"]
OpgaveState = Literal["waiting", "scoring", "revealed"]
ItemKind = Literal["kans", "valkuil", "waarde", "afspraak"]
ReceiptState = Literal["accepted", "duplicate", "stale", "closed", "retry"]
GroupName = Literal["bewoner", "wijkpartner", "ambtenaar"]

Seq = Annotated[int, Field(strict=True, ge=1, le=2_000_000_000)]
Round = Annotated[int, Field(strict=True, ge=1, le=10_000)]
Value = Annotated[int, Field(strict=True, ge=0, le=5)]
OpgaveNumber = Annotated[int, Field(strict=True, ge=-1, le=10)]
Version = Annotated[int, Field(strict=True, ge=0)]
Minutes = Annotated[int, Field(strict=True, ge=0, le=720)]
Card = Annotated[int, Field(strict=True, ge=1, le=9_999)]
Number = Annotated[int, Field(strict=True, ge=0, le=500)]


class Incoming(BaseModel):
    """Something a client sends. A field that is not named here is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_max_length=4000)


class ScoreOp(Incoming):
    """One answer on its way: the same over the socket and over HTTP.

    `op` names the operation for ever, `seq` orders the operations of a participant on an item and round,
    `value` is 1 to 5, or 0 for 'weet ik niet'.
    """

    op: UUID
    seq: Seq
    item: UUID
    round: Round
    value: Value


class StepOp(Incoming):
    """A step of the session, taken on the version that the spelleider saw (`expect`).

    `show` is about a view, a punt, or the discussion of a punt (both); `again` may be about one `item` alone; `minutes`
    belongs to `timer` (0 takes it away) and `extend` (so much longer). `leave`: all discussion points that have no
    outcome at the `close` are left for later, for this reason.
    """

    op: UUID
    step: StepName
    opgave: OpgaveNumber | None = None
    view: ViewName | None = None
    item: UUID | None = None
    minutes: Minutes | None = None
    leave: str | None = None
    expect: Version

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.step == "show" and (self.item is None) != (self.view not in (None, "discussion")):
            raise ValueError("show is about a view, a punt, or the discussion of a punt")
        if self.view is not None and self.step != "show":
            raise ValueError("only show is about a view")
        if self.leave is not None and self.step != "close":
            raise ValueError("only close leaves points for later")
        if self.item is not None and self.step not in ("show", "again"):
            raise ValueError("only show and again are about a punt")
        if (self.minutes is not None) != (self.step in ("timer", "extend")):
            raise ValueError("timer and extend take minutes, and nothing else does")
        if self.step == "extend" and not self.minutes:
            raise ValueError("extend takes at least a minute")
        return self


class ProposeOp(Incoming):
    """'Bespreek dit': somebody asks to talk about a punt, or no longer. One punt per opgave: the last one counts.

    The last one is that with the highest `seq`; without one it is what arrives last. Without a `round` it is meant for
    the one that is open.
    """

    op: UUID
    item: UUID
    on: Annotated[bool, Field(strict=True)]
    round: Round | None = None
    seq: Seq | None = None


class ChooseOp(Incoming):
    """What the spelleider decides about a punt of which the result is out."""

    op: UUID
    item: UUID
    choice: ChoiceName


class PaperOp(Incoming):
    """Answers on paper about one opgave, as they are typed in: one card, or the counts of one punt.

    A card: `answers` (punt → value) and the `card` number that is printed on it. Counts: `item` and `counts`, how many
    cards said 0 ('weet ik niet'), 1 … 5. `corrects` names the operation whose place this takes; a correction with no
    answers takes it back. Without a `round` it is meant for the one that stands.
    """

    op: UUID
    group: Group
    answers: Annotated[dict[UUID, Value], Field(max_length=100)] | None = None
    card: Card | None = None
    item: UUID | None = None
    counts: Annotated[list[Number], Field(min_length=6, max_length=6)] | None = None
    corrects: UUID | None = None
    round: Round | None = None

    @model_validator(mode="after")
    def _card_or_counts(self) -> Self:
        if (self.answers is None) == (self.counts is None):
            raise ValueError("either the answers of a card or the counts of a punt")
        if (self.counts is None) != (self.item is None) or (self.counts is not None and self.card is not None):
            raise ValueError("counts are about one punt and have no card")
        if not (self.answers or self.counts or self.corrects):
            raise ValueError("an empty card")
        return self


class NextPerson(Incoming):
    """Handing a phone that is shared to the next person."""

    group: Group
    language: Language = "nl-b1"


class JoinRequest(Incoming):
    """Joining by the code that is typed, or by the token of a link or QR code."""

    code: Annotated[str, Field(max_length=40)] | None = None
    join_token: Annotated[str, Field(max_length=200)] | None = None
    group: Group | None = None
    language: Language = "nl-b1"


class DoorRequest(Incoming):
    """Looking behind a code before joining."""

    code: Annotated[str, Field(max_length=40)]


class PlaceChange(Incoming):
    """What a participant may change about the own place."""

    group: Group | None = None
    language: Language | None = None


class ReturnRequest(Incoming):
    """Coming back on another phone."""

    code: Annotated[str, Field(max_length=40)]
    return_code: Annotated[str, Field(max_length=40)]


class TicketRequest(Incoming):
    """Asking for a ticket to open one socket."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    gemeente: Annotated[str, Field(max_length=80)]
    session: UUID
    as_: Annotated[As, Field(alias="as")]


class ScoreBatch(Incoming):
    """The HTTP way of scoring: at most 200 operations, in order.

    `participant`: whose answers they are. A phone that was handed on meanwhile has the cookie of the next person.
    """

    participant: UUID | None = None
    ops: Annotated[list[ScoreOp], Field(max_length=200)]


class DoorChange(Incoming):
    """Whether new participants may come in."""

    joining: Literal["open", "locked"]


class ParticipantChange(Incoming):
    """What the spelleider changes about one participant: confirm, move to a group, or remove and bring back."""

    confirmed: bool | None = None
    group: Group | None = None
    removed: bool | None = None
