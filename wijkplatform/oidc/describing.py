"""What a provider says of itself, looked at step by step: signing in stops at the first step that is wrong,
the beheerder reads all of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from wijkplatform.domain.providers import ProviderFault, discovery_url, entra_tenant
from wijkplatform.oidc.fetching import WayOut

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA")
"""How a provider may sign: never `none`, never with a secret that we know as well."""
_AUTHENTICATION = ("client_secret_basic", "client_secret_post")
_PUBLIC = ("RSA", "EC", "OKP")
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was looked at: whether it is right, in words, and a stable English reason when it is wrong."""

    words: str
    reason: str = ""

    @property
    def right(self) -> bool:
        """Whether nothing has to be done about it."""
        return not self.reason


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider whose description is right."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None
    authentication: str
    names_itself: bool


def discover(way: WayOut, issuer: str) -> Provider:
    """Ask a provider how to sign in there. Raises `ProviderFault` at the first thing that is wrong."""
    said = read_json(way, discovery_url(issuer))
    for step in judge(way, issuer, said):
        if step.reason:
            raise ProviderFault(step.reason, step.words)
    more = said.get("userinfo_endpoint")
    return Provider(
        issuer=issuer,
        authorization_endpoint=said["authorization_endpoint"],
        token_endpoint=said["token_endpoint"],
        jwks_uri=said["jwks_uri"],
        userinfo_endpoint=more if isinstance(more, str) else None,
        authentication=_authentication(said) or "",
        names_itself=said.get("authorization_response_iss_parameter_supported") is True,
    )


def check(way: WayOut, issuer: str) -> Iterator[Step]:
    """Everything that can be seen of a provider without signing in, in words for a beheerder."""
    where = discovery_url(issuer)
    try:
        said = read_json(way, where)
    except ProviderFault as fault:
        yield Step(fault.detail, fault.reason)
        return
    yield Step(f"Wij vinden de gegevens van uw inlog op {where}.")
    wrong = False
    for step in judge(way, issuer, said):
        wrong = wrong or bool(step.reason)
        yield step
    if isinstance(said.get("jwks_uri"), str) and not wrong:
        try:
            found = len(keys(way, said["jwks_uri"]).keys)
            yield Step(f"De sleutels van uw inlog zijn er: {found}.")
        except ProviderFault as fault:
            yield Step(fault.detail, fault.reason)


def judge(way: WayOut, issuer: str, said: Mapping[str, Any]) -> Iterator[Step]:
    """Each thing that a description must say."""
    if (named := said.get("issuer")) != issuer:
        words = f"Het adres is anders. U vulde in: {issuer}. Uw inlog noemt zichzelf: {_shown(named)}."
        yield Step(words, "issuer_differs")
    else:
        yield Step(f"Uw inlog noemt zichzelf ook {issuer}.")
    # Microsoft Entra does S256 and documents it, but does not announce it.
    if "S256" in _listed(said, "code_challenge_methods_supported") or entra_tenant(issuer):
        yield Step("PKCE met S256 staat aan.")
    else:
        yield Step("Uw inlog meldt geen PKCE met S256. Vraag de leverancier om dat aan te zetten.", "no_pkce")
    if fitting := [one for one in ALGORITHMS if one in _listed(said, "id_token_signing_alg_values_supported")]:
        yield Step(f"Uw inlog ondertekent veilig: {', '.join(fitting)}.")
    else:
        yield Step(f"Uw inlog ondertekent niet veilig. Goed is: {', '.join(ALGORITHMS)}.", "algorithms")
    if _authentication(said):
        yield Step("Uw inlog neemt een client secret aan.")
    else:
        yield Step(f"Uw inlog kent geen van deze manieren: {', '.join(_AUTHENTICATION)}.", "authentication")
    for name in _ENDPOINTS:
        url = said.get(name)
        try:
            way.allowed(url if isinstance(url, str) else "")
        except ProviderFault as fault:
            yield Step(f"{name}: {fault.detail}", fault.reason)


def keys(way: WayOut, jwks_uri: str) -> KeySet:
    """The public keys of a provider. Raises `ProviderFault` when there is none that we can use."""
    listed = read_json(way, jwks_uri).get("keys")
    found = []
    for key in listed if isinstance(listed, list) else []:
        if isinstance(key, dict) and key.get("kty") in _PUBLIC and key.get("use", "sig") == "sig":
            try:
                found += KeySet.import_key_set({"keys": [key]}).keys
            except (JoseError, ValueError, TypeError, KeyError):
                continue
    if not found:
        raise ProviderFault("no_keys", "De lijst met sleutels van uw inlog is leeg of niet te lezen.")
    return KeySet(found)


def read_json(way: WayOut, url: str, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
    """An object from another server. Raises `ProviderFault`."""
    fetched = way.get(url, {"Accept": "application/json", **(headers or {})})
    if fetched.status != 200:
        raise ProviderFault("not_found", f"Op {url} staat niets: het antwoord is {fetched.status}.")
    try:
        read = json.loads(fetched.body)
    except (ValueError, RecursionError) as error:
        raise ProviderFault("not_json", f"Op {url} staat iets anders dan wij verwachten.") from error
    if not isinstance(read, dict):
        raise ProviderFault("not_json", f"Op {url} staat iets anders dan wij verwachten.")
    return read


def _listed(said: Mapping[str, Any], name: str) -> list[Any]:
    found = said.get(name)
    return found if isinstance(found, list) else []


def _authentication(said: Mapping[str, Any]) -> str | None:
    known = said.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    return next((one for one in _AUTHENTICATION if isinstance(known, list) and one in known), None)


def _shown(named: object) -> str:
    return named[:200] if isinstance(named, str) else "niets"
