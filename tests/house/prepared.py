"""What tests of preparing share: a form that is right, and somebody who sends it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from html import unescape
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tests.makers import Meeting, SignedIn, Town
from wijkplatform.domain.dates import HERE, short_date
from wijkplatform.domain.people import Group
from wijkplatform.storage.sessions import ScoringSession

SOON = datetime.now(HERE).date() + timedelta(days=30)
GOOD: dict[str, Any] = {
    "wijk": "",
    "new_wijk": "De Linden",
    "title": "",
    "date": short_date(SOON),
    "starts": "19.30",
    "ends": "21.30",
    "place": "Buurthuis",
    "term": "buurt",
    "waarden": "1",
    "parts": ["2"],
    "items": ["1", "3"],
    "skip_inside": "1",
    "skipped": ["14"],
    "pace": "own",
    "own_date": "",
    "own_time": "23.00",
    "smallest_group": "4",
    "open_bars": "1",
    "shared_phones": "1",
}


def send(caller, lead: SignedIn, path: str, **typed: object):
    return caller.http.post(f"/{lead.slug}/beheer/sessies/{path}", data={**typed, **lead.form}, headers=lead.page)


def get(caller, lead: SignedIn, path: str):
    return caller.get(f"/{lead.slug}/beheer/sessies/{path}", headers=lead.cookies)


def made(answer) -> UUID:
    """The session that a form made."""
    assert answer.status_code == 303, answer.text
    return UUID(answer.headers["location"].split("/")[-2])


def stored(town: Town, session: UUID) -> ScoringSession:
    with town.store.workspace(town.operator) as work:
        return work.db.scalars(select(ScoringSession).where(ScoringSession.id == session)).one()


def fields(page: str) -> dict[str, Any]:
    """What a form holds, as a browser would send it back."""
    found: dict[str, Any] = {"parts": [], "items": [], "skipped": []}
    for tag in re.findall(r"<input[^>]*>", page):
        part = {name: unescape(value) for name, value in re.findall(r'(\w+)="([^"]*)"', tag)}
        if part.get("type") in ("checkbox", "radio") and " checked" not in tag:
            continue
        if part.get("name") in ("parts", "items", "skipped"):
            found[part["name"]].append(part["value"])
        elif "name" in part:
            found[part["name"]] = part["value"]
    for name, options in re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', page, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = unescape(chosen[1]) if chosen else ""
    return found


def told_wrong(page: str) -> set[str]:
    return set(re.findall(r'id="([\w-]+)-error"', page))


def answered_on_paper(meeting: Meeting) -> None:
    meeting.step("start", "open")
    meeting.type_paper(Group.BEWONER, card=1, answers={meeting.items()[0]: 3})
