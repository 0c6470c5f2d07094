"""The demo gemeente: its people, a session in its lobby, and the links that `var/demo.json` tells."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from typing_extensions import TypedDict

from wijkplatform.domain.dates import HERE
from wijkplatform.domain.errors import NotFound
from wijkplatform.domain.people import Action, Role
from wijkplatform.domain.sessions import State
from wijkplatform.services.demo_past import WIJK
from wijkplatform.services.preparing import prepare_session
from wijkplatform.services.seeing import doors_of
from wijkplatform.services.sessions import add_screen
from wijkplatform.services.signing_in import add_account
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import doors, participants, plans, sessions
from wijkplatform.storage.work import Work
from wijkplatform.wire.base import GroupName

NAME = "Voorbeeldstad"
_AGENDA = (1, 3, 9)
SPELLEIDER, AMBTENAAR = "samira@voorbeeldstad.example", "lieke@voorbeeldstad.example"
_PEOPLE = {
    Role.SPELLEIDER: (SPELLEIDER, "Samira de Boer"),
    Role.BEHEERDER: ("henk@voorbeeldstad.example", "Henk Visser"),
    Role.AMBTENAAR: (AMBTENAAR, "Lieke Jansen"),
}


class DemoLinks(TypedDict):
    """What a newcomer opens; the contents of `var/demo.json`."""

    base_url: str
    gemeente: str
    session: str
    join_code: str
    join_links: dict[GroupName, str]
    spelleider_link: str
    scherm_link: str
    beheer_link: str


@use_case(Action.SET_UP)
def prepare_demo(work: Work) -> UUID:
    """Make what the demo lacks; return the session to go on with.

    That is its accounts, and a session when none is open. What it has behind it: `wijkplatform/demo_evening.py`.
    """
    add_people(work)
    starts_at = tonight()
    going = plans.newest_open(work.db)
    if going is not None:
        return going.id
    return prepare_session(
        work,
        title="Een stap verder in De Linden",
        wijk=WIJK,
        opgaven=_AGENDA,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        place="Buurthuis De Linden",
    )


@use_case(Action.SET_UP)
def add_people(work: Work) -> None:
    """Make the accounts of the demo that are not there."""
    for role, (email, name) in _PEOPLE.items():
        add_account(work, email=email, name=name, role=role)


def tonight(now: datetime | None = None) -> datetime:
    """The next half past seven in the evening.

    >>> tonight(datetime(2026, 11, 26, 20, 0, tzinfo=UTC)).isoformat()
    '2026-11-27T19:30:00+01:00'
    """
    here = (now or datetime.now(UTC)).astimezone(HERE)
    evening = here.replace(hour=19, minute=30, second=0, microsecond=0)
    return evening if evening > here else evening + timedelta(days=1)


@use_case(Action.SET_UP)
def see_demo(work: Work, base_url: str) -> DemoLinks:
    """The links of the demo and of the session it goes on with."""
    session = sessions.session(work.db, prepare_demo(work))
    if session is None:
        raise NotFound
    link = doors.any_screen_link(work.db, session.id)
    token = work.keys.screen_token(link.id) if link else add_screen(work, session.id)
    ways = doors_of(work, session, base_url)
    return {
        "base_url": base_url,
        "gemeente": work.gemeente.slug,
        "session": str(session.id),
        "join_code": ways["code"],
        "join_links": ways["links"],
        "spelleider_link": f"{base_url}/demo/in/spelleider",
        "scherm_link": f"{base_url}/{work.gemeente.slug}/scherm/{token}",
        "beheer_link": f"{base_url}/demo/in/beheerder",
    }


@use_case(Action.SET_UP)
def see_demo_state(work: Work, session_id: UUID) -> tuple[str, bool]:
    """The state of the demo's session, and whether simulated participants take part."""
    session = sessions.session(work.db, session_id)
    state = session.state if session else State.CLOSED.value
    return state, participants.any_rehearsal(work.db, session_id)


def write_links(links: DemoLinks, file: Path) -> None:
    """Write the links where scripts look for them; a reader never sees half a file."""
    fresh = file.with_suffix(".new")
    fresh.write_text(json.dumps(links, indent=2) + "\n")
    fresh.replace(file)
