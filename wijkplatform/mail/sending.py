"""SMTP: one connection for as many mails as there are, and plain words for what goes wrong."""

from __future__ import annotations

import smtplib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from types import TracebackType
from typing import Self

from wijkplatform.mail.words import travelling
from wijkplatform.settings import MailSettings

_NOT_ABOUT_THE_LETTER = frozenset({421, 503, 530, 534, 535, 538})
"""What a server says about the connection, our sign-in or the order of commands, whatever the letter."""

_STEPS = 6  # a letter may take this many times the patience for one command


class Refused(Exception):
    """A mail was not sent. `words` say why; `permanent` that trying again is of no use.

    `server_down`: it is not about this mail, so the next one need not be tried now.
    """

    def __init__(self, words: str, *, permanent: bool = False, server_down: bool = False) -> None:
        self.words, self.permanent, self.server_down = words, permanent, server_down
        super().__init__(words)


class MailServer:
    """The mail server of the settings; connects when there is something to send. Use it as a `with` block.

    After a failure that is not about one mail it refuses the rest of the block at once: with a server that does not
    answer, a queue of mails costs the wait for one.
    """

    def __init__(self, settings: MailSettings, our_name: str) -> None:
        self._settings, self._our_name = settings, our_name
        self._line: smtplib.SMTP | None = None
        self._down: Refused | None = None
        self._was_cut = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._line is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._line.quit()
            self._line.close()

    def send(self, message: EmailMessage, recipient: str) -> None:
        """Hand a mail to the server. Raises `Refused`; then the server has not taken it, as far as we know."""
        if self._down:
            raise self._down
        try:
            with self._in_time():
                line = self._connected()
                with _in_words(self._settings.password):
                    line.send_message(message, self._settings.sender, ["@".join(travelling(recipient))])
        except Refused as refused:
            said = Refused("De mailserver antwoordt te langzaam.", server_down=True) if self._was_cut else refused
            if said.server_down:
                self._down = said
                self._hang_up()
            raise said from None

    def _connected(self) -> smtplib.SMTP:
        if self._line is None or self._line.sock is None:
            with _in_words(self._settings.password, connecting=True):
                self._line = self._connect()
        return self._line

    def _connect(self) -> smtplib.SMTP:
        given = self._settings
        trusted = ssl.create_default_context(cafile=given.ca_file)
        patience, name = given.timeout, self._our_name
        line: smtplib.SMTP
        if given.tls:
            line = smtplib.SMTP_SSL(timeout=patience, local_hostname=name, context=trusted)
        else:
            line = smtplib.SMTP(timeout=patience, local_hostname=name)
        self._line = line  # so that it can be cut while it connects
        line._host = given.host  # type: ignore[attr-defined] # what the certificate must say; connect() does not set it
        code, said = line.connect(given.host, given.port)
        if code != 220:
            raise smtplib.SMTPConnectError(code, said)
        line.ehlo_or_helo_if_needed()
        if given.starttls:
            line.starttls(context=trusted)
            line.ehlo()
        if given.user:
            line.login(given.user, given.password)
        return line

    @contextmanager
    def _in_time(self) -> Iterator[None]:
        """Cut the connection when a server keeps us busy too long, answering a little now and then."""
        cut = threading.Timer(_STEPS * self._settings.timeout, self._cut)
        cut.daemon = True
        cut.start()
        try:
            yield
        finally:
            cut.cancel()

    def _cut(self) -> None:
        sock = self._line.sock if self._line else None
        if sock is not None:
            self._was_cut = True
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


@contextmanager
def _in_words(password: str, *, connecting: bool = False) -> Iterator[None]:
    """Turn what `smtplib` raises into `Refused`, never with our password in it."""

    def clean(words: str) -> str:
        return words.replace(password, "…") if password else words

    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        raise _said(code, said, clean, connecting) from None
    except smtplib.SMTPResponseException as error:
        raise _said(error.smtp_code, error.smtp_error, clean, connecting) from None
    except smtplib.SMTPNotSupportedError as error:
        if connecting:
            raise Refused(f"De mailserver kan niet wat nodig is: {clean(str(error))}", server_down=True) from None
        raise Refused("De mailserver kan niet sturen naar een adres met bijzondere letters.", permanent=True) from None
    except ssl.SSLError as error:
        words = f"De mailserver is niet te vertrouwen: {getattr(error, 'verify_message', None) or error.reason}"
        raise Refused(words, server_down=True) from None
    except (smtplib.SMTPException, OSError) as error:
        if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
            raise Refused("De mailserver antwoordt niet.", server_down=True) from None
        words = f"De mailserver is niet te bereiken: {clean(str(error))}"
        raise Refused(words, server_down=connecting) from None


def _said(code: int, said: bytes | str, clean: Callable[[str], str], connecting: bool) -> Refused:
    text = said.decode(errors="replace") if isinstance(said, bytes) else said
    about_us = connecting or code in _NOT_ABOUT_THE_LETTER
    return Refused(clean(f"{code} {text}"), permanent=500 <= code < 600 and not about_us, server_down=about_us)
