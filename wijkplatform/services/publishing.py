"""Publishing results: through the release gate, once, for every screen, phone and export alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, cast
from uuid import UUID

from wijkplatform.domain.agenda import rank_proposed
from wijkplatform.domain.agreements import AGREEMENTS_PART
from wijkplatform.domain.checklist import Kind
from wijkplatform.domain.disagreement import Judged, Judgement, ScoredItem, judge
from wijkplatform.domain.people import GROUPS, Group
from wijkplatform.domain.release import Released, release_wishes
from wijkplatform.domain.sessions import Course
from wijkplatform.domain.subresults import Sides, sub_results
from wijkplatform.services.releasing import movements_of, release_opgave
from wijkplatform.services.scoring import pairs_of, people_present, skipped_by
from wijkplatform.storage import points, scores, sessions, tallies
from wijkplatform.storage.points import OpgavePublication
from wijkplatform.storage.scores import Publication
from wijkplatform.storage.sessions import ScoringSession, SessionItem, SessionOpgave
from wijkplatform.storage.work import Work
from wijkplatform.wire.results import GroupResult, ItemResult, OpgaveResult, SidesResult

Stored = dict[tuple[str, int], dict[str, Any]]
"""Per punt and round what stands for ever beside the counts: wishes, paper, what moved, and the first word."""


def publish(work: Work, session: ScoringSession, course: Course, *, closes: bool) -> bool:
    """Publish the opgave that a step reveals, take back what it withdraws, and renew the words of what stands.

    Tells whether anything changed. Counts that stand never change again. Words depend on the whole list of differences
    (see `domain/disagreement`), so they are renewed all at once, under one next version. What bewoners noticed of
    afspraken is no result of a punt: see `noticing`.
    """
    agenda = {one.number: one for one in sessions.agenda(work.db, session.id)}
    opgave = agenda[course.opgave.number] if course.opgave else None
    if opgave and opgave.number == AGREEMENTS_PART:
        return False
    withdrawn = course.withdraws is not None and opgave is not None and _withdraw(work, opgave)
    published = scores.publications(work.db, session.id)
    if not (course.reveals or withdrawn or (closes and published)):
        return False
    items = {one.id: one for one in sessions.items(work.db, session.id) if one.agreement_id is None}
    scored = [as_published(items[row.item_id], row) for row in published]
    stored: Stored = {(str(row.item_id), row.round): row.result for row in published}
    present = people_present(work, session)
    session.version += 1
    if course.reveals and opgave:
        asked = [one for one in items.values() if one.opgave_id == opgave.id]
        fresh = release_opgave(work, session, opgave, asked)
        moved = movements_of(work, opgave, [one.scored for one in fresh], scored, session.smallest_group)
        wishes = points.proposed(work.db, opgave)
        for one in fresh:
            stored[one.scored.item, one.scored.round] = {
                "proposed": release_wishes(wishes.get(UUID(one.scored.item), {}), present, session.smallest_group),
                "paper": one.paper,
                "waiting": one.waiting,
                "movement": moved.get(one.scored.item),
            }
        scored += [one.scored for one in fresh]
        if opgave.only_item is None:
            _store_sub_results(work, session, opgave, [one.scored for one in fresh])
    to_come = 0 if closes else len(items) - len({one.item for one in scored})
    judgement = judge(
        scored,
        pending_pairs=to_come * pairs_of(_voices(work, agenda.values(), present), session.smallest_group),
        session=str(session.id),
        smallest_group=session.smallest_group,
    )
    _store(work, session, scored, judgement, stored)
    return True


def _voices(work: Work, agenda: Iterable[SessionOpgave], present: Mapping[Group, int]) -> dict[Group, int]:
    """How many people of each group there are, with who answered on paper."""
    paper = tallies.on_paper(work.db, [one.id for one in agenda]).values()
    return {group: present[group] + max((one.get(group.value, 0) for one in paper), default=0) for group in GROUPS}


def _withdraw(work: Work, opgave: SessionOpgave) -> bool:
    """Take back what was published of the round that stands; tell whether there was anything."""
    points.withdraw(work.db, opgave)
    return scores.withdraw(work.db, opgave)


def as_published(item: SessionItem, row: Publication) -> ScoredItem:
    """What a stored result lets the statistics read again: exactly what the room may see."""
    groups = {group: _released(row.result["groups"][group.value]) for group in GROUPS}
    return ScoredItem(str(item.id), item.number, Kind(item.kind), row.round, groups, skipped_by(item))


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
    work: Work, session: ScoringSession, scored: Sequence[ScoredItem], judgement: Judgement, stored: Stored
) -> None:
    rows = [
        {
            "session_id": session.id,
            "item_id": UUID(one.item),
            "round": one.round,
            "version": session.version,
            "result": _result(one, judged, stored[one.item, one.round]),
            "evidence": asdict(judged.evidence),
        }
        for one, judged in zip(scored, judgement.results, strict=True)
    ]
    found = {name: list(items) for name, items in asdict(judgement.lists).items()}
    session.lists = {**found, "proposed": _ranked(scored, stored), "ranking": list(judgement.ranking)}
    work.db.flush()
    scores.publish(work.db, rows)


def _ranked(scored: Sequence[ScoredItem], stored: Stored) -> list[str]:
    """What participants ask for now: of a punt that was scored again, the last round counts."""
    last = {item: one["proposed"] for (item, _), one in sorted(stored.items(), key=lambda one: one[0][1])}
    return rank_proposed(last, {one.item: one.number for one in scored})


def _result(scored: ScoredItem, judged: Judged, stored: Mapping[str, Any]) -> ItemResult:
    return {
        "item": scored.item,
        "round": scored.round,
        "groups": {group.value: _group(scored.groups[group]) for group in GROUPS},
        "word": judged.word,
        "first_word": stored.get("first_word") or stored.get("word") or judged.word,
        "finding": {"key": judged.finding.key, "values": dict(judged.finding.values)},
        "pairs": [
            {"groups": [_name(one) for one in pair.groups], "delta": round(pair.delta, 4), "real": pair.real}
            for pair in judged.pairs
        ],
        "proposed": stored["proposed"],
        "paper": stored["paper"],
        "waiting": stored["waiting"],
        "movement": stored["movement"],
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
