"""The demo's own pages: everything to open on one page, and signing in without proof. Never in production."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from typing import Literal
from uuid import UUID

import orjson
from flask import Blueprint, Response, redirect, render_template, request
from pydantic import BaseModel, ConfigDict, ValidationError
from werkzeug.utils import secure_filename
from werkzeug.wrappers import Response as AnyResponse

from wijkplatform.domain.errors import Malformed, NotFound
from wijkplatform.domain.people import Badge, Proof, Role
from wijkplatform.mailbox import Kept, Mailbox
from wijkplatform.processes import ends_with_parent
from wijkplatform.services import rehearsals, signing_in
from wijkplatform.services.demo import DemoLinks, see_demo, see_demo_state, write_links
from wijkplatform.web import badges
from wijkplatform.web.protection import demand_same_origin
from wijkplatform.web.site import site

blueprint = Blueprint("demo", __name__, url_prefix="/demo")
DemoRole = Literal["spelleider", "beheerder", "ambtenaar"]
_PDF = "application/pdf"
_KINDS = {_PDF: _PDF, "text/calendar": "text/calendar; charset=utf-8"}
_LINK = re.compile(r"(https?://[^\s<>\"]+)")
_rehearsals: dict[str, subprocess.Popen[bytes]] = {}
"""The rehearsal that was started here, by the session it fills."""
_FIRST_JOINS_WITHIN = 3.0


class DemoSignIn(BaseModel):
    """As whom to sign in."""

    model_config = ConfigDict(extra="forbid")

    role: DemoRole


def _operator() -> Badge:
    return Badge(badges.gemeente_id(site().settings.demo_gemeente), Proof.OPERATOR)


def _links() -> DemoLinks:
    """The links of the session to go on with; a new session is told to scripts as well."""
    here = site()
    with here.store.workspace(_operator()) as work:
        links = see_demo(work, here.settings.base_url)
    write_links(links, here.settings.demo_folder / "demo.json")
    return links


@blueprint.get("")
def start() -> str:
    """Everything to open, and the rehearsal for the rest."""
    here = site()
    links = _links()
    with here.store.workspace(_operator()) as work:
        state, rehearsing = see_demo_state(work, UUID(links["session"]))
    return render_template(
        "demo.html",
        title="Probeer Wijkplatform",
        links=links,
        state=state,
        rehearsing=rehearsing,
        coming=not rehearsing and _coming(links["session"]),
        assets=here.assets("deelnemer"),
    )


@blueprint.get("/in/<role>")
def come_in(role: str) -> str:
    """A page with one button that signs in."""
    if role not in ("spelleider", "beheerder", "ambtenaar"):
        raise NotFound
    return render_template("demo-in.html", title="Demo", role=role, assets=site().assets("deelnemer"))


@blueprint.post("/sign-in")
def sign_in() -> AnyResponse:
    """Sign in without proof: a form goes on to its page, JSON gets the cookie alone."""
    scripted = request.mimetype == "application/json"
    if not scripted:
        demand_same_origin()
    try:
        fields = request.get_data() if scripted else orjson.dumps({"role": request.form.get("role")})
        role = DemoSignIn.model_validate_json(fields).role
    except ValidationError as error:
        raise Malformed from error
    here = site()
    with here.store.workspace(_operator()) as work:
        secret = signing_in.sign_in_as(work, Role(role))
    links = _links()
    leads = role == "spelleider" and request.form.get("to") != "beheer"
    target = f"/{links['gemeente']}/sessies/{links['session']}" if leads else f"/{links['gemeente']}/beheer"
    answer: AnyResponse = redirect(target, 303)
    if scripted:
        answer = Response(orjson.dumps({"gemeente": links["gemeente"], "role": role}), content_type="application/json")
    badges.set_sign_in_cookie(answer, links["gemeente"], secret)
    return answer


@blueprint.post("/rehearsal")
def rehearse() -> AnyResponse:
    """Let simulated participants join the session: the same command that a terminal would run."""
    demand_same_origin()
    session = _links()["session"]
    if not _coming(session):
        command = [sys.executable, "-m", "wijkplatform.cli", "rehearse", "--session", session]
        _rehearsals[session] = subprocess.Popen(command, stdin=subprocess.DEVNULL, preexec_fn=ends_with_parent())
    _wait_for_the_first(session)
    return redirect("/demo", 303)


def _coming(session: str) -> bool:
    """Whether a rehearsal that was started here still runs."""
    return session in _rehearsals and _rehearsals[session].poll() is None


def _wait_for_the_first(session: str) -> None:
    """Give the first simulated participant a moment to come in, so that the page can say so."""
    patience = time.monotonic() + _FIRST_JOINS_WITHIN
    while time.monotonic() < patience and _coming(session):
        with site().store.workspace(_operator()) as work:
            if see_demo_state(work, UUID(session))[1]:
                return
        time.sleep(0.2)


@blueprint.post("/rehearsal/wipe")
def wipe() -> AnyResponse:
    """Wipe what simulated participants did."""
    demand_same_origin()
    session = _links()["session"]
    if _coming(session):
        _rehearsals[session].terminate()
        _rehearsals.pop(session).wait()
    with site().store.workspace(_operator()) as work:
        if see_demo_state(work, UUID(session))[1]:
            rehearsals.wipe_rehearsal(work, UUID(session))
    return redirect("/demo", 303)


@blueprint.get("/mail")
def mailbox() -> str:
    """The mail that the demo sent, newest first."""
    return render_template(
        "demo-mail.html", title="Postvak van de demo", mails=_mailbox().all(), assets=site().assets("deelnemer")
    )


@blueprint.get("/mail/<name>")
def read_mail(name: str) -> str:
    """One mail: its text, with links that work. Of each line every second part is a link."""
    mail = _mail(name)
    blocks = mail.text.strip().replace("\r\n", "\n").split("\n\n")
    paragraphs = [[_LINK.split(line) for line in block.splitlines()] for block in blocks]
    return render_template(
        "demo-mail-one.html", title=mail.subject, mail=mail, paragraphs=paragraphs, assets=site().assets("deelnemer")
    )


@blueprint.get("/mail/<name>/<file>")
def attached(name: str, file: str) -> Response:
    """A file that came with a mail; one of a kind that we do not send is kept, and not opened here."""
    found = next((one for one in _mail(name).attached if one.name == file), None)
    if found is None:
        raise NotFound
    answer = Response(found.content, content_type=_KINDS.get(found.kind, "application/octet-stream"))
    way = "inline" if found.kind == _PDF else "attachment"
    answer.headers["Content-Disposition"] = f'{way}; filename="{secure_filename(found.name)}"'
    return answer


def _mailbox() -> Mailbox:
    return Mailbox(site().settings.demo_folder / "mail")


def _mail(name: str) -> Kept:
    mail = _mailbox().one(name)
    if mail is None:
        raise NotFound
    return mail
