"""The JSON API: one function per call, each a few lines around a use case."""

from __future__ import annotations

from hashlib import sha256
from typing import Any, TypeVar, cast, get_args
from uuid import UUID

import orjson
from flask import Blueprint, Response, request
from pydantic import BaseModel, ValidationError

from wijkplatform.domain.errors import CodeNotValid, Malformed
from wijkplatform.domain.people import Badge, Group
from wijkplatform.services import (
    agreements,
    dashboards,
    discussion,
    ending,
    exporting,
    joining,
    paper,
    peers,
    people,
    points,
    running,
    scoring,
    seeing,
    sessions,
    tickets,
    trials,
)
from wijkplatform.services.dashboards import Chosen
from wijkplatform.web import badges
from wijkplatform.web.budgets import address, code_budget, one_more
from wijkplatform.web.compressing import travels_short
from wijkplatform.web.site import site
from wijkplatform.web.tables import attachment, results_table, workbook
from wijkplatform.wire.base import (
    As,
    DoorChange,
    DoorRequest,
    JoinRequest,
    NextPerson,
    PaperOp,
    ParticipantChange,
    PlaceChange,
    ProposeOp,
    ReturnRequest,
    ScoreBatch,
    TicketRequest,
)
from wijkplatform.wire.talking import AgreementChange, DecideOp, NoteOp, OutcomeOp

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")
M = TypeVar("M", bound=BaseModel)
_OPGAVEN = [str(number) for number in range(11)]
_SESSION = "/gemeenten/<gemeente>/sessions/<uuid:session>"


class MalformedBody(Malformed):
    """A body that is not of the agreed form; `fields` names all that is wrong at once."""

    def __init__(self, fields: list[str]) -> None:
        super().__init__()
        self.fields = fields


def _body(model: type[M]) -> M:
    if request.mimetype != "application/json":
        raise Malformed("Stuur dit bericht als application/json.")
    try:
        return model.model_validate_json(request.get_data())
    except ValidationError as error:
        raise MalformedBody([".".join(map(str, one["loc"])) or "body" for one in error.errors()]) from error


def _json(body: Any, status: int = 200) -> Response:
    return Response(orjson.dumps(body), status, content_type="application/json")


def _resolve(code: str | None, join_token: str | None) -> Badge:
    """The gemeente behind a code or link. A good code is refused too when others failed while it was looked up."""
    here = site()
    with here.store.lobby() as lobby:
        found = lobby.resolve(joining.door_digest(here.store.keys, code, join_token))
    if found is None:
        raise CodeNotValid
    if code is not None:
        here.code_failures.check(address())
    return Badge(found[0])


def _chosen() -> Chosen:
    """What the filters in an address say; an empty one chooses all."""
    wijk, opgave, group = (request.args.get(name) or None for name in ("wijk", "opgave", "groep"))
    try:
        number = None if opgave is None else _OPGAVEN.index(opgave)
        return Chosen(UUID(wijk) if wijk else None, number, Group(group) if group else None)
    except ValueError as error:
        raise Malformed("Dit filter kennen wij niet.") from error


@blueprint.get("/gemeenten/<gemeente>/dashboard")
@travels_short
def see_dashboard(gemeente: str) -> Response:
    """What stands of the wijken of a gemeente; `?wijk=`, `?opgave=` and `?groep=` choose among it."""
    chosen = _chosen()
    with site().store.workspace(badges.badge_for(gemeente, None, "facilitator")) as work:
        answer = _json(dashboards.see_dashboard(work, chosen))
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@blueprint.get("/gemeenten/<gemeente>/live")
def see_live(gemeente: str) -> Response:
    """The sessions of a gemeente that run now: how many people, and how far."""
    with site().store.workspace(badges.badge_for(gemeente, None, "facilitator")) as work:
        answer = _json(running.see_running(work))
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@blueprint.post("/participants")
def join() -> Response:
    """Take part in a session by its code or by a link."""
    wanted = _body(JoinRequest)
    with (
        one_more(),
        code_budget(wanted.code),
        site().store.workspace(_resolve(wanted.code, wanted.join_token)) as work,
    ):
        joined = joining.join(work, wanted)
    answer = _json(joined, 201)
    badges.set_participant_cookie(answer, joined["token"])
    return answer


@blueprint.post("/participants/door")
def see_door() -> Response:
    """Look behind a code before joining; a wrong one costs the same as when joining."""
    wanted = _body(DoorRequest)
    with code_budget(wanted.code), site().store.workspace(_resolve(wanted.code, None)) as work:
        cookie = request.cookies.get(badges.cookie_name("deelnemer", work.gemeente.slug))
        return _json(joining.look_behind_code(work, wanted, cookie))


@blueprint.post("/participants/return")
def come_back() -> Response:
    """Come back on another phone with the terugkomcode."""
    wanted = _body(ReturnRequest)
    with code_budget(wanted.code), site().store.workspace(_resolve(wanted.code, None)) as work:
        joined = joining.come_back(work, wanted)
    answer = _json(joined)
    badges.set_participant_cookie(answer, joined["token"])
    return answer


@blueprint.post("/participants/next")
def hand_on() -> Response:
    """Hand a shared phone to the next person, who takes part as somebody new."""
    wanted = _body(NextPerson)
    badge = badges.badge_for(badges.own_gemeente(), None, "participant")
    with one_more(), site().store.workspace(badge) as work:
        joined = joining.hand_on(work, wanted)
    answer = _json(joined, 201)
    badges.set_participant_cookie(answer, joined["token"])
    return answer


@blueprint.patch("/participants/me")
def change_own_place() -> Response:
    """Change one's own group or language."""
    change = _body(PlaceChange)
    with site().store.workspace(badges.badge_for(badges.own_gemeente(), None, "participant")) as work:
        return _json(joining.change_own_place(work, change))


@blueprint.post("/socket-tickets")
def take_ticket() -> Response:
    """Get a ticket that opens one socket, once, within thirty seconds."""
    wanted = _body(TicketRequest)
    badge = badges.badge_for(wanted.gemeente, wanted.session, wanted.as_)
    with site().store.workspace(badge) as work:
        return _json({"ticket": tickets.take_ticket(work, badge, wanted.session, wanted.as_)}, 201)


def _seat() -> As | None:
    wanted = request.args.get("as")
    if wanted not in (None, *get_args(As)):
        raise Malformed
    return cast("As | None", wanted)


@blueprint.get(f"{_SESSION}/snapshot")
def see_snapshot(gemeente: str, session: UUID) -> Response:
    """The whole present state for this reader; `?as=` says which when a browser is more than one."""
    here = site()
    with here.store.workspace(badges.badge_for(gemeente, session, _seat())) as work:
        answer = _json(seeing.see_snapshot(work, session, here.settings.base_url))
    answer.set_etag(sha256(answer.get_data()).hexdigest()[:32])
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Vary"] = "Authorization, Cookie"
    return answer.make_conditional(request)  # type: ignore[return-value]


@blueprint.post(f"{_SESSION}/scores")
def give_scores(gemeente: str, session: UUID) -> Response:
    """Give scores over HTTP: the way for networks where no socket opens."""
    batch = _body(ScoreBatch)
    with site().store.workspace(badges.badge_for(gemeente, session, "participant")) as work:
        receipts = scoring.give_scores(work, batch.ops, batch.participant)
    return _json({"receipts": receipts})


@blueprint.post(f"{_SESSION}/proposals")
def propose(gemeente: str, session: UUID) -> Response:
    """'Bespreek dit' over HTTP: the way for networks where no socket opens."""
    op = _body(ProposeOp)
    with site().store.workspace(badges.badge_for(gemeente, session, "participant")) as work:
        return _json(points.propose(work, op))


@blueprint.post(f"{_SESSION}/notes")
def write_note(gemeente: str, session: UUID) -> Response:
    """Say something about a punt: as a participant where no socket opens, or as who leads."""
    op = _body(NoteOp)
    with site().store.workspace(badges.badge_for(gemeente, session, _seat())) as work:
        return _json(discussion.write_note(work, session, op))


@blueprint.post(f"{_SESSION}/note-decisions")
def decide_note(gemeente: str, session: UUID) -> Response:
    """Show a note, or hide it with a reason."""
    op = _body(DecideOp)
    with site().store.workspace(badges.badge_for(gemeente, session, "facilitator")) as work:
        return _json(discussion.decide(work, session, op))


@blueprint.post(f"{_SESSION}/outcomes")
def end_point(gemeente: str, session: UUID) -> Response:
    """Let a discussion point end: with an afspraak, later, or without action."""
    op = _body(OutcomeOp)
    with site().store.workspace(badges.badge_for(gemeente, session, "facilitator")) as work:
        return _json(ending.end_point(work, session, op))


@blueprint.get(f"{_SESSION}/owners")
def see_owners(gemeente: str, session: UUID) -> Response:
    """Who can own an afspraak."""
    with site().store.workspace(badges.badge_for(gemeente, session, "facilitator")) as work:
        return _json(agreements.see_owners(work, session))


@blueprint.get(f"{_SESSION}/peers")
def see_peers(gemeente: str, session: UUID) -> Response:
    """Colleagues of other gemeenten who want to be found on the opgaven of this session."""
    with site().store.workspace(badges.badge_for(gemeente, session, "facilitator")) as work:
        return _json(peers.see_for_session(work, session))


@blueprint.patch(f"{_SESSION}/agreements/<uuid:agreement>")
def change_agreement(gemeente: str, session: UUID, agreement: UUID) -> Response:
    """Change an afspraak of this session, or how far it is."""
    wanted = _body(AgreementChange)
    with site().store.workspace(badges.badge_for(gemeente, session, "facilitator")) as work:
        agreements.change(work, agreement, wanted, session)
        return _json(agreements.see_one(work, agreement))


@blueprint.post(f"{_SESSION}/papers")
def type_paper(gemeente: str, session: UUID) -> Response:
    """Type in answers on paper: as who leads, or at a table by its link."""
    op = _body(PaperOp)
    with site().store.workspace(badges.badge_for(gemeente, session, "facilitator")) as work:
        return _json(paper.type_paper(work, session, op))


@blueprint.get(f"{_SESSION}/papers")
def see_paper(gemeente: str, session: UUID) -> Response:
    """What was typed in from paper, by whom and when; never what it says."""
    with site().store.workspace(badges.badge_for(gemeente, session, "facilitator")) as work:
        return _json(paper.see_paper(work, session))


@blueprint.post(f"{_SESSION}/tables")
def add_table(gemeente: str, session: UUID) -> Response:
    """Make a link by which a volunteer types in paper answers of this session."""
    here = site()
    with here.store.workspace(badges.badge_for(gemeente, session, "facilitator")) as work:
        row, token = paper.add_table(work, session)
    return _json({**row, "url": f"{here.settings.base_url}/{gemeente}/tafel/{token}"}, 201)


@blueprint.get(f"{_SESSION}/tables")
def see_tables(gemeente: str, session: UUID) -> Response:
    """The tafel links of a session, without their tokens."""
    with site().store.workspace(badges.badge_for(gemeente, session, "facilitator")) as work:
        return _json(paper.see_tables(work, session))


@blueprint.delete(f"{_SESSION}/tables/<uuid:table>")
def revoke_table(gemeente: str, session: UUID, table: UUID) -> Response:
    """End a tafel link."""
    with site().store.workspace(badges.badge_for(gemeente, session, "facilitator")) as work:
        return _json(paper.revoke_table(work, session, table))


@blueprint.delete(f"{_SESSION}/trial")
def wipe_trial(gemeente: str, session: UUID) -> Response:
    """Wipe a trial with everything in it."""
    with site().store.workspace(badges.badge_for(gemeente, session, "facilitator")) as work:
        trials.wipe_trial(work, session)
    return _json({"wiped": True})


@blueprint.get(f"{_SESSION}/choices")
def see_choices(gemeente: str, session: UUID) -> Response:
    """What was decided about punten, by whom and when."""
    with site().store.workspace(badges.badge_for(gemeente, session, "facilitator")) as work:
        return _json(points.see_choices(work, session))


@blueprint.get(f"{_SESSION}/results")
def export_results(gemeente: str, session: UUID) -> Response:
    """Everything published, with the numbers behind it; `?format=csv` or `xlsx` for a spreadsheet."""
    form = request.args.get("format", "json")
    if form not in ("json", "csv", "xlsx"):
        raise Malformed("Kies json, csv of xlsx.")
    with site().store.workspace(badges.badge_for(gemeente, session, "facilitator")) as work:
        export = exporting.export_results(work, session)
    content = orjson.dumps(export) if form == "json" else results_table(export) if form == "csv" else workbook(export)
    return attachment(content, form, f"uitkomsten {export['wijk']} {str(session)[:8]}")


@blueprint.get(f"{_SESSION}/participants")
def see_participants(gemeente: str, session: UUID) -> Response:
    """Everybody in the session, without answers."""
    with site().store.workspace(badges.badge_for(gemeente, session, "facilitator")) as work:
        return _json(people.see_participants(work, session))


@blueprint.patch(f"{_SESSION}/participants/<uuid:participant>")
def change_participant(gemeente: str, session: UUID, participant: UUID) -> Response:
    """Confirm, move, remove or bring back a participant."""
    change = _body(ParticipantChange)
    with site().store.workspace(badges.badge_for(gemeente, session, "facilitator")) as work:
        return _json(people.change_participant(work, session, participant, change))


@blueprint.patch(f"{_SESSION}/door")
def change_door(gemeente: str, session: UUID) -> Response:
    """Let new participants in, or no longer."""
    change = _body(DoorChange)
    with site().store.workspace(badges.badge_for(gemeente, session, "facilitator")) as work:
        return _json(sessions.change_door(work, session, change.joining))


@blueprint.post(f"{_SESSION}/screens")
def add_screen(gemeente: str, session: UUID) -> Response:
    """Make a link that opens the scherm."""
    here = site()
    with here.store.workspace(badges.badge_for(gemeente, session, "facilitator")) as work:
        token = sessions.add_screen(work, session)
    return _json({"url": f"{here.settings.base_url}/{gemeente}/scherm/{token}"}, 201)
