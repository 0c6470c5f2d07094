"""Whose voice counts, who may do what, and the proof that a request carries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID


class Group(StrEnum):
    """Whose voice an answer is. The order is the fixed order on every screen."""

    BEWONER = "bewoner"
    WIJKPARTNER = "wijkpartner"
    AMBTENAAR = "ambtenaar"


GROUPS: tuple[Group, ...] = tuple(Group)


class Role(StrEnum):
    """What a person is in the workspace of a gemeente. `visitor` is who has shown nothing yet.

    `table` is a volunteer who types in paper answers of one session. `room` is nobody: it sees what everybody in one
    session may see, so that it can be told to all of them at once.
    """

    VISITOR = "visitor"
    PARTICIPANT = "participant"
    SCREEN = "screen"
    TABLE = "table"
    WIJKPARTNER = "wijkpartner"
    AMBTENAAR = "ambtenaar"
    INKIJKER = "inkijker"
    SPELLEIDER = "spelleider"
    BEHEERDER = "beheerder"
    OPERATOR = "operator"
    ROOM = "room"


ACCOUNT_ROLES: tuple[Role, ...] = (
    Role.WIJKPARTNER,
    Role.AMBTENAAR,
    Role.INKIJKER,
    Role.SPELLEIDER,
    Role.BEHEERDER,
)
"""What an account can be; an inkijker (bestuur) reads and takes part in nothing."""

STAFF: frozenset[Role] = frozenset({Role.AMBTENAAR, Role.SPELLEIDER, Role.BEHEERDER})
"""Who works for the gemeente, and may have to sign in the gemeente's own way."""

VOICE: dict[Role, Group] = {
    Role.WIJKPARTNER: Group.WIJKPARTNER,
    Role.AMBTENAAR: Group.AMBTENAAR,
    Role.SPELLEIDER: Group.AMBTENAAR,
    Role.BEHEERDER: Group.AMBTENAAR,
}
"""The group in which an account takes part in a session."""

MAY_INVITE: dict[Role, frozenset[Role]] = {
    Role.OPERATOR: frozenset({Role.BEHEERDER}),
    Role.BEHEERDER: frozenset(ACCOUNT_ROLES),
    Role.SPELLEIDER: frozenset({Role.WIJKPARTNER, Role.AMBTENAAR}),
}
"""Whom a role may ask in: nobody hands out more than the own role."""

MAY_LET_IN_AGAIN: frozenset[Role] = frozenset({Role.OPERATOR, Role.BEHEERDER})
"""Whose invitation brings back an account that was removed."""

LONGEST_SIGN_IN = timedelta(hours=12)


def idle_for(role: Role) -> timedelta:
    """How long a sign-in holds without anything being done with it."""
    return timedelta(minutes=30) if role is Role.BEHEERDER else timedelta(hours=8)


class OrganisationKind(StrEnum):
    """What kind of wijkpartner an organisation is."""

    CORPORATIE = "corporatie"
    POLITIE = "politie"
    WELZIJN = "welzijn"
    SCHOOL = "school"
    ZORG = "zorg"
    ANDERS = "anders"


class Action(StrEnum):
    """Everything a person can do. A use case names exactly one."""

    JOIN = "join"
    RETURN = "return"
    SIGN_IN = "sign_in"
    ACCEPT_INVITATION = "accept_invitation"
    TAKE_PART = "take_part"
    SEE_WHO_I_AM = "see_who_i_am"
    LINK_PROVIDER = "link_provider"
    CHANGE_OWN_PLACE = "change_own_place"
    TAKE_TICKET = "take_ticket"
    USE_TICKET = "use_ticket"
    SEE_SESSION = "see_session"
    SEE_SESSIONS = "see_sessions"
    GIVE_SCORE = "give_score"
    PROPOSE = "propose"
    HAND_ON = "hand_on"
    TYPE_PAPER = "type_paper"
    ADD_TABLE = "add_table"
    PRINT_CARDS = "print_cards"
    HOLD_PLACES = "hold_places"
    PREPARE_SESSION = "prepare_session"
    TAKE_STEP = "take_step"
    MOVE_BARS = "move_bars"
    CHOOSE_POINTS = "choose_points"
    WRITE_NOTE = "write_note"
    LEAD_DISCUSSION = "lead_discussion"
    SEE_QUEUE = "see_queue"
    SEARCH_NOTES = "search_notes"
    SEE_AGREEMENTS = "see_agreements"
    KEEP_AGREEMENTS = "keep_agreements"
    ANSWER_AGREEMENT = "answer_agreement"
    SEE_AUDIT_TRAIL = "see_audit_trail"
    SEE_OVERVIEW = "see_overview"
    OPEN_OVERVIEW = "open_overview"
    SHARE_OVERVIEW = "share_overview"
    SUM_UP = "sum_up"
    FIND_PEERS = "find_peers"
    OFFER_PEERS = "offer_peers"
    EXPORT_RESULTS = "export_results"
    MAKE_EXPORTS = "make_exports"
    ADD_SCREEN = "add_screen"
    MANAGE_PARTICIPANTS = "manage_participants"
    INVITE = "invite"
    MANAGE_ACCOUNTS = "manage_accounts"
    CHANGE_SETTINGS = "change_settings"
    CHOOSE_MAIL = "choose_mail"
    SEND_MAIL = "send_mail"
    CLEAN_UP = "clean_up"
    SET_UP = "set_up"
    REHEARSE = "rehearse"


_NEWCOMERS = frozenset({Role.VISITOR})
_LEADERS = frozenset({Role.SPELLEIDER, Role.BEHEERDER})
_IN_THE_ROOM = _LEADERS | {Role.PARTICIPANT, Role.SCREEN, Role.TABLE}
_ACCOUNTS = frozenset(ACCOUNT_ROLES)
_BEHEERDERS = frozenset({Role.BEHEERDER})
_OPERATORS = frozenset({Role.OPERATOR})

MAY: dict[Action, frozenset[Role]] = {
    Action.JOIN: _NEWCOMERS,
    Action.RETURN: _NEWCOMERS,
    Action.SIGN_IN: _NEWCOMERS,
    Action.ACCEPT_INVITATION: _NEWCOMERS,
    Action.TAKE_PART: frozenset(VOICE),
    Action.SEE_WHO_I_AM: _ACCOUNTS,
    Action.LINK_PROVIDER: _ACCOUNTS - {Role.WIJKPARTNER},
    Action.CHANGE_OWN_PLACE: frozenset({Role.PARTICIPANT}),
    Action.TAKE_TICKET: _IN_THE_ROOM,
    Action.USE_TICKET: _NEWCOMERS,
    Action.SEE_SESSION: _IN_THE_ROOM | {Role.ROOM},
    Action.SEE_SESSIONS: _LEADERS,
    Action.GIVE_SCORE: frozenset({Role.PARTICIPANT}),
    Action.PROPOSE: frozenset({Role.PARTICIPANT}),
    Action.HAND_ON: frozenset({Role.PARTICIPANT}),
    Action.TYPE_PAPER: _LEADERS | {Role.TABLE},
    Action.ADD_TABLE: _LEADERS,
    Action.PRINT_CARDS: _LEADERS,
    Action.HOLD_PLACES: frozenset({Role.ROOM}),
    Action.PREPARE_SESSION: _LEADERS,
    Action.TAKE_STEP: _LEADERS,
    Action.MOVE_BARS: frozenset({Role.ROOM}),
    Action.CHOOSE_POINTS: _LEADERS,
    Action.WRITE_NOTE: _LEADERS | {Role.PARTICIPANT},
    Action.LEAD_DISCUSSION: _LEADERS,
    Action.SEE_QUEUE: _LEADERS | {Role.ROOM},
    Action.SEARCH_NOTES: _LEADERS,
    Action.SEE_AGREEMENTS: _ACCOUNTS - {Role.WIJKPARTNER},
    Action.KEEP_AGREEMENTS: _LEADERS,
    Action.ANSWER_AGREEMENT: _NEWCOMERS,
    Action.SEE_AUDIT_TRAIL: _BEHEERDERS,
    Action.SEE_OVERVIEW: _ACCOUNTS - {Role.WIJKPARTNER},
    Action.OPEN_OVERVIEW: _NEWCOMERS,
    Action.SHARE_OVERVIEW: _LEADERS,
    Action.SUM_UP: _OPERATORS,
    Action.FIND_PEERS: _ACCOUNTS - {Role.WIJKPARTNER},
    Action.OFFER_PEERS: _BEHEERDERS,
    Action.EXPORT_RESULTS: _LEADERS,
    Action.MAKE_EXPORTS: _OPERATORS,
    Action.ADD_SCREEN: _LEADERS | _OPERATORS,
    Action.MANAGE_PARTICIPANTS: _LEADERS,
    Action.INVITE: frozenset(MAY_INVITE),
    Action.MANAGE_ACCOUNTS: _BEHEERDERS,
    Action.CHANGE_SETTINGS: _BEHEERDERS,
    Action.CHOOSE_MAIL: _ACCOUNTS - {Role.WIJKPARTNER},
    Action.SEND_MAIL: _OPERATORS,
    Action.CLEAN_UP: _OPERATORS,
    Action.SET_UP: _OPERATORS,
    Action.REHEARSE: _OPERATORS,
}


class Proof(StrEnum):
    """What was shown at the door; `none` opens only what visitors may do."""

    NONE = "none"
    PARTICIPANT = "participant"
    SIGN_IN = "sign_in"
    SCREEN = "screen"
    TABLE = "table"
    OPERATOR = "operator"
    ROOM = "room"


@dataclass(frozen=True, slots=True)
class Badge:
    """The proof of a request or socket: which gemeente, what was shown, and the id of the row behind it.

    The door reads that row again for every piece of work, so a badge never outlives a removal or a change of role.
    `mark` is the digest of the token of a participant: another phone that takes over ends the badge.
    """

    gemeente: UUID
    proof: Proof = Proof.NONE
    row: UUID | None = None
    mark: bytes | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is at work, as the database knows it now.

    `person` is the id of the participant, the account, the scherm link or the tafel link; `session` is the only session
    that a participant, a scherm or a tafel may see, and None for accounts.
    """

    role: Role
    person: UUID | None = None
    session: UUID | None = None


def may(role: Role, action: Action) -> bool:
    """Tell whether `role` may do `action`; what the table does not name is forbidden."""
    return role in MAY.get(action, frozenset())
