"""One command makes the workspace of a gemeente and invites its beheerder."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import select, update

from tests.makers import BASE_URL, SECRET_KEY, Maker, Town, plain
from tests.server import ROOT
from wijkplatform import founding
from wijkplatform.domain.keys import digest
from wijkplatform.domain.people import Role
from wijkplatform.services import outbox
from wijkplatform.storage.invitations import Invitation, InvitationLink

GOOD = {"--name": "Nieuwstad", "--cbs": "GM0363", "--beheerder": "Iris@Nieuwstad.example"}


def run(maker: Maker, *, env: dict[str, str] | None = None, **given: str) -> subprocess.CompletedProcess[str]:
    """Give the command to an installation."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("WIJK_")}
    ours = {
        "WIJK_DATABASE_URL": maker.database.app_url,
        "WIJK_OWNER_DATABASE_URL": maker.database.owner_url,
        "WIJK_SECRET_KEY": SECRET_KEY,
        "WIJK_BASE_URL": BASE_URL,
        "WIJK_VAR": "/nowhere",
    }
    words = {**GOOD, **{f"--{name}": value for name, value in given.items()}}
    command = [sys.executable, "-m", "wijkplatform.cli", "new-gemeente", *(f"{one}={words[one]}" for one in words)]
    environment = {**inherited, **(ours if env is None else env)}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60)


def fresh() -> str:
    return f"nieuw-{secrets.token_hex(5)}"


def town_of(maker: Maker, slug: str) -> Town:
    with maker.store.lobby() as lobby:
        return Town(maker, slug, lobby.gemeente(slug))


def test_a_gemeente_is_made_and_its_beheerder_is_invited(maker) -> None:
    slug = fresh()
    said = run(maker, slug=slug, cbs="0363")
    assert (said.returncode, said.stderr) == (0, "")
    assert f"{BASE_URL}/{slug}/beheer" in said.stdout
    town = town_of(maker, slug)
    with town.store.workspace(town.operator) as work:
        assert (work.gemeente.name, work.gemeente.cbs_code) == ("Nieuwstad", "GM0363")
        (asked,) = work.db.scalars(select(Invitation))
        (link,) = work.db.scalars(select(InvitationLink))
        assert (asked.email, asked.role, asked.invited_by) == ("iris@nieuwstad.example", "beheerder", None)
        assert asked.expires_at - asked.created_at < timedelta(days=7, seconds=5)
        assert link.digest == digest(work.keys.invitation_secret(link.id))
        letter = outbox.claim(work)
    assert letter
    assert (letter.recipient, letter.role, letter.inviter) == ("iris@nieuwstad.example", Role.BEHEERDER, None)
    assert letter.secret not in said.stdout + said.stderr


@pytest.mark.parametrize(
    ("given", "word"),
    [
        *(({"slug": slug}, "--slug") for slug in ("Nieuw Stad", "-x", "x-", "a/b", "", "é", "a" * 64)),
        *(({"slug": slug}, "--slug") for slug in ("demo", "doe-mee", "api", "static", "privacy", "socket.io")),
        *(({"cbs": code}, "--cbs") for code in ("363", "GM36", "Utrecht", "", "GM03633")),
        *(
            ({"beheerder": email}, "--beheerder")
            for email in ("iris", "iris@", "a@b.nl, c@d.nl", "a@b.nl\nBcc: c@d.nl")
        ),
        *(({"name": name}, "--name") for name in ("", "  ", "x" * 81)),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_in_a_sentence_and_nothing_is_made(maker, capsys, given: dict[str, str], word) -> None:
    slug = given.get("slug", fresh())
    words = {**GOOD, "--slug": slug, **{f"--{name}": value for name, value in given.items()}}
    code = founding.found(
        slug=words["--slug"], name=words["--name"], cbs_code=words["--cbs"], email=words["--beheerder"]
    )
    said = capsys.readouterr()
    assert (code, said.out) == (1, "")
    assert word in said.err
    assert said.err.strip().endswith(".")
    with psycopg.connect(plain(maker.database.owner_url)) as connection:
        assert connection.execute("SELECT count(*) FROM gemeente WHERE slug = %s", [slug]).fetchone() == (0,)


@pytest.mark.parametrize("cbs", ["GM0363", "GM0518"])
def test_a_name_that_is_taken_is_refused_and_changes_nothing(maker, fingerprint, cbs: str) -> None:
    slug = fresh()
    assert run(maker, slug=slug).returncode == 0
    before = fingerprint()
    said = run(maker, slug=slug, cbs=cbs, beheerder="iemand@elders.example")
    assert (said.returncode, "--slug" in said.stderr) == (1, True)
    assert fingerprint() == before


def test_when_nobody_took_the_invitation_in_time_the_same_command_invites_again(maker) -> None:
    slug = fresh()
    assert run(maker, slug=slug).returncode == 0
    town = town_of(maker, slug)
    with town.store.workspace(town.operator) as work:
        work.db.execute(update(Invitation).values(expires_at=datetime.now(UTC) - timedelta(days=1)))
    assert run(maker, slug=slug).returncode == 0
    assert len(town.mails()) == 2


def test_a_gemeente_with_people_takes_no_first_beheerder(maker, town: Town) -> None:
    town.sign_in(Role.AMBTENAAR)
    with psycopg.connect(plain(maker.database.owner_url)) as connection:
        connection.execute("UPDATE gemeente SET cbs_code = 'GM0363' WHERE slug = %s", [town.slug])
    assert run(maker, slug=town.slug).returncode == 1
    assert town.mails() == []


def test_without_the_owner_role_it_says_what_is_missing(maker) -> None:
    env = {
        "WIJK_DATABASE_URL": maker.database.app_url,
        "WIJK_SECRET_KEY": SECRET_KEY,
        "WIJK_BASE_URL": BASE_URL,
        "WIJK_VAR": "/nowhere",
    }
    said = run(maker, slug=fresh(), env=env)
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr.startswith("WIJK_OWNER_DATABASE_URL is missing")


def test_it_finds_a_demo_that_runs_here(maker, tmp_path: Path) -> None:
    slug = fresh()
    known = {
        "WIJK_DATABASE_URL": maker.database.app_url,
        "WIJK_OWNER_DATABASE_URL": maker.database.owner_url,
        "WIJK_SECRET_KEY": SECRET_KEY,
        "WIJK_BASE_URL": BASE_URL,
    }
    (tmp_path / "demo-settings.json").write_text(json.dumps(known))
    assert run(maker, slug=slug, env={"WIJK_VAR": str(tmp_path)}).returncode == 0
    assert len(town_of(maker, slug).mails()) == 1
