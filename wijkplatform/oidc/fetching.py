"""The way out: https only, to a public address that was checked, once, briefly and not too much.

Somebody from a gemeente types where the platform has to look. So the name is resolved here, every address behind it
must be public, and the connection goes to that very address; the certificate must still be that of the name. Nothing
is followed, and after five seconds or 256 kB it is over.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import SplitResult, urlsplit

from authlib.integrations.requests_client import OAuth2Session
from requests import PreparedRequest, Response
from requests.adapters import BaseAdapter

from wijkplatform.domain.providers import ProviderFault

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
SECONDS = 5.0
LARGEST = 256 * 1024
_TRANSLATED = tuple(ipaddress.IPv6Network(one) for one in ("64:ff9b::/96", "64:ff9b:1::/48"))
"""IPv6 addresses that a gateway turns into an IPv4 address, which may be private."""
_OURS = ("accept-encoding", "connection", "content-length", "host", "user-agent")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What another server answered."""

    status: int
    body: bytes
    kind: str


def resolve(host: str) -> list[Address]:
    """The addresses of a name, in the order in which to try them."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return [ipaddress.ip_address(str(one[4][0]).partition("%")[0]) for one in dict.fromkeys(found)]


def is_public(address: Address) -> bool:
    """Whether everybody on the internet reaches the same machine by this address.

    >>> [is_public(ipaddress.ip_address(one)) for one in ("8.8.8.8", "10.0.0.1", "127.0.0.1", "::ffff:8.8.8.8")]
    [True, False, False, False]
    """
    if isinstance(address, ipaddress.IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour or address.teredo
        if wrapped or address.is_site_local or any(address in network for network in _TRANSLATED):
            return False
    special = address.is_private or address.is_loopback or address.is_link_local or address.is_unspecified
    return address.is_global and not (special or address.is_multicast or address.is_reserved)


def _trusted() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


@dataclass(frozen=True, slots=True)
class WayOut:
    """Asks other servers. `loopback` is the one plain address on this machine that tests may ask, or empty."""

    loopback: str = ""
    admits: Callable[[Address], bool] = is_public
    names: Callable[[str], list[Address]] = resolve
    trust: Callable[[], ssl.SSLContext] = _trusted
    seconds: float = SECONDS
    largest: int = LARGEST

    def allowed(self, url: str) -> SplitResult:
        """The parts of an address that may be asked, as far as its text tells. Raises `ProviderFault`."""
        try:
            parts = urlsplit(url)
            parts.port  # noqa: B018 - raises for what is no port
        except ValueError as error:
            raise ProviderFault("address", f"Dit is geen geldig adres: {url[:200]}") from error
        odd = any(ord(sign) <= 32 or ord(sign) == 127 for sign in url) or "\\" in url
        if odd or parts.username is not None or not parts.hostname or parts.fragment:
            raise ProviderFault("address", f"Dit is geen geldig adres: {url[:200]}")
        if parts.scheme != "https" and not self._is_loopback(parts):
            raise ProviderFault("not_https", f"Dit adres begint niet met https: {url[:200]}")
        return parts

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Fetched:
        """Ask for a page. Raises `ProviderFault`."""
        return self.ask("GET", url, headers or {}, None)

    def ask(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> Fetched:
        """Ask, and wait no longer than `seconds` in all: for the name, the connection and the answer together.

        Raises `ProviderFault`, also for an answer that leads elsewhere or is too large.
        """
        errand = _Errand(self, self.allowed(url), method, dict(headers), body, time.monotonic() + self.seconds)
        thread = threading.Thread(target=errand.run, daemon=True)
        thread.start()
        thread.join(self.seconds)
        errand.cut()
        if errand.fault:
            raise errand.fault
        if errand.answer is None:
            raise ProviderFault("slow", f"{errand.parts.hostname} antwoordt niet binnen 5 seconden.")
        return errand.answer

    def _is_loopback(self, parts: SplitResult) -> bool:
        return bool(self.loopback) and self.loopback == f"{parts.scheme}://{parts.netloc}"

    def addresses(self, parts: SplitResult) -> list[Address]:
        """The addresses to connect to. Raises `ProviderFault` when one of them is not public."""
        host = parts.hostname or ""
        try:
            found = self.names(host)
        except (OSError, UnicodeError, ValueError) as error:
            raise ProviderFault("not_found", f"De naam {host[:200]} bestaat niet.") from error
        if not self._is_loopback(parts) and not all(self.admits(one) for one in found):
            raise ProviderFault(
                "private", f"{host[:200]} staat in een besloten netwerk. Dat adres mogen wij niet vragen."
            )
        return found


@dataclass(slots=True)
class _Errand:
    """One question, in a thread of its own: who asked it waits no longer than was agreed."""

    way: WayOut
    parts: SplitResult
    method: str
    headers: dict[str, str]
    body: bytes | None
    until: float
    answer: Fetched | None = None
    fault: ProviderFault | None = None
    _lines: list[socket.socket] = field(default_factory=list)

    def run(self) -> None:
        host = self.parts.hostname or ""
        try:
            self.answer = self._ask()
        except ProviderFault as fault:
            self.fault = fault
        except ssl.SSLCertVerificationError:
            self.fault = ProviderFault("certificate", f"Het certificaat van {host} klopt niet.")
        except TimeoutError:
            pass
        except (OSError, http.client.HTTPException, ValueError):
            self.fault = ProviderFault("no_answer", f"{host} geeft geen goed antwoord.")
        if time.monotonic() >= self.until:
            self.answer = self.fault = None

    def cut(self) -> None:
        """Hang up, whatever is still going on."""
        for line in self._lines:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()

    def _left(self) -> float:
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def _ask(self) -> Fetched:
        parts = self.parts
        with self._connected(self.way.addresses(parts)) as line:
            connection = http.client.HTTPConnection(parts.netloc.rpartition("@")[2])
            connection.sock = line
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            plain = {"Accept-Encoding": "identity", "Connection": "close", "User-Agent": "Wijkplatform"}
            connection.request(self.method, path, self.body, {**self.headers, **plain})
            with connection.getresponse() as answer:
                return self._read(answer)

    def _read(self, answer: http.client.HTTPResponse) -> Fetched:
        host = self.parts.hostname
        if 300 <= answer.status < 400:
            raise ProviderFault("redirect", f"{host} stuurt door naar een ander adres. Vul het goede adres zelf in.")
        if answer.getheader("Content-Encoding", "identity") != "identity":
            raise ProviderFault("no_answer", f"{host} geeft geen goed antwoord.")
        body = bytearray()
        while part := answer.read1(65536):
            body += part
            self._left()
            if len(body) > self.way.largest:
                raise ProviderFault("too_large", f"{host} stuurt te veel: meer dan 256 kB.")
        return Fetched(answer.status, bytes(body), answer.getheader("Content-Type", ""))

    def _connected(self, addresses: list[Address]) -> socket.socket:
        """A line to the first of these addresses that answers; the name is not looked up again."""
        host, secure = self.parts.hostname or "", self.parts.scheme == "https"
        port = self.parts.port or (443 if secure else 80)
        refused: OSError = OSError("no address")
        for address in addresses:
            try:
                line = socket.create_connection((str(address), port), timeout=self._left())
            except OSError as error:
                refused = error
                continue
            self._lines.append(line.dup())
            line.settimeout(self._left())
            return self.way.trust().wrap_socket(line, server_hostname=host) if secure else line
        raise refused


class _Adapter(BaseAdapter):
    """Lets a session of `requests` go out by our way and by no other."""

    def __init__(self, way: WayOut) -> None:
        super().__init__()
        self._way = way

    def send(self, request: PreparedRequest, *_: Any, **__: Any) -> Response:
        asked = request
        body = asked.body.encode() if isinstance(asked.body, str) else asked.body
        headers = {name: _text(value) for name, value in asked.headers.items() if name.lower() not in _OURS}
        fetched = self._way.ask(_text(asked.method), _text(asked.url), headers, body)
        answer = Response()
        answer.status_code, answer.request, answer.url = fetched.status, asked, _text(asked.url)
        answer.headers["Content-Type"] = fetched.kind
        answer.raw = BytesIO(fetched.body)
        return answer

    def close(self) -> None:
        """Nothing stays open."""


def session(way: WayOut, **options: Any) -> OAuth2Session:
    """A session of Authlib that goes out by our way only: no proxies, no `.netrc`, no other adapter."""
    made = OAuth2Session(**options)
    made.trust_env = False
    made.adapters.clear()
    made.mount("https://", _Adapter(way))
    made.mount("http://", _Adapter(way))
    return made


def _text(value: str | bytes | None) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value or ""
