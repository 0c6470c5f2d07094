"""What stands where: rules of the house that import contracts cannot say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "wijkplatform"

# What → where alone it may stand → how to find it → a line in which it must be found.
RULES: dict[str, tuple[list[str], str, str]] = {
    "SQL as text": (["storage"], r"(?<![\w.])text\(", 'db.execute(text("select 1"))'),
    "the choice of a gemeente": (["storage/work.py"], r"set_config\(", "select set_config('wijkplatform', '', true)"),
    "a commit": (["storage/work.py"], r"\.commit\(\)", "work.db.commit()"),
    "psycopg": (["databases.py", "embedded.py"], r"^\s*(import|from) psycopg", "import psycopg"),
    "joining a room": (["live"], r"\bjoin_room\(", 'join_room("room")'),
    "emitting": (["live"], r"\.emit\(", 'socketio.emit("snapshot", {})'),
    "an address that the request named": (
        [],
        r"request\.(host|host_url|url_root|base_url|url)\b|_external\b|X-Forwarded-Host",
        'link = f"{request.host_url}/doe-mee"',
    ),
    "asking another server": (
        ["oidc/fetching.py", "rehearsal.py", "demo.py"],
        r"^\s*(import|from) (requests|httpx|urllib3|urllib\.request|http\.client|aiohttp)\b"
        r"|requests_client|create_connection\(",
        "import requests",
    ),
    "a query that names the gemeente": (
        ["storage/base.py", "storage/work.py"],
        r"(?<!badges)\.gemeente_id\b|\bgemeente_id *(==|!=|=[^=])",
        "select(Score).where(Score.gemeente_id == work.gemeente.id)",
    ),
}


def sources() -> Iterator[tuple[str, int, str]]:
    """Every line of the package and of its pages."""
    for file in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html")]):
        for number, line in enumerate(file.read_text().splitlines(), start=1):
            yield file.relative_to(PACKAGE).as_posix(), number, line


@pytest.mark.parametrize("what", RULES)
def test_some_things_stand_in_one_place_only(what: str) -> None:
    places, pattern, _ = RULES[what]
    found = [f"{file}:{number}: {line.strip()}" for file, number, line in sources() if re.search(pattern, line)]
    assert [one for one in found if not any(one.startswith(place) for place in places)] == []
    assert not places or found, "the rule finds nothing, not even where it should"


@pytest.mark.parametrize("what", RULES)
def test_each_rule_finds_who_breaks_it(what: str) -> None:
    _, pattern, planted = RULES[what]
    assert re.search(pattern, planted)
