"""What a gemeente may be called in an address, and its number at the CBS."""

from __future__ import annotations

import re

RESERVED = frozenset(
    {
        *("demo", "doe-mee", "api", "static", "privacy", "toegankelijkheid", "healthz", "readyz", "huisstijl"),
        "socket.io",
    }
)
"""First parts of our own addresses: no gemeente can have one."""

_SLUG = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.ASCII)
_CBS_CODE = re.compile(r"(?:GM)?([0-9]{4})", re.ASCII | re.IGNORECASE)


def may_be_slug(typed: str) -> bool:
    """Whether a gemeente can have this address: `https://…/<slug>`.

    >>> may_be_slug("den-haag"), may_be_slug("Den Haag"), may_be_slug("demo")
    (True, False, False)
    """
    return _SLUG.fullmatch(typed) is not None and typed not in RESERVED


def cbs_code(typed: str) -> str | None:
    """The code of a gemeente as the CBS writes it, or None when it is none.

    >>> cbs_code("0363"), cbs_code("gm0363"), cbs_code("363")
    ('GM0363', 'GM0363', None)
    """
    found = _CBS_CODE.fullmatch(typed.strip())
    return f"GM{found[1]}" if found else None
