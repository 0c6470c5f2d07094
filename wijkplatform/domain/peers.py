"""'Sparren met een collega': who can be found by other gemeenten, by what words of their own, and on which opgaven."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from urllib.parse import quote
from uuid import UUID

from wijkplatform.domain.change import Word
from wijkplatform.domain.emails import proper_email
from wijkplatform.domain.errors import NotValid
from wijkplatform.domain.keys import digest
from wijkplatform.domain.lines import one_line

OPGAVEN = range(1, 11)
"""The opgaven on which colleagues can be found: all but the ten waarden."""

LONGEST_NAME = 100
"""How many characters the name of a gemeente, or a role, may hold."""

LONGEST_CONTACT = 254
"""How many characters an address may hold: an e-mail address is never longer."""

_TELEPHONE = re.compile(r"\+?[0-9 ().-]+")
_DIGITS = range(5, 16)  # from 14 010 to the longest number of E.164


@dataclass(frozen=True, slots=True)
class Peer:
    """A colleague who wants to be found: all that other gemeenten get to see, as it was typed."""

    called: str
    role: str
    contact: str

    @property
    def link(self) -> str | None:
        """What writes to or calls the colleague: a mailto or tel address, or None."""
        return link_of(self.contact)

    @property
    def mark(self) -> str:
        """The same for the same words: tells a form whether they changed since it was opened."""
        return digest(repr(astuple(self))).hex()[:32]


def read_peer(form: Peer) -> Peer:
    """What a form offers, each on one line. Raises `NotValid`, with everything that is wrong at once."""
    wrong: dict[str, str] = {}
    offered = Peer(one_line(form.called), one_line(form.role), one_line(form.contact))
    if not offered.called:
        wrong["called"] = "Vul in hoe uw gemeente heet."
    elif len(offered.called) > LONGEST_NAME:
        wrong["called"] = f"Deze naam is te lang. Er passen {LONGEST_NAME} tekens in."
    if not offered.role:
        wrong["role"] = "Vul in met wie collega’s kunnen sparren. Een voorbeeld is wijkmanager."
    elif len(offered.role) > LONGEST_NAME:
        wrong["role"] = f"Deze rol is te lang. Er passen {LONGEST_NAME} tekens in."
    if not offered.contact:
        wrong["contact"] = "Vul een e-mailadres of een telefoonnummer in."
    elif len(offered.contact) > LONGEST_CONTACT:
        wrong["contact"] = f"Dit is te lang. Er passen {LONGEST_CONTACT} tekens in."
    elif offered.link is None:
        wrong["contact"] = (
            "Dit is geen e-mailadres en geen telefoonnummer. Kijk het na."
            " Een voorbeeld is wijken@gemeente.nl of 070 123 45 67."
        )
    if wrong:
        raise NotValid(wrong)
    return offered


def link_of(contact: str) -> str | None:
    """The address that a browser opens to write or to call, or None when this is neither.

    What could add something to a letter (`?`, `&`) is written so that it cannot. A (0) after a country is not dialled.

    >>> link_of("wijken@gemeente.nl"), link_of("+31 (0)70 123 45 67"), link_of("14 010"), link_of("Anna")
    ('mailto:wijken@gemeente.nl', 'tel:+31701234567', 'tel:14010', None)
    >>> link_of("a?bcc=b@x.example")
    'mailto:a%3Fbcc%3Db@x.example'
    """
    if _TELEPHONE.fullmatch(contact):
        dialled = contact.replace("(0)", "") if contact.startswith("+") else contact
        digits = re.sub(r"[^0-9]", "", dialled)
        return f"tel:{'+' if contact.startswith('+') else ''}{digits}" if len(digits) in _DIGITS else None
    return f"mailto:{quote(contact, safe='@')}" if proper_email(contact) else None


@dataclass(frozen=True, slots=True)
class Compared:
    """How a group of a wijk changed on a side of an opgave, in the newest comparison of that wijk on that opgave."""

    wijk: UUID
    opgave: int
    word: Word


def improved(compared: Iterable[Compared]) -> frozenset[int]:
    """The opgaven on which some wijk rose for at least one group, and fell for none.

    >>> wijk, other = UUID(int=1), UUID(int=2)
    >>> sorted(improved([Compared(wijk, 3, "higher"), Compared(wijk, 4, "higher"), Compared(wijk, 4, "lower")]))
    [3]
    >>> sorted(improved([Compared(wijk, 4, "lower"), Compared(other, 4, "higher"), Compared(wijk, 0, "higher")]))
    [4]
    """
    words: dict[tuple[UUID, int], set[Word]] = {}
    for one in compared:
        words.setdefault((one.wijk, one.opgave), set()).add(one.word)
    risen = {opgave for (_, opgave), said in words.items() if "higher" in said and "lower" not in said}
    return frozenset(risen & set(OPGAVEN))
