"""Taking part with an account: in the group of the role, with the organisation, and once per session."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from wijkplatform.domain.errors import DoorClosed, NotAllowed, NotFound, NotNow
from wijkplatform.domain.people import VOICE, Action, Role, may
from wijkplatform.domain.sessions import State
from wijkplatform.services.checklists import PLAIN_LANGUAGE
from wijkplatform.services.joining import hand_over, seat
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import invitations, participants, people, plans, scores, sessions
from wijkplatform.storage.people import Account
from wijkplatform.storage.sessions import ScoringSession
from wijkplatform.storage.work import Work
from wijkplatform.wire.views import Joined

LIVE = frozenset({State.LOBBY, State.RUNNING, State.PAUSED})
"""In these states people come in."""


@dataclass(frozen=True, slots=True)
class AtHome:
    """A session on the front page of the workspace, and what this person can do with it."""

    session: ScoringSession
    wijk: str
    may_lead: bool
    may_take_part: bool
    may_change: bool
    may_delete: bool
    has_report: bool

    @property
    def over(self) -> bool:
        """Whether it was held and closed; a trial waits to be wiped."""
        return self.session.state == State.CLOSED and not self.session.trial


@use_case(Action.SEE_WHO_I_AM)
def see_home(work: Work) -> list[AtHome]:
    """The sessions of this person: all of them for who leads, else those of accepted invitations."""
    may_lead, voice = may(work.actor.role, Action.SEE_SESSIONS), may(work.actor.role, Action.TAKE_PART)
    may_prepare = may(work.actor.role, Action.PREPARE_SESSION)
    kept = plans.real_people(work.db) if may_prepare else frozenset()
    mine = _sessions(work)
    told = (
        scores.with_results(work.db, [one.id for one, _ in mine]) if may(work.actor.role, Action.SEE_OVERVIEW) else ()
    )
    return [
        AtHome(
            one,
            wijk,
            may_lead,
            may_take_part=voice and one.state in LIVE,
            may_change=may_prepare and one.state == State.LOBBY and not one.trial,
            may_delete=may_prepare and not one.trial and one.id not in kept,
            has_report=one.id in told,
        )
        for one, wijk in mine
    ]


@use_case(Action.TAKE_PART)
def take_part(work: Work, session_id: UUID) -> Joined:
    """Take part in a session of one's own front page. The token in the answer is shown this once.

    On another phone it is the same participant, and the older phone is over. Raises `NotFound` for a session that is
    not one's own, `NotNow`, `NotAllowed` and `DoorClosed`.
    """
    account = people.account(work.db, work.actor.person) if work.actor.person else None
    if account is None or session_id not in {one.id for one, _ in _sessions(work)}:
        raise NotFound
    return enter(work, account, session_id)


def enter(work: Work, account: Account, session_id: UUID) -> Joined:
    """Give an account its place in a session. For use cases that checked that it may come in.

    The account is held before the session: a removal finds the place, or is over before it is given.
    """
    if people.hold(work.db, account.id) is None:
        raise NotFound
    session = sessions.lock_for_step(work.db, session_id)
    if session is None:
        raise NotFound
    if session.state not in LIVE:
        raise NotNow("Deze bijeenkomst is gesloten of nog niet klaar.")
    known = participants.of_account(work.db, session_id, account.id)
    if known and known.removed_at:
        raise NotAllowed("De spelleider haalde u uit deze bijeenkomst. Vraag de spelleider.")
    if known:
        return hand_over(work, known, session)
    if session.joining_locked:
        raise DoorClosed
    voice = VOICE.get(Role(account.role))
    if voice is None:
        raise NotAllowed("U kunt meekijken, maar niet meedoen.")
    return seat(
        work,
        session,
        voice=voice,
        via="invitation",
        language=PLAIN_LANGUAGE,
        confirmed=True,
        group_fixed=True,
        account=account,
    )


def _sessions(work: Work) -> list[tuple[ScoringSession, str]]:
    if may(work.actor.role, Action.SEE_SESSIONS):
        return list(plans.all_sessions(work.db))
    return list(invitations.sessions_of(work.db, work.actor.person)) if work.actor.person else []
