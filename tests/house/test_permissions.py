"""A permission is named where the use case is written, and no edge reaches around it."""

from __future__ import annotations

import ast
import importlib
import inspect
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from uuid import uuid4

import pytest

from tests.house.overseeing import links, share, wijk_id
from tests.house.taking import ask, make_all
from tests.house.test_crossing import APP, ROUTES, fill
from tests.makers import Meeting, score_op
from wijkplatform import live, web
from wijkplatform.domain.errors import NotAllowed
from wijkplatform.domain.people import ACCOUNT_ROLES, MAY, Action, Actor, Role
from wijkplatform.live import broadcast, handlers
from wijkplatform.services.use_case import USE_CASES
from wijkplatform.storage.work import EmptyRoom, Work

CHECKS_OF_A_BADGE = {
    *("joining.participant_by_token", "joining.known_in", "sessions.screen_by_token", "signing_in.sign_in_by_secret"),
    "paper.table_by_token",
}
_ONE_AGREEMENT = {"stories.see_story"}
_PLAN_OF_ONE = {"agreements.see_owners", "stories.see_to_keep"}
_ONE_PERSON = {"accounts.see_account", "accounts.see_organisations"}
REACHED = {
    "api.join": {"joining.join"},
    "api.see_door": {"joining.look_behind_code"},
    "api.come_back": {"joining.come_back"},
    "api.change_own_place": {"joining.change_own_place"},
    "api.take_ticket": {"tickets.take_ticket"},
    "api.see_dashboard": {"dashboards.see_dashboard"},
    "api.see_live": {"running.see_running"},
    "api.see_snapshot": {"seeing.see_snapshot"},
    "api.give_scores": {"scoring.give_scores"},
    "api.propose": {"points.propose"},
    "api.hand_on": {"joining.hand_on"},
    "api.type_paper": {"paper.type_paper"},
    "api.see_paper": {"paper.see_paper"},
    "api.add_table": {"paper.add_table"},
    "api.see_tables": {"paper.see_tables"},
    "api.revoke_table": {"paper.revoke_table"},
    "api.wipe_trial": {"trials.wipe_trial"},
    "api.see_choices": {"points.see_choices"},
    "api.write_note": {"discussion.write_note"},
    "api.decide_note": {"discussion.decide"},
    "api.end_point": {"ending.end_point"},
    "api.see_owners": {"agreements.see_owners"},
    "api.change_agreement": {"agreements.change", "agreements.see_one"},
    "api.see_peers": {"peers.see_for_session"},
    "api.export_results": {"exporting.export_results"},
    "api.see_participants": {"people.see_participants"},
    "api.change_participant": {"people.change_participant"},
    "api.change_door": {"sessions.change_door"},
    "api.add_screen": {"sessions.add_screen"},
    "pages.join_by_link": {"joining.see_door", "joining.known_in"},
    "pages.cockpit": {"sessions.see_to_lead"},
    "pages.paper_desk": {"sessions.see_to_lead"},
    "pages.paper_table": {"paper.table_by_token"},
    "pages.beamer": {"sessions.screen_by_token"},
    "pages.workspace": {"taking_part.see_home", "stories.see_at_home", "running.see_running_at_home"},
    "pages.take_part_as_account": {"taking_part.take_part"},
    "invitations.overview": {"invitations.see_invitations"},
    "invitations.begin": {"invitations.preview", "invitations.see_choices"},
    "invitations.preview": {"invitations.preview", "invitations.see_choices"},
    "invitations.send": {"invitations.invite", "invitations.see_choices"},
    "invitations.remind": {"invitations.remind"},
    "invitations.resend": {"invitations.resend"},
    "invitations.revoke": {"invitations.revoke"},
    "accepting.look": {"accepting.see_invitation"},
    "accepting.accept": {"accepting.accept"},
    "accepting.seen": {"accepting.mark_opened"},
    "signing_in.ask": {"signing_in.see_ways_in"},
    "signing_in.send": {"signing_in.ask_for_link", "signing_in.see_ways_in"},
    "signing_in.open_link": {"signing_in.see_link", "signing_in.see_ways_in"},
    "signing_in.use_link": {"signing_in.sign_in_by_link", "signing_in.see_ways_in"},
    "signing_in.leave": {"signing_in.sign_out"},
    "reports.see": {"reporting.see_report"},
    "reports.take_along": {"reporting.see_report"},
    "reports.hang_up": {"reporting.see_report"},
    "own_mail.see": {"report_mail.see_choice"},
    "own_mail.choose": {"report_mail.choose", "report_mail.see_choice"},
    "session_page.see": {"reporting.see_report"},
    "printing.choose": {"printing.see_session_to_print"},
    "printing.print_answer_cards": {"printing.see_answer_cards"},
    "printing.print_seat_cards": {"printing.see_seat_cards"},
    "people.everybody": {"accounts.see_accounts", "outbox.see_trouble"},
    "people.one": _ONE_PERSON,
    "people.rename": {"accounts.rename", *_ONE_PERSON},
    "people.change_role": {"accounts.change_role", *_ONE_PERSON},
    "people.ask_to_remove": _ONE_PERSON,
    "people.remove": {"accounts.remove"},
    "people.ask_to_let_in": _ONE_PERSON,
    "people.let_in_again": {"accounts.let_in_again"},
    "settings_page.see": {"gemeenten.see_settings"},
    "settings_page.change": {"gemeenten.see_settings", "gemeenten.check_settings", "gemeenten.change_settings"},
    "preparing.begin": {"preparing.see_desk"},
    "preparing.copy": {"preparing.see_desk"},
    "preparing.make": {"preparing.see_desk", "preparing.prepare"},
    "preparing.see": {"preparing.see_desk", "preparing.see_prepared"},
    "preparing.change": {"preparing.see_desk", "preparing.see_prepared", "preparing.change"},
    "preparing.ready": {"preparing.see_prepared"},
    "preparing.ask_to_delete": {"preparing.see_prepared"},
    "preparing.delete": {"preparing.delete"},
    "preparing.show_screen": {"sessions.add_screen"},
    "preparing.start_trial": {"trials.start_trial"},
    "preparing.wipe_trial": {"trials.wipe_trial"},
    "agreements.overview": {"stories.see_all"},
    "agreements.one": _ONE_AGREEMENT,
    "agreements.move": {"agreements.report", *_ONE_AGREEMENT},
    "agreements.see_plan": _PLAN_OF_ONE,
    "agreements.change_plan": {"agreements.change", *_PLAN_OF_ONE},
    "agreements.mail_again": {"owners.send_again", *_ONE_AGREEMENT},
    "agreements.ask_to_revoke": {"stories.see_to_keep"},
    "agreements.revoke": {"owners.revoke"},
    "answering.look": {"answering.see_by_link"},
    "answering.answer": {"answering.see_by_link", "answering.answer_by_link"},
    "overview.of_gemeente": {
        "overview.see_overview",
        "overview.see_wijken",
        "heatmap.see_heatmap",
        "reach.see_reach",
        "running.see_running",
    },
    "overview.of_wijk": {"overview.see_overview"},
    "wijken.see": {"reach.see_reach", "wijken.see_wijk"},
    "comparisons.see": {"comparisons.see_comparison"},
    "overview_link.look": {"overview.see_overview_by_link"},
    "taking_away.desk": {"taking_away.see_desk"},
    "taking_away.ask": {"taking_away.ask", "taking_away.see_desk"},
    "taking_away.fetch": {"taking_away.download"},
    "sharing.desk": {"sharing.see_shared"},
    "sharing.make": {"sharing.share", "sharing.see_shared"},
    "sharing.ask_to_revoke": {"sharing.see_one_shared"},
    "sharing.revoke": {"sharing.revoke"},
    "auditing.overview": {"auditing.see_trail"},
    "auditing.export": {"auditing.see_trail"},
    "peers.overview": {"peers.see_all"},
    "peers.switch": {"peers.set_findable"},
    "peers.see_offer": {"peers.see_offer"},
    "peers.offer": {"peers.offer", "peers.see_offer"},
    "peers.withdraw": {"peers.withdraw"},
    "notes.find": {"discussion.search"},
    "notes.hidden": {"discussion.see_hidden"},
    "oidc.begin": {"provider_sign_in.see_client", "provider_sign_in.begin_attempt"},
    "oidc.back": {
        "provider_sign_in.take_attempt",
        "provider_sign_in.sign_in_by_provider",
        "provider_sign_in.link_provider",
    },
    "oidc.own_link": {"provider_sign_in.see_link"},
    "oidc_settings.show": {"providers.see_provider"},
    "oidc_settings.change": {"providers.see_provider", "providers.save_provider", "providers.remove_provider"},
}
WITHOUT = {
    *("static", "pages.home", "pages.join_by_code", "pages.take_part", "pages.privacy", "pages.accessibility"),
    *("pages.health", "pages.ready", "pages.short_address", "house_style.sheet"),
}
EVENTS = {
    "score": {"scoring.give_score"},
    "propose": {"points.propose"},
    "step": {"sessions.take_step"},
    "choose": {"points.choose"},
    "paper": {"paper.type_paper"},
    "note": {"discussion.write_note"},
    "sync": {"seeing.see_snapshot"},
}


def called_with_work(function: Callable[..., object], module: ModuleType) -> set[str]:
    """The services that a function calls with its piece of work, itself or by a helper of its own module."""
    found: set[str] = set()
    waiting, seen = [function], set[Callable[..., object]]()
    while waiting:
        present = waiting.pop()
        seen.add(present)
        source = textwrap.dedent(inspect.getsource(present))
        found |= set(_services(source, module))
        waiting += set(_helpers(source, module)) - seen
    return found


def _helpers(source: str, module: ModuleType) -> Iterator[Callable[..., object]]:
    for call in ast.walk(ast.parse(source)):
        match call:
            case ast.Call(ast.Name(name)) if inspect.isfunction(helper := getattr(module, name, None)):
                if helper.__module__ == module.__name__:
                    yield helper


def _services(source: str, module: ModuleType) -> Iterator[str]:
    for call in ast.walk(ast.parse(source)):
        match call:
            case ast.Call(ast.Attribute(ast.Name(place), name), [ast.Name("work"), *_]):
                found = getattr(getattr(module, place), name)
            case ast.Call(ast.Name(name), [ast.Name("work"), *_]) if hasattr(module, name):
                found = getattr(module, name)
            case _:
                continue
        if found.__module__ != module.__name__:
            yield f"{found.__module__.rpartition('.')[2]}.{found.__qualname__}"


def test_every_route_reaches_its_use_cases_and_no_other() -> None:
    reached = {}
    for endpoint, view in APP.flask.view_functions.items():
        module = importlib.import_module(view.__module__)
        reached[endpoint] = called_with_work(view, module) if endpoint != "static" else set()
    assert reached == {**REACHED, **{endpoint: set() for endpoint in WITHOUT}}


EDGES = sorted(Path(inspect.getfile(web)).parent.glob("*.py")) + sorted(Path(inspect.getfile(live)).parent.glob("*.py"))


@pytest.mark.parametrize("file", EDGES, ids=lambda one: f"{one.parent.name}/{one.name}")
def test_an_edge_calls_its_piece_of_work_by_its_name(file: Path) -> None:
    """The walk above finds a use case by the word `work`: nothing may go round it under another name."""
    opened, named = 0, 0
    for one in ast.walk(ast.parse(file.read_text())):
        match one:
            case ast.Attribute(_, "workspace"):
                opened += 1
            case ast.withitem(ast.Call(ast.Attribute(_, "workspace")), ast.Name("work")):
                named += 1
    assert opened == named


def test_every_message_reaches_its_use_case_and_no_other() -> None:
    assert {name: called_with_work(handle, handlers) for name, (_, handle) in handlers.EVENTS.items()} == EVENTS


def test_every_use_case_that_an_edge_reaches_names_a_permission() -> None:
    named = {name.removeprefix("wijkplatform.services.") for name in USE_CASES}
    told = set(_services(inspect.getsource(broadcast), broadcast))
    reached = set().union(*REACHED.values(), *EVENTS.values(), told)
    assert len(told) >= 6
    assert reached - named <= CHECKS_OF_A_BADGE
    assert set(MAY) == set(Action)
    assert set(USE_CASES.values()) <= set(Action)


@pytest.mark.parametrize("name", sorted(USE_CASES))
def test_a_use_case_refuses_every_other_role_before_it_reads_anything(name: str) -> None:
    module, _, function = name.rpartition(".")
    guarded = getattr(importlib.import_module(module), function)
    others = set(Role) - MAY[USE_CASES[name]]
    assert others
    for role in others:
        empty = Work(db=None, gemeente=None, actor=Actor(role), room=EmptyRoom(), keys=None, badge=None)  # type: ignore[arg-type]
        with pytest.raises(NotAllowed):
            guarded(empty)


def controls(meeting: Meeting) -> dict[str, tuple[str, str, object]]:
    person = meeting.join()
    return {
        "see participants": ("GET", f"{meeting.path}/participants", None),
        "change a participant": ("PATCH", f"{meeting.path}/participants/{person.id}", {"removed": True}),
        "lock the door": ("PATCH", f"{meeting.path}/door", {"joining": "locked"}),
        "add a scherm": ("POST", f"{meeting.path}/screens", {}),
    }


@pytest.mark.parametrize("what", ["see participants", "change a participant", "lock the door", "add a scherm"])
def test_only_who_leads_can_control_a_session(anyone, meeting, fingerprint, what: str) -> None:
    method, path, body = controls(meeting)[what]
    wrong = {
        "nobody": {},
        "participant": meeting.join().bearer,
        "scherm": {"Authorization": f"Bearer {meeting.screen()}"},
        "ambtenaar": meeting.town.sign_in(Role.AMBTENAAR).cookies,
        "participant's token as a cookie": {
            "Cookie": f"__Host-aanmelding-{meeting.town.slug}={meeting.join().token.partition('.')[2]}"
        },
    }
    before = fingerprint()
    for who, headers in wrong.items():
        answer = anyone.http.request(method, path, json=body, headers={**headers, "Sec-Fetch-Site": "same-origin"})
        assert (answer.status_code, answer.json()["code"]) in ((403, "not_allowed"), (404, "not_found")), who
    assert fingerprint() == before
    lead = {**meeting.leader.cookies, "Sec-Fetch-Site": "same-origin"}
    assert anyone.http.request(method, path, json=body, headers=lead).status_code in (200, 201)


@pytest.mark.parametrize("proof", ["leader", "scherm", "nobody"])
def test_only_a_participant_gives_scores(anyone, meeting, fingerprint, proof: str) -> None:
    meeting.step("start", "open")
    headers = {
        "leader": {**meeting.leader.cookies, "Sec-Fetch-Site": "same-origin"},
        "scherm": {"Authorization": f"Bearer {meeting.screen()}"},
        "nobody": {},
    }[proof]
    before = fingerprint()
    answer = anyone.post(f"{meeting.path}/scores", {"ops": [score_op(meeting.items()[0])]}, headers=headers)
    assert answer.json()["code"] in ("not_allowed", "not_found")
    assert fingerprint() == before


OF_THE_WORKSPACE = sorted({(rule, end) for method, rule, end in ROUTES if method == "GET" and "/beheer" in rule})


def needs(endpoint: str) -> set[Action]:
    """What somebody must be allowed to see a page."""
    return {USE_CASES[f"wijkplatform.services.{name}"] for name in REACHED[endpoint]}


@pytest.mark.parametrize("role", ACCOUNT_ROLES)
def test_a_role_opens_exactly_the_pages_that_the_table_says(anyone, meeting, front_end, role: Role) -> None:
    town = meeting.town
    account = town.account(Role.AMBTENAAR, "Lieke")
    held = town.meeting(opgaven=(1,))
    held.step("start", "open", "reveal")
    agreement = held.end(held.items()[0], "agreement")
    signed = town.sign_in(role)
    share(meeting.leader, town)
    if role in MAY[Action.EXPORT_RESULTS]:
        held.step("close")
        job = ask(signed, town, "csv")
        make_all(town)
    else:
        job = uuid4()
    places = {"export": job, "wijk": wijk_id(town, "De Linden"), "link": links(town)[0].id}
    opened, expected = {}, {}
    for rule, endpoint in OF_THE_WORKSPACE:
        path = fill(rule, town.slug, meeting.id, "", "", account, agreement, **places)
        opened[rule] = anyone.get(path, headers=signed.cookies).status_code
        expected[rule] = 200 if all(role in MAY[action] for action in needs(endpoint)) else 403
    if role is Role.INKIJKER:
        expected["/<gemeente>/beheer"] = 303  # to the overview, which is all there is for who only looks
    assert opened == expected
    assert len(opened) >= 6


def test_only_a_beheerder_manages_people_only_who_leads_prepares_and_an_inkijker_changes_nothing() -> None:
    assert MAY[Action.MANAGE_ACCOUNTS] == MAY[Action.CHANGE_SETTINGS] == {Role.BEHEERDER}
    assert MAY[Action.PREPARE_SESSION] == {Role.SPELLEIDER, Role.BEHEERDER}
    assert {action for action, roles in MAY.items() if Role.INKIJKER in roles} == {
        Action.SEE_WHO_I_AM,
        Action.LINK_PROVIDER,
        Action.SEE_AGREEMENTS,
        Action.SEE_OVERVIEW,
        Action.FIND_PEERS,
        Action.CHOOSE_MAIL,
    }


@pytest.mark.parametrize("role", ACCOUNT_ROLES)
def test_the_menu_shows_only_what_opens(anyone, town, front_end, role: Role) -> None:
    front = "/overzicht" if role is Role.INKIJKER else ""
    page = anyone.get(f"/{town.slug}/beheer{front}", headers=town.sign_in(role).cookies).text
    for action, name in (
        (Action.SEE_OVERVIEW, "Overzicht"),
        (Action.MANAGE_ACCOUNTS, "Mensen"),
        (Action.CHANGE_SETTINGS, "Instellingen"),
        (Action.SEE_AGREEMENTS, "Afspraken"),
        (Action.SEARCH_NOTES, "Notities"),
        (Action.SEE_AUDIT_TRAIL, "Logboek"),
        (Action.FIND_PEERS, "Collega’s"),
    ):
        assert (f">{name}</a>" in page) == (role in MAY[action])


UNSAFE_PAGES = sorted(
    (method, rule, end)
    for method, rule, end in ROUTES
    if method not in ("GET", "HEAD", "OPTIONS") and not end.startswith("api.")
)
WITHOUT_A_FORM_TOKEN = {
    # Nobody is signed in yet: there is no sign-in that a token could belong to.
    *("signing_in.send", "signing_in.use_link", "accepting.accept", "accepting.seen"),
    # Nobody needs to sign in: the link is the proof, and no cookie is looked at.
    "answering.answer",
}


@pytest.mark.parametrize(
    ("method", "rule", "endpoint"), UNSAFE_PAGES, ids=[f"{one[0]} {one[1]}" for one in UNSAFE_PAGES]
)
def test_a_form_does_nothing_unless_one_of_our_pages_sent_it(
    anyone, meeting, fingerprint, front_end, method: str, rule: str, endpoint: str
) -> None:
    boss = meeting.town.sign_in(Role.BEHEERDER)
    other = meeting.town.sign_in(Role.BEHEERDER, "Els")
    account = meeting.town.account(Role.SPELLEIDER, "Samira")
    path = fill(rule, meeting.town.slug, meeting.id, uuid4(), "x", account)
    anyone.get(f"/{meeting.town.slug}/beheer", headers=boss.cookies)
    foreign = [{}, {"Origin": "https://elders.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "none"}]
    tries = [({**boss.cookies, **one}, boss.form) for one in foreign]
    if endpoint not in WITHOUT_A_FORM_TOKEN:
        tries += [(boss.page, form) for form in ({}, {"form_token": ""}, {"form_token": "x"}, other.form)]
    before = fingerprint()
    for headers, form in tries:
        answer = anyone.http.request(method, path, data={**form, "role": "inkijker", "name": "X"}, headers=headers)
        assert answer.status_code == 403, (headers, form)
    assert fingerprint() == before
