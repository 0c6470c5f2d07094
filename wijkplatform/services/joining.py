"""Coming in: by code or link, coming back on another phone, and changing one's own place."""

from __future__ import annotations

from typing import Any, Literal, cast
from uuid import UUID, uuid4

from wijkplatform.domain import gemeenten
from wijkplatform.domain.errors import CodeNotValid, DoorClosed, Malformed, NotFound, NotNow
from wijkplatform.domain.events import ParticipantEnded, PeopleChanged
from wijkplatform.domain.keys import Keys, digest, new_token, plain_code
from wijkplatform.domain.people import Action, Group
from wijkplatform.domain.sessions import State
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import doors, participants, scores, sessions
from wijkplatform.storage.doors import JoinDoor
from wijkplatform.storage.participants import Participant
from wijkplatform.storage.people import Account
from wijkplatform.storage.sessions import ScoringSession
from wijkplatform.storage.work import Work
from wijkplatform.wire.base import DoorRequest, JoinRequest, NextPerson, PlaceChange, ReturnRequest
from wijkplatform.wire.views import DoorSeen, Joined, Place


def door_digest(keys: Keys, code: str | None, join_token: str | None) -> bytes:
    """What the database knows of a code that was typed or of the token in a link. Raises `Malformed` without either."""
    if join_token and not code:
        return digest(join_token)
    if code and not join_token:
        return keys.code_digest(plain_code(code))
    raise Malformed("Vul een code in, of gebruik de link of QR-code.")


@use_case(Action.JOIN)
def see_door(work: Work, door_key: bytes) -> tuple[ScoringSession, str, Group | None]:
    """What is behind a link, before anybody joins: the session, its wijk and the group of the link. Changes nothing."""
    door, session = _behind(work, door_key)
    return session, sessions.wijk_name(work.db, session.wijk_id), Group(door.voice) if door.voice else None


@use_case(Action.JOIN)
def look_behind_code(work: Work, request: DoorRequest, phone: str | None) -> DoorSeen:
    """What is behind a code, before anybody joins; `phone` is the secret that this phone holds. Changes nothing.

    Refuses what joining would refuse (`CodeNotValid`, `DoorClosed`), so it tells no more; who takes part already
    is shown the own place, also while nobody new may come in.
    """
    session, wijk, _ = see_door(work, door_digest(work.keys, request.code, None))
    known = known_in(work, phone, session.id) if phone else None
    if session.joining_locked and not known:
        raise DoorClosed
    path = f"/{work.gemeente.slug}/doe-mee/{session.id}"
    return {
        "title": session.title,
        "wijk": wijk,
        "smallest_group": session.smallest_group,
        "languages": cast(Any, list(work.gemeente.languages)),
        "retention": gemeenten.retention(work.gemeente.keep_answers_days),
        "joined": {"group": known.value, "path": path} if known else None,
    }


@use_case(Action.JOIN)
def join(work: Work, request: JoinRequest) -> Joined:
    """Take part in a session. The token in the answer is shown this once; only its digest is kept.

    A group link says the group. Who types the code chooses it: a bewoner counts at once, a wijkpartner or
    ambtenaar counts after the spelleider confirmed. Raises `CodeNotValid`, `DoorClosed` or `Malformed`.
    """
    door, _ = _behind(work, door_digest(work.keys, request.code, request.join_token))
    _demand_offered(work, request.language)
    session = sessions.lock_for_step(work.db, door.session_id)
    if session is None or session.state == State.CLOSED:
        raise CodeNotValid
    if session.joining_locked and not door.rehearsal:
        raise DoorClosed
    group, fixed = _group(door, request.group), door.voice is not None
    return seat(
        work,
        session,
        voice=group,
        via="code" if door.typed else "link",
        language=request.language,
        confirmed=fixed or group is Group.BEWONER,
        group_fixed=fixed,
        rehearsal=door.rehearsal,
    )


@use_case(Action.RETURN)
def come_back(work: Work, request: ReturnRequest) -> Joined:
    """Come back on another phone with the terugkomcode; the older phone is over from now on.

    Any code that the session ever had will do, also while nobody new may come in. Raises `CodeNotValid`.
    """
    door = doors.door(work.db, door_digest(work.keys, request.code, None))
    session = door and sessions.session(work.db, door.session_id)
    if not door or not session:
        raise CodeNotValid
    key = work.keys.code_digest(plain_code(request.return_code))
    known = participants.by_return_code(work.db, session.id, key)
    if known is None:
        raise CodeNotValid
    return hand_over(work, known, session)


@use_case(Action.HAND_ON)
def hand_on(work: Work, request: NextPerson) -> Joined:
    """Hand a shared phone to the next person, who takes part as somebody new; the token is shown this once.

    Who had the phone before comes back with the terugkomcode only. Raises `NotNow` where phones are not shared or the
    session is over, and `DoorClosed`.
    """
    me = work.participant()
    _demand_offered(work, request.language)
    session = sessions.lock_for_step(work.db, me.session_id)
    if session is None or not _still_here(work, me):
        raise NotFound
    if not session.shared_phones or session.state == State.CLOSED:
        raise NotNow("U kunt deze telefoon nu niet doorgeven. Vraag de spelleider.")
    if session.joining_locked and not me.rehearsal:
        raise DoorClosed
    me.token_digest = digest(new_token())
    work.tell(ParticipantEnded(work.gemeente.id, session.id, me.id, "taken_over"))
    return seat(
        work,
        session,
        voice=request.group,
        via="shared",
        language=request.language,
        confirmed=request.group is Group.BEWONER,
        group_fixed=False,
        rehearsal=me.rehearsal,
    )


def seat(
    work: Work,
    session: ScoringSession,
    *,
    voice: Group,
    via: Literal["link", "code", "invitation", "shared"],
    language: str,
    confirmed: bool,
    group_fixed: bool,
    rehearsal: bool = False,
    account: Account | None = None,
) -> Joined:
    """Give a newcomer a place in a session that is locked. For use cases that checked that somebody may come in."""
    token, new_id = new_token(), uuid4()
    newcomer = Participant(
        id=new_id,
        session_id=session.id,
        number=participants.next_number(work.db, session.id),
        voice=voice.value,
        confirmed=confirmed,
        group_fixed=group_fixed,
        via=via,
        language=language,
        token_digest=digest(token),
        return_digest=work.keys.code_digest(work.keys.return_code(new_id)),
        rehearsal=rehearsal,
        account_id=account.id if account else None,
        organisation_id=account.organisation_id if account else None,
    )
    work.db.add(newcomer)
    work.db.flush()
    work.tell(PeopleChanged(work.gemeente.id, session.id))
    return _joined(work, newcomer, session, token)


def hand_over(work: Work, known: Participant, session: ScoringSession) -> Joined:
    """Let a participant go on with another phone; the older phone is over from now on."""
    token = new_token()
    known.token_digest = digest(token)
    work.db.flush()
    work.tell(ParticipantEnded(work.gemeente.id, session.id, known.id, "taken_over"))
    return _joined(work, known, session, token)


@use_case(Action.CHANGE_OWN_PLACE)
def change_own_place(work: Work, change: PlaceChange) -> Place:
    """Change one's own group or language; the group only when nothing fixed it and nothing was answered yet."""
    me = work.participant()
    session = sessions.lock_for_step(work.db, me.session_id)
    if session is None or not _still_here(work, me):
        raise NotFound
    if change.language:
        _demand_offered(work, change.language)
        me.language = change.language
    if change.group and change.group.value != me.voice:
        if me.group_fixed or session.state == State.CLOSED or scores.highest_seq(work.db, me.id):
            raise NotNow("U kunt uw groep niet meer veranderen. Vraag de spelleider.")
        me.voice = change.group.value
        me.confirmed = change.group is Group.BEWONER
        work.tell(PeopleChanged(work.gemeente.id, session.id))
    work.db.flush()
    return _place(work, me, session)


def _still_here(work: Work, me: Participant) -> bool:
    """Read a participant again now that the session is locked: whether this phone still speaks for one who is in."""
    work.db.refresh(me)
    return me.removed_at is None and me.token_digest == work.badge.mark


def participant_by_token(work: Work, secret: str) -> tuple[UUID, UUID, bytes] | None:
    """The participant, session and mark behind a token of this gemeente, or None. Part of checking a badge."""
    mark = digest(secret)
    found = participants.by_token(work.db, mark)
    return (found.id, found.session_id, mark) if found else None


def known_in(work: Work, secret: str, session_id: UUID) -> Group | None:
    """The group in which this phone takes part in the session already, or None."""
    found = participants.by_token(work.db, digest(secret))
    return Group(found.voice) if found and found.session_id == session_id else None


def _behind(work: Work, key: bytes) -> tuple[JoinDoor, ScoringSession]:
    door = doors.door(work.db, key)
    session = door and sessions.session(work.db, door.session_id)
    if not door or not session or not door.current or session.state in (State.CLOSED, State.CONCEPT):
        raise CodeNotValid
    return door, session


def _demand_offered(work: Work, language: str) -> None:
    if language not in work.gemeente.languages:
        raise Malformed("Uw gemeente biedt deze taal niet aan. Kies een andere taal.")


def _group(door: JoinDoor, chosen: Group | None) -> Group:
    if door.voice:
        return Group(door.voice)
    if chosen is None:
        raise Malformed("Kies eerst een groep: bewoner, wijkpartner of ambtenaar.")
    return chosen


def _joined(work: Work, who: Participant, session: ScoringSession, token: str) -> Joined:
    return {**_place(work, who, session), "token": f"{work.gemeente.slug}.{token}"}


def _place(work: Work, who: Participant, session: ScoringSession) -> Place:
    return {
        "participant": {
            "id": str(who.id),
            "group": Group(who.voice).value,
            "return_code": work.keys.return_code(who.id),
            "confirmed": who.confirmed,
        },
        "session": {
            "id": str(session.id),
            "gemeente": work.gemeente.slug,
            "title": session.title,
            "state": State(session.state).value,
            "version": session.version,
        },
    }
