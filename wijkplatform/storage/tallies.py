"""How many answered, and what: phones and paper added up. Counts of values are for the release gate only."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, tuple_, update
from sqlalchemy.orm import Session, aliased

from wijkplatform.domain.people import GROUPS, Group
from wijkplatform.domain.scoring import Tally, count_up
from wijkplatform.storage.paper import PaperAnswer, PaperEntry, stands
from wijkplatform.storage.participants import Participant
from wijkplatform.storage.scores import Score
from wijkplatform.storage.sessions import SessionItem, SessionOpgave

counts_in_results = and_(Participant.confirmed, Participant.removed_at.is_(None))
"""Whose answers count: who was confirmed and not removed."""

Numbers = dict[UUID, dict[str, int]]
"""Per punt and group, how many."""


def asked(voice: Any) -> ColumnElement[bool]:
    """What is asked of a group in the round of its opgave.

    Not what bewoners skip, 'gemerkt?' of bewoners alone, and one punt when the round asks one.
    """
    return and_(
        or_(SessionItem.agreement_id.is_(None), voice == Group.BEWONER.value),
        or_(~SessionItem.bewoners_skip, voice != Group.BEWONER.value),
        or_(SessionOpgave.only_item.is_(None), SessionOpgave.only_item == SessionItem.id),
    )


def _of_phones(query: Select[*tuple[Any, ...]], opgaven: Collection[UUID]) -> Select[*tuple[Any, ...]]:
    """The answers that count of these opgaven, each in its round."""
    return (
        query.select_from(Score)
        .join(Participant, Participant.id == Score.participant_id)
        .join(SessionItem, SessionItem.id == Score.item_id)
        .join(SessionOpgave, SessionOpgave.id == SessionItem.opgave_id)
        .where(SessionOpgave.id.in_(opgaven), Score.round == SessionOpgave.round)
        .where(counts_in_results, asked(Participant.voice))
    )


def _on_paper(
    query: Select[*tuple[Any, ...]], opgaven: Collection[UUID], *, in_bars: bool = False
) -> Select[*tuple[Any, ...]]:
    """The same on paper."""
    return (
        query.select_from(PaperAnswer)
        .join(PaperEntry, PaperEntry.id == PaperAnswer.entry_id)
        .join(SessionItem, SessionItem.id == PaperAnswer.item_id)
        .join(SessionOpgave, SessionOpgave.id == PaperEntry.opgave_id)
        .where(SessionOpgave.id.in_(opgaven), PaperEntry.round == SessionOpgave.round)
        .where(PaperAnswer.shown if in_bars else stands)
        .where(asked(PaperEntry.voice))
    )


def answered(db: Session, opgaven: Collection[UUID]) -> Numbers:
    """Per punt of these opgaven and per group how many phones have answered in its round. Counts only, no values."""
    query = select(Score.item_id, Participant.voice, func.count())
    rows = db.execute(_of_phones(query, opgaven).group_by(Score.item_id, Participant.voice))
    return _numbers((item, voice, number) for item, voice, number in rows)


def on_paper(db: Session, opgaven: Collection[UUID], *, in_bars: bool = False) -> Numbers:
    """Per punt of these opgaven and per group how many answered on paper in its round. Counts only, no values.

    `in_bars`: as they stand in bars that move, instead of as they count.
    """
    query = select(PaperAnswer.item_id, PaperEntry.voice, func.sum(PaperAnswer.number))
    rows = db.execute(_on_paper(query, opgaven, in_bars=in_bars).group_by(PaperAnswer.item_id, PaperEntry.voice))
    return _numbers((item, voice, number) for item, voice, number in rows)


def ready(db: Session, opgaven: Collection[UUID], asked: Mapping[Group, int]) -> dict[str, int]:
    """Per group how many phones have answered everything that is asked of it (`asked`: so many punten)."""
    query = select(Participant.id, Participant.voice, func.count().label("many"))
    done = _of_phones(query, opgaven).group_by(Participant.id, Participant.voice).subquery()
    found = {}
    for group in GROUPS:
        enough = select(func.count()).where(done.c.voice == group.value, done.c.many >= max(1, asked[group]))
        found[group.value] = db.scalars(enough).one()
    return found


def took_part(db: Session, session_id: UUID) -> dict[Group, int]:
    """How many of each group answered any punt of a session: phones, and the most cards about one punt in one round.

    'Gemerkt?' is no punt. Of a session of which the answers were cleaned up: nobody.
    """
    of_session = SessionItem.session_id == session_id, SessionItem.agreement_id.is_(None)
    phones = (
        select(Participant.voice, func.count(Participant.id.distinct()))
        .join(Score, Score.participant_id == Participant.id)
        .join(SessionItem, SessionItem.id == Score.item_id)
        .where(*of_session, counts_in_results)
        .group_by(Participant.voice)
    )
    cards = (
        select(PaperEntry.voice, func.sum(PaperAnswer.number).label("many"))
        .join(PaperAnswer, PaperAnswer.entry_id == PaperEntry.id)
        .join(SessionItem, SessionItem.id == PaperAnswer.item_id)
        .where(*of_session, stands)
        .group_by(PaperEntry.voice, PaperAnswer.item_id, PaperEntry.round)
        .subquery()
    )
    paper = select(cards.c.voice, func.max(cards.c.many)).group_by(cards.c.voice)
    found = dict.fromkeys(GROUPS, 0)
    for voice, many in [*db.execute(phones), *db.execute(paper)]:
        found[Group(voice)] += int(many)
    return found


def counts(db: Session, opgave: SessionOpgave) -> Tally[UUID]:
    """The histograms of an opgave in its round: per punt and group how often 0, 1 … 5 was answered.

    Only for the release gate: nothing of this may leave the server before the reveal.
    """
    phones = select(Score.item_id, Participant.voice, Score.value, func.count())
    paper = select(PaperAnswer.item_id, PaperEntry.voice, PaperAnswer.value, func.sum(PaperAnswer.number))
    here = (opgave.id,)
    rows = [
        *db.execute(_of_phones(phones, here).group_by(Score.item_id, Participant.voice, Score.value)),
        *db.execute(_on_paper(paper, here).group_by(PaperAnswer.item_id, PaperEntry.voice, PaperAnswer.value)),
    ]
    return count_up((item, Group(voice), value, number) for item, voice, value, number in rows)


def keep_shown(db: Session, opgave: SessionOpgave, shown: Collection[tuple[UUID, Group]]) -> None:
    """Keep with each answer of a phone, at the reveal, that it stands in what is shown of a punt and group, and how.

    Not for bars that move: what stands in those is kept when they do.
    """
    counted = (
        select(Participant.id)
        .where(Participant.id == Score.participant_id, counts_in_results)
        .where(tuple_(Score.item_id, Participant.voice).in_([(item, group.value) for item, group in shown]))
    )
    voice = select(Participant.voice).where(Participant.id == Score.participant_id).scalar_subquery()
    here = Score.item_id.in_({item for item, _ in shown})
    kept = update(Score).where(here, Score.round == opgave.round, counted.exists())
    db.execute(
        kept.values(shown_value=Score.value, shown_voice=voice), execution_options={"synchronize_session": False}
    )


def steps(db: Session, opgave: SessionOpgave) -> dict[tuple[UUID, int], dict[Group, dict[tuple[int, int], int]]]:
    """Per punt and earlier round, (answer then, answer now) and how many people: who is shown in both in one group.

    Phones only: nothing tells whose card is whose. For the release gate only.
    """
    then, now = aliased(Score), aliased(Score)
    query = (
        select(now.item_id, then.round, now.shown_voice, then.shown_value, now.shown_value, func.count())
        .join(SessionItem, SessionItem.id == now.item_id)
        .join(then, and_(then.participant_id == now.participant_id, then.item_id == now.item_id))
        .where(SessionItem.opgave_id == opgave.id, now.round == opgave.round, then.round < now.round)
        .where(then.shown_voice == now.shown_voice)
        .group_by(now.item_id, then.round, now.shown_voice, then.shown_value, now.shown_value)
    )
    found: dict[tuple[UUID, int], dict[Group, dict[tuple[int, int], int]]] = {}
    for item, round_, voice, old, new, number in db.execute(query):
        found.setdefault((item, round_), {}).setdefault(Group(str(voice)), {})[int(old or 0), int(new or 0)] = number
    return found


def _numbers(rows: Iterable[tuple[UUID, str, int]]) -> Numbers:
    found: Numbers = {}
    for item, voice, number in rows:
        found.setdefault(item, {})[voice] = int(number)
    return found
