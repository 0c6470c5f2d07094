"""Secrets: how they are made, how they are stored, and which can be shown again.

Tokens of people are random and stored as a digest. Codes, QR links, terugkomcodes, scherm links and links in mail must
be shown or sent again, so they are derived from the server's key: the database holds digests only, and alone gives
nothing away. What is short enough to be guessed is stored as an HMAC, what is long as a plain SHA-256.
"""

from __future__ import annotations

import base64
import hmac
import ipaddress
import secrets
from hashlib import sha256
from typing import Literal
from uuid import UUID

from cryptography.fernet import Fernet

_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_CODE_DIGITS, _RETURN_LETTERS = 8, 8


def new_token() -> str:
    """A fresh secret of 256 bits, safe in a URL and a cookie."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> bytes:
    """What is stored of a long secret: its SHA-256."""
    return sha256(secret.encode()).digest()


def plain_code(typed: str) -> str:
    """A code as somebody typed it, without spaces, dots and dashes, in capitals.

    >>> plain_code(" 4821 0977 "), plain_code("k7q2-m3xd")
    ('48210977', 'K7Q2M3XD')
    """
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def network(address: str) -> str:
    """What counts as one address: an IPv4 address, or the /64 of an IPv6 address.

    >>> network("192.0.2.7"), network("2001:db8:1:2:3::4")
    ('192.0.2.7', '2001:db8:1:2::/64')
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if parsed.version == 4:
        return str(parsed)
    return str(ipaddress.ip_network((parsed, 64), strict=False))


class Keys:
    """Everything that is derived from the one key of the server; each use has its own label."""

    def __init__(self, secret_key: str) -> None:
        self._key = sha256(b"wijkplatform/1/" + secret_key.encode()).digest()

    def _derive(self, label: str, *parts: object) -> bytes:
        text = "/".join([label, *map(str, parts)])
        return hmac.new(self._key, text.encode(), sha256).digest()

    def join_code(self, session: UUID, draw: int) -> str:
        """The eight digits of a session; another `draw` gives another code."""
        number = int.from_bytes(self._derive("code", session, draw)[:8]) % 10**_CODE_DIGITS
        return f"{number:0{_CODE_DIGITS}d}"

    def join_token(self, session: UUID, draw: int, voice: str) -> str:
        """The 128 bits in a QR link of a session; `voice` is the group that comes in by it."""
        return base64.urlsafe_b64encode(self._derive("link", session, draw, voice)[:16]).decode().rstrip("=")

    def screen_token(self, link: UUID) -> str:
        """The 128 bits in a link of a scherm."""
        return base64.urlsafe_b64encode(self._derive("screen", link)[:16]).decode().rstrip("=")

    def table_token(self, link: UUID) -> str:
        """The 128 bits in a link of a tafel."""
        return base64.urlsafe_b64encode(self._derive("table", link)[:16]).decode().rstrip("=")

    def return_code(self, participant: UUID) -> str:
        """The terugkomcode of a participant: eight letters and digits that cannot be misread.

        >>> len(Keys("x").return_code(UUID(int=1)))
        8
        """
        number = int.from_bytes(self._derive("return", participant)[:16])
        return "".join(_LETTERS[number // 31**place % 31] for place in range(_RETURN_LETTERS))

    def invitation_secret(self, link: UUID) -> str:
        """The 256 bits in a link of an invitation."""
        return self._secret("invitation", link)

    def sign_in_secret(self, link: UUID) -> str:
        """The 256 bits in a link that signs in."""
        return self._secret("sign-in", link)

    def agreement_token(self, link: UUID) -> str:
        """The 256 bits in a link that opens one afspraak."""
        return self._secret("agreement", link)

    def overview_token(self, gemeente: UUID, link: UUID) -> str:
        """The 256 bits in a link that opens one overview; a form names the id, which another gemeente may learn."""
        return self._secret("overview", gemeente, link)

    def form_token(self, sign_in: UUID) -> str:
        """What every form of a signed-in browser carries, so that no other website can send it."""
        return self._secret("form", sign_in)

    def oidc(self, use: Literal["state", "nonce", "verifier"], attempt: UUID) -> str:
        """A secret of one attempt to sign in at the provider of a gemeente (256 bits, safe in a URL)."""
        return self._secret(f"oidc {use}", attempt)

    def link_token(self, sign_in: UUID) -> str:
        """What the way to link a provider carries, so that no other website can begin it."""
        return self._secret("link", sign_in)

    def enrolment(self, account: UUID, until: int) -> str:
        """Proof, until a second of the clock, that a browser may link this account to a provider for the first time."""
        proof = base64.urlsafe_b64encode(self._derive("enrolment", account, until)).decode().rstrip("=")
        return f"{account}.{until}.{proof}"

    def enrols(self, token: str, now: float) -> UUID | None:
        """The account that an enrolment is for, or None when the token is none of ours or too old.

        >>> keys, account = Keys("x"), UUID(int=7)
        >>> keys.enrols(keys.enrolment(account, 100), 99) == account, keys.enrols(keys.enrolment(account, 100), 101)
        (True, None)
        """
        try:
            named, until, _ = token.split(".")
            account, last = UUID(named), int(until)
        except ValueError:
            return None
        good = hmac.compare_digest(token.encode(), self.enrolment(account, last).encode())
        return account if good and now <= last else None

    def seal(self, secret: str) -> bytes:
        """Close a secret that we must be able to read again, such as that of an OpenID client."""
        return self._box().encrypt(secret.encode())

    def unseal(self, sealed: bytes) -> str:
        """Read a sealed secret. Raises `cryptography.fernet.InvalidToken` when another key sealed it."""
        return self._box().decrypt(sealed).decode()

    def _box(self) -> Fernet:
        return Fernet(base64.urlsafe_b64encode(self._derive("seal")))

    def _secret(self, label: str, *about: UUID) -> str:
        return base64.urlsafe_b64encode(self._derive(label, *about)).decode().rstrip("=")

    def code_digest(self, code: str) -> bytes:
        """What is stored of a short code: an HMAC, since a plain digest of eight digits is guessed in seconds."""
        return self._derive("code digest", code)

    def address_digest(self, address: str) -> str:
        """An address as the limiter remembers it: no IP address is kept anywhere."""
        return self._derive("address", address).hex()[:24]
