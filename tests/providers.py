"""OpenID providers for the tests: a real one in Node, and one that does whatever is wrong."""

from __future__ import annotations

import json
import re
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from joserfc import jwt
from joserfc.jwk import RSAKey

from dev import node
from tests.makers import SignedIn, Town
from tests.server import ROOT, Caller, free_port
from wijkplatform.domain.people import Role
from wijkplatform.domain.providers import Admission
from wijkplatform.processes import ends_with_parent
from wijkplatform.services import providers
from wijkplatform.services.providers import ProviderForm

SCRIPT = ROOT / "tests" / "node" / "oidc-provider.mjs"
CLIENT, SECRET = "wijkplatform", "a secret that only the provider and we know"


class RealProvider:
    """npm `oidc-provider`, on a port of its own. PKCE is required there, whatever we say."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self._process: subprocess.Popen[str] | None = None
        self._port = port
        self._http = httpx.Client(base_url=self.url)
        self._backs: dict[str, list[str]] = {}

    def start(self) -> None:
        if self._process is None:
            self._process = subprocess.Popen(
                [str(node()), str(SCRIPT), str(self._port)],
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                preexec_fn=ends_with_parent(),
            )
            assert self._process.stdout
            assert self._process.stdout.readline() == "ready\n"

    def stop(self) -> None:
        self._http.close()
        if self._process:
            self._process.kill()
            self._process.wait()
            assert self._process.stdout
            self._process.stdout.close()

    def user(self, sub: str, **claims: object) -> None:
        """Let somebody exist, or change what is said of them."""
        self._http.put(f"/_test/users/{sub}", json=claims).raise_for_status()

    def admit(self, back: str, client: str = CLIENT, secret: str = SECRET) -> None:
        """Register where a gemeente is sent back to, as its beheerder would."""
        backs = self._backs.setdefault(client, [])
        backs.append(back)
        self._http.put(f"/_test/clients/{client}", json={"secret": secret, "redirect_uris": backs}).raise_for_status()

    def sign_in(self, there: str, sub: str, **pressed: str) -> str:
        """Walk through the pages of the provider as a browser does; return the address that it sends us back to."""
        with httpx.Client() as browser:
            page = browser.get(there, follow_redirects=True)
            assert "Uw naam" in page.text, page.text
            answer = browser.post(page.url, data={"login": sub, **pressed})
            while (there := answer.headers.get("location", "")).startswith(self.url):
                answer = browser.get(there)
        return str(there)


@contextmanager
def real_provider(port: int | None = None) -> Iterator[RealProvider]:
    provider = RealProvider(port or free_port())
    try:
        yield provider
    finally:
        provider.stop()


def set_up(town: Town, issuer: str, **form: Any) -> SignedIn:
    """The provider of a gemeente, as its beheerder fills it in; return the beheerder."""
    beheerder = town.sign_in(Role.BEHEERDER)
    filled = {"issuer": issuer, "client_id": CLIENT, "secret": SECRET, **form}
    with town.store.workspace(beheerder.badge) as work:
        providers.save_provider(work, ProviderForm(**filled), Admission(loopback=issuer))
    return beheerder


def begin(caller: Caller, town: Town, **query: str) -> str:
    """Press 'Inloggen via …'; return where the browser is sent."""
    answer = caller.get(f"/{town.slug}/inlog/begin", params=query)
    assert answer.status_code == 302, answer.text
    return str(answer.headers["location"])


def asked(there: str) -> dict[str, str]:
    """What is asked of the provider."""
    return {name: values[0] for name, values in parse_qs(urlsplit(there).query).items()}


def words(answer: httpx.Response) -> str:
    """What a page says, without its tags."""
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main.partition(">")[2]).split())


class WrongProvider:
    """A provider in this process that does what a test wants to be wrong; by itself it does everything right."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "ours", "use": "sig", "alg": "RS256"}, private=True)
        self.said: dict[str, Any] = {}
        self.keys: list[Mapping[str, Any]] = [self.key.as_dict(private=False)]
        self.claims: dict[str, Any] = {}
        self.header: dict[str, Any] = {}
        self.sign: Callable[[dict[str, Any], dict[str, Any]], str] = self._sign
        self.tokens: dict[str, Any] = {}
        self.instead: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {}
        self.heard: list[tuple[str, str, str]] = []
        wrong = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                wrong._hear(self)

            do_POST = do_GET  # noqa: N815 - the name that http.server looks for

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def behave(self) -> None:
        """Forget everything that was wrong."""
        for rule in (self.said, self.claims, self.header, self.tokens, self.instead):
            rule.clear()
        self.heard.clear()
        self.keys, self.sign = [self.key.as_dict(private=False)], self._sign

    def _sign(self, header: dict[str, Any], claims: dict[str, Any]) -> str:
        return jwt.encode(header, claims, self.key)

    @property
    def document(self) -> dict[str, Any]:
        right = {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/auth",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/jwks",
            "code_challenge_methods_supported": ["S256"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }
        return _without_none({**right, **self.said})

    def id_token(self) -> str:
        now = int(time.time())
        claims = {"iss": self.url, "sub": "els", "aud": CLIENT, "iat": now, "exp": now + 300}
        person = {"name": "Els", "email": "els@x.example"}
        header = {"alg": "RS256", "kid": "ours", **self.header}
        return self.sign(_without_none(header), _without_none({**claims, **person, **self.claims}))

    def _hear(self, request: BaseHTTPRequestHandler) -> None:
        length = int(request.headers.get("Content-Length") or 0)
        self.heard.append((request.command, request.path, request.rfile.read(length).decode()))
        self.instead.get(request.path.partition("?")[0], self.answer)(request)

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Answer as this provider does when nothing else stands in its place."""
        answers: dict[str, Callable[[], Any]] = {
            "/.well-known/openid-configuration": lambda: self.document,
            "/jwks": lambda: {"keys": self.keys},
            "/token": lambda: _without_none(
                {"access_token": "to see more", "token_type": "Bearer", "id_token": self.id_token(), **self.tokens}
            ),
        }
        found = answers.get(request.path.partition("?")[0])
        send(request, found() if found else {}, 200 if found else 404)


def send(request: BaseHTTPRequestHandler, body: object, status: int = 200, **headers: str) -> None:
    """Answer with JSON, or with bytes as they are."""
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    request.send_response(status)
    for name, value in {"Content-Type": "application/json", "Content-Length": str(len(sent)), **headers}.items():
        request.send_header(name, value)
    request.end_headers()
    request.wfile.write(sent)


def _without_none(some: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in some.items() if value is not None}
