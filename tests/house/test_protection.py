"""What stands around every call: proof that it comes from our page, headers, true links, and no memory of errors."""

from __future__ import annotations

import re
import socket

import pytest

from tests.house.test_joining import problem
from tests.makers import BASE_URL, Meeting
from wijkplatform.domain.people import Group, Role

OURS = ({"Sec-Fetch-Site": "same-origin"}, {"Origin": BASE_URL})
FOREIGN = (
    {},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "cross-site", "Origin": BASE_URL},
    {"Origin": "https://elders.example"},
    {"Origin": "null"},
    {"Origin": f"{BASE_URL}.elders.example"},
    {"Referer": f"{BASE_URL}/"},
)


def with_cookies(meeting: Meeting) -> list[tuple[str, str, dict[str, str], object]]:
    """Every unsafe call that leans on a cookie."""
    lead, person = meeting.leader.cookies, meeting.join(typed=True)
    phone = {"Cookie": f"__Host-deelnemer-{meeting.town.slug}={person.token.partition('.')[2]}"}
    ticket = {"gemeente": meeting.town.slug, "session": str(meeting.id)}
    return [
        ("PATCH", f"{meeting.path}/door", lead, {"joining": "locked"}),
        ("PATCH", f"{meeting.path}/participants/{person.id}", lead, {"removed": False, "group": "ambtenaar"}),
        ("POST", f"{meeting.path}/screens", lead, {}),
        ("POST", "/api/v1/socket-tickets", lead, {**ticket, "as": "facilitator"}),
        ("POST", "/api/v1/socket-tickets", phone, {**ticket, "as": "participant"}),
        ("PATCH", "/api/v1/participants/me", phone, {"language": "tr"}),
        ("POST", f"{meeting.path}/scores", phone, {"ops": []}),
    ]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_a_page_of_somebody_else_does_nothing_with_our_cookies(anyone, meeting, fingerprint, headers) -> None:
    calls = with_cookies(meeting)
    before = fingerprint()
    for method, path, cookies, body in calls:
        problem(anyone.http.request(method, path, json=body, headers={**cookies, **headers}), 403, "not_allowed")
    assert fingerprint() == before


@pytest.mark.parametrize("headers", OURS, ids=str)
def test_a_page_of_ours_does(anyone, meeting, headers) -> None:
    for method, path, cookies, body in with_cookies(meeting):
        answer = anyone.http.request(method, path, json=body, headers={**cookies, **headers})
        assert answer.status_code in (200, 201), (path, answer.text)


def test_a_form_of_somebody_else_signs_nobody_out(anyone, meeting, front_end) -> None:
    path, leader, other = f"/{meeting.town.slug}/afmelden", meeting.leader, meeting.town.sign_in(Role.BEHEERDER)
    ours = {**leader.cookies, "Sec-Fetch-Site": "same-origin"}
    theirs = {**leader.cookies, "Origin": "https://elders.example"}
    for headers, form in ((theirs, leader.form), (ours, {}), (ours, {"form_token": "x"}), (ours, other.form)):
        assert anyone.http.post(path, data=form, headers=headers).status_code == 403
    assert anyone.get(f"{meeting.path}/snapshot", headers=meeting.leader.cookies).status_code == 200


def test_the_api_takes_json_only(anyone, meeting, fingerprint) -> None:
    before = fingerprint()
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""):
        body = f'{{"code": "{meeting.code}", "group": "bewoner"}}'
        problem(
            anyone.http.post("/api/v1/participants", content=body, headers={"Content-Type": kind}), 400, "malformed"
        )
    assert fingerprint() == before


def test_reading_changes_nothing(anyone, meeting, fingerprint, front_end) -> None:
    before = fingerprint()
    lead = meeting.leader.cookies
    for path in (
        *("/", "/doe-mee", f"/doe-mee/{meeting.link(Group.BEWONER)}", "/privacy", "/toegankelijkheid", "/healthz"),
        *(f"/{meeting.town.slug}/beheer", f"/{meeting.town.slug}/sessies/{meeting.id}", f"{meeting.path}/snapshot"),
        *(f"/{meeting.town.slug}/doe-mee/{meeting.id}", f"{meeting.path}/participants", "/readyz"),
    ):
        for method in ("GET", "HEAD"):
            assert anyone.http.request(method, path, headers=lead).status_code in (200, 302), path
    assert fingerprint() == before


@pytest.mark.parametrize(
    "path",
    [
        *("/healthz", "/readyz", "/api/v1/participants", "/api/v1/nothing", "/nothing", "/doe-mee", "/privacy"),
        *("/static/nothing.js", "/socket.io/?EIO=4&transport=polling", "/socket.io/", "/demo", "/"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "OPTIONS"])
def test_every_answer_carries_the_headers(anyone, front_end, method: str, path: str) -> None:
    answer = anyone.http.request(method, path)
    assert answer.status_code < 500
    headers = answer.headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cache-Control"] in ("no-store", "no-cache") or not path.startswith("/static")
    assert "Access-Control-Allow-Origin" not in headers
    assert "Server" not in headers or "gevent" not in headers["Server"]


def test_what_is_personal_is_kept_by_no_cache(anyone, meeting, front_end) -> None:
    person = meeting.join()
    snapshot = anyone.get(f"{meeting.path}/snapshot", headers=person.bearer)
    assert snapshot.headers["Cache-Control"] == "private, no-cache"
    assert {"Authorization", "Cookie"} <= set(re.split(", ?", snapshot.headers["Vary"]))
    lead = {**meeting.leader.cookies, "Sec-Fetch-Site": "same-origin"}
    pages = [
        f"/{meeting.town.slug}/beheer",
        f"/{meeting.town.slug}/sessies/{meeting.id}",
        f"{meeting.path}/participants",
    ]
    for path in pages:
        assert anyone.get(path, headers=lead).headers["Cache-Control"] == "no-store"


def test_a_nonce_is_used_once(anyone, front_end) -> None:
    pages = [anyone.get("/doe-mee") for _ in range(3)]
    nonces = [re.search(r"'nonce-([\w-]+)'", page.headers["Content-Security-Policy"])[1] for page in pages]
    assert len(set(nonces)) == 3
    for page, nonce in zip(pages, nonces, strict=True):
        assert set(re.findall(r'nonce="([^"]*)"', page.text)) == {nonce}


@pytest.mark.parametrize("host", ["elders.example", "wijk.example.elders.example", "wijk.example@elders.example", ""])
def test_a_host_of_somebody_else_is_refused(anyone, meeting, front_end, host: str) -> None:
    answer = anyone.get(f"{meeting.path}/snapshot", headers={**meeting.leader.cookies, "Host": host})
    assert answer.status_code == 400
    assert "elders" not in answer.text


def test_links_begin_with_the_address_of_the_platform_whatever_a_request_says(anyone, meeting, front_end) -> None:
    poison = {
        "X-Forwarded-Host": "elders.example",
        "X-Forwarded-Proto": "gopher",
        "X-Forwarded-For": "192.0.2.66",
        "Forwarded": "host=elders.example",
        "X-Original-URL": "/elders",
    }
    lead = {**meeting.leader.cookies, "Sec-Fetch-Site": "same-origin", **poison}
    doors = anyone.get(f"{meeting.path}/snapshot", headers=lead).json()["doors"]
    made = anyone.post(f"{meeting.path}/screens", headers=lead).json()["url"]
    for link in (doors["address"], *doors["links"].values(), made):
        assert link.startswith(f"{BASE_URL}/")
    page = anyone.get(f"/{meeting.town.slug}/sessies/{meeting.id}", headers=lead)
    assert "elders" not in page.text + str(page.headers)
    for host in ("127.0.0.1", "wijk.example"):
        named = anyone.get(f"{meeting.path}/snapshot", headers={**lead, "Host": host}).json()["doors"]
        assert named == doors


def test_an_error_shows_nothing_of_the_inside(anyone, server) -> None:
    answers = [
        anyone.http.post("/api/v1/participants", content=b"{", headers={"Content-Type": "application/json"}),
        anyone.http.post("/api/v1/participants", content=b"\xff", headers={"Content-Type": "application/json"}),
        anyone.http.request("DELETE", "/api/v1/participants"),
        anyone.http.request("PATCH", "/api/v1/nothing"),
    ]
    assert [one.status_code for one in answers] == [400, 400, 405, 404]
    for answer in answers:
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["status"] == answer.status_code
        assert not re.search(r"Traceback|psycopg|sqlalchemy|pydantic|werkzeug|\.py\b", answer.text)
    assert answers[2].headers["Allow"]


def test_a_request_that_never_ends_holds_up_nobody(anyone, server) -> None:
    held = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(50)]
    try:
        for one in held:
            one.sendall(b"POST /api/v1/participants HTTP/1.1\r\nHost: wijk.example\r\n")
        assert anyone.get("/readyz", timeout=5).status_code == 200
    finally:
        for one in held:
            one.close()
