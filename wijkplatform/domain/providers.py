"""The OpenID provider of a gemeente: which are admitted, who somebody is there, and which role that gives."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from wijkplatform.domain.errors import DomainError
from wijkplatform.domain.people import ACCOUNT_ROLES, Role

_GUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_ENTRA = re.compile(rf"https://login\.microsoftonline\.com/({_GUID})/v2\.0")
_OF_CONSUMERS = "9188040d-6c67-4c5b-b112-36a304b66dad"
"""The tenant at Microsoft in which everybody can make an account."""
_WELL_KNOWN = "/.well-known/openid-configuration"
_LONGEST = 255
_NO_ADDRESS = "Dit is geen geldig adres. Een voorbeeld is https://inloggen.gemeente.nl."

MAPPABLE: tuple[Role, ...] = tuple(role for role in ACCOUNT_ROLES if role is not Role.WIJKPARTNER)
"""What the gemeente's own sign-in can make of somebody; wijkpartners come by invitation."""


class ProviderFault(DomainError):
    """The provider answers not at all, or not as it should. `reason` is stable and English, `detail` is for people."""

    code, status = "provider_fault", 502
    title = "Inloggen via uw gemeente lukt nu niet"

    def __init__(self, reason: str, detail: str) -> None:
        self.reason = reason
        super().__init__(detail)


class SignInRefused(DomainError):
    """The provider knows who somebody is, but that opens nothing here. `may_link`: signing in otherwise helps."""

    code, status = "sign_in_refused", 403
    title = "U bent niet ingelogd"

    def __init__(self, detail: str, *, may_link: bool = False) -> None:
        self.may_link = may_link
        super().__init__(detail)


@dataclass(frozen=True, slots=True)
class Client:
    """How a gemeente is known at its provider. `role_claim` is the claim whose values give roles, or None."""

    issuer: str
    client_id: str
    secret: str
    role_claim: str | None = None


@dataclass(frozen=True, slots=True)
class Claims:
    """What a provider says of somebody, after its signature was checked.

    `subject` never changes and is never given to somebody else; `email` and `name` are only words. `values` are those
    of the claim that gives roles.
    """

    subject: str
    email: str | None
    name: str | None
    values: frozenset[str] = frozenset()


def issuer_from(typed: str) -> str:
    """The issuer that somebody means who types its address, the address of its document, or only an Entra tenant.

    >>> issuer_from(" https://id.voorbeeldstad.example/.well-known/openid-configuration ")
    'https://id.voorbeeldstad.example'
    >>> issuer_from("11111111-2222-3333-4444-55555555AAAA")
    'https://login.microsoftonline.com/11111111-2222-3333-4444-55555555aaaa/v2.0'
    """
    issuer = typed.strip().removesuffix(_WELL_KNOWN)
    if re.fullmatch(_GUID, issuer.lower()):
        return f"https://login.microsoftonline.com/{issuer.lower()}/v2.0"
    return issuer.lower() if _ENTRA.fullmatch(issuer.lower()) else issuer


def discovery_url(issuer: str) -> str:
    """Where the provider describes itself."""
    return issuer.removesuffix("/") + _WELL_KNOWN


def entra_tenant(issuer: str) -> str | None:
    """The tenant behind an issuer of Microsoft Entra, or None for another provider."""
    found = _ENTRA.fullmatch(issuer)
    return found[1] if found else None


@dataclass(frozen=True, slots=True)
class Admission:
    """Which providers the platform operator admits: `hosts`, Microsoft Entra always, and in tests one `loopback`."""

    hosts: frozenset[str] = frozenset()
    loopback: str = ""

    def why_not(self, issuer: str) -> str | None:
        """Why this issuer may not be used, in words for a beheerder; None when it may."""
        if self.loopback and issuer == self.loopback:
            return None
        try:
            parts = urlsplit(issuer)
            host, port = parts.hostname, parts.port
        except ValueError:
            return _NO_ADDRESS
        if parts.scheme != "https":
            return "Het adres moet beginnen met https://."
        odd = any(ord(sign) <= 32 or ord(sign) == 127 for sign in issuer) or "\\" in issuer
        if odd or host is None or parts.username is not None or parts.query or parts.fragment:
            return _NO_ADDRESS
        if host == "login.microsoftonline.com":
            return _why_not_entra(entra_tenant(issuer))
        if (host in self.hosts and port in (None, 443)) or f"{host}:{port}" in self.hosts:
            return None
        return f"{host} is nog niet toegelaten. Vraag de organisatie die Wijkplatform beheert om {host} toe te laten."


def _why_not_entra(tenant: str | None) -> str | None:
    if tenant is None:
        return "Bij Microsoft hoort de tenant-ID van uw gemeente in het adres. Vul alleen de tenant-ID in."
    if tenant == _OF_CONSUMERS:
        return "Dit is de tenant van privé-accounts. Vul de tenant-ID van uw gemeente in."
    return None


def subject_of(issuer: str, claims: Mapping[str, Any]) -> str:
    """The lasting name of somebody at this provider. Raises `ProviderFault`.

    At Entra that is `oid`: `sub` differs for each application there. The token must come from the tenant itself.
    """
    tenant = entra_tenant(issuer)
    if tenant is not None and claims.get("tid") != tenant:
        raise ProviderFault("tenant", "Deze inlog komt van een andere organisatie bij Microsoft.")
    subject = claims.get("sub" if tenant is None else "oid")
    if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST:
        raise ProviderFault("subject", "De inlog van uw gemeente zegt niet wie u bent.")
    return subject


def mapped_role(values: Collection[str], role_map: Mapping[str, str]) -> Role | None:
    """The highest role that these values give, or None.

    >>> mapped_role({"wp-lezers", "wp-beheer"}, {"wp-lezers": "inkijker", "wp-beheer": "beheerder"}).value
    'beheerder'
    """
    given = {role_map[value] for value in values if value in role_map}
    return max((role for role in MAPPABLE if role.value in given), key=ACCOUNT_ROLES.index, default=None)


def values_of(claims: Mapping[str, Any], claim: str) -> frozenset[str]:
    """The values of a claim that gives roles; its name may be a path, such as 'realm_access.roles'.

    >>> sorted(values_of({"realm_access": {"roles": ["a", "b", 3]}}, "realm_access.roles"))
    ['a', 'b']
    """
    found: Any = claims.get(claim)
    if found is None:
        found = claims
        for part in claim.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    some = found if isinstance(found, list) else [found]
    return frozenset(value for value in some if isinstance(value, str))
