"""The delivered topology: nginx with TLS, two processes, Redis. Everything works through it, and its log forgets."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import suppress

import httpx
import pytest
import websocket

from tests.live.lines import Line, proof_headers, take_ticket
from tests.makers import Meeting
from tests.topology import Installation, installation
from wijkplatform.domain.people import Group

JOINS, SOCKETS = 3, 2


@pytest.fixture(scope="module")
def platform(database) -> Iterator[Installation]:
    with installation(database, WIJK_JOINS_PER_MINUTE=JOINS, WIJK_SOCKETS_PER_ADDRESS=SOCKETS) as one:
        yield one


@pytest.fixture
def visitor(call, platform):
    """Makes people who come in through nginx, each from an address of their own."""
    return lambda: call(to=platform.proxy)


def test_pages_calls_and_sockets_work_through_it(platform, visitor, meeting: Meeting, front_end) -> None:
    person, caller = meeting.join(), visitor()
    page = caller.get("/doe-mee")
    assert page.status_code == 200
    assert "max-age=" in page.headers["Strict-Transport-Security"]
    assert "nginx/" not in page.headers["Server"]
    script = caller.get(page.text.partition('<script type="module"')[2].partition('src="')[2].partition('"')[0])
    assert script.status_code == 200
    meeting.step("start", "open")
    with Line(platform.proxy) as phone:
        phone.enter(take_ticket(caller, meeting, person))
        assert phone.score(meeting.items()[0], 4)["state"] == "accepted"
    for _ in range(4):
        seen = caller.get(f"{meeting.path}/snapshot", headers=person.bearer).json()
        assert [one["value"] for one in seen["me"]["answers"]] == [4]


def test_sockets_spread_over_the_processes(platform, visitor, meeting: Meeting) -> None:
    lines = []
    try:
        for person in meeting.fill(4, 0, 0):
            caller = visitor()
            lines.append(Line(platform.proxy, address=caller.address))
            lines[-1].enter(take_ticket(caller, meeting, person))
        assert [one.metrics()["ws_connections"] >= 1 for one in platform.processes] == [True, True]
    finally:
        for line in lines:
            line.close()


def test_budgets_count_the_address_of_the_visitor_over_all_processes(platform, visitor, meeting: Meeting) -> None:
    one, other = visitor(), visitor()
    body = {"join_token": meeting.link(Group.BEWONER)}
    lies = [{}, {"X-Forwarded-For": "192.0.2.1"}, {"X-Forwarded-For": "192.0.2.2"}, {"Forwarded": "for=192.0.2.3"}]
    answers = [one.post("/api/v1/participants", body, headers=lies[n % 4]).status_code for n in range(2 * JOINS)]
    assert answers == [201] * JOINS + [429] * JOINS
    assert other.post("/api/v1/participants", body).status_code == 201


def test_sockets_are_counted_per_visitor(platform, visitor) -> None:
    address = visitor().address
    lines: list[Line] = []
    try:
        with suppress(websocket.WebSocketBadStatusException):
            for _ in range(2 * SOCKETS + 1):
                lines.append(Line(platform.proxy, address=address))
        assert SOCKETS <= len(lines) <= 2 * SOCKETS
        Line(platform.proxy, address=visitor().address).close()
    finally:
        for line in lines:
            line.close()


def test_the_log_holds_no_secret_and_no_whole_address(platform, visitor, meeting: Meeting) -> None:
    caller, slug = visitor(), meeting.town.slug
    secrets = [
        meeting.link(Group.BEWONER),
        meeting.screen(),
        "geheimvandetafel",
        "geheimvandeuitnodiging",
        "inloggeheim",
        "geheimvandeafspraak",
        "geheimvanhetoverzicht",
    ]
    of_gemeente = [f"/{slug}/{part}" for part in ("scherm", "uitnodiging", "inloggen", "afspraak", "inzage")]
    places = ("/doe-mee", of_gemeente[0], "/tafel", *of_gemeente[1:])
    for place, secret in zip(places, secrets, strict=True):
        caller.get(f"{place}/{secret}", headers={"Referer": f"https://x.example/{secret}", "User-Agent": secret})
        caller.get(f"{place}//{secret}?next={secret}")
        caller.post(f"{place}/{secret}", "x" * 300_000)
    caller.get(f"/{slug}/inlog/terug?code=codevandeprovider&state=staat")
    caller.post("/api/v1/participants", {"code": "12345678", "group": "bewoner"})
    log = platform.proxy.log
    for place in places:
        assert log.count(f'"{place}/***"') == 3
    assert [one for one in (*secrets, "codevandeprovider", "staat", "12345678", caller.address) if one in log] == []
    assert f" {caller.address.rpartition('.')[0]}.0 GET " in log


def test_what_is_too_large_too_slow_or_for_another_name_ends_at_the_door(platform, visitor, meeting: Meeting) -> None:
    caller = visitor()
    assert caller.post(f"{meeting.path}/scores", "x" * 270_000).status_code == 413
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"https://127.0.0.1:{platform.proxy.port}/", verify=False)
    raw = socket.create_connection(("127.0.0.1", platform.proxy.port), 15)
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with context.wrap_socket(raw, server_hostname="localhost") as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Half: ")
        line.settimeout(14)
        answer = line.recv(1000)
    assert answer == b"" or b" 408 " in answer


def test_a_process_that_is_gone_is_not_noticed(platform, visitor, meeting: Meeting) -> None:
    caller, proof = visitor(), proof_headers(meeting.leader)
    platform.processes[0].kill()
    try:
        answers = [caller.get(f"{meeting.path}/snapshot", headers=proof).status_code for _ in range(6)]
        assert answers == [200] * 6
    finally:
        platform.processes[0].start()
