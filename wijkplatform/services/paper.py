"""Paper answers: cards and counts are typed in, corrected with a trace, and added up with the phones."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID, uuid4

from wijkplatform.domain.dates import utc_text
from wijkplatform.domain.errors import CardKnown, ItemNotOpen, Malformed, NotFound, NotNow
from wijkplatform.domain.events import PaperTyped
from wijkplatform.domain.keys import digest
from wijkplatform.domain.people import Action, Role
from wijkplatform.domain.sessions import OpgaveState, State
from wijkplatform.services.reading import readable
from wijkplatform.services.scoring import asks, skipped_by
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import paper, sessions
from wijkplatform.storage.paper import Answers, PaperEntry, TableLink, Typed
from wijkplatform.storage.sessions import ScoringSession, SessionItem, SessionOpgave
from wijkplatform.storage.work import Work
from wijkplatform.wire.base import PaperOp
from wijkplatform.wire.leading import PaperList, PaperRow, TableList, TableRow
from wijkplatform.wire.views import Receipt


@use_case(Action.TYPE_PAPER)
def type_paper(work: Work, session_id: UUID, op: PaperOp) -> Receipt:
    """Type in a card, or the counts of a punt: let in until the opgave is revealed, before it is opened too.

    A correction takes the place of an earlier entry, which stays as a trace. The same operation twice is one entry.
    Raises `CardKnown` for the number of a card that stands already, `ItemNotOpen` and `Malformed`.
    """
    readable(work, session_id)
    session = sessions.lock_for_step(work.db, session_id)
    if session is None:
        raise NotFound
    content = _content(op)
    before = paper.entry(work.db, op.op)
    if before is not None:
        if before.session_id != session_id or not _same(before, op) or paper.answers(work.db, op.op) != content:
            raise Malformed("Dit kwam al eerder, met een andere inhoud. Laad de pagina opnieuw.")
        return {"ok": True, "op": str(op.op), "state": "duplicate"}
    corrects = _corrected(work, session_id, op)
    opgave = _opgave(work, session_id, op, content, corrects)
    round_ = op.round or opgave.round
    if session.state == State.CLOSED or opgave.state == OpgaveState.REVEALED or round_ != opgave.round:
        return {"ok": True, "op": str(op.op), "state": "closed"}
    if corrects and corrects.round != opgave.round:
        raise NotNow("Deze ronde is al voorbij. Hier verandert niets meer.")
    _demand_new_card(work, opgave, op)
    fresh = PaperEntry(
        id=op.op,
        session_id=session_id,
        opgave_id=opgave.id,
        round=opgave.round,
        voice=op.group.value,
        card=op.card,
        account_id=None if work.actor.role is Role.TABLE else work.actor.person,
        table_link_id=work.actor.person if work.actor.role is Role.TABLE else None,
        corrects_id=op.corrects,
    )
    paper.add(work.db, fresh, content)
    work.tell(PaperTyped(work.gemeente.id, session_id))
    return {"ok": True, "op": str(op.op), "state": "accepted"}


def _same(before: PaperEntry, op: PaperOp) -> bool:
    """Whether an entry is about the same card: a receipt for another group or card would be for nothing that stands."""
    said = op.group.value, op.card, op.corrects
    return (before.voice, before.card, before.corrects_id) == said and op.round in (None, before.round)


def _content(op: PaperOp) -> Answers:
    if op.item and op.counts:
        return {(op.item, value): number for value, number in enumerate(op.counts) if number}
    return dict.fromkeys((op.answers or {}).items(), 1)


def _corrected(work: Work, session_id: UUID, op: PaperOp) -> PaperEntry | None:
    """The entry whose place this one takes, if it does."""
    if op.corrects is None:
        return None
    found = paper.entry(work.db, op.corrects)
    if found is None or found.session_id != session_id:
        raise NotFound
    if paper.corrected(work.db, found.id):
        raise NotNow("Dit is al verbeterd. Kijk wat er nu staat.")
    return found


def _opgave(work: Work, session_id: UUID, op: PaperOp, content: Answers, corrects: PaperEntry | None) -> SessionOpgave:
    """The one opgave that all answers are about."""
    agenda = {one.id: one for one in sessions.agenda(work.db, session_id)}
    items = {one.id: one for one in sessions.items(work.db, session_id)}
    asked = [items[item] for item, _ in content if item in items]
    if len(asked) < len(content) or (op.item is not None and op.item not in items):
        raise ItemNotOpen
    opgaven = {one.opgave_id for one in asked} | ({corrects.opgave_id} if corrects else set())
    if len(opgaven) != 1:
        raise Malformed("Voer per keer de antwoorden van één opgave in.")
    opgave = agenda[opgaven.pop()]
    if any(not _asks(opgave, one, op) for one in asked):
        raise ItemNotOpen("Op deze kaart staat een punt dat nu niet aan deze groep is gevraagd.")
    return opgave


def _asks(opgave: SessionOpgave, item: SessionItem, op: PaperOp) -> bool:
    return asks(opgave, item) and op.group not in skipped_by(item)


def _demand_new_card(work: Work, opgave: SessionOpgave, op: PaperOp) -> None:
    if op.card is None:
        return
    known = paper.standing_card(work.db, opgave, op.group.value, op.card)
    if known and known.id != op.corrects:
        raise CardKnown(op.card, str(known.id))


@use_case(Action.TYPE_PAPER)
def see_paper(work: Work, session_id: UUID) -> PaperList:
    """Everything that was typed in, by whom and when, oldest first; never what it says."""
    readable(work, session_id)
    return {"entries": [_row(one) for one in paper.typed(work.db, session_id)]}


def _row(one: Typed) -> PaperRow:
    entry = one.entry
    return {
        "op": str(entry.id),
        "opgave": one.opgave,
        "round": entry.round,
        "group": cast(Any, entry.voice),
        "card": entry.card,
        "punt": one.punt if entry.card is None and one.punten == 1 else None,
        "punten": one.punten,
        "by": one.by or (f"Tafel {one.table}" if one.table else "Onbekend"),
        "at": utc_text(entry.entered_at),
        "corrects": str(entry.corrects_id) if entry.corrects_id else None,
        "corrected": one.corrected,
    }


@use_case(Action.ADD_TABLE)
def add_table(work: Work, session_id: UUID) -> tuple[TableRow, str]:
    """Make a link by which a volunteer types in paper answers of this session only; return it and its token."""
    readable(work, session_id)
    session = sessions.lock_for_step(work.db, session_id)
    _demand_going(session)
    link_id = uuid4()
    token = work.keys.table_token(link_id)
    number = len(paper.table_links(work.db, session_id)) + 1
    work.db.add(TableLink(id=link_id, session_id=session_id, number=number, digest=digest(token)))
    work.db.flush()
    return {"id": str(link_id), "number": number, "revoked": False}, token


def _demand_going(session: ScoringSession | None) -> None:
    if session is None:
        raise NotFound
    if session.state == State.CLOSED:
        raise NotNow("De bijeenkomst is gesloten. Hier verandert niets meer.")


@use_case(Action.ADD_TABLE)
def see_tables(work: Work, session_id: UUID) -> TableList:
    """The tafel links of a session; their tokens are not told again."""
    readable(work, session_id)
    return {"tables": [_table(one) for one in paper.table_links(work.db, session_id)]}


@use_case(Action.ADD_TABLE)
def revoke_table(work: Work, session_id: UUID, link_id: UUID) -> TableRow:
    """End a tafel link: what was typed in with it stays."""
    readable(work, session_id)
    found = next((one for one in paper.table_links(work.db, session_id) if one.id == link_id), None)
    if found is None:
        raise NotFound
    paper.revoke(work.db, found)
    return _table(found)


def _table(link: TableLink) -> TableRow:
    return {"id": str(link.id), "number": link.number, "revoked": link.revoked_at is not None}


def table_by_token(work: Work, token: str) -> TableLink | None:
    """The tafel link behind a token of this gemeente, or None. Part of checking a badge."""
    return paper.table_link_by_digest(work.db, digest(token))
