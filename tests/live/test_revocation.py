"""Who signs out, is removed or gets another role is out: pages at once, sockets within five seconds."""

from __future__ import annotations

import time
from collections.abc import Callable

import psycopg
import pytest

from tests.makers import Meeting, SignedIn, plain
from tests.server import Caller, running
from wijkplatform.domain.people import Role

WITHIN = 5.0
pytestmark = pytest.mark.usefixtures("front_end")


def sent(caller: Caller, who: SignedIn, path: str, **form: str) -> None:
    answer = caller.http.post(f"/{who.slug}/{path}", data={**who.form, **form}, headers=who.page)
    assert answer.status_code == 303, answer.text


def removed(caller: Caller, meeting: Meeting, boss: SignedIn) -> None:
    sent(caller, boss, f"beheer/mensen/{meeting.leader.account}/verwijderen")


def lowered(caller: Caller, meeting: Meeting, boss: SignedIn) -> None:
    sent(caller, boss, f"beheer/mensen/{meeting.leader.account}/rol", role="ambtenaar")


def raised(caller: Caller, meeting: Meeting, boss: SignedIn) -> None:
    sent(caller, boss, f"beheer/mensen/{meeting.leader.account}/rol", role="beheerder")


def signed_out(caller: Caller, meeting: Meeting, boss: SignedIn) -> None:
    sent(caller, meeting.leader, "afmelden")


def disabled_elsewhere(caller: Caller, meeting: Meeting, boss: SignedIn) -> None:
    """By a process that knows nothing of this server."""
    with psycopg.connect(plain(meeting.town.maker.database.platform_url)) as connection:
        connection.execute("UPDATE account SET disabled_at = now() WHERE id = %s", [meeting.leader.account])


WAYS: list[Callable[[Caller, Meeting, SignedIn], None]] = [removed, lowered, raised, signed_out, disabled_elsewhere]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_every_open_page_and_socket_of_that_person_ends_and_of_nobody_else(sit, call, meeting, way) -> None:
    boss = meeting.town.sign_in(Role.BEHEERDER, "Henk")
    phone, person = call(), meeting.join()
    quiet, busy = sit(meeting, meeting.leader), sit(meeting, meeting.leader)
    beside, others = sit(meeting, boss), sit(meeting, person)
    browser = call(meeting.leader.cookies)
    page = f"/{meeting.town.slug}/sessies/{meeting.id}"
    assert [browser.get(one).status_code for one in (page, f"{meeting.path}/snapshot")] == [200, 200]

    way(call(), meeting, boss)
    since = time.monotonic()
    assert browser.get(page).status_code == 404
    assert browser.get(f"/{meeting.town.slug}/beheer").status_code == 302
    assert browser.get(f"{meeting.path}/snapshot").status_code == 404
    assert busy.step("start", 1)["code"] == "not_found"
    for line in (quiet, busy):
        assert line.hear("ended") == {"reason": "revoked"}
        assert line.ends(WITHIN - (time.monotonic() - since))
    for line in (beside, others):
        assert not line.over
        assert line.told("ended") == []
    assert phone.get(f"{meeting.path}/snapshot", headers=person.bearer).status_code == 200
    assert beside.step("start", 1)["ok"]


def test_a_socket_on_another_process_ends_as_well(database, sit, call, meeting) -> None:
    boss = meeting.town.sign_in(Role.BEHEERDER, "Henk")
    with running(database) as elsewhere:
        cockpit = sit(meeting, meeting.leader, elsewhere)
        removed(call(), meeting, boss)
        since = time.monotonic()
        assert cockpit.hear("ended") == {"reason": "revoked"}
        assert cockpit.ends(WITHIN - (time.monotonic() - since))


def test_signing_out_ends_only_the_browser_that_did(sit, call, meeting) -> None:
    second = meeting.town.sign_in()
    assert second.account == meeting.leader.account
    first_line, second_line = sit(meeting, meeting.leader), sit(meeting, second)
    sent(call(), meeting.leader, "afmelden")
    assert first_line.hear("ended") == {"reason": "revoked"}
    assert first_line.ends(WITHIN)
    assert second_line.step("start", 1)["ok"]
