"""Giving scores, and how many were given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from uuid import UUID

from wijkplatform.domain.agreements import NOTICED
from wijkplatform.domain.errors import DomainError, ItemNotOpen, Malformed, NotFound
from wijkplatform.domain.events import ScoreGiven
from wijkplatform.domain.people import GROUPS, Action, Group
from wijkplatform.domain.sessions import OpgaveState, State
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import participants, pulses, scores, sessions, tallies
from wijkplatform.storage.scores import Answer, Stored
from wijkplatform.storage.sessions import Open, ScoringSession, SessionItem, SessionOpgave
from wijkplatform.storage.work import Work
from wijkplatform.wire.base import ReceiptState, ScoreOp
from wijkplatform.wire.views import Progress, Receipt


@use_case(Action.GIVE_SCORE)
def give_score(work: Work, op: ScoreOp) -> Receipt:
    """Give a punt a score, or change the score given before.

    The receipt tells what became of it; it may only reach the phone after the commit. Raises `ItemNotOpen` or
    `Malformed` for what can never be right.
    """
    me = work.participant()
    session_id = me.session_id
    locked = sessions.lock_for_scores(work.db, session_id)
    if locked is None:
        raise NotFound
    answer = Answer(op.op, session_id, me.id, op.item, op.round, op.seq, op.value)
    found = sessions.item_with_opgave(work.db, session_id, op.item)
    if found is None or Group(me.voice) in skipped_by(found[0]):
        raise ItemNotOpen
    if found[0].agreement_id and op.value not in NOTICED:
        raise Malformed
    verdict = standing_of(locked, *found, op.round)
    if verdict != "accepted":
        before = scores.earlier(work.db, answer)
        if before is None:
            return _receipt(op, verdict)
        stored, seq = before
    else:
        stored, seq = scores.put(work.db, answer)
    if stored is Stored.OTHER_CONTENT:
        raise Malformed("Dit antwoord kwam al eerder, met een andere inhoud. Laad de pagina opnieuw.")
    if stored is Stored.ACCEPTED:
        work.tell(ScoreGiven(work.gemeente.id, session_id))
    return _receipt(op, stored.value, seq)  # type: ignore[arg-type]


@use_case(Action.GIVE_SCORE)
def give_scores(work: Work, ops: Sequence[ScoreOp], participant: UUID | None = None) -> list[Receipt]:
    """Give several scores, in order; one that is refused does not hold up the others.

    Raises `NotFound` when they are answers of another `participant` than the one at work.
    """
    if participant not in (None, work.actor.person):
        raise NotFound
    return [_give_or_refuse(work, op) for op in ops]


def _give_or_refuse(work: Work, op: ScoreOp) -> Receipt:
    try:
        return give_score(work, op)
    except DomainError as error:
        return {"ok": False, "op": str(op.op), "code": error.code, "message": error.detail}


def standing_of(here: Open, item: SessionItem, opgave: SessionOpgave, round_: int) -> ReceiptState:
    """What the state of the session says about a score or 'bespreek dit': let in, too late, or keep it for later.

    Raises `ItemNotOpen` for a round or an opgave that did not begin, and for a punt that its round does not ask.
    """
    state = here.session.state
    if round_ > opgave.round or (opgave.state == OpgaveState.WAITING and state != State.CLOSED):
        raise ItemNotOpen
    if round_ < opgave.round or opgave.state != OpgaveState.SCORING or (opgave.own and here.own_over):
        return "closed"
    if not asks(opgave, item):
        raise ItemNotOpen
    if state == State.PAUSED:
        return "retry"
    return "accepted" if state == State.RUNNING or (state == State.CLOSED and here.grace) else "closed"


def asks(opgave: SessionOpgave, item: SessionItem) -> bool:
    """Whether the round of an opgave asks one of its punten: all of them, or the one that is scored again."""
    return opgave.only_item in (None, item.id)


def skipped_by(item: SessionItem) -> frozenset[Group]:
    """The groups that a punt is not asked of; 'gemerkt?' is asked of bewoners alone."""
    if item.agreement_id:
        return frozenset(GROUPS) - {Group.BEWONER}
    return frozenset({Group.BEWONER}) if item.bewoners_skip else frozenset()


def _receipt(op: ScoreOp, state: ReceiptState, seq: int | None = None) -> Receipt:
    return {"ok": True, "op": str(op.op), "seq": op.seq if seq is None else seq, "state": state}


@use_case(Action.SEE_SESSION)
def see_progress(work: Work, session_id: UUID) -> Progress:
    """How many have answered, per punt and group: counts only, never a value or a person."""
    session = sessions.session(work.db, session_id)
    if session is None or work.actor.session not in (None, session_id):
        raise NotFound
    return progress_of(work, session, sessions.agenda(work.db, session_id))


def progress_of(work: Work, session: ScoringSession, agenda: Sequence[SessionOpgave]) -> Progress:
    """The progress of a session that may be seen: counts of the opgave in front of the room and of all that are open.

    Who is `ready` is about the opgave in front while it is scored, else about all that are open together.
    """
    front = [one for one in agenda if one.number == session.current_opgave]
    scored = [one for one in agenda if one.state == OpgaveState.SCORING]
    about = [one for one in front if one in scored] or scored or front
    opgaven, counted = {one.id for one in (*front, *scored)}, {one.id: one for one in about}
    items = [one for one in sessions.items(work.db, session.id) if one.opgave_id in opgaven]
    asked = [one for one in items if one.opgave_id in counted and asks(counted[one.opgave_id], one)]
    joined = people_present(work, session)
    phones = tallies.answered(work.db, opgaven) if items else {}
    paper = tallies.on_paper(work.db, opgaven) if items else {}
    ready = tallies.ready(work.db, counted.keys(), many_asked(asked)) if asked else {}
    both = [phones, paper]
    return {
        "session": str(session.id),
        "count": pulses.accepted(work.db, session.id),
        "items": {
            str(item.id): {
                group.value: sum(one.get(item.id, {}).get(group.value, 0) for one in both) for group in GROUPS
            }
            for item in items
        },
        "paper": {str(item): {group.value: one.get(group.value, 0) for group in GROUPS} for item, one in paper.items()},
        "ready": {group.value: [ready.get(group.value, 0), joined[group]] for group in GROUPS},
    }


def many_asked(items: Sequence[SessionItem]) -> dict[Group, int]:
    """How many of these punten are asked of each group."""
    return {group: sum(group not in skipped_by(one) for one in items) for group in GROUPS}


def pairs_of(present: Mapping[Group, int], smallest_group: int) -> int:
    """How many pairs of groups can be compared in a room: groups with at least the smallest group of people."""
    large = [group for group, many in present.items() if many >= smallest_group]
    return len(list(combinations(large, 2)))


def people_waiting(work: Work, session: ScoringSession) -> int:
    """How many people in the room chose a group that nobody confirmed yet."""
    return sum(not (one.confirmed or one.removed_at) for one in participants.of_session(work.db, session.id))


def people_present(work: Work, session: ScoringSession) -> dict[Group, int]:
    """How many people of each group are in the room and count in results."""
    people = [one for one in participants.of_session(work.db, session.id) if one.confirmed and not one.removed_at]
    return {group: sum(one.voice == group for one in people) for group in GROUPS}
