"""What a reader may see of a session: one snapshot for pages, the API and sockets, and the parts that change."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from wijkplatform.domain.dates import utc_text
from wijkplatform.domain.people import GROUPS, MAY, Action, Badge, Proof, Role
from wijkplatform.domain.sessions import State
from wijkplatform.services import checklists
from wijkplatform.services.agreements import agreements_of
from wijkplatform.services.asking import opgaven_of
from wijkplatform.services.bars import bars_of
from wijkplatform.services.discussion import own_notes, queue_of
from wijkplatform.services.people import label_of
from wijkplatform.services.points import points_of
from wijkplatform.services.reading import readable
from wijkplatform.services.scoring import progress_of
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import doors, paper, participants, people, points, presence, scores, sessions
from wijkplatform.storage.sessions import ScoringSession, SessionOpgave
from wijkplatform.storage.work import Work
from wijkplatform.wire.results import ItemResult, Lists, OpgaveResult
from wijkplatform.wire.views import (
    Current,
    Doors,
    EndReason,
    Heartbeat,
    Leading,
    Me,
    Moved,
    OpgaveMoved,
    Presence,
    Published,
    Snapshot,
)


@use_case(Action.SEE_SESSION)
def see_snapshot(work: Work, session_id: UUID, base_url: str) -> Snapshot:
    """The whole present state of a session for this reader, in the reader's language.

    Participants also get their own place and answers; who leads and the scherm also get the doors.
    """
    session = readable(work, session_id)
    agenda = sessions.agenda(work.db, session_id)
    me = _me(work) if work.actor.role is Role.PARTICIPANT else None
    language = me["language"] if me else checklists.PLAIN_LANGUAGE
    snapshot: Snapshot = {
        "session": str(session.id),
        "gemeente": work.gemeente.slug,
        "gemeente_name": work.gemeente.name,
        "version": session.version,
        "state": cast(Any, session.state),
        "title": session.title,
        "wijk": sessions.wijk_name(work.db, session.wijk_id),
        "term": cast(Any, session.term),
        "smallest_group": session.smallest_group,
        "pace": cast(Any, session.pace),
        "own_until": _moment(session.own_until),
        "open_bars": session.open_bars,
        "shared_phones": session.shared_phones,
        "trial": session.trial,
        "opgaven": opgaven_of(work, session, agenda, language),
        "current": _current(session),
        "progress": progress_of(work, session, agenda),
        "published": results(work, session_id),
        "opgave_results": opgave_results(work, session_id),
        "lists": cast(Lists, session.lists),
        "presence": presence_of(work, session_id),
        "discussion": points_of(work, session),
        "agreements": agreements_of(work, session),
    }
    if session.open_bars and not me:
        snapshot["bars"] = bars_of(work, session)
    if me:
        snapshot["me"] = me
    elif work.actor.role in (Role.SCREEN, *MAY[Action.TAKE_STEP]):
        snapshot["doors"] = doors_of(work, session, base_url)
    if work.actor.role in MAY[Action.TAKE_STEP]:
        snapshot["leading"] = _leading(work, session)
        snapshot["notes"] = queue_of(work, session_id)
    return snapshot


@use_case(Action.SEE_SESSION)
def see_version(work: Work, session_id: UUID) -> Heartbeat:
    """The present version of a session."""
    return {"session": str(session_id), "version": readable(work, session_id).version}


@use_case(Action.SEE_SESSION)
def see_lapsed(work: Work, session_id: UUID, badges: Collection[Badge]) -> dict[Badge, EndReason]:
    """Which of these badges open nothing any more, and why: read at once for everybody in the room.

    Who leads a session that runs is at work: that keeps the sign-in from lying idle. Of a session that was deleted
    nothing opens any more.
    """
    if sessions.session(work.db, session_id) is None:
        return {badge: "revoked" if badge.proof is Proof.SIGN_IN else "gone" for badge in badges}
    rows = {proof: {badge.row for badge in badges if badge.proof is proof and badge.row} for proof in Proof}
    signed_in = people.live_sign_ins(work.db, rows[Proof.SIGN_IN], MAY[Action.TAKE_STEP])
    screens = doors.live_screen_links(work.db, rows[Proof.SCREEN])
    tables = paper.live_table_links(work.db, list(rows[Proof.TABLE]))
    phones = participants.marks(work.db, session_id) if rows[Proof.PARTICIPANT] else {}
    session = readable(work, session_id)
    if session.state in (State.RUNNING, State.PAUSED):
        people.touch(work.db, signed_in)
    lapsed: dict[Badge, EndReason] = {}
    for badge in badges:
        if badge.proof is Proof.PARTICIPANT and phones.get(badge.row) != badge.mark:
            lapsed[badge] = "taken_over" if badge.row in phones else "removed"
        elif (
            badge.proof in (Proof.SIGN_IN, Proof.SCREEN, Proof.TABLE) and badge.row not in signed_in | screens | tables
        ):
            lapsed[badge] = "revoked"
    return lapsed


@use_case(Action.SEE_SESSION)
def see_moved(work: Work, session_id: UUID, version: int, opgave: int | None) -> Moved:
    """Where the session is now; `version` is that of the step and `opgave` the one it was about.

    A version that the session does not have yet is told as the one it has: else a reader would wait for it for ever.
    """
    session = readable(work, session_id)
    opgaven = [_opgave_moved(one) for one in sessions.agenda(work.db, session_id)]
    return {
        "session": str(session_id),
        "version": min(version, session.version),
        "state": cast(Any, session.state),
        "current": _current(session),
        "own_until": _moment(session.own_until),
        "opgave": next((one for one in opgaven if one["number"] == opgave), None),
        "opgaven": opgaven,
    }


def _opgave_moved(row: SessionOpgave) -> OpgaveMoved:
    return {
        "number": row.number,
        "state": cast(Any, row.state),
        "round": row.round,
        "only": str(row.only_item) if row.only_item else None,
        "own": row.own,
    }


def _moment(when: datetime | None) -> str | None:
    return utc_text(when) if when else None


def _leading(work: Work, session: ScoringSession) -> Leading:
    leader = people.account(work.db, session.leader_id) if session.leader_id else None
    return {"name": leader.name if leader else None, "me": leader is not None and leader.id == work.actor.person}


@use_case(Action.SEE_SESSION)
def see_published(work: Work, session_id: UUID, version: int) -> Published:
    """Everything that is published now, as it was published with `version`."""
    session = readable(work, session_id)
    return {
        "session": str(session_id),
        "version": min(version, session.version),
        "results": results(work, session_id),
        "opgave_results": opgave_results(work, session_id),
        "lists": cast(Lists, session.lists),
        "discussion": points_of(work, session),
    }


@use_case(Action.SEE_SESSION)
def see_presence(work: Work, session_id: UUID) -> Presence:
    """Who is in the room, in counts per group."""
    return presence_of(work, session_id)


def results(work: Work, session_id: UUID) -> list[ItemResult]:
    """The published results, one per punt and round."""
    return [cast(ItemResult, row.result) for row in scores.publications(work.db, session_id)]


def opgave_results(work: Work, session_id: UUID) -> list[OpgaveResult]:
    """The published sub-results, one per opgave and round."""
    return [cast(OpgaveResult, row.result) for row in points.opgave_publications(work.db, session_id)]


def presence_of(work: Work, session_id: UUID) -> Presence:
    """Counts of who joined, is connected, and waits to be confirmed."""
    return presences_of(work, [session_id])[session_id]


def simulated(work: Work, session: ScoringSession) -> bool:
    """Whether not everybody in a session was real: a trial, or a rehearsal."""
    return session.trial or participants.is_rehearsed(work.db, session.id)


def presences_of(work: Work, session_ids: Collection[UUID]) -> dict[UUID, Presence]:
    """The same of several sessions at once."""
    here = [one for session in session_ids for one in work.room.here(session)]
    counted = presence.counts(work.db, session_ids, here, work.room.process)
    return {session: _presence(session, groups) for session, groups in counted.items()}


def _presence(session_id: UUID, counted: Mapping[str, presence.Counts]) -> Presence:
    groups = {group: counted.get(group.value, presence.Counts(0, 0, 0, False)) for group in GROUPS}
    return {
        "session": str(session_id),
        "rehearsal": any(one.rehearsal for one in groups.values()),
        "groups": {
            group.value: {"joined": one.joined, "connected": one.connected, "unconfirmed": one.unconfirmed}
            for group, one in groups.items()
        },
    }


def doors_of(work: Work, session: ScoringSession, base_url: str) -> Doors:
    """The address, the code and the links by which people come in."""
    tokens = {group: work.keys.join_token(session.id, session.code_draw, group.value) for group in GROUPS}
    return {
        "address": f"{base_url}/doe-mee",
        "code": work.keys.join_code(session.id, session.code_draw),
        "links": {group.value: f"{base_url}/doe-mee/{token}" for group, token in tokens.items()},
        "joining": "locked" if session.joining_locked else "open",
    }


def _current(session: ScoringSession) -> Current:
    return {
        "opgave": session.current_opgave,
        "view": cast(Any, session.current_view),
        "item": str(session.current_item) if session.current_item else None,
        "deadline": _moment(session.timer_until),
    }


def _me(work: Work) -> Me:
    row = work.participant()
    answers = scores.own_answers(work.db, row.id)
    wishes, highest = points.own_proposals(work.db, row.id)
    return {
        "id": str(row.id),
        "label": label_of(row),
        "group": cast(Any, row.voice),
        "confirmed": row.confirmed,
        "group_fixed": row.group_fixed,
        "language": row.language,
        "return_code": work.keys.return_code(row.id),
        "next_seq": scores.highest_seq(work.db, row.id) + 1,
        "answers": [
            {"item": str(one.item_id), "round": one.round, "value": one.value, "seq": one.seq} for one in answers
        ],
        "proposed": [str(item) for item in wishes],
        "proposed_seq": highest,
        "notes": own_notes(work),
    }
