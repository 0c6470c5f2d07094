"""A permission is named where the use case is written, and no edge reaches around it."""

from __future__ import annotations

import ast
import importlib
import inspect
import textwrap
from collections.abc import Callable, Iterator
from types import ModuleType

import pytest

from tests.house.test_crossing import APP
from tests.makers import Meeting, score_op
from wijkplatform.domain.errors import NotAllowed
from wijkplatform.domain.people import MAY, Action, Actor, Role
from wijkplatform.live import broadcast, handlers
from wijkplatform.services.use_case import USE_CASES
from wijkplatform.storage.work import EmptyRoom, Work

CHECKS_OF_A_BADGE = {
    *("joining.participant_by_token", "joining.known_in", "sessions.screen_by_token", "signing_in.sign_in_by_secret"),
}
REACHED = {
    "api.join": {"joining.join"},
    "api.see_door": {"joining.look_behind_code"},
    "api.come_back": {"joining.come_back"},
    "api.change_own_place": {"joining.change_own_place"},
    "api.take_ticket": {"tickets.take_ticket"},
    "api.see_snapshot": {"seeing.see_snapshot"},
    "api.give_scores": {"scoring.give_scores"},
    "api.see_participants": {"people.see_participants"},
    "api.change_participant": {"people.change_participant"},
    "api.change_door": {"sessions.change_door"},
    "api.add_screen": {"sessions.add_screen"},
    "pages.join_by_link": {"joining.see_door", "joining.known_in"},
    "pages.cockpit": {"sessions.see_to_lead"},
    "pages.beamer": {"sessions.screen_by_token"},
    "pages.workspace": {"sessions.see_sessions"},
    "signing_in.ask": set(),
    "signing_in.send": {"signing_in.ask_for_link"},
    "signing_in.open_link": {"signing_in.see_link"},
    "signing_in.use_link": {"signing_in.sign_in_by_link"},
    "signing_in.leave": {"signing_in.sign_out"},
}
WITHOUT = {
    *("static", "pages.home", "pages.join_by_code", "pages.take_part", "pages.privacy", "pages.accessibility"),
    *("pages.health", "pages.ready", "house_style.sheet"),
}
EVENTS = {"score": {"scoring.give_score"}, "step": {"sessions.take_step"}, "sync": {"seeing.see_snapshot"}}


def called_with_work(function: Callable[..., object], module: ModuleType) -> set[str]:
    """The services that a function calls with its piece of work."""
    return set(_services(textwrap.dedent(inspect.getsource(function)), module))


def _services(source: str, module: ModuleType) -> Iterator[str]:
    for call in ast.walk(ast.parse(source)):
        match call:
            case ast.Call(ast.Attribute(ast.Name(place), name), [ast.Name("work"), *_]):
                found = getattr(getattr(module, place), name)
            case ast.Call(ast.Name(name), [ast.Name("work"), *_]) if hasattr(module, name):
                found = getattr(module, name)
            case _:
                continue
        yield f"{found.__module__.rpartition('.')[2]}.{found.__qualname__}"


def test_every_route_reaches_its_use_cases_and_no_other() -> None:
    reached = {}
    for endpoint, view in APP.flask.view_functions.items():
        module = importlib.import_module(view.__module__)
        reached[endpoint] = called_with_work(view, module) if endpoint != "static" else set()
    assert reached == {**REACHED, **{endpoint: set() for endpoint in WITHOUT}}


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
