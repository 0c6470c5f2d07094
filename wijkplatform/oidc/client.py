"""Sending somebody to a provider, and finding out who came back: code, PKCE, and every check of an ID token."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from hmac import compare_digest
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError

from wijkplatform.domain.emails import proper_email
from wijkplatform.domain.lines import one_line
from wijkplatform.domain.providers import Claims, Client, ProviderFault, subject_of, values_of
from wijkplatform.oidc.describing import ALGORITHMS, Provider, keys, read_json
from wijkplatform.oidc.fetching import WayOut, session

SCOPE = "openid profile email"
_LEEWAY = 60
_HASHES = {"256": hashlib.sha256, "384": hashlib.sha384, "512": hashlib.sha512, "DSA": hashlib.sha512}
_LONGEST_NAME = 100
_NO_PROOF = "Het bewijs van uw inlog klopt niet. Daarom bent u niet ingelogd."


def way_there(
    way: WayOut, provider: Provider, client: Client, *, state: str, nonce: str, verifier: str, back: str
) -> str:
    """The address to send a browser to; `back` is where the provider sends it afterwards."""
    with session(way, client_id=client.client_id, scope=SCOPE, redirect_uri=back, code_challenge_method="S256") as out:
        url, _ = out.create_authorization_url(
            provider.authorization_endpoint, state=state, nonce=nonce, code_verifier=verifier
        )
    return str(url)


def demand_named(provider: Provider, named: str | None) -> None:
    """Raise `ProviderFault` when another provider sent the browser back than the one it was sent to (RFC 9207)."""
    if named is None and not provider.names_itself:
        return
    if named != provider.issuer:
        raise ProviderFault("mix_up", "Het antwoord kwam niet van de inlog van uw gemeente.")


def who_came_back(
    way: WayOut, provider: Provider, client: Client, *, code: str, nonce: str, verifier: str, back: str
) -> Claims:
    """Exchange the code for what the provider says of somebody, and check it. Raises `ProviderFault`."""
    tokens = _tokens(way, provider, client, code=code, verifier=verifier, back=back)
    id_token, access_token = tokens.get("id_token"), tokens.get("access_token")
    if not isinstance(id_token, str) or not isinstance(access_token, str):
        raise ProviderFault("no_token", _NO_PROOF)
    proved = _proved(way, provider, client, id_token, access_token, nonce)
    subject = subject_of(provider.issuer, proved)
    if client.role_claim and client.role_claim in _left_out(proved):
        raise ProviderFault("too_many_groups", "Uw inlog stuurt te veel groepen. Gebruik app-rollen: de claim roles.")
    more = _more(way, provider, proved, access_token) if _is_wanting(proved, client.role_claim) else {}
    of = proved if "email" in proved else more
    values = frozenset[str]()
    if client.role_claim:
        values = values_of(proved, client.role_claim) or values_of(more, client.role_claim)
    return Claims(subject, _email(of), _name(proved) or _name(more), values)


def _tokens(
    way: WayOut, provider: Provider, client: Client, *, code: str, verifier: str, back: str
) -> Mapping[str, Any]:
    who = {"client_id": client.client_id, "client_secret": client.secret}
    try:
        with session(way, **who, token_endpoint_auth_method=provider.authentication) as out:
            told = out.fetch_token(
                provider.token_endpoint,
                grant_type="authorization_code",
                code=code,
                code_verifier=verifier,
                redirect_uri=back,
            )
    except AuthlibBaseError as error:
        if error.error in ("invalid_client", "unauthorized_client"):
            raise ProviderFault("client", "Het client-ID of het client secret klopt niet.") from error
        raise ProviderFault("refused", "De inlog van uw gemeente wijst deze poging af. Begin opnieuw.") from error
    except (OSError, ValueError, TypeError) as error:
        raise ProviderFault("no_token", _NO_PROOF) from error
    return dict(told)


def _proved(
    way: WayOut, provider: Provider, client: Client, id_token: str, access_token: str, nonce: str
) -> dict[str, Any]:
    """The claims of an ID token that is signed by this provider, for us, for this attempt and still good."""
    options: dict[str, Any] = {
        "iss": {"essential": True, "value": provider.issuer},
        "aud": {"essential": True, "value": client.client_id},
    }
    known = keys(way, provider.jwks_uri)
    try:
        read = jwt.decode(id_token, known, algorithms=list(ALGORITHMS))
        claims = CodeIDToken(read.claims, read.header, options, {"nonce": nonce, "client_id": client.client_id})
        claims.validate(leeway=_LEEWAY)
        wanted = claims.get("at_hash")
        fits = wanted is None or compare_digest(str(wanted), _half_hash(access_token, read.header["alg"]))
    except (JoseError, AuthlibBaseError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise ProviderFault("proof", _NO_PROOF) from error
    if not fits:
        raise ProviderFault("proof", _NO_PROOF)
    return dict(claims)


def _half_hash(token: str, algorithm: str) -> str:
    whole = _HASHES[algorithm[-3:]](token.encode()).digest()
    return base64.urlsafe_b64encode(whole[: len(whole) // 2]).decode().rstrip("=")


def _left_out(claims: Mapping[str, Any]) -> Mapping[str, Any]:
    """Claims that Entra did not send because there would be too many values."""
    names = claims.get("_claim_names")
    return names if isinstance(names, Mapping) else {}


def _is_wanting(claims: Mapping[str, Any], role_claim: str | None) -> bool:
    return not ("email" in claims and _name(claims) and (role_claim is None or values_of(claims, role_claim)))


def _more(way: WayOut, provider: Provider, proved: Mapping[str, Any], access_token: str) -> Mapping[str, Any]:
    """What else the provider says of the same person, when it says that elsewhere."""
    if provider.userinfo_endpoint is None:
        return {}
    said = read_json(way, provider.userinfo_endpoint, {"Authorization": f"Bearer {access_token}"})
    if said.get("sub") != proved.get("sub"):
        raise ProviderFault("other_person", _NO_PROOF)
    return said


def _email(claims: Mapping[str, Any]) -> str | None:
    """The address, unless the provider says that nobody checked it."""
    if str(claims.get("email_verified", True)).lower() == "false":
        return None
    return proper_email(str(claims.get("email") or ""))


def _name(claims: Mapping[str, Any]) -> str | None:
    parts = [claims.get("given_name"), claims.get("family_name")]
    whole = claims.get("name") or " ".join(part for part in parts if isinstance(part, str))
    return one_line(str(whole))[:_LONGEST_NAME] or None
