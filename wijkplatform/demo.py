"""`wijkplatform demo`: PostgreSQL, a demo gemeente and the server, in one command, on this machine only."""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from wijkplatform import demo_evening, migrating
from wijkplatform.databases import DatabaseUrls
from wijkplatform.domain.keys import Keys
from wijkplatform.domain.people import Badge, Proof
from wijkplatform.embedded import EmbeddedPostgres
from wijkplatform.mailbox import Mailbox, receiving
from wijkplatform.processes import ends_with_parent
from wijkplatform.services import demo as services
from wijkplatform.services import demo_peers
from wijkplatform.settings import read
from wijkplatform.storage.work import Store

_SLUG = "voorbeeldstad"
_NEIGHBOUR = "plasdorp"
_TO_START = 30.0
_TO_END = 5.0
_ENVIRONMENT = "demo-settings.json"
_MAIL = "mail"


def run() -> int:
    """Start everything, write `demo.json`, tell what to open, and stay until Ctrl-C."""
    folder = Path(os.environ.get("WIJK_VAR", "var")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with EmbeddedPostgres(keep=folder / "postgres") as server:
        server.create_roles()
        urls = server.create_database("wijkplatform")
        migrating.migrate(urls.owner_url)
        settings = _environment(folder, urls)
        store = Store(urls.app_url, Keys(settings["WIJK_SECRET_KEY"]))
        badge = Badge(_found_gemeente(urls, store, _SLUG, services.NAME), Proof.OPERATOR)
        demo_evening.play(store, badge)
        with store.workspace(badge) as work:
            services.prepare_demo(work)
        neighbour = Badge(_found_gemeente(urls, store, _NEIGHBOUR, demo_peers.NAME), Proof.OPERATOR)
        with store.workspace(neighbour) as work:
            demo_peers.prepare_neighbour(work)
        process = subprocess.Popen(
            [sys.executable, "-m", "wijkplatform.cli", "serve"], env=settings, preexec_fn=ends_with_parent()
        )
        try:
            _wait(process, settings["WIJK_BASE_URL"])
            with store.workspace(badge) as work:
                links = services.see_demo(work, settings["WIJK_BASE_URL"])
            _keep({**settings, migrating.OWNER: urls.owner_url}, folder / _ENVIRONMENT)
            with _mail(folder, settings):
                services.write_links(links, folder / "demo.json")
                _tell(links, folder)
                return process.wait()
        except KeyboardInterrupt:
            return 0
        finally:
            _stop(process)
            for name in ("demo.json", _ENVIRONMENT):
                (folder / name).unlink(missing_ok=True)
            store.close()


@contextmanager
def _mail(folder: Path, settings: dict[str, str]) -> Iterator[None]:
    """Let the worker send to a mailbox of our own, or to the mail server that the environment names."""
    from wijkplatform.worker import Worker

    with receiving(Mailbox(folder / _MAIL)) as port:
        ours = {"WIJK_SMTP_URL": f"smtp://127.0.0.1:{port}", "WIJK_MAIL_FIRST_PAUSE": "2"}
        worker = Worker(read({**ours, **settings}))
        thread = threading.Thread(target=worker.run, name="worker", daemon=True)
        thread.start()
        try:
            yield
        finally:
            worker.stop()
            thread.join(_TO_END)


def environment() -> dict[str, str]:
    """The environment of this process, with the settings of a demo that runs here for what is not set."""
    file = Path(os.environ.get("WIJK_VAR", "var")) / _ENVIRONMENT
    running: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
    return {**running, **os.environ}


def _keep(settings: dict[str, str], file: Path) -> None:
    """Let other commands on this machine find the running demo; only this user can read it."""
    file.unlink(missing_ok=True)
    file.touch(mode=0o600)
    file.write_text(json.dumps({name: value for name, value in settings.items() if name.startswith("WIJK_")}))


def _environment(folder: Path, urls: DatabaseUrls) -> dict[str, str]:
    key = folder / "secret-key"
    if not key.exists():
        key.touch(mode=0o600)
        key.write_text(secrets.token_hex(32))
    port = os.environ.get("WIJK_PORT", "8000")
    defaults = {
        "WIJK_PORT": port,
        "WIJK_BASE_URL": f"http://127.0.0.1:{port}",
        "WIJK_MAIL_FROM": f"wijkplatform@{_SLUG}.example",
    }
    return {
        **defaults,
        **os.environ,
        "WIJK_DEMO": "1",
        "WIJK_VAR": str(folder),
        "WIJK_DATABASE_URL": urls.app_url,
        "WIJK_SECRET_KEY": key.read_text(),
    }


def _found_gemeente(urls: DatabaseUrls, store: Store, slug: str, name: str) -> Any:
    owner = Store(urls.owner_url, store.keys)
    with owner.lobby() as lobby:
        lobby.found(slug, name)
    owner.close()
    with store.lobby() as lobby:
        return lobby.gemeente(slug)


def _wait(process: subprocess.Popen[bytes], base_url: str) -> None:
    """Wait until the server answers. Raises `SystemExit` when it ends or takes too long."""
    end = time.monotonic() + _TO_START
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{base_url}/readyz", timeout=2):  # nosec B310 # our own address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise SystemExit(f"The server did not start on {base_url}. Is something else using this port? Set WIJK_PORT.")


def _tell(links: services.DemoLinks, folder: Path) -> None:
    print(
        f"""
Wijkplatform draait. Open in uw browser:

  {links["base_url"]}            alles bij elkaar

  spelleider   {links["spelleider_link"]}
  scherm       {links["scherm_link"]}
  telefoon     {links["join_links"]["bewoner"]}
               of {links["base_url"]}/doe-mee met code {links["join_code"]}

  De rest van de zaal (proefdeelnemers) laat u meedoen met de knop op de eerste pagina,
  of met: {_command()} rehearse --session {links["session"]}

  Mail die de demo stuurt, leest u op {links["base_url"]}/demo/mail.

  Deze adressen staan ook in {folder.name}/demo.json. Stoppen: Ctrl-C.
""",
        flush=True,
    )


def _command() -> str:
    """How this installation's own command is called from here."""
    here = Path(sys.executable).with_name("wijkplatform")
    return str(here.relative_to(Path.cwd())) if here.is_relative_to(Path.cwd()) else str(here)


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
