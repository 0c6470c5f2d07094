"""What is said about a punt: notes from phones and from who leads, which the spelleider shows or hides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from wijkplatform.domain.dates import utc_text
from wijkplatform.domain.discussion import LONGEST_NOTE, LONGEST_REASON, MOST_NOTES, Box, NoteState, clean, named_groups
from wijkplatform.domain.errors import ItemNotOpen, Malformed, NotFound, NotNow, NotValid, TooLong
from wijkplatform.domain.events import NoteWritten, PointTalked
from wijkplatform.domain.lines import one_line
from wijkplatform.domain.people import Action, Group, Role
from wijkplatform.domain.sessions import State
from wijkplatform.services import checklists
from wijkplatform.services.reading import demand_result, readable
from wijkplatform.services.scoring import people_present, people_waiting
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import discussion, sessions
from wijkplatform.storage.discussion import Note, NoteDecision
from wijkplatform.storage.sessions import ScoringSession
from wijkplatform.storage.work import Work
from wijkplatform.wire.talking import DecideOp, NoteOp, Notes, NoteView, OwnNote, QueuedNote
from wijkplatform.wire.views import Receipt, StepTaken

LONGEST_NAME = 80
_NOTHING = "Schrijf eerst iets op."
_ENOUGH = f"U schreef al {MOST_NOTES} notities bij dit punt. Vertel het in het gesprek."
_OVER = "De bijeenkomst is gesloten. U kunt niets meer opschrijven."


@use_case(Action.WRITE_NOTE)
def write_note(work: Work, session_id: UUID, op: NoteOp) -> Receipt:
    """Say something about a punt of which the result is out.

    What a participant writes waits for the spelleider; what who leads types is shown at once. The same operation twice
    is one note. Raises `TooLong`, `ItemNotOpen`, `NotNow`, and `Malformed` for nothing at all.
    """
    readable(work, session_id)
    leads = work.actor.role is not Role.PARTICIPANT
    locked = sessions.lock_for_step(work.db, session_id) if leads else None
    here = locked or _shared(work, session_id)
    text, signed = clean(op.text, LONGEST_NOTE), _name(op.signed)
    before = discussion.note(work.db, op.op)
    if before is not None:
        mine = work.actor.person in (before.participant_id, before.account_id)
        wanted = session_id, op.item, op.box, text, signed
        if not mine or (before.session_id, before.item_id, before.box, before.text, before.signed) != wanted:
            raise Malformed
        return {"ok": True, "op": str(op.op), "state": "duplicate"}
    if not text:
        raise Malformed(_NOTHING)
    if sessions.item_with_opgave(work.db, session_id, op.item) is None:
        raise ItemNotOpen
    demand_result(work, session_id, op.item)
    note = Note(id=op.op, session_id=session_id, item_id=op.item, box=op.box, text=text, signed=signed)
    if leads:
        _typed(work, here, note, op.group)
    else:
        _written(work, here, note)
    return {"ok": True, "op": str(op.op), "state": "accepted"}


def _shared(work: Work, session_id: UUID) -> ScoringSession:
    """The session of a participant who writes; a step waits until the note is in."""
    locked = sessions.lock_for_scores(work.db, session_id)
    if locked is None:
        raise NotFound
    if locked.session.state == State.CLOSED and not locked.grace:
        raise NotNow(_OVER)
    return locked.session


def _written(work: Work, session: ScoringSession, note: Note) -> None:
    """A note of a participant: told to nobody but who leads."""
    me = work.participant()
    if discussion.many_notes(work.db, me.id, note.item_id) >= MOST_NOTES:
        raise NotNow(_ENOUGH)
    note.participant_id = me.id
    note.voice = _voice(work, session, Group(me.voice)) if me.confirmed else None
    note.state = NoteState.WAITING
    work.db.add(note)
    work.db.flush()
    work.tell(NoteWritten(work.gemeente.id, session.id))


def _typed(work: Work, session: ScoringSession, note: Note, group: Group | None) -> None:
    """A note that who leads types: everybody reads it at once."""
    if session.state == State.CLOSED:
        raise NotNow(_OVER)
    note.account_id = work.actor.person
    note.voice = _voice(work, session, group) if group else None
    note.state = NoteState.SHOWN
    session.version += 1
    work.db.add(note)
    work.db.flush()
    work.tell(PointTalked(work.gemeente.id, session.id, session.version, note.item_id))


def _voice(work: Work, session: ScoringSession, group: Group) -> str | None:
    """The group as a note may name it now; what is written stays, also when people come or go."""
    loose = people_waiting(work, session)
    named = named_groups(people_present(work, session), session.smallest_group, loose)
    return group.value if group in named else None


def _name(typed: str | None) -> str | None:
    name = one_line(typed or "")
    if len(name) > LONGEST_NAME:
        raise TooLong(f"Deze naam is te lang. Er passen {LONGEST_NAME} tekens in.")
    return name or None


@use_case(Action.LEAD_DISCUSSION)
def decide(work: Work, session_id: UUID, op: DecideOp) -> StepTaken:
    """Show a note, or hide it with a reason; kept with who and when. Return the version it made.

    Also after the session, when a note should not stand in a report. Raises `NotFound`, `NotValid` without a reason.
    """
    session = sessions.lock_for_step(work.db, session_id)
    note = discussion.note(work.db, op.note)
    if session is None or note is None or note.session_id != session_id:
        raise NotFound
    reason = None if op.show else clean(op.reason or "", LONGEST_REASON)
    before = discussion.decision(work.db, op.op)
    if before is not None:
        if (before.note_id, before.shown, before.reason) != (op.note, op.show, reason):
            raise Malformed
        return {"ok": True, "version": before.version}
    if reason == "":
        raise NotValid({"reason": "Schrijf op waarom u deze notitie niet toont."})
    session.version += 1
    note.state, note.reason = (NoteState.SHOWN if op.show else NoteState.HIDDEN), reason
    work.db.add(
        NoteDecision(
            id=op.op,
            note_id=note.id,
            account_id=work.actor.person,
            shown=op.show,
            reason=reason,
            version=session.version,
        )
    )
    work.db.flush()
    work.tell(PointTalked(work.gemeente.id, session_id, session.version, note.item_id, note.participant_id))
    return {"ok": True, "version": session.version}


@use_case(Action.SEE_QUEUE)
def see_queue(work: Work, session_id: UUID) -> Notes:
    """The notes that wait for the spelleider, and those that are hidden."""
    readable(work, session_id)
    return {"session": str(session_id), "notes": queue_of(work, session_id)}


@dataclass(frozen=True, slots=True)
class HiddenNote:
    """A note that was hidden: when, by whom and why."""

    at: str
    by: str
    reason: str
    punt: int
    note: Note


@use_case(Action.LEAD_DISCUSSION)
def see_hidden(work: Work, session_id: UUID) -> list[HiddenNote]:
    """Every time that a note was hidden in a session, oldest first; also when it was shown later."""
    readable(work, session_id)
    numbers = {one.id: one.number for one in sessions.items(work.db, session_id)}
    return [
        HiddenNote(utc_text(one.decided_at), by or "", one.reason or "", numbers[note.item_id], note)
        for one, note, by in discussion.hidden(work.db, session_id)
    ]


@dataclass(frozen=True, slots=True)
class FoundNote:
    """A note of any session, with where it belongs; `about` is what the punt says.

    `group` is a word of the domain, or None for 'een deelnemer'.
    """

    id: UUID
    text: str
    box: Box
    group: str | None
    signed: str | None
    opgave: int
    punt: int
    about: str
    session: UUID
    title: str
    wijk: str
    at: datetime


@use_case(Action.SEARCH_NOTES)
def search(work: Work, words: str) -> list[FoundNote]:
    """Notes that everybody could read, in any session of the gemeente, that hold these words; newest first."""
    return [
        FoundNote(
            note.id,
            note.text,
            Box(note.box),
            note.voice,
            note.signed,
            opgave.number,
            item.number,
            checklists.punt_text(session.checklist, opgave.number, item.number),
            session.id,
            session.title,
            wijk,
            note.written_at,
        )
        for note, item, opgave, session, wijk in discussion.search(work.db, words)
    ]


def queue_of(work: Work, session_id: UUID) -> list[QueuedNote]:
    """The notes that only who leads may read."""
    return [
        {
            **_view(one),
            "item": str(one.item_id),
            "state": cast(Any, one.state),
            "reason": one.reason,
            "at": utc_text(one.written_at),
        }
        for one in discussion.notes(work.db, session_id, NoteState.WAITING, NoteState.HIDDEN)
    ]


def shown_notes(work: Work, session_id: UUID) -> Mapping[UUID, Sequence[NoteView]]:
    """The notes that everybody may read, per punt, oldest first."""
    found: dict[UUID, list[NoteView]] = {}
    for one in discussion.notes(work.db, session_id, NoteState.SHOWN):
        found.setdefault(one.item_id, []).append(_view(one))
    return found


def own_notes(work: Work) -> list[OwnNote]:
    """What the participant who reads wrote."""
    me = work.participant()
    return [
        {
            "id": str(one.id),
            "item": str(one.item_id),
            "box": cast(Any, one.box),
            "text": one.text,
            "state": cast(Any, one.state),
            "reason": one.reason,
        }
        for one in discussion.notes_of(work.db, me.id)
    ]


def _view(one: Note) -> NoteView:
    return {
        "id": str(one.id),
        "box": cast(Any, one.box),
        "text": one.text,
        "group": cast(Any, one.voice),
        "signed": one.signed,
    }
