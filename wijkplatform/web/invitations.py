"""Inviting people: a list is shown with a verdict per line first, and sent after it was confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from wijkplatform.domain.dates import day
from wijkplatform.domain.errors import DomainError, Malformed, TooLong
from wijkplatform.domain.invitations import Judged, Standing, Verdict
from wijkplatform.domain.lists import Wish, as_text, read_list, unused_columns, write_list
from wijkplatform.domain.people import OrganisationKind
from wijkplatform.services import invitations
from wijkplatform.services.invitations import Choices
from wijkplatform.storage.sessions import ScoringSession
from wijkplatform.web.accounts import me, workspace_page
from wijkplatform.web.site import html, named_id, site

blueprint = Blueprint("invitations", __name__)

_STANDINGS = {
    Standing.WAITING: ("wacht op verzenden", ""),
    Standing.SENT: ("verstuurd", ""),
    Standing.FAILED: ("niet bezorgd", "error"),
    Standing.OPENED: ("geopend", ""),
    Standing.ACCEPTED: ("aangenomen", "ok"),
    Standing.EXPIRED: ("verlopen", "warning"),
    Standing.REVOKED: ("ingetrokken", ""),
}
_VERDICTS = {
    Verdict.OK: ("klopt", "ok"),
    Verdict.INVALID: ("ongeldig", "error"),
    Verdict.DUPLICATE: ("dubbel", "warning"),
    Verdict.MEMBER: ("heeft al toegang", "warning"),
    Verdict.SKIPPED: ("overgeslagen", ""),
}
_SENT = ("wordt verstuurd", "ok")
_NOTICES = {
    "opnieuw": "Wij sturen een nieuwe link. De eerdere link blijft ook werken.",
    "ingetrokken": "De uitnodiging is ingetrokken. De links werken niet meer.",
    "ingetrokken-lid": "De uitnodiging is ingetrokken. Het account blijft bestaan: dat beheert u bij Mensen.",
}
_MOST_NAMES = 10
_FIELDS = {"role": "rol", "organisation": "organisatie", "kind": "soort", "session": "bijeenkomst"}


@blueprint.get("/<gemeente>/beheer/uitnodigingen")
@workspace_page
def overview(gemeente: str) -> str:
    """The invitations of the gemeente, each with where it stands and what can be done with it."""
    here = site()
    with here.store.workspace(me().badge) as work:
        return render_template(
            "uitnodigingen.html",
            title="Uitnodigingen",
            gemeente=work.gemeente,
            invitations=invitations.see_invitations(work),
            standings=_STANDINGS,
            notice=_notice(),
            assets=here.assets("beheer"),
        )


@blueprint.get("/<gemeente>/beheer/uitnodigingen/nieuw")
@workspace_page
def begin(gemeente: str) -> str:
    """Type, paste or upload a list; the page of a session leads here with that session chosen."""
    return _form({"bijeenkomst": request.args.get("bijeenkomst", "")})


@blueprint.post("/<gemeente>/beheer/uitnodigingen/nieuw")
@workspace_page
def preview(gemeente: str) -> str | Response:
    """Show what would become of each line. Nothing is sent."""
    upload = request.files.get("bestand")
    typed = {name: request.form.get(name, "") for name in ("lijst", *_FIELDS.values())}
    if upload and upload.filename:
        try:
            typed["lijst"] = as_text(upload.read())
        except Malformed as wrong:
            return _refused(typed, wrong, "bestand")
    try:
        wishes = read_list(typed["lijst"], {key: typed[name] for key, name in _FIELDS.items()})
        if not wishes:
            raise Malformed("Vul eerst een adres in, of kies een bestand.")
    except (Malformed, TooLong) as wrong:
        return _refused(typed, wrong, "lijst")
    return _form(typed, wishes)


@blueprint.post("/<gemeente>/beheer/uitnodigingen")
@workspace_page
def send(gemeente: str) -> str:
    """Invite the people on the lines that were agreed to, and tell of each line what became of it."""
    here = site()
    wishes = read_list(request.form.get("lijst", ""))
    agreed = {int(one) for one in request.form.getlist("regel") if one.isascii() and one.isdigit() and len(one) < 9}
    with here.store.workspace(me().badge) as work:
        judged = invitations.invite(work, wishes, agreed)
        return render_template(
            "uitnodigingen-klaar.html",
            title="Uitnodigingen",
            gemeente=work.gemeente,
            lines=judged,
            sent=_fine(judged),
            sessions=_titles(invitations.see_choices(work)),
            verdicts={**_VERDICTS, Verdict.OK: _SENT},
            assets=here.assets("beheer"),
        )


@blueprint.post("/<gemeente>/beheer/uitnodigingen/herinner")
@workspace_page
def remind(gemeente: str) -> Response:
    """Remind who did not answer yet, of those that are ticked."""
    some = [found for one in request.form.getlist("wie") if (found := named_id(one))]
    with site().store.workspace(me().badge) as work:
        reminded = invitations.remind(work, some)
    return redirect(f"/{gemeente}/beheer/uitnodigingen?herinnerd={reminded}", 303)


@blueprint.post("/<gemeente>/beheer/uitnodigingen/<uuid:invitation>/opnieuw")
@workspace_page
def resend(gemeente: str, invitation: UUID) -> Response:
    """Send a new link; the earlier ones stay alive."""
    with site().store.workspace(me().badge) as work:
        invitations.resend(work, invitation)
    return redirect(f"/{gemeente}/beheer/uitnodigingen?melding=opnieuw", 303)


@blueprint.post("/<gemeente>/beheer/uitnodigingen/<uuid:invitation>/intrekken")
@workspace_page
def revoke(gemeente: str, invitation: UUID) -> Response:
    """Kill every link of an invitation."""
    with site().store.workspace(me().badge) as work:
        stays = invitations.revoke(work, invitation)
    return redirect(f"/{gemeente}/beheer/uitnodigingen?melding=ingetrokken{'-lid' if stays else ''}", 303)


def _form(typed: dict[str, str], wishes: list[Wish] | None = None, errors: Mapping[str, str] | None = None) -> str:
    """The form, and above it the verdicts on the lines that were read."""
    here = site()
    with here.store.workspace(me().badge) as work:
        judged = invitations.preview(work, wishes) if wishes else []
        choices = invitations.see_choices(work)
        return render_template(
            "uitnodigingen-nieuw.html",
            title="Kijk de lijst na" if judged else "Nodig mensen uit",
            gemeente=work.gemeente,
            choices=choices,
            roles=[(role, role) for role in choices.roles],
            kinds=[(kind, kind) for kind in OrganisationKind],
            meetings=[("", "Geen"), *((str(one.id), _meeting(one, wijk)) for one, wijk in choices.sessions)],
            sessions=_titles(choices),
            typed=typed,
            errors=errors or {},
            lines=judged,
            fine=_fine(judged),
            says=_says(_fine(judged), len(judged)),
            unused=_unused(typed["lijst"]) if wishes else "",
            carried=write_list(wishes or []),
            verdicts=_VERDICTS,
            assets=here.assets("beheer"),
        )


def _refused(typed: dict[str, str], wrong: DomainError, at: str) -> Response:
    page = _form(typed, errors={at: wrong.detail})
    return html(page, wrong.status)


def _meeting(session: ScoringSession, wijk: str) -> str:
    return " · ".join([session.title, wijk, *([day(session.starts_at)] if session.starts_at else [])])


def _titles(choices: Choices) -> dict[object, str]:
    """What a session is called, by its id and by the text of it."""
    return {key: one.title for one, _ in choices.sessions for key in (one.id, str(one.id))}


def _fine(judged: list[Judged]) -> int:
    return sum(one.verdict is Verdict.OK for one in judged)


def _says(fine: int, lines: int) -> str:
    """How many lines are right, as somebody would say it."""
    if lines == 1:
        return "De regel klopt" if fine else "De regel klopt niet"
    if fine in (0, lines):
        return f"Alle {lines} regels kloppen" if fine else f"Geen van de {lines} regels klopt"
    return f"{fine} van de {lines} regels {'klopt' if fine == 1 else 'kloppen'}"


def _unused(text: str) -> str:
    names = unused_columns(text)
    if len(names) > _MOST_NAMES:
        names[_MOST_NAMES:] = [f"en nog {len(names) - _MOST_NAMES}"]
    return ", ".join(names)


def _notice() -> str | None:
    reminded = request.args.get("herinnerd", type=int)
    if reminded is None:
        return _NOTICES.get(request.args.get("melding", ""))
    if reminded < 1:
        return "Niemand hoeft nu een herinnering."
    return f"Wij herinneren {reminded} {'persoon' if reminded == 1 else 'mensen'}."
