"""Which answers stand in the bars that move while the room scores."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, case, func, select, update
from sqlalchemy.orm import Session

from wijkplatform.domain.bars import Bar, changes
from wijkplatform.domain.people import GROUPS, Group
from wijkplatform.domain.scoring import NO_ANSWERS, Counts
from wijkplatform.storage.paper import PaperAnswer, PaperEntry, stands
from wijkplatform.storage.participants import Participant
from wijkplatform.storage.scores import Score
from wijkplatform.storage.sessions import SessionItem, SessionOpgave
from wijkplatform.storage.tallies import asked, counts_in_results

Bars = dict[tuple[UUID, Group], Bar]
"""Per punt and group its bar."""


def bars(db: Session, opgaven: Collection[UUID]) -> Bars:
    """The bars of these opgaven, each in its round. For the release gate only."""
    found: dict[tuple[UUID, Group], list[Bar]] = {}
    phones = _phones(opgaven).subquery()
    rows: Iterable[Any] = db.execute(select(*phones.c, func.count()).group_by(*phones.c))
    for item, voice, value, shown_voice, shown_value, number in rows:
        for group in GROUPS:
            # Who moved to another group comes in there only when the old one has let go: nobody stands in two bars.
            comes = value if voice == group and shown_voice in (None, group) else None
            was = shown_value if shown_voice == group else None
            if comes is not None or was is not None:
                found.setdefault((item, group), []).append(_part(was, comes, number))
    for (item, group, _), part in _cards(db, opgaven).items():
        found.setdefault((item, group), []).append(part)
    return {place: _whole(parts) for place, parts in found.items()}


def _phones(opgaven: Collection[UUID]) -> Select[*tuple[Any, ...]]:
    """Every answer of a phone with the group that it counts for now (or none), and as it stands in a bar."""
    counts = and_(counts_in_results, asked(Participant.voice))
    return (
        select(
            Score.item_id,
            case((counts, Participant.voice)).label("voice"),
            Score.value,
            Score.shown_voice,
            Score.shown_value,
        )
        .select_from(Score)
        .join(Participant, Participant.id == Score.participant_id)
        .join(SessionItem, SessionItem.id == Score.item_id)
        .join(SessionOpgave, SessionOpgave.id == SessionItem.opgave_id)
        .where(SessionOpgave.id.in_(opgaven), Score.round == SessionOpgave.round)
    )


def _on_paper(opgaven: Collection[UUID]) -> Select[*tuple[Any, ...]]:
    """Every answer on paper with whether it stands in a bar, whether it counts, how many say so, and its entry."""
    return (
        select(
            PaperAnswer.item_id,
            PaperEntry.voice,
            PaperAnswer.value,
            PaperAnswer.shown,
            and_(stands, asked(PaperEntry.voice)),
            PaperAnswer.number,
            PaperEntry.id,
        )
        .select_from(PaperAnswer)
        .join(PaperEntry, PaperEntry.id == PaperAnswer.entry_id)
        .join(SessionItem, SessionItem.id == PaperAnswer.item_id)
        .join(SessionOpgave, SessionOpgave.id == PaperEntry.opgave_id)
        .where(SessionOpgave.id.in_(opgaven), PaperEntry.round == SessionOpgave.round)
    )


def _cards(db: Session, opgaven: Collection[UUID]) -> dict[tuple[UUID, Group, UUID], Bar]:
    """What each card, or count of cards, says about each punt: a correction is the same card, as it should have been.

    Else a card that is corrected would be two answers that changed, and one of somebody else could come in with them.
    """
    same = _same_cards(db, opgaven)
    found: dict[tuple[UUID, Group, UUID], tuple[list[int], list[int]]] = {}
    for item, voice, value, shown, counts, number, entry in db.execute(_on_paper(opgaven)):
        was, comes = found.setdefault((item, Group(voice), same[entry]), ([0] * 6, [0] * 6))
        was[value] += number if shown else 0
        comes[value] += number if counts else 0
    return {place: _of_cards(tuple(was), tuple(comes)) for place, (was, comes) in found.items()}  # type: ignore[arg-type]


def _of_cards(was: Counts, comes: Counts) -> Bar:
    return Bar(was, comes, changes(was, comes))


def _same_cards(db: Session, opgaven: Collection[UUID]) -> dict[UUID, UUID]:
    """Of each entry the first one that was about the same card: it corrects it, or has its number and group."""
    entries = (
        select(PaperEntry)
        .join(SessionOpgave, SessionOpgave.id == PaperEntry.opgave_id)
        .where(SessionOpgave.id.in_(opgaven), PaperEntry.round == SessionOpgave.round)
        .order_by(PaperEntry.entered_at, PaperEntry.id)
    )
    first: dict[UUID, UUID] = {}
    numbered: dict[tuple[UUID, str, int], UUID] = {}
    for one in db.scalars(entries):
        card = (one.opgave_id, one.voice, one.card) if one.card is not None else None
        known = first.get(one.corrects_id) if one.corrects_id else None
        first[one.id] = known or (numbered.get(card) if card else None) or one.id
        if card:
            numbered.setdefault(card, first[one.id])
    return first


def _part(was: int | None, comes: int | None, number: int) -> Bar:
    return Bar(_only(was, number), _only(comes, number), number if was != comes else 0)


def _only(value: int | None, number: int) -> Counts:
    if value is None:
        return NO_ANSWERS
    return (*(number if one == value else 0 for one in range(6)),)  # type: ignore[return-value]


def _whole(parts: Collection[Bar]) -> Bar:
    shown, standing = (
        tuple(map(sum, zip(*levels, strict=True)))
        for levels in ([one.shown for one in parts], [one.standing for one in parts])
    )
    return Bar(shown, standing, sum(one.changed for one in parts))  # type: ignore[arg-type]


def move(db: Session, opgave: SessionOpgave, item: UUID, group: Group) -> None:
    """Let everything that a group answered to a punt into its bar, and out what does not count any more.

    `group` is one that the punt is asked of.
    """
    here = and_(Score.item_id == item, Score.round == opgave.round)
    people = select(Participant.id).where(Participant.id == Score.participant_id, Participant.voice == group.value)
    comes = people.where(counts_in_results).exists()
    free = Score.shown_voice.is_(None)
    db.execute(update(Score).where(here, Score.shown_voice == group.value).values(shown_voice=None, shown_value=None))
    db.execute(update(Score).where(here, comes, free).values(shown_voice=group.value, shown_value=Score.value))
    entries = select(PaperEntry.id).where(
        PaperEntry.opgave_id == opgave.id, PaperEntry.round == opgave.round, PaperEntry.voice == group.value
    )
    of_item = PaperAnswer.item_id == item
    db.execute(update(PaperAnswer).where(of_item, PaperAnswer.entry_id.in_(entries)).values(shown=False))
    db.execute(update(PaperAnswer).where(of_item, PaperAnswer.entry_id.in_(entries.where(stands))).values(shown=True))
