"""What is said about a punt and what is agreed: going in, and coming out."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator
from typing_extensions import TypedDict

from wijkplatform.domain.people import Group
from wijkplatform.wire.base import GroupName, Incoming

BoxName = Literal["goes_well", "could_be_better"]
OutcomeName = Literal["agreement", "later", "no_action"]
LevelName = Literal["operational", "tactical", "strategic"]
StatusName = Literal["open", "in_progress", "done", "dropped"]

_Written = Annotated[str, Field(max_length=20_000)]
"""Longer than anything that fits: what is too long gets an answer that says so."""


class NoteOp(Incoming):
    """Something to say about a punt of which the result is out; `op` names it for ever.

    `signed` is a name that the writer wants under it. Who leads types what was said in the room, and may name the
    `group` that said it; of a participant the group is known.
    """

    op: UUID
    item: UUID
    box: BoxName
    text: _Written
    signed: Annotated[str, Field(max_length=200)] | None = None
    group: Group | None = None


class DecideOp(Incoming):
    """Show a note, or hide it with a reason."""

    op: UUID
    note: UUID
    show: Annotated[bool, Field(strict=True)]
    reason: _Written | None = None


class AgreementPlan(Incoming):
    """What is agreed: who (an organisation and a role in it) does what before when.

    The owner may be somebody with an `account`, or have an address of their own (`email`). `quick`: an answer is
    promised within three days.
    """

    what: _Written
    organisation: Annotated[str, Field(max_length=500)]
    role: Annotated[str, Field(max_length=500)]
    account: UUID | None = None
    email: Annotated[str, Field(max_length=500)] | None = None
    due: date
    level: LevelName
    quick: Annotated[bool, Field(strict=True)] = False


class OutcomeOp(Incoming):
    """How a discussion point ends, with a reason; an `agreement` makes an afspraak."""

    op: UUID
    item: UUID
    kind: OutcomeName
    reason: _Written
    agreement: AgreementPlan | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if (self.kind == "agreement") != (self.agreement is not None):
            raise ValueError("an afspraak says what is agreed, and nothing else does")
        return self


class AgreementChange(Incoming):
    """What changes about an afspraak: all that was planned, or how far it is (with a word about it).

    An `account` or `email` that the plan does not name stays as it was.
    """

    plan: AgreementPlan | None = None
    status: StatusName | None = None
    text: _Written | None = None


class NoteView(TypedDict):
    """A note that everybody may read. `group` is null for 'een deelnemer'; `signed` is the name of who wanted that."""

    id: str
    box: BoxName
    text: str
    group: GroupName | None
    signed: str | None


class OwnNote(TypedDict):
    """A note that the reader wrote, and what became of it; `reason`: why it is hidden."""

    id: str
    item: str
    box: BoxName
    text: str
    state: Literal["waiting", "shown", "hidden"]
    reason: str | None


class QueuedNote(TypedDict):
    """A note that only who leads reads: it waits, or is hidden for a reason."""

    id: str
    item: str
    box: BoxName
    text: str
    group: GroupName | None
    signed: str | None
    state: Literal["waiting", "hidden"]
    reason: str | None
    at: str


class Notes(TypedDict):
    """All notes that only who leads reads, oldest first. Not versioned: each message replaces the one before."""

    session: str
    notes: list[QueuedNote]


class OutcomeView(TypedDict):
    """How a discussion point ended, and why."""

    kind: OutcomeName
    reason: str


class PointView(TypedDict):
    """A punt that the room may talk about: what the spelleider decided about it, what was said, and how it ended."""

    item: str
    choice: Literal["pin", "skip", "add"] | None
    notes: list[NoteView]
    outcome: OutcomeView | None


class NoticedView(TypedDict):
    """What bewoners answered to 'gemerkt?', as far as it may be shown; all null when too few answered.

    `session` and `at` say when that was.
    """

    session: str
    at: str
    yes: int | None
    a_bit: int | None
    no: int | None
    unknown: int | None


class AgreementView(TypedDict):
    """An afspraak as everybody in the room may read it: no person, no address.

    `item` is the punt it came from, and null for one of an earlier session (`earlier`).
    """

    id: str
    item: str | None
    earlier: bool
    what: str
    organisation: str
    role: str
    due: str
    level: LevelName
    answer_by: str | None
    status: StatusName
    late: bool
    noticed: list[NoticedView]


class Agreement(TypedDict):
    """An afspraak was made or changed, or an outcome chosen, with this version: all of them as they stand."""

    session: str
    version: int
    agreements: list[AgreementView]


class OwnerAccount(TypedDict):
    """Somebody with an account who can own an afspraak."""

    id: str
    name: str
    organisation: str


class OwnerList(TypedDict):
    """Who can own an afspraak: organisations that are known here, roles that were named before, and people."""

    organisations: list[str]
    roles: list[str]
    accounts: list[OwnerAccount]
