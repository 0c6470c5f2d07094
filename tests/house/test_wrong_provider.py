"""A provider that does something wrong lets nobody in: each fault is refused, and said in words."""

from __future__ import annotations

import hmac
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, Key, OKPKey, RSAKey

from tests.house.at_provider import accounts, refused, signed_in
from tests.makers import Town, plain
from tests.providers import CLIENT, SECRET, WrongProvider, asked, begin, send, set_up, words
from tests.server import Server, running
from wijkplatform.databases import DatabaseUrls
from wijkplatform.domain.people import Role
from wijkplatform.oidc.client import _half_hash

pytestmark = pytest.mark.usefixtures("front_end")
DOCUMENT = "/.well-known/openid-configuration"
NOT_PROVED = "Het bewijs van uw inlog klopt niet."


@pytest.fixture(scope="module")
def liar() -> Iterator[WrongProvider]:
    provider = WrongProvider()
    yield provider
    provider.close()


@pytest.fixture(scope="module")
def house(database: DatabaseUrls, liar: WrongProvider) -> Iterator[Server]:
    with running(database, demo=True, WIJK_OIDC_LOOPBACK=liar.url) as server:
        yield server


@pytest.fixture
def someone(call, house: Server):
    return call(to=house)


@pytest.fixture
def trusting(town: Town, liar: WrongProvider) -> Town:
    """A gemeente that lets in whoever this provider vouches for."""
    liar.behave()
    set_up(town, liar.url, newcomer_role="ambtenaar")
    return town


def come_back(someone, town: Town, liar: WrongProvider, **claims: Any):
    """Begin, and come back as this provider sends it: with the nonce that was asked, unless told otherwise."""
    sent = asked(begin(someone, town))
    liar.claims = {"nonce": sent["nonce"], **claims}
    return someone.get(f"/{town.slug}/inlog/terug", params={"code": "anything", "state": sent["state"]})


def test_what_is_right_is_accepted(someone, trusting, liar) -> None:
    assert come_back(someone, trusting, liar).status_code == 302
    assert signed_in(someone, trusting)
    assert accounts(trusting)["els@x.example"] == ("Els", "ambtenaar")
    ((_, _, body),) = [one for one in liar.heard if one[1] == "/token"]
    assert "code_verifier=" in body


@pytest.mark.filterwarnings("ignore:EdDSA is deprecated")
def test_every_way_of_signing_that_is_allowed_is_accepted(call, house, trusting, liar) -> None:
    curves: dict[str, Key] = {
        "ES256": ECKey.generate_key("P-256", {"kid": "e"}),
        "ES384": ECKey.generate_key("P-384", {"kid": "e"}),
        "EdDSA": OKPKey.generate_key("Ed25519", {"kid": "e"}),
    }
    rsa = RSAKey.generate_key(2048, {"kid": "e"})
    for algorithm in ("RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"):
        key = curves.get(algorithm, rsa)
        liar.keys = [key.as_dict(private=False)]
        liar.said = {"id_token_signing_alg_values_supported": [algorithm]}
        liar.header = {"alg": algorithm, "kid": "e"}
        liar.sign = lambda header, claims, key=key: jwt.encode(header, claims, key, [header["alg"]])
        at_hash = _half_hash("to see more", algorithm)
        assert come_back(call(to=house), trusting, liar, at_hash=at_hash).status_code == 302, algorithm


NOW = int(time.time())
CLAIMS: dict[str, dict[str, Any]] = {
    "another issuer": {"iss": "https://elders.example"},
    "no issuer": {"iss": None},
    "for somebody else": {"aud": "elders"},
    "for nobody": {"aud": None},
    "for two, and no word of whom it was made for": {"aud": [CLIENT, "elders"]},
    "made for somebody else": {"azp": "elders"},
    "over": {"exp": NOW - 3600},
    "never over": {"exp": None},
    "of the future": {"iat": NOW + 7200, "exp": NOW + 9000},
    "of no time": {"iat": None},
    "another nonce": {"nonce": "another"},
    "no nonce": {"nonce": None},
    "of another access token": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
    "an odd at_hash": {"at_hash": 5},
    "of an odd time": {"exp": "tomorrow"},
}


@pytest.mark.parametrize("wrong", CLAIMS)
def test_a_token_that_is_not_for_this_attempt_is_refused(someone, trusting, liar, wrong: str) -> None:
    refused(come_back(someone, trusting, liar, **CLAIMS[wrong]), someone, trusting, NOT_PROVED)
    assert "els@x.example" not in accounts(trusting)


@pytest.mark.parametrize("sub", [None, "", 7, "x" * 300])
def test_a_token_of_nobody_is_refused(someone, trusting, liar, sub) -> None:
    refused(come_back(someone, trusting, liar, sub=sub), someone, trusting)


def _part(some: object) -> str:
    return urlsafe_b64encode(json.dumps(some).encode()).decode().rstrip("=")


def _none(header: dict[str, Any], claims: dict[str, Any]) -> str:
    return f"{_part({'alg': 'none'})}.{_part(claims)}."


def _shared(secret: bytes) -> Callable[[dict[str, Any], dict[str, Any]], str]:
    """Signed with something that is no secret of the provider alone."""

    def sign(header: dict[str, Any], claims: dict[str, Any]) -> str:
        signed = f"{_part({'alg': 'HS256', 'kid': 'ours'})}.{_part(claims)}"
        mark = hmac.digest(secret, signed.encode(), "sha256")
        return f"{signed}.{urlsafe_b64encode(mark).decode().rstrip('=')}"

    return sign


@pytest.mark.parametrize("wrong", ["none", "secret", "public key", "unknown kid", "foreign key", "changed", "no token"])
def test_a_token_that_this_provider_did_not_sign_is_refused(someone, trusting, liar, wrong: str) -> None:
    foreign = RSAKey.generate_key(2048, {"kid": "ours"})

    def changed(header: dict[str, Any], claims: dict[str, Any]) -> str:
        head, _, tail = liar._sign(header, claims).split(".")
        return f"{head}.{jwt.encode(header, {**claims, 'sub': 'beheerder'}, foreign).split('.')[1]}.{tail}"

    ways: dict[str, Any] = {
        "none": _none,
        "secret": _shared(SECRET.encode()),
        "public key": _shared(liar.key.as_pem(private=False)),
        "unknown kid": lambda header, claims: jwt.encode({**header, "kid": "theirs"}, claims, liar.key),
        "foreign key": lambda header, claims: jwt.encode(header, claims, foreign),
        "changed": changed,
        "no token": lambda header, claims: "",
    }
    liar.sign = ways[wrong]
    if wrong == "public key":
        liar.keys = [*liar.keys, {"kty": "oct", "kid": "theirs", "k": "c2VjcmV0"}]
    refused(come_back(someone, trusting, liar), someone, trusting, NOT_PROVED)


@pytest.mark.parametrize("tokens", [{"id_token": None}, {"id_token": 5}, {"access_token": None}])
def test_an_answer_without_a_token_is_refused(someone, trusting, liar, tokens) -> None:
    liar.tokens = tokens
    refused(come_back(someone, trusting, liar), someone, trusting, NOT_PROVED)


def test_what_is_said_elsewhere_of_another_person_is_refused(someone, trusting, liar) -> None:
    liar.said = {"userinfo_endpoint": f"{liar.url}/me"}
    liar.instead["/me"] = lambda request: send(request, {"sub": "kees", "email": "kees@x.example", "name": "Kees"})
    refused(come_back(someone, trusting, liar, email=None), someone, trusting, NOT_PROVED)


DOCUMENTS: dict[str, tuple[dict[str, Any], str]] = {
    "another issuer": ({"issuer": "https://elders.example"}, "Uw inlog noemt zichzelf: https://elders.example"),
    "no issuer": ({"issuer": None}, "Uw inlog noemt zichzelf: niets"),
    "no PKCE": ({"code_challenge_methods_supported": None}, "geen PKCE met S256"),
    "only plain PKCE": ({"code_challenge_methods_supported": ["plain"]}, "geen PKCE met S256"),
    "unsafe signing": ({"id_token_signing_alg_values_supported": ["none", "HS256"]}, "ondertekent niet veilig"),
    "no place to go": ({"authorization_endpoint": None}, "authorization_endpoint"),
    "a script to go to": ({"authorization_endpoint": "javascript:alert(1)"}, "authorization_endpoint"),
    "keys without https": ({"jwks_uri": "http://keys.example/jwks"}, "jwks_uri"),
    "codes without https": ({"token_endpoint": "http://169.254.169.254/token"}, "token_endpoint"),
    "no way with a secret": ({"token_endpoint_auth_methods_supported": ["private_key_jwt"]}, "geen van deze manieren"),
}


@pytest.mark.parametrize("wrong", DOCUMENTS)
def test_a_provider_that_says_something_wrong_of_itself_gets_nobody(someone, trusting, liar, wrong: str) -> None:
    said, why = DOCUMENTS[wrong]
    liar.said = said
    answer = someone.get(f"/{trusting.slug}/inlog/begin")
    refused(answer, someone, trusting, why)
    assert "location" not in answer.headers
    assert check(someone, trusting, liar.url).count("Niet goed:") == 1


def _redirect(request) -> None:
    send(request, b"", 302, Location="http://169.254.169.254/")


def _large(request) -> None:
    send(request, json.dumps({"issuer": "x" * 300_000}).encode())


def _slow(request) -> None:
    request.send_response(200)
    request.end_headers()
    for _ in range(40):
        request.wfile.write(b" ")
        request.wfile.flush()
        time.sleep(0.3)


def _dripping(request) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(40):
        request.wfile.write(b"X-%d: x\r\n" % number)
        request.wfile.flush()
        time.sleep(0.3)


ANSWERS: dict[str, tuple[Any, str]] = {
    "leads elsewhere": (_redirect, "stuurt door naar een ander adres"),
    "too large": (_large, "meer dan 256 kB"),
    "squeezed": (lambda request: send(request, b"x", 200, **{"Content-Encoding": "gzip"}), "geen goed antwoord"),
    "slow": (_slow, "niet binnen 5 seconden"),
    "slow headers": (_dripping, "niet binnen 5 seconden"),
    "no JSON": (lambda request: send(request, b"<html>"), "iets anders dan wij verwachten"),
    "deep JSON": (lambda request: send(request, b"[" * 100_000), "iets anders dan wij verwachten"),
    "a list": (lambda request: send(request, []), "iets anders dan wij verwachten"),
    "not there": (lambda request: send(request, {}, 404), "staat niets"),
    "no HTTP": (lambda request: request.wfile.write(b"hello\r\n\r\n"), "geen goed antwoord"),
}


@pytest.mark.parametrize("wrong", ANSWERS)
def test_an_answer_that_is_none_is_refused_in_time(someone, trusting, liar, wrong: str) -> None:
    liar.instead[DOCUMENT], why = ANSWERS[wrong]
    began = time.monotonic()
    refused(someone.get(f"/{trusting.slug}/inlog/begin"), someone, trusting, why)
    assert time.monotonic() - began < 8
    assert not [path for _, path, _ in liar.heard if path != DOCUMENT]


@pytest.mark.parametrize("place", ["/token", "/jwks"])
def test_nothing_is_followed_after_the_provider_either(someone, trusting, liar, place: str) -> None:
    liar.instead[place] = _redirect
    refused(come_back(someone, trusting, liar), someone, trusting, "stuurt door naar een ander adres")


def test_keys_in_the_private_network_are_not_asked(someone, trusting, liar) -> None:
    liar.said = {"jwks_uri": "https://10.0.0.1/jwks"}
    refused(come_back(someone, trusting, liar), someone, trusting, "besloten netwerk")


def test_no_transaction_is_open_while_the_provider_is_slow(database, house, trusting, liar, call) -> None:
    """Another server may take five seconds: nothing in the database waits for it."""
    waiting = []
    query = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'wijk_app' AND state LIKE 'idle in transaction%'"

    def look(request) -> None:
        with psycopg.connect(plain(database.platform_url)) as connection:
            time.sleep(0.2)
            waiting.append(connection.execute(query).fetchone())
        liar.answer(request)

    someone = call(to=house)
    liar.instead = {DOCUMENT: look, "/token": look, "/jwks": look}
    assert come_back(someone, trusting, liar).status_code == 302
    assert waiting == [(0,)] * 4


def check(someone, town: Town, typed: str, **more: str) -> str:
    """What the check button says to the beheerder about an address."""
    boss = town.sign_in(Role.BEHEERDER)
    form = {**boss.form, "issuer": typed, "doe": "controleer", **more}
    headers = {**boss.cookies, "Sec-Fetch-Site": "same-origin"}
    answer = someone.http.post(f"/{town.slug}/beheer/inlog", data=form, headers=headers)
    assert answer.status_code == 200, answer.text
    return words(answer)


def test_the_check_button_says_what_is_right(someone, trusting, liar) -> None:
    said = check(someone, trusting, liar.url)
    assert "Dit adres klopt" in said
    assert said.count("Goed:") == 6
    assert "Niet goed:" not in said
    assert "De sleutels van uw inlog zijn er: 1." in said


@pytest.mark.parametrize("keys", [[], [{"kty": "oct", "k": "c2VjcmV0"}], [{"kty": "RSA"}], "none"])
def test_the_check_button_sees_that_there_are_no_keys(someone, trusting, liar, keys) -> None:
    liar.keys = keys
    assert "De lijst met sleutels van uw inlog is leeg of niet te lezen." in check(someone, trusting, liar.url)


def test_the_check_button_never_shows_a_secret_again(someone, trusting, liar) -> None:
    said = check(someone, trusting, liar.url, secret="typed just now")
    assert "typed just now" not in said
    assert "Vul het client secret nog een keer in." in said
