"""`wijkplatform worker`: sends the outbox of every gemeente, makes files of results, and works out what changed.

Once an hour it reminds owners of afspraken, cleans up what may be kept no longer, and sums up sessions that never were.

As many may run as you like. Nothing is lost when one is killed, when the database restarts or when the mail server is
away: what was not recorded as sent is tried again, under the same Message-ID.
"""

from __future__ import annotations

import logging
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import TypeVar
from urllib.parse import urlsplit
from uuid import UUID

from wijkplatform import settings
from wijkplatform.domain.errors import DomainError
from wijkplatform.domain.keys import Keys
from wijkplatform.domain.people import Badge, Proof
from wijkplatform.enclosing import Press
from wijkplatform.mail.compose import compose
from wijkplatform.mail.sending import MailServer, Refused
from wijkplatform.services import changing, outbox, owners, retention, summing, taking_away
from wijkplatform.services.letters import Letter
from wijkplatform.services.taking_away import Taken
from wijkplatform.settings import MailSettings, Settings
from wijkplatform.storage.work import Store, Work
from wijkplatform.web.sheets import write_file
from wijkplatform.wire.exports import ResultsExport

_log = logging.getLogger(__name__)
_IDLE = 1.0
_HOUR = 3600.0
_GATHERED_IN_A_ROUND = 20
_LEASE_IN_PATIENCE = 12  # twice what a letter may take, see `mail.sending`

R = TypeVar("R")


def run() -> int:
    """Work until SIGTERM or SIGINT: then the mail under way is finished, and the process ends."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    try:
        read = settings.read(needs_mail=True)
    except settings.Unsafe as unsafe:
        for reason in unsafe.reasons:
            print(reason, file=sys.stderr)
        return 2
    worker = Worker(read)
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: worker.stop())
    worker.run()
    return 0


class Worker:
    """Goes from gemeente to gemeente until it is stopped."""

    def __init__(self, read: Settings) -> None:
        if read.mail is None:
            raise settings.Unsafe(["WIJK_SMTP_URL is missing: the worker sends mail."])
        self._mail: MailSettings = read.mail
        self._base_url = read.base_url
        self._store = Store(read.database_url, Keys(read.secret_key), pool_size=2)
        self._lease = timedelta(seconds=_LEASE_IN_PATIENCE * read.mail.timeout)
        self._press = Press()
        self._stopping = threading.Event()
        self._cleaned_at: float | None = None
        self._behind: list[Badge] = []

    def stop(self) -> None:
        """Stop soon: no mail is begun any more."""
        self._stopping.set()

    def run(self) -> None:
        """Work until `stop`."""
        _log.info("the worker begins")
        try:
            while not self._stopping.is_set():
                self._round()
                self._stopping.wait(_IDLE)
        finally:
            self.close()
            _log.info("the worker ends")

    def mail_server(self) -> MailServer:
        """The mail server of the settings, for as long as a `with` block lasts."""
        return MailServer(self._mail, urlsplit(self._base_url).hostname or "localhost")

    def close(self) -> None:
        """Let go of the database."""
        self._store.close()

    def _round(self) -> None:
        """Send all that is due now; a database that is away is asked again in the next round."""
        cleans = self._cleaned_at is None or time.monotonic() - self._cleaned_at >= _HOUR
        try:
            with self._store.lobby() as lobby:
                busy = _badges(lobby.with_work())
                everybody = _badges(lobby.all_gemeenten()) if cleans else []
        except DomainError:
            return
        with self.mail_server() as server:
            waiting = busy
            while waiting:  # one mail of each in turn: a long list of one gemeente keeps no other waiting
                waiting = [badge for badge in waiting if self._guarded(self.send_one, badge, server)]
            if cleans:
                for badge in everybody:
                    self._guarded(self._clean_up, badge)
                    self._guarded(self._remind, badge)
        # One session of each gemeente in a round: however many wait, mail goes out in between.
        behind = everybody if cleans else self._behind
        self._behind = [badge for badge in behind if self._guarded(self._catch_up, badge)]
        for badge in busy:
            self._guarded(self._compare, badge)
        exporting = busy
        for _ in range(_GATHERED_IN_A_ROUND):
            exporting = [badge for badge in exporting if self._guarded(self.make_files, badge)]
        if cleans:
            self._cleaned_at = time.monotonic()

    def _guarded(self, task: Callable[..., bool], badge: Badge, *more: object) -> bool:
        """Whether there is more to do. One gemeente in trouble keeps no other waiting."""
        if self._stopping.is_set():
            return False
        try:
            return task(badge, *more)
        except DomainError as error:
            _log.warning("gemeente %s: %s", badge.gemeente, error.code)
        except Exception as error:
            # Its text may hold what no log may hold.
            _log.error("gemeente %s: %s in %s", badge.gemeente, type(error).__name__, task.__name__)
        return False

    def send_one(self, badge: Badge, server: MailServer) -> bool:
        """Send the mail of a gemeente that is due first; False when none is."""
        with self._store.workspace(badge) as work:
            letter = outbox.claim(work, self._lease)
        if letter is None:
            return False
        self.send(badge, server, letter)
        return True

    def send(self, badge: Badge, server: MailServer, letter: Letter) -> None:
        """Send a letter that was claimed, and record what came of it."""
        refused = self._refusal(server, letter)
        if refused is None:
            _log.info("mail %s: sent, attempt %d", letter.id, letter.attempt)
            self._surely(badge, lambda work: outbox.record_sent(work, letter))
            return
        kind = "for good" if refused.permanent else "for now"
        _log.info("mail %s: refused %s, attempt %d", letter.id, kind, letter.attempt)
        words, permanent, pause = refused.words, refused.permanent, self._mail.first_pause
        self._surely(badge, lambda work: outbox.record_refused(work, letter, words, permanent, pause))

    def _refusal(self, server: MailServer, letter: Letter) -> Refused | None:
        """Write a mail and send it; why not, when it was not sent."""
        try:
            enclosed = self._press.enclosed(letter)
            message = compose(letter, base_url=self._base_url, mail_from=self._mail.sender, enclosed=enclosed)
            server.send(message, letter.recipient)
        except Refused as refused:
            return refused
        except Exception as error:
            _log.error("mail %s: %s while writing it", letter.id, type(error).__name__)
            return Refused(outbox.NOT_MADE)
        return None

    def _surely(self, badge: Badge, record: Callable[[Work], R]) -> R | None:
        """Record what came of a mail, however long the database is away: else the mail would be sent again."""
        while True:
            try:
                with self._store.workspace(badge) as work:
                    return record(work)
            except DomainError as error:
                if error.status != 503:
                    raise
                if self._stopping.wait(_IDLE):
                    _log.warning("stopped before it was recorded what came of a mail")
                    return None

    def _catch_up(self, badge: Badge) -> bool:
        with self._store.workspace(badge) as work:
            return summing.catch_up(work)

    def _compare(self, badge: Badge) -> bool:
        with self._store.workspace(badge) as work:
            return changing.compare_next(work)

    def make_files(self, badge: Badge) -> bool:
        """Gather one session for a file, or write the file when none is left; False when no file waits."""
        with self._store.workspace(badge) as work:
            taken = taking_away.take(work)
        if taken is None:
            return False
        with self._store.workspace(badge) as work:
            more = taking_away.gather(work, taken)
        if not more:
            with tempfile.TemporaryFile() as file:
                write_file(file, taken.form, self._gathered(badge, taken))
                file.seek(0)
                content = file.read()
            self._surely(badge, lambda work: taking_away.keep(work, taken, content))
            _log.info("gemeente %s: a file of %d bytes is ready", badge.gemeente, len(content))
        return True

    def _gathered(self, badge: Badge, taken: Taken) -> Iterator[ResultsExport]:
        """What was gathered for a file, one session at a time: none waits in memory for the others."""
        place = 0
        while True:
            with self._store.workspace(badge) as work:
                export = taking_away.gathered(work, taken, place)
            if export is None:
                return
            yield export
            place += 1

    def _remind(self, badge: Badge) -> bool:
        with self._store.workspace(badge) as work:
            many = owners.remind(work)
        if many:
            _log.info("gemeente %s: %d reminders of afspraken", badge.gemeente, many)
        return False

    def _clean_up(self, badge: Badge) -> bool:
        with self._store.workspace(badge) as work:
            gone = retention.clean_up(work)
        if any(gone.values()):
            counts = ", ".join(f"{name} {many}" for name, many in gone.items() if many)
            _log.info("gemeente %s: cleaned up %s", badge.gemeente, counts)
        return False


def _badges(gemeenten: Iterable[UUID]) -> list[Badge]:
    return [Badge(gemeente, Proof.OPERATOR) for gemeente in gemeenten]
