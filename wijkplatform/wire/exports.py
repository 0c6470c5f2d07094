"""What is taken away of a session: everything published, with the numbers behind it."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from wijkplatform.wire.base import GroupName, ItemKind, SessionState
from wijkplatform.wire.results import ItemResult, Lists, OpgaveResult
from wijkplatform.wire.talking import AgreementView, PointView


class PairEvidence(TypedDict):
    """The numbers behind a pair of groups: `p` for this pair alone, the others for all pairs of the round together.

    `p_family` decides (see `docs/statistics.md`, 5); 95% of the shufflings stay at or below `q95`.
    """

    groups: list[GroupName]
    delta: float
    p: float
    p_bh: float
    p_family: float
    q95: float
    method: Literal["exact", "sampled"]


class Evidence(TypedDict):
    """The numbers behind what is said about a punt; `widest` is the largest |delta| (T)."""

    widest: float | None
    pairs: list[PairEvidence]
    knowledge: list[PairEvidence]


class ExportedItem(TypedDict):
    """A published result with the punt it is about, the sentence that people saw, and the numbers behind it."""

    opgave: int
    number: int
    kind: ItemKind
    text: str
    sentence: str
    result: ItemResult
    evidence: Evidence


class ResultsExport(TypedDict):
    """Everything published of a session, as the screens show it, with the numbers behind it; `held_on` is its day."""

    session: str
    gemeente: str
    title: str
    wijk: str
    held_on: str
    term: Literal["wijk", "buurt", "dorp", "gebied"]
    state: SessionState
    version: int
    smallest_group: int
    checklist: str
    source: str
    items: list[ExportedItem]
    opgave_results: list[OpgaveResult]
    lists: Lists
    discussion: list[PointView]
    agreements: list[AgreementView]
