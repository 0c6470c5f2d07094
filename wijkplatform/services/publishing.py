"""Publishing results: through the release gate, once, for every screen, phone and export alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, cast
from uuid import UUID

from wijkplatform.domain.agenda import rank_proposed
from wijkplatform.domain.checklist import Kind
from wijkplatform.domain.disagreement import Judged, Judgement, ScoredItem, judge
from wijkplatform.domain.people import GROUPS, Group
from wijkplatform.domain.release import Released, release, release_wishes
from wijkplatform.domain.sessions import OpgaveStanding, OpgaveState
from wijkplatform.domain.subresults import Sides, sub_results
from wijkplatform.services.scoring import pairs_of, people_present
from wijkplatform.storage import points, scores, sessions
from wijkplatform.storage.points import OpgavePublication
from wijkplatform.storage.scores import Publication
from wijkplatform.storage.sessions import ScoringSession, SessionItem, SessionOpgave
from wijkplatform.storage.work import Work
from wijkplatform.wire.views import GroupResult, ItemResult, OpgaveResult, SidesResult

Proposed = dict[tuple[str, int], int | None]
"""Per punt and round how many ask to talk about it, as far as it may be shown."""


def publish(work: Work, session: ScoringSession, *, reveals: OpgaveStanding | None, closes: bool) -> bool:
    """Publish the opgave that was revealed, and renew the words of what stands; tell whether anything changed.

    Counts that stand never change again. Words depend on the whole list of differences (see `domain/disagreement`),
    so they are renewed all at once, under one next version.
    """
    published = scores.publications(work.db, session.id)
    if reveals is None and not (closes and published):
        return False
    items = {one.id: one for one in sessions.items(work.db, session.id)}
    agenda = sessions.agenda(work.db, session.id)
    scored = [_as_published(items[row.item_id], row) for row in published]
    proposed: Proposed = {(str(row.item_id), row.round): row.result["proposed"] for row in published}
    present = people_present(work, session)
    session.version += 1
    for opgave in agenda:
        if reveals is not None and opgave.number == reveals.number:
            fresh = _release(work, session, opgave, [one for one in items.values() if one.opgave_id == opgave.id])
            asked = points.proposed(work.db, opgave)
            scored += fresh
            proposed |= {
                (one.item, one.round): release_wishes(asked.get(UUID(one.item), {}), present, session.smallest_group)
                for one in fresh
            }
            _store_sub_results(work, session, opgave, fresh)
    waiting = {one.id for one in agenda if one.state == OpgaveState.WAITING}
    to_come = 0 if closes else sum(item.opgave_id in waiting for item in items.values())
    judgement = judge(
        scored,
        pending_pairs=to_come * pairs_of(present, session.smallest_group),
        session=str(session.id),
        smallest_group=session.smallest_group,
    )
    _store(work, session, scored, judgement, proposed)
    return True


def _release(
    work: Work, session: ScoringSession, opgave: SessionOpgave, items: Sequence[SessionItem]
) -> list[ScoredItem]:
    """The answers to an opgave in its round, after the gate."""
    counts = scores.counts(work.db, opgave)
    return [
        ScoredItem(
            str(item.id),
            item.number,
            Kind(item.kind),
            opgave.round,
            release(counts.get(item.id, {}), session.smallest_group),
        )
        for item in items
    ]


def _as_published(item: SessionItem, row: Publication) -> ScoredItem:
    """What a stored result lets the statistics read again: exactly what the room may see."""
    groups = {group: _released(row.result["groups"][group.value]) for group in GROUPS}
    return ScoredItem(str(item.id), item.number, Kind(item.kind), row.round, groups)


def _released(seen: dict[str, Any]) -> Released:
    counts = seen["counts"]
    six = (counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]) if counts is not None else None
    return Released(seen["answered"], six, seen["mean"], seen["agreement"])


def _store_sub_results(work: Work, session: ScoringSession, opgave: SessionOpgave, items: Sequence[ScoredItem]) -> None:
    found = sub_results(items, smallest_group=session.smallest_group)
    result: OpgaveResult = {
        "opgave": opgave.number,
        "round": opgave.round,
        "groups": {group.value: _sides(found.groups[group]) for group in GROUPS},
        "overall": _sides(found.overall),
    }
    work.db.add(
        OpgavePublication(
            session_id=session.id,
            opgave_id=opgave.id,
            round=opgave.round,
            version=session.version,
            result=cast(dict[str, Any], result),
        )
    )


def _sides(found: Sides) -> SidesResult:
    return cast(SidesResult, asdict(found))


def _store(
    work: Work, session: ScoringSession, scored: Sequence[ScoredItem], judgement: Judgement, proposed: Proposed
) -> None:
    rows = [
        {
            "session_id": session.id,
            "item_id": UUID(one.item),
            "round": one.round,
            "version": session.version,
            "result": _result(one, judged, proposed[one.item, one.round]),
            "evidence": asdict(judged.evidence),
        }
        for one, judged in zip(scored, judgement.results, strict=True)
    ]
    found = {name: list(items) for name, items in asdict(judgement.lists).items()}
    session.lists = {**found, "proposed": _ranked(scored, proposed), "ranking": list(judgement.ranking)}
    work.db.flush()
    scores.publish(work.db, rows)


def _ranked(scored: Sequence[ScoredItem], proposed: Proposed) -> list[str]:
    """What participants ask for now: of a punt that was scored again, the last round counts."""
    last = {item: count for (item, _), count in sorted(proposed.items(), key=lambda one: one[0][1])}
    return rank_proposed(last, {one.item: one.number for one in scored})


def _result(scored: ScoredItem, judged: Judged, proposed: int | None) -> ItemResult:
    return {
        "item": scored.item,
        "round": scored.round,
        "groups": {group.value: _group(scored.groups[group]) for group in GROUPS},
        "word": judged.word,
        "finding": {"key": judged.finding.key, "values": dict(judged.finding.values)},
        "pairs": [
            {"groups": [_name(one) for one in pair.groups], "delta": round(pair.delta, 4), "real": pair.real}
            for pair in judged.pairs
        ],
        "proposed": proposed,
    }


def _group(released: Released) -> GroupResult:
    return {
        "answered": released.answered,
        "counts": list(released.counts) if released.counts is not None else None,
        "mean": released.mean,
        "agreement": None if released.agreement is None else round(released.agreement, 4),
    }


def _name(group: Group) -> Any:
    return cast(Any, group.value)
