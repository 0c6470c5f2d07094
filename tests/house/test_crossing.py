"""A foreign id is answered exactly as a random one, by every route, and changes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import uuid4

import pytest

from tests.makers import SECRET_KEY, Meeting, score_op
from wijkplatform.app import create_app
from wijkplatform.domain.people import Role
from wijkplatform.settings import read

APP = create_app(
    read(
        {
            "WIJK_DATABASE_URL": "postgresql+psycopg://nowhere/",
            "WIJK_SECRET_KEY": SECRET_KEY,
            "WIJK_BASE_URL": "https://x",
        }
    )
)
ROUTES = sorted(
    (method, rule.rule, rule.endpoint)
    for rule in APP.flask.url_map.iter_rules()
    for method in (rule.methods or ()) - {"HEAD", "OPTIONS"}
)
WITHOUT_A_PLACE = {
    # Routes that name nothing of a gemeente in their path; what their body names is tried below and in test_joining.
    *("static", "pages.home", "pages.join_by_code", "pages.privacy", "pages.accessibility", "pages.health"),
    "pages.short_address",
    *("pages.ready", "api.join", "api.see_door", "api.come_back", "api.change_own_place", "api.hand_on"),
    "api.take_ticket",
    # The frame of a phone is the same for everybody: the screen in it asks who is behind it.
    "pages.take_part",
    # A link that is its own proof.
    "pages.join_by_link",
    # The way in to a gemeente, and its colours: for everybody. Links of another gemeente: see test_signing_in.
    *("signing_in.ask", "signing_in.send", "signing_in.open_link", "signing_in.use_link", "house_style.sheet"),
    # A link that is its own proof, in one gemeente: see test_accepting.
    *("accepting.look", "accepting.accept", "accepting.seen"),
    # The same by the gemeente's own provider: an attempt of another gemeente is tried in test_oidc.
    *("oidc.begin", "oidc.back"),
    # A link to an afspraak is its own proof, in one gemeente: see test_agreement_link.
    *("answering.look", "answering.answer"),
    # So is a link to an overview: see test_overview_links.
    "overview_link.look",
}
BODIES = {
    "api.give_scores": {"ops": [score_op(str(uuid4()))]},
    "api.propose": {"op": str(uuid4()), "item": str(uuid4()), "on": True},
    "api.change_participant": {"confirmed": True, "group": "bewoner", "removed": True},
    "api.change_door": {"joining": "locked"},
    "api.add_screen": {},
    "api.type_paper": {"op": str(uuid4()), "group": "bewoner", "card": 1, "answers": {str(uuid4()): 3}},
    "api.write_note": {"op": str(uuid4()), "item": str(uuid4()), "box": "goes_well", "text": "Overgenomen"},
    "api.decide_note": {"op": str(uuid4()), "note": str(uuid4()), "show": True},
    "api.end_point": {"op": str(uuid4()), "item": str(uuid4()), "kind": "later", "reason": "Overgenomen"},
    "api.change_agreement": {"status": "dropped", "text": "Overgenomen"},
}
BY_LINK = ("pages.beamer", "pages.paper_table")
PLACES = [route for route in ROUTES if route[2] not in WITHOUT_A_PLACE]


def test_every_route_is_tried_or_named() -> None:
    assert {endpoint for _, _, endpoint in PLACES} == {
        *("api.see_snapshot", "api.give_scores", "api.see_participants", "api.change_participant", "api.change_door"),
        *("api.propose", "api.see_choices", "api.export_results", "api.see_dashboard"),
        "api.see_live",
        *("api.type_paper", "api.see_paper", "api.add_table", "api.see_tables", "api.revoke_table"),
        "api.wipe_trial",
        *("reports.see", "reports.take_along", "reports.hang_up", "session_page.see"),
        *("own_mail.see", "own_mail.choose"),
        *("printing.choose", "printing.print_answer_cards", "printing.print_seat_cards"),
        *(
            "api.add_screen",
            "pages.cockpit",
            "pages.paper_desk",
            "pages.paper_table",
            "pages.beamer",
            "pages.workspace",
            "signing_in.leave",
        ),
        *("people.everybody", "people.one", "people.rename", "people.change_role", "people.ask_to_remove"),
        *("people.remove", "people.ask_to_let_in", "people.let_in_again", "settings_page.see", "settings_page.change"),
        *("pages.take_part_as_account", "invitations.overview", "invitations.begin", "invitations.preview"),
        *("invitations.send", "invitations.remind", "invitations.resend", "invitations.revoke"),
        *(
            "preparing.begin",
            "preparing.copy",
            "preparing.make",
            "preparing.see",
            "preparing.change",
            "preparing.ready",
        ),
        *("preparing.ask_to_delete", "preparing.delete", "preparing.show_screen"),
        *("preparing.start_trial", "preparing.wipe_trial"),
        *("oidc.own_link", "oidc_settings.show", "oidc_settings.change"),
        *("api.write_note", "api.decide_note", "api.end_point", "api.see_owners", "api.change_agreement"),
        *("agreements.overview", "agreements.one", "agreements.move", "agreements.see_plan", "agreements.change_plan"),
        *("agreements.mail_again", "agreements.ask_to_revoke", "agreements.revoke"),
        *("auditing.overview", "auditing.export", "notes.find", "notes.hidden"),
        *("overview.of_gemeente", "overview.of_wijk", "wijken.see", "comparisons.see"),
        *("taking_away.desk", "taking_away.ask", "taking_away.fetch"),
        *("sharing.desk", "sharing.make", "sharing.ask_to_revoke", "sharing.revoke"),
        *("api.see_peers", "peers.overview", "peers.switch", "peers.see_offer", "peers.offer"),
        "peers.withdraw",
    }
    assert {endpoint for _, _, endpoint in ROUTES} - {endpoint for _, _, endpoint in PLACES} == WITHOUT_A_PLACE


SOMEBODY = uuid4()


def fill(
    rule: str,
    slug: str,
    session: object,
    participant: object,
    token: str,
    account: object = "",
    agreement: object = "",
    *,
    wijk: object = "",
    link: object = "",
    export: object = "",
) -> str:
    """The address of a route. `account` is anybody: foreign accounts are tried below, this walk tries the gemeente.

    So are the `agreement`, the `wijk`, the `link` to an overview and the `export`.
    """
    values = {"gemeente": slug, "session": session, "participant": participant, "token": token, "secret": token}
    values["account"] = account or SOMEBODY
    values["agreement"] = agreement or SOMEBODY
    values["wijk"], values["link"] = wijk or SOMEBODY, link or SOMEBODY
    values["export"] = export or SOMEBODY
    values["invitation"] = values["table"] = participant
    values["opgave"] = 1
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), rule)


def seen(answer, slug: str, session: object = "") -> tuple[int, str, list[tuple[str, str]]]:
    """All that can be seen of an answer, but for the moment it was given and what was asked for: gemeente, session."""
    unseen = ("date", "etag", "content-length")
    headers = [(name, value) for name, value in answer.headers.multi_items() if name.lower() not in unseen]
    text = _plain(answer.text, slug, session)
    normal = [(name, _plain(value, slug, session)) for name, value in headers]
    return answer.status_code, text, normal


def _plain(text: str, slug: str, session: object) -> str:
    text = re.sub(r"nonce[-=][\"']?[\w-]{22}", "nonce", text).replace(slug, "GEMEENTE")
    return text.replace(str(session), "SESSION") if session else text


def to_sign_in(answer: tuple[int, str, list[tuple[str, str]]]) -> bool:
    """Whether somebody is sent to sign in first."""
    return answer[0] == 302 and dict(answer[2])["location"].startswith("/GEMEENTE/inloggen?")


@pytest.fixture(scope="module")
def mine(maker) -> Meeting:
    return maker.town().meeting()


@pytest.fixture(scope="module")
def theirs(maker) -> Meeting:
    meeting = maker.town().meeting()
    meeting.step("start", "open")
    return meeting


@pytest.fixture(scope="module")
def sibling(mine: Meeting) -> Meeting:
    """Another session of my own gemeente."""
    return mine.town.meeting()


def intruders(mine: Meeting) -> Iterator[tuple[str, dict[str, str]]]:
    screen = mine.screen()
    yield "nobody", {}
    yield "participant", mine.join().bearer
    yield "spelleider", {**mine.leader.cookies, "Sec-Fetch-Site": "same-origin"}
    yield "beheerder", {**mine.town.sign_in(Role.BEHEERDER).cookies, "Sec-Fetch-Site": "same-origin"}
    yield "scherm", {"Authorization": f"Bearer {screen}"}
    yield "tafel", {"Authorization": f"Bearer {mine.table()}"}
    yield "made up", {"Authorization": f"Bearer {mine.town.slug}.nothing"}


@pytest.mark.parametrize(("method", "rule", "endpoint"), PLACES, ids=[f"{one[0]} {one[1]}" for one in PLACES])
def test_a_foreign_id_is_answered_as_a_random_one(
    anyone, mine, theirs, sibling, fingerprint, front_end_or_api, method: str, rule: str, endpoint: str
) -> None:
    person, stranger = theirs.join(), sibling.join()
    screen = theirs.table() if endpoint == "pages.paper_table" else theirs.screen()
    item = theirs.items()[0]
    proofs = list(intruders(mine))
    before = fingerprint()
    for who, headers in proofs:
        foreign_cookie = {**headers}
        if "Cookie" in headers:
            foreign_cookie["Cookie"] += "; " + headers["Cookie"].replace(mine.town.slug, theirs.town.slug)
        pairs = [
            ((theirs.town.slug, theirs.id, person.id, screen), (theirs.town.slug, uuid4(), uuid4(), "nothing")),
            ((theirs.town.slug, theirs.id, person.id, "x"), (f"geen-{uuid4().hex[:8]}", theirs.id, person.id, "x")),
            ((mine.town.slug, theirs.id, person.id, screen), (mine.town.slug, uuid4(), uuid4(), "nothing")),
            ((mine.town.slug, mine.id, person.id, screen), (mine.town.slug, mine.id, uuid4(), "nothing")),
            ((mine.town.slug, mine.id, stranger.id, screen), (mine.town.slug, mine.id, uuid4(), "nothing")),
        ]
        if who in ("nobody", "participant", "scherm", "tafel", "made up"):
            pairs.append(((mine.town.slug, sibling.id, stranger.id, "x"), (mine.town.slug, uuid4(), uuid4(), "x")))
        if rule.startswith("/<gemeente>/beheer") or endpoint in (
            *("signing_in.leave", "api.see_dashboard", "api.see_live"),
        ):
            pairs = pairs[:2]
        if endpoint in BY_LINK:
            # The link is the proof here: only in its own gemeente.
            pairs = pairs[2:3]
        if endpoint not in ("api.change_participant",):
            pairs = [pair for pair in pairs if pair[0][:2] != (mine.town.slug, mine.id) or endpoint in BY_LINK]
        body = {"ops": [score_op(item)]} if endpoint == "api.give_scores" else BODIES.get(endpoint)
        for foreign, random in pairs:
            answers = [
                seen(anyone.http.request(method, fill(rule, *place), json=body, headers=foreign_cookie), *place[:2])
                for place in (foreign, random)
            ]
            assert answers[0] == answers[1], (who, foreign, random)
            assert answers[0][0] in (403, 404) or to_sign_in(answers[0]), (who, foreign)
    assert fingerprint() == before


@pytest.fixture
def front_end_or_api(request: pytest.FixtureRequest, endpoint: str) -> None:
    """Pages need the built front end; calls of the API do not."""
    if not endpoint.startswith("api."):
        request.getfixturevalue("front_end")


def test_the_right_proof_does_open_what_was_tried(anyone, theirs) -> None:
    lead = {**theirs.leader.cookies, "Sec-Fetch-Site": "same-origin"}
    person = theirs.join()
    opened = [
        anyone.get(f"{theirs.path}/snapshot", headers=lead),
        anyone.get(f"{theirs.path}/snapshot", headers=person.bearer),
        anyone.get(f"{theirs.path}/snapshot", headers={"Authorization": f"Bearer {theirs.screen()}"}),
        anyone.get(f"{theirs.path}/participants", headers=lead),
        anyone.patch(f"{theirs.path}/participants/{person.id}", {"confirmed": True}, headers=lead),
        anyone.patch(f"{theirs.path}/door", {"joining": "open"}, headers=lead),
        anyone.post(f"{theirs.path}/screens", headers=lead),
        anyone.post(f"{theirs.path}/scores", {"ops": [score_op(theirs.items()[0])]}, headers=person.bearer),
    ]
    assert [one.status_code for one in opened] == [200, 200, 200, 200, 200, 200, 201, 200]


ABOUT_SOMEBODY = [(method, rule) for method, rule, end in ROUTES if end.startswith("people.") and "<uuid" in rule]


@pytest.mark.parametrize(("method", "rule"), ABOUT_SOMEBODY)
def test_an_account_of_another_gemeente_is_as_unknown_as_a_random_one(
    anyone, mine, theirs, fingerprint, front_end, method: str, rule: str
) -> None:
    boss, els = mine.town.sign_in(Role.BEHEERDER), theirs.town.account(Role.AMBTENAAR, "Els")
    form = {**boss.form, "role": "spelleider", "name": "Overgenomen"}
    anyone.get(f"/{mine.town.slug}/beheer/mensen", headers=boss.cookies)
    before = fingerprint()
    answers = [
        seen(anyone.http.request(method, path, data=form, headers=boss.page), mine.town.slug)
        for path in (fill(rule, mine.town.slug, "", "", "", account) for account in (els, uuid4()))
    ]
    assert answers[0] == answers[1]
    assert answers[0][0] == 404
    assert fingerprint() == before


ABOUT_A_SESSION = [(method, rule) for method, rule, end in ROUTES if end.startswith("preparing.") and "<uuid" in rule]


@pytest.mark.parametrize(("method", "rule"), ABOUT_A_SESSION)
def test_a_session_of_another_gemeente_is_as_unknown_to_who_prepares_as_a_random_one(
    anyone, mine, theirs, fingerprint, front_end, method: str, rule: str
) -> None:
    form = {**mine.leader.form, "new_wijk": "Overgenomen", "date": "1-1-2027", "starts": "20.00", "parts": "1"}
    anyone.get(f"/{mine.town.slug}/beheer", headers=mine.leader.cookies)
    before = fingerprint()
    answers = [
        seen(anyone.http.request(method, path, data=form, headers=mine.leader.page), mine.town.slug)
        for path in (fill(rule, mine.town.slug, session, "", "") for session in (theirs.id, uuid4()))
    ]
    assert answers[0] == answers[1]
    assert answers[0][0] == 404
    assert fingerprint() == before


ABOUT_AN_AGREEMENT = [
    (method, rule, end.startswith("api."))
    for method, rule, end in ROUTES
    if (end.startswith("agreements.") and "<uuid" in rule) or end == "api.change_agreement"
]


@pytest.mark.parametrize(("method", "rule", "api"), ABOUT_AN_AGREEMENT)
def test_an_afspraak_of_another_gemeente_is_as_unknown_as_a_random_one(
    anyone, mine, other_town, fingerprint, front_end, method: str, rule: str, api: bool
) -> None:
    foreign = other_town.meeting(opgaven=(1,))
    foreign.step("start", "open", "reveal")
    agreement = foreign.end(foreign.items()[0], "agreement", email="els@x.example")
    change = {"status": "dropped", "text": "Overgenomen"}
    plan = {"what": "Overgenomen", "organisation": "X", "role": "X", "due": "26-11-2028", "level": "tactical"}
    form = {**mine.leader.form, **change, **plan}
    anyone.get(f"/{mine.town.slug}/beheer", headers=mine.leader.cookies)
    before = fingerprint()
    answers = [
        seen(
            anyone.http.request(
                method, path, **({"json": change} if api else {"data": form}), headers=mine.leader.page
            ),
            mine.town.slug,
        )
        for path in (fill(rule, mine.town.slug, mine.id, "", "", "", one) for one in (agreement, uuid4()))
    ]
    assert answers[0] == answers[1]
    assert answers[0][0] == 404
    assert fingerprint() == before


ODD = ["", "%00", "%00.%00", "..", "%2e%2e", "a" * 5000, "'; select 1 --", "ﬁ", "%ff", "-1", "null"]


@pytest.mark.parametrize("odd", ODD, ids=lambda one: one[:12])
def test_an_impossible_name_is_not_found_and_never_an_error_of_ours(anyone, meeting, odd: str) -> None:
    person = meeting.join()
    for path in (
        f"/api/v1/gemeenten/{odd}/sessions/{meeting.id}/snapshot",
        f"/api/v1/gemeenten/{meeting.town.slug}/sessions/{odd}/snapshot",
    ):
        for headers in ({}, person.bearer, meeting.leader.cookies, {"Authorization": f"Bearer {odd}.{odd}".encode()}):
            answer = anyone.get(path, headers=headers)
            assert answer.status_code in (301, 308, 400, 404), (path, answer.text)
    wanted = {"gemeente": odd.replace("%00", "\0"), "session": str(meeting.id), "as": "participant"}
    assert anyone.post("/api/v1/socket-tickets", wanted, headers=person.bearer).status_code in (400, 404)
    named = {"Cookie": f"__Host-aanmelding-{meeting.town.slug}=%00; __Host-deelnemer-%00=x"}
    assert anyone.get(f"{meeting.path}/snapshot", headers=named).status_code == 404
