"""What who leads receives about people, doors, paper and decisions."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from wijkplatform.wire.base import ChoiceName, GroupName


class ParticipantRow(TypedDict):
    """One participant as the spelleider sees it: no name, no answers; the label names the organisation."""

    id: str
    label: str
    group: GroupName
    confirmed: bool
    connected: bool
    removed: bool
    rehearsal: bool
    via: Literal["link", "code", "invitation", "shared"]


class ParticipantList(TypedDict):
    """The participants of a session, in order of joining."""

    participants: list[ParticipantRow]


class ScreenLink(TypedDict):
    """The link that opens the scherm."""

    url: str


class TableRow(TypedDict):
    """A tafel link: 'Tafel 2'."""

    id: str
    number: int
    revoked: bool


class TableList(TypedDict):
    """The tafel links of a session, in the order in which they were made."""

    tables: list[TableRow]


class TableLink(TableRow):
    """A new tafel link."""

    url: str


class PaperRow(TypedDict):
    """Something that was typed in from paper, and by whom; never what it says.

    `punten`: about how many punten. `punt`: the number of the one punt whose cards were counted, else null.
    `corrected`: it does not count any more.
    """

    op: str
    opgave: int
    round: int
    group: GroupName
    card: int | None
    punt: int | None
    punten: int
    by: str
    at: str
    corrects: str | None
    corrected: bool


class PaperList(TypedDict):
    """Everything that was typed in from paper in a session, oldest first."""

    entries: list[PaperRow]


class DoorState(TypedDict):
    """Whether new participants may come in."""

    joining: Literal["open", "locked"]


class TrialWiped(TypedDict):
    """The trial is gone."""

    wiped: Literal[True]


class ChoiceRow(TypedDict):
    """A decision about a punt: who took it, and when."""

    item: str
    choice: ChoiceName
    by: str
    at: str


class ChoiceList(TypedDict):
    """Every decision about a punt of a session, oldest first."""

    choices: list[ChoiceRow]
