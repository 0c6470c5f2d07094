"""The outbox: putting mail in it, in the same transaction as its cause, and taking it out to send it.

The worker takes a mail (`claim`), commits, sends it, and records what came of it: no network inside a transaction.
Between taking and recording the mail is put away for the length of a lease, so that no other worker sends it too, and
it comes back when a worker died in between.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta
from typing import Literal
from uuid import UUID

from wijkplatform.domain.outbox import MOST_ATTEMPTS, harmless, pause_after
from wijkplatform.domain.people import Action
from wijkplatform.services.letters import Letter, letter_of
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import outbox
from wijkplatform.storage.outbox import Mail
from wijkplatform.storage.work import Work

LEASE = timedelta(minutes=3)
"""How long a mail that was taken stays away from other workers, unless the worker says otherwise."""

NOT_MADE = "Deze mail kon niet worden gemaakt. Vraag uw beheerder van het platform."
_NEVER_ENDED = "Het verzenden stopte steeds voor het einde. Vraag uw beheerder van het platform."


def put_invitation(
    work: Work, recipient: str, link_id: UUID, kind: Literal["invitation", "reminder"] = "invitation"
) -> None:
    """Mail a link of an invitation, if this piece of work succeeds. For use cases that made the link."""
    work.db.flush()
    work.db.add(Mail(kind=kind, recipient=recipient, invitation_link_id=link_id))
    work.db.flush()


def put_agreement(work: Work, recipient: str, link_id: UUID, kind: Literal["agreement", "agreement_reminder"]) -> None:
    """Mail a link to an afspraak, if this piece of work succeeds. For use cases that made the link."""
    work.db.flush()
    work.db.add(Mail(kind=kind, recipient=recipient, agreement_link_id=link_id))
    work.db.flush()


def put_report(work: Work, recipient: str, session_id: UUID) -> None:
    """Mail the report of a session, if this piece of work succeeds. For use cases that close one."""
    work.db.flush()
    work.db.add(Mail(kind="report", recipient=recipient, session_id=session_id))
    work.db.flush()


def put_sign_in(work: Work, recipient: str) -> None:
    """Mail a link to sign in to who has this address, if anybody has it: the same work in both cases."""
    work.db.add(Mail(kind="sign_in", recipient=recipient))
    work.db.flush()


@use_case(Action.SEND_MAIL)
def claim(work: Work, lease: timedelta = LEASE) -> Letter | None:
    """Take the mail that is due first, to send it after the commit; None when nothing is due.

    What is not worth sending any more leaves the outbox here. A mail of which the letter cannot be made waits like one
    that was refused, so that it keeps no other waiting.
    """
    while mail := outbox.take_due(work.db, lease):
        if mail.attempts > MOST_ATTEMPTS:
            outbox.finish(work.db, mail.id, "failed", _NEVER_ENDED)
            continue
        try:
            with work.db.begin_nested():
                letter = letter_of(work, mail)
        except (LookupError, TypeError, ValueError):
            _refuse(work, mail.id, mail.attempts, NOT_MADE)
            continue
        if letter is not None:
            return letter
    return None


@use_case(Action.SEND_MAIL)
def record_sent(work: Work, letter: Letter) -> None:
    """The mail server took it."""
    outbox.finish(work.db, letter.id, "sent")


@use_case(Action.SEND_MAIL)
def record_refused(work: Work, letter: Letter, words: str, permanent: bool, first_pause: float = 60) -> None:
    """The mail server did not take it: it is tried again after a pause, or it is a dead letter.

    `words` is what the server said, or what went wrong. When the lease ended meanwhile and another attempt was made,
    that one decides.
    """
    mail = outbox.mail(work.db, letter.id)
    if mail is None or mail.state != "waiting" or mail.attempts != letter.attempt:
        return
    words = harmless(words.replace(letter.secret, "…") if letter.secret else words)
    _refuse(work, letter.id, letter.attempt, words, permanent=permanent, first_pause=first_pause)


def _refuse(
    work: Work, mail: UUID, attempt: int, words: str, *, permanent: bool = False, first_pause: float = 60
) -> None:
    pause = None if permanent else pause_after(attempt, random.random(), first_pause)  # nosec B311 # no secret
    if pause is None:
        outbox.finish(work.db, mail, "failed", words)
    else:
        outbox.put_off(work.db, mail, pause, last_words=words)


@use_case(Action.INVITE)
def see_trouble(work: Work) -> Sequence[Mail]:
    """Mail that is not sent yet because it was refused, or never will be; newest first."""
    return outbox.in_trouble(work.db)
