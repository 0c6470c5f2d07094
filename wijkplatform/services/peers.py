"""'Sparren met een collega': finding colleagues of other gemeenten, and being found by them; nothing else crosses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from wijkplatform.domain.errors import ChangedElsewhere, NotFound, NotNow
from wijkplatform.domain.peers import OPGAVEN, Peer, improved, read_peer
from wijkplatform.domain.people import Action, may
from wijkplatform.services import checklists
from wijkplatform.services.auditing import record
from wijkplatform.services.reading import readable
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import gemeenten, peers, sessions
from wijkplatform.storage.peers import PeerOffer
from wijkplatform.storage.work import Work
from wijkplatform.wire.peers import PeerList

_NOT_IMPROVED = "Op deze opgave vonden wij nog geen verbetering. Daarom kunt u zich hier nog niet laten vinden."


@dataclass(frozen=True, slots=True)
class Found:
    """An opgave, with the colleagues of other gemeenten who want to be found on it."""

    number: int
    name: str
    colleagues: tuple[Peer, ...]


@dataclass(frozen=True, slots=True)
class OwnOpgave:
    """An opgave, whether this gemeente improved on it, and what it offers; `stands`: others find it."""

    number: int
    name: str
    improved: bool
    offer: Peer | None
    stands: bool

    @property
    def mark(self) -> str:
        """What tells a form whether the offer changed since it was opened; empty for no offer."""
        return self.offer.mark if self.offer else ""


@dataclass(frozen=True, slots=True)
class Own:
    """What this gemeente lets others find: nothing at all while it is not `findable`."""

    findable: bool
    opgaven: tuple[OwnOpgave, ...]


@dataclass(frozen=True, slots=True)
class PeersSeen:
    """Whom one can find, and for who may change it what the own gemeente offers."""

    found: tuple[Found, ...]
    own: Own | None


@use_case(Action.FIND_PEERS)
def see_all(work: Work) -> PeersSeen:
    """Whom one can find on each opgave; what the own gemeente offers only for who may change that."""
    own = see_own(work) if may(work.actor.role, Action.OFFER_PEERS) else None
    return PeersSeen(tuple(find(work, OPGAVEN)), own)


@use_case(Action.FIND_PEERS)
def find(work: Work, opgaven: Iterable[int]) -> list[Found]:
    """The colleagues of other gemeenten who want to be found on these opgaven; other numbers are left out."""
    return [Found(one, _name(one), tuple(peers.found(work.db, one))) for one in opgaven if one in OPGAVEN]


@use_case(Action.FIND_PEERS)
def see_for_session(work: Work, session_id: UUID) -> PeerList:
    """Whom one can find on the opgaven of a session. Raises `NotFound`."""
    readable(work, session_id)
    found = find(work, [one.number for one in sessions.agenda(work.db, session_id)])
    return {
        "opgaven": [
            {
                "opgave": one.number,
                "colleagues": [
                    {"called": peer.called, "role": peer.role, "contact": peer.contact, "link": peer.link}
                    for peer in one.colleagues
                ],
            }
            for one in found
        ]
    }


@use_case(Action.OFFER_PEERS)
def see_own(work: Work) -> Own:
    """What this gemeente offers on each opgave, and where it may."""
    risen, offers = _improved(work), {one.opgave: one for one in peers.offers(work.db)}
    return Own(work.gemeente.findable, tuple(_own(one, risen, offers.get(one)) for one in OPGAVEN))


@use_case(Action.OFFER_PEERS)
def see_offer(work: Work, opgave: int) -> OwnOpgave:
    """The same for one opgave. Raises `NotFound` for what is no opgave."""
    _demand_opgave(opgave)
    return _own(opgave, _improved(work), peers.offer(work.db, opgave))


@use_case(Action.OFFER_PEERS)
def offer(work: Work, opgave: int, form: Peer, seen: str) -> None:
    """Let others find this gemeente on an opgave, with exactly the words of `form`, or change those words.

    `seen` is the `mark` of what was offered when the form was opened. Raises `NotFound` for what is
    no opgave, `NotNow` when nothing says that the gemeente improved on it, `NotValid`, and `ChangedElsewhere`.
    """
    _demand_opgave(opgave)
    peers.lock(work.db)
    if opgave not in _improved(work):
        raise NotNow(_NOT_IMPROVED)
    wanted = read_peer(form)
    row = peers.offer(work.db, opgave)
    now = _peer(row) if row else None
    if row is not None and now == wanted and row.stands:
        return
    if now != wanted and seen != (now.mark if now else ""):
        raise ChangedElsewhere
    if row is None:
        row = PeerOffer(opgave=opgave)
        work.db.add(row)
    row.called, row.peer_role, row.contact = wanted.called, wanted.role, wanted.contact
    row.stands, row.account_id = True, work.actor.person
    work.db.flush()
    record(work, "peers_offered", about_opgave(opgave))


@use_case(Action.OFFER_PEERS)
def withdraw(work: Work, opgave: int) -> None:
    """Let nobody find this gemeente on an opgave any more, and forget what was typed. Raises `NotFound`."""
    _demand_opgave(opgave)
    peers.lock(work.db)
    row = peers.offer(work.db, opgave)
    if row is not None:
        work.db.delete(row)
        record(work, "peers_withdrawn", about_opgave(opgave))


@use_case(Action.OFFER_PEERS)
def set_findable(work: Work, on: bool) -> None:
    """Let others find this gemeente, on the opgaven it offers, or nowhere at all."""
    gemeente = gemeenten.lock(work.db, work.gemeente.id)
    if gemeente.findable is not on:
        gemeente.findable = on
        record(work, "peers_findable" if on else "peers_not_findable", gemeente.id)


def refresh_offers(work: Work) -> None:
    """Let each offer of the gemeente stand only while what was found says that it improved.

    For what sums up a session, after it has stored the summary.
    """
    peers.lock(work.db)
    offers = peers.offers(work.db)
    risen = _improved(work) if offers else ()  # what says so is read of every session: not for nothing
    for row in offers:
        row.stands = row.opgave in risen
    work.db.flush()


def about_opgave(number: int) -> UUID:
    """How the audit trail names an opgave, which has no row of its own: by its number."""
    return UUID(int=number)


def _demand_opgave(number: int) -> None:
    if number not in OPGAVEN:
        raise NotFound


def _improved(work: Work) -> frozenset[int]:
    return improved(peers.newest_compared(work.db))


def _own(opgave: int, risen: frozenset[int], row: PeerOffer | None) -> OwnOpgave:
    stands = row is not None and row.stands
    return OwnOpgave(opgave, _name(opgave), opgave in risen, _peer(row) if row else None, stands)


def _peer(row: PeerOffer) -> Peer:
    return Peer(row.called, row.peer_role, row.contact)


def _name(opgave: int) -> str:
    return checklists.checklist()[checklists.PLAIN_LANGUAGE].agenda_part(opgave).name
