"""Pages: the frame comes from the server at once, a screen fills it. GET changes nothing."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from wijkplatform.domain import gemeenten
from wijkplatform.domain.dates import day, long_date
from wijkplatform.domain.errors import CodeNotValid, DomainError, NotFound
from wijkplatform.domain.people import Badge
from wijkplatform.services import joining, paper, running, sessions, stories, taking_part
from wijkplatform.web import badges
from wijkplatform.web.accounts import me, workspace_page
from wijkplatform.web.site import site

blueprint = Blueprint("pages", __name__)
_NOTICES = {
    "aangenomen": "Uw uitnodiging is aangenomen. U heeft nu toegang tot deze werkplek.",
    "verwijderd": "De bijeenkomst is verwijderd.",
    "gewist": "De proef is gewist. Er is niets van bewaard.",
    "wacht": "Uw uitnodiging is aangenomen. U kunt nu nog niet bij de bijeenkomst. Vraag de spelleider.",
}


@blueprint.get("/")
def home() -> AnyResponse:
    """The front door: to the demo's page in a demo, else to joining."""
    return redirect("/demo" if site().settings.demo else "/doe-mee")


@blueprint.get("/doe-mee")
def join_by_code() -> str:
    """Type the code."""
    data = {"page": "join"}
    return render_template(
        "scherm.html", screen="deelnemer", title="Doe mee", data=data, assets=site().assets("deelnemer")
    )


@blueprint.get("/doe-mee/<join_token>")
def join_by_link(join_token: str) -> AnyResponse | str:
    """What is behind a QR code or link; joining itself takes a press of the button.

    Who takes part already is offered the own place; after the closing that is all there is behind the link.
    """
    here = site()
    door = joining.door_digest(here.store.keys, None, join_token)
    with here.store.lobby() as lobby:
        found = lobby.resolve(door)
    if found is None:
        raise CodeNotValid
    gemeente, session_id = found
    with here.store.workspace(Badge(gemeente)) as work:
        slug = work.gemeente.slug
        cookie = request.cookies.get(badges.cookie_name("deelnemer", slug))
        known = joining.known_in(work, cookie, session_id) if cookie else None
        try:
            session, wijk, group = joining.see_door(work, door)
        except CodeNotValid:
            if known:
                return redirect(f"/{slug}/doe-mee/{session_id}")
            raise
        data = {
            "page": "join-link",
            "door": "locked" if session.joining_locked else "open",
            "group": group.value if group else "",
            "session-title": session.title,
            "wijk": wijk,
            "gemeente-name": work.gemeente.name,
            "smallest-group": str(session.smallest_group),
            "languages": " ".join(work.gemeente.languages),
            "retention": gemeenten.retention(work.gemeente.keep_answers_days),
        }
    if known:
        data |= {"joined": f"/{slug}/doe-mee/{session_id}", "joined-group": known.value}
    return render_template(
        "scherm.html", screen="deelnemer", title="Doe mee", data=data, assets=here.assets("deelnemer")
    )


@blueprint.get("/<gemeente>/doe-mee/<uuid:session>")
def take_part(gemeente: str, session: UUID) -> str:
    """The phone of a participant. The screen itself asks who is behind it."""
    here = site()
    with here.store.workspace(Badge(badges.gemeente_id(gemeente))) as work:
        data = {
            "page": "session",
            "gemeente": gemeente,
            "session": str(session),
            "languages": " ".join(work.gemeente.languages),
            "retention": gemeenten.retention(work.gemeente.keep_answers_days),
        }
    return render_template(
        "scherm.html", screen="deelnemer", title="Bijeenkomst", data=data, assets=here.assets("deelnemer")
    )


@blueprint.get("/<gemeente>/sessies/<uuid:session>")
def cockpit(gemeente: str, session: UUID) -> str:
    """The cockpit of the spelleider."""
    here = site()
    with here.store.workspace(badges.badge_for(gemeente, session, "facilitator")) as work:
        sessions.see_to_lead(work, session)
        data = {"gemeente": gemeente, "session": str(session), "gemeente-name": work.gemeente.name}
    return render_template(
        "scherm.html", screen="spelleider", title="Bijeenkomst leiden", data=data, assets=here.assets("spelleider")
    )


@blueprint.get("/<gemeente>/sessies/<uuid:session>/papier")
def paper_desk(gemeente: str, session: UUID) -> str:
    """Typing in answers on paper, for who leads."""
    here = site()
    with here.store.workspace(badges.badge_for(gemeente, session, "facilitator")) as work:
        sessions.see_to_lead(work, session)
        data = {"gemeente": gemeente, "session": str(session), "gemeente-name": work.gemeente.name, "seat": "leader"}
    return render_template(
        "scherm.html", screen="tafel", title="Papier invoeren", data=data, assets=here.assets("tafel")
    )


@blueprint.get("/<gemeente>/tafel/<token>")
def paper_table(gemeente: str, token: str) -> str:
    """The same for a volunteer at a table, opened by the link of the table."""
    here = site()
    with here.store.workspace(Badge(badges.gemeente_id(gemeente))) as work:
        link = paper.table_by_token(work, token)
        if link is None:
            raise NotFound
        data = {"gemeente": gemeente, "session": str(link.session_id), "gemeente-name": work.gemeente.name}
        data["table"] = str(link.number)
    return render_template(
        "scherm.html",
        screen="tafel",
        title="Papier invoeren",
        data={**data, "seat": "table"},
        assets=here.assets("tafel"),
    )


@blueprint.get("/<gemeente>/scherm/<token>")
def beamer(gemeente: str, token: str) -> str:
    """The scherm for the beamer, opened by its link."""
    here = site()
    with here.store.workspace(Badge(badges.gemeente_id(gemeente))) as work:
        link = sessions.screen_by_token(work, token)
        if link is None:
            raise NotFound
        data = {"gemeente": gemeente, "session": str(link.session_id), "gemeente-name": work.gemeente.name}
    return render_template(
        "scherm.html", screen="scherm", title="Scherm", data=data, assets=here.assets("scherm"), bare=True
    )


@blueprint.get("/<gemeente>")
def short_address(gemeente: str) -> AnyResponse:
    """What people type: on to the workspace, which asks who is not signed in to do so."""
    badges.gemeente_id(gemeente)
    return redirect(f"/{gemeente}/beheer")


@blueprint.get("/<gemeente>/beheer")
@workspace_page
def workspace(gemeente: str) -> AnyResponse | str:
    """One's own sessions, each with the way in; for who leads all of them, with the way to the cockpit.

    Who only looks is shown the overview.
    """
    here = site()
    if me().looks_only:
        told = request.query_string.decode()
        return redirect(f"/{gemeente}/beheer/overzicht{'?' if told else ''}{told}", 303)
    with here.store.workspace(me().badge) as work:
        return render_template(
            "beheer.html",
            title="Bijeenkomsten",
            gemeente=work.gemeente,
            sessions=taking_part.see_home(work),
            agreements=stories.see_at_home(work),
            live=running.see_running_at_home(work),
            notice=_NOTICES.get(request.args.get("melding", "")),
            day=day,
            long_date=long_date,
            assets=here.assets("beheer"),
        )


@blueprint.post("/<gemeente>/beheer/doe-mee/<uuid:session>")
@workspace_page
def take_part_as_account(gemeente: str, session: UUID) -> AnyResponse:
    """Take part in a session with the account that is signed in."""
    with site().store.workspace(me().badge) as work:
        joined = taking_part.take_part(work, session)
    answer = redirect(f"/{gemeente}/doe-mee/{session}", 303)
    badges.set_participant_cookie(answer, joined["token"])
    return answer


@blueprint.get("/privacy")
def privacy() -> str:
    """What is kept, why, and until when."""
    return render_template(
        "privacy.html", title="Privacy", retention=gemeenten.ANY_RETENTION, assets=site().assets("deelnemer")
    )


@blueprint.get("/toegankelijkheid")
def accessibility() -> str:
    """How accessible this is, and whom to tell when something does not work."""
    return render_template("toegankelijkheid.html", title="Toegankelijkheid", assets=site().assets("deelnemer"))


@blueprint.get("/healthz")
def health() -> Response:
    """The process is alive."""
    return Response("ok\n", content_type="text/plain")


@blueprint.get("/readyz")
def ready() -> Response:
    """The database answers, and this process is not on its way out."""
    if site().leaving:
        return Response("leaving\n", 503, content_type="text/plain")
    try:
        with site().store.lobby() as lobby:
            lobby.all_gemeenten()
    except DomainError:
        return Response("database\n", 503, content_type="text/plain")
    return Response("ok\n", content_type="text/plain")
