"""Invitations: who on a list can be invited and why not, where an invitation stands, and what may be done with it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from wijkplatform.domain.lists import Wish, holds_address
from wijkplatform.domain.people import ACCOUNT_ROLES, MAY_INVITE, MAY_LET_IN_AGAIN, VOICE, OrganisationKind, Role


class Standing(StrEnum):
    """Where an invitation stands. Only `opened` leans on a person who moved or touched the page."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    OPENED = "opened"
    ACCEPTED = "accepted"
    EXPIRED = "expired"
    REVOKED = "revoked"


MAY_BE_SENT_AGAIN = frozenset(Standing) - {Standing.ACCEPTED, Standing.REVOKED}
MAY_BE_REVOKED = frozenset(Standing) - {Standing.REVOKED}
MAY_BE_REMINDED = frozenset({Standing.SENT, Standing.OPENED})
"""Who got the mail and did not answer; once."""


def standing(
    now: datetime,
    *,
    expires_at: datetime,
    mail: str | None,
    opened: bool = False,
    accepted: bool = False,
    revoked: bool = False,
) -> Standing:
    """Where an invitation stands; `mail` is the state of the newest mail about it, None when it is kept no longer."""
    if revoked:
        return Standing.REVOKED
    if accepted:
        return Standing.ACCEPTED
    if expires_at <= now:
        return Standing.EXPIRED
    if opened:
        return Standing.OPENED
    return Standing(mail) if mail else Standing.SENT


class Verdict(StrEnum):
    """What becomes of a line of a list; `skipped` is what nobody agreed to."""

    OK = "ok"
    INVALID = "invalid"
    DUPLICATE = "duplicate"
    MEMBER = "member"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who can be invited: a line that was understood."""

    email: str
    name: str
    role: Role
    organisation: str | None = None
    kind: OrganisationKind = OrganisationKind.ANDERS
    session: UUID | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A line of a list and what becomes of it, in a sentence; `guest` when it can be invited."""

    wish: Wish
    verdict: Verdict
    sentence: str
    guest: Guest | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What a gemeente knows already, to judge a list by.

    `addresses` gives the proper form of each address that is one. `members` are accounts that can sign in, with their
    role and organisation; `removed` are accounts that a beheerder removed. `accepted` is who came in, by an invitation
    for which session. `invited` is who can still accept, for which session. `organisations` is keyed by name
    without capitals. `sessions` are those that are not closed: id and title.
    """

    addresses: Mapping[str, str]
    members: Mapping[str, tuple[Role, str | None]] = field(default_factory=dict)
    removed: frozenset[str] = frozenset()
    accepted: frozenset[tuple[str, UUID | None]] = frozenset()
    invited: frozenset[tuple[str, UUID | None]] = frozenset()
    organisations: Mapping[str, tuple[str, OrganisationKind]] = field(default_factory=dict)
    sessions: Sequence[tuple[UUID, str]] = ()


class _Refused(Exception):
    def __init__(self, verdict: Verdict, sentence: str) -> None:
        self.verdict, self.sentence = verdict, sentence


def judge(wishes: Sequence[Wish], known: Known, inviter: Role) -> list[Judged]:
    """Tell of each line whether it can be invited by this role, and if not, why: a sentence that says what to do."""
    judged: list[Judged] = []
    lines: dict[tuple[str, UUID | None], int] = {}
    for wish in wishes:
        try:
            guest = _guest(wish, known, inviter)
            _refuse_double(guest, known, lines)
        except _Refused as refused:
            judged.append(Judged(wish, refused.verdict, refused.sentence))
            continue
        lines[guest.email, guest.session] = wish.line
        member = guest.email in known.members
        sentence = "Heeft al toegang. Krijgt een uitnodiging voor de bijeenkomst." if member else "Krijgt een e-mail."
        if guest.email in known.removed:
            sentence = "Was verwijderd. Krijgt een e-mail, en weer toegang na het aannemen."
        judged.append(Judged(wish, Verdict.OK, sentence, guest))
    return judged


def _guest(wish: Wish, known: Known, inviter: Role) -> Guest:
    email = _address(wish.email, known)
    _refuse_address_elsewhere(wish, known)
    role, session = _role(wish.role), _session(wish.session, known)
    member = known.members.get(email)
    if email in known.removed and inviter not in MAY_LET_IN_AGAIN:
        raise _Refused(Verdict.INVALID, "Is verwijderd. Alleen een beheerder nodigt deze persoon weer uit.")
    if member and session is None:
        raise _Refused(Verdict.MEMBER, "Een uitnodiging is alleen nodig voor een bijeenkomst.")
    if member:
        role = member[0]
    if session and (email, session) in known.accepted:
        raise _Refused(Verdict.MEMBER, "Nam de uitnodiging voor deze bijeenkomst al aan.")
    if role not in MAY_INVITE.get(inviter, ()):
        raise _Refused(Verdict.INVALID, f"Rol: u mag geen {role} uitnodigen. Vraag de beheerder.")
    if session and role not in VOICE:
        raise _Refused(Verdict.INVALID, f"Bijeenkomst: een {role} doet niet mee aan een bijeenkomst.")
    name = wish.name or name_in(email)
    if role is not Role.WIJKPARTNER:
        return Guest(email, name, role, session=session)
    organisation, kind = _organisation(member[1] or "" if member else wish.organisation, wish.kind, known)
    return Guest(email, name, role, organisation, kind, session)


def _refuse_double(guest: Guest, known: Known, lines: Mapping[tuple[str, UUID | None], int]) -> None:
    """Whoever is invited for a session is invited; another session is another invitation."""
    for (email, session), line in lines.items():
        if email == guest.email and guest.session in (None, session):
            raise _Refused(Verdict.DUPLICATE, f"Staat al op regel {line}.")
    for email, session in known.invited:
        if email == guest.email and guest.session in (None, session):
            raise _Refused(Verdict.DUPLICATE, "Is al uitgenodigd. Kies in de lijst ‘Stuur opnieuw’.")


def _address(typed: str, known: Known) -> str:
    if not typed:
        raise _Refused(Verdict.INVALID, "E-mailadres: dit ontbreekt. Vul een adres in.")
    if typed not in known.addresses and typed.count("@") > 1:
        raise _Refused(Verdict.INVALID, "E-mailadres: zet elk adres op een eigen regel.")
    if typed not in known.addresses:
        raise _Refused(Verdict.INVALID, "E-mailadres: dit klopt niet. Een voorbeeld is naam@gemeente.nl.")
    return known.addresses[typed]


def _refuse_address_elsewhere(wish: Wish, known: Known) -> None:
    """Whoever stands in the wrong column would be forgotten otherwise. An organisation may be called Studio@Zuid."""
    organisation = "" if wish.organisation.casefold() in known.organisations else wish.organisation
    cells = {"Naam": wish.name, "Organisatie": organisation, "Soort": wish.kind, "Rol": wish.role}
    for label, cell in cells.items():
        if holds_address(cell):
            raise _Refused(Verdict.INVALID, f"{label}: hier staat een e-mailadres. Zet elk adres op een eigen regel.")


def _role(said: str) -> Role:
    word = _ROLES.get(said.casefold(), said.casefold()) or Role.WIJKPARTNER
    if word not in ACCOUNT_ROLES:
        raise _Refused(Verdict.INVALID, f"Rol: wij kennen ‘{said}’ niet. Kies uit: {', '.join(ACCOUNT_ROLES)}.")
    return Role(word)


_ROLES = {"partner": "wijkpartner", "wisselwachter": "spelleider", "admin": "beheerder"}
_KINDS = {"woningcorporatie": "corporatie", "onderwijs": "school", "overig": "anders"}


def _organisation(name: str, kind: str, known: Known) -> tuple[str, OrganisationKind]:
    if not name:
        raise _Refused(Verdict.INVALID, "Organisatie: dit ontbreekt. Een wijkpartner hoort bij een organisatie.")
    if name.casefold() in known.organisations:
        return known.organisations[name.casefold()]
    word = _KINDS.get(kind.casefold(), kind.casefold()) or OrganisationKind.ANDERS
    if word not in tuple(OrganisationKind):
        raise _Refused(Verdict.INVALID, f"Soort: wij kennen ‘{kind}’ niet. Kies uit: {', '.join(OrganisationKind)}.")
    return name, OrganisationKind(word)


def _session(said: str, known: Known) -> UUID | None:
    if not said:
        return None
    found = [key for key, title in known.sessions if said.casefold() in (str(key), title.casefold())]
    if len(found) > 1:
        raise _Refused(Verdict.INVALID, f"Bijeenkomst: ‘{said}’ bestaat vaker. Kies de bijeenkomst op de pagina.")
    if not found:
        raise _Refused(Verdict.INVALID, f"Bijeenkomst: wij vinden geen open bijeenkomst ‘{said}’.")
    return found[0]


def name_in(email: str) -> str:
    """What to call somebody of whom only the address is known.

    >>> name_in("kees.de-vries@woonbron.example")
    'Kees De Vries'
    """
    return " ".join(re.split(r"[._+-]+", email.partition("@")[0])).strip().title() or email
