"""Plays a spec of `frontend/e2e` in a real browser, and does for it what a browser cannot.

A spec asks a small helper over HTTP: make a meeting in a gemeente of its own, kill the server, start it again. The
helper answers from the main thread while Playwright runs, so that the server's parent is a thread that stays.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import dev
from tests.chromium import find_chromium
from tests.mailserver import PostOffice
from tests.makers import Maker, Town
from tests.providers import CLIENT, SECRET, RealProvider
from tests.server import Server
from wijkplatform.domain.people import GROUPS, Role
from wijkplatform.domain.sessions import Pace

SPECS = dev.FRONTEND / "e2e"
_PATIENCE = 240.0


@dataclass
class Stage:
    """What a spec can ask for."""

    server: Server
    maker: Maker
    provider: RealProvider
    post: PostOffice
    broken: bool = False
    towns: dict[str, Town] = field(default_factory=dict)

    def town(self) -> dict[str, Any]:
        """A gemeente on its first day, with its beheerder."""
        town = self.maker.town()
        return {"gemeente": town.slug, "beheerder": self._beheerder(town)}

    def _beheerder(self, town: Town) -> dict[str, str]:
        return {"name": f"aanmelding-{town.slug}", "value": town.sign_in(Role.BEHEERDER, "Henk").secret}

    def meeting(
        self,
        *,
        opgaven: tuple[int, ...] = (1, 3),
        smallest_group: int = 3,
        title: str = "Een avond in de wijk",
        gemeente: str | None = None,
        pace: str = "led",
        own_seconds: float | None = None,
        bewoners_skip: Sequence[tuple[int, int]] = (),
        **plan: Any,
    ) -> dict[str, Any]:
        """A session in the lobby of a new gemeente, with everybody's way in; `own_seconds`: own pace ends so soon.

        `gemeente`: the one of an earlier meeting instead; it is about the same wijk.
        """
        town = self.towns[gemeente] if gemeente else self.maker.town(smallest_group=smallest_group)
        self.towns[town.slug] = town
        plan["pace"] = Pace(pace)
        plan["own_until"] = None if own_seconds is None else datetime.now(UTC) + timedelta(seconds=own_seconds)
        plan["bewoners_skip"] = {(opgave, item) for opgave, item in bewoners_skip}
        meeting = town.meeting(opgaven, title, **plan)
        return {
            "gemeente": town.slug,
            "session": str(meeting.id),
            "code": meeting.code,
            "links": {group.value: f"/doe-mee/{meeting.link(group)}" for group in GROUPS},
            "scherm": f"/{town.slug}/scherm/{meeting.screen()}",
            "cockpit": f"/{town.slug}/sessies/{meeting.id}",
            "signIn": {"name": f"aanmelding-{town.slug}", "value": meeting.leader.secret},
            "beheerder": self._beheerder(town),
        }

    def mails(self, *, gemeente: str) -> list[dict[str, str]]:
        """The mail of a gemeente that arrived: who it is for, what it is about, and the path of the link in it."""
        link = re.compile(rf"{re.escape(self.server.url)}(/{gemeente}/[\w/-]+)")
        mails = zip(self.post.recipients, self.post.arrived, strict=True)
        told = [(to, mail["Subject"], link.search(mail.get_body(("plain",)).get_content())) for to, mail in mails]
        return [{"to": to, "subject": subject, "path": found[1]} for to, subject, found in told if found]

    def oidc(self) -> dict[str, Any]:
        """A gemeente with a beheerder, and a real OpenID provider that knows it and one ambtenaar."""
        town = self.maker.town(name="Voorbeeldstad")
        self.provider.start()
        self.provider.admit(f"{self.server.url}/{town.slug}/inlog/terug")
        self.provider.user("els", name="Els de Vries", email=f"els@{town.slug}.example", groups=["wp-spel"])
        self.provider.user("baas", name="Baas", email=f"beheerder@{town.slug}.example")
        return {
            "gemeente": town.slug,
            "issuer": self.provider.url,
            "client": {"id": CLIENT, "secret": SECRET},
            "signIn": {"name": f"aanmelding-{town.slug}", "value": town.sign_in(Role.BEHEERDER).secret},
        }

    def freeze(self) -> None:
        """Let the server hear everything and answer nothing."""
        os.kill(self.server.pid, signal.SIGSTOP)
        self.broken = True

    def kill(self) -> None:
        """Pull the plug of the server."""
        self.server.kill()
        self.broken = True

    def start(self) -> None:
        """Start it again, on the same port and the same data."""
        self.server.start()
        self.broken = False


def play(spec: Path, stage: Stage, results: Path) -> tuple[int, str]:
    """Run one spec file; return the exit code and what Playwright said."""
    chromium = find_chromium()
    command = [str(dev.node()), str(dev.FRONTEND / "node_modules" / "@playwright" / "test" / "cli.js")]
    with HTTPServer(("127.0.0.1", 0), _helper(stage)) as helper, (results / "said.txt").open("w+b") as said:
        helper.timeout = 0.2
        environment = {
            **os.environ,
            "WIJK_URL": stage.server.url,
            "WIJK_HELPER": f"http://127.0.0.1:{helper.server_port}",
            "WIJK_CHROMIUM": str(chromium.executable),
            "WIJK_CHROMIUM_ENV": json.dumps(chromium.env),
            "FORCE_COLOR": "0",
        }
        process = subprocess.Popen(
            [*command, "test", spec.name, f"--output={results / 'pages'}"],
            cwd=dev.FRONTEND,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
        end = time.monotonic() + _PATIENCE
        try:
            while process.poll() is None and time.monotonic() < end:
                helper.handle_request()
        finally:
            _end(process)
            if stage.broken:
                stage.kill()
                stage.start()
        said.seek(0)
        return process.returncode, said.read().decode(errors="replace")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Leave no browser behind."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _helper(stage: Stage) -> type[BaseHTTPRequestHandler]:
    asks: Mapping[str, Callable[..., Any]] = {
        "/town": stage.town,
        "/meeting": stage.meeting,
        "/mails": stage.mails,
        "/oidc": stage.oidc,
        "/freeze": stage.freeze,
        "/kill": stage.kill,
        "/start": stage.start,
    }

    class Helper(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])) or b"{}")
            answer = json.dumps(asks[self.path](**asked)).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: Playwright tells what matters."""

    return Helper
