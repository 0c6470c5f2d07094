"""Sharing an overview with who has no account: making a link, seeing who got one, and ending it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from wijkplatform.domain import dates
from wijkplatform.domain.errors import Malformed, NotValid
from wijkplatform.domain.overviews import usual_end
from wijkplatform.services import sharing
from wijkplatform.services.agreements import today
from wijkplatform.web.accounts import me, workspace_page
from wijkplatform.web.site import html, named_id, site

blueprint = Blueprint("sharing", __name__, url_prefix="/<gemeente>/beheer/overzicht/delen")
_NOTICES = {
    "ingetrokken": "De link is ingetrokken. Hij werkt niet meer.",
    "werkte-niet": "Deze link werkte al niet meer.",
}
_LONGEST_LINE = 500
"""Longer than anything that fits: what is too long gets an answer that says so."""


@dataclass(frozen=True, slots=True)
class TypedLink:
    """Exactly what the form of a link holds; `op` becomes the id of the link."""

    op: str
    wijk: str = ""
    reader: str = ""
    until: str = ""


@blueprint.get("")
@workspace_page
def desk(gemeente: str) -> str:
    """The form, and every link that was made."""
    return _desk(_empty(request.args.get("wijk", "")))


@blueprint.post("")
@workspace_page
def make(gemeente: str) -> Response | str:
    """Make a link and show it, this once. What cannot be made stays in the form, with the reason."""
    form = TypedLink(**{name: request.form.get(name, "")[:_LONGEST_LINE] for name in ("op", "wijk", "reader", "until")})
    op = named_id(form.op)
    if op is None:
        raise Malformed
    wijk = (named_id(form.wijk) or UUID(int=0)) if form.wijk else None
    try:
        with site().store.workspace(me().badge) as work:
            token = sharing.share(work, op, wijk, form.reader, dates.read_date(form.until))
    except NotValid as wrong:
        return html(_desk(form, errors=wrong.fields), wrong.status)
    address = f"{site().settings.base_url}/{gemeente}/inzage/{token}"
    return _desk(_empty(), made={"address": address, "form": form})


@blueprint.get("/<uuid:link>/intrekken")
@workspace_page
def ask_to_revoke(gemeente: str, link: UUID) -> str:
    """Ask whether it is meant."""
    here = site()
    with here.store.workspace(me().badge) as work:
        return render_template(
            "overzicht-intrekken.html",
            title="Link intrekken",
            gemeente=work.gemeente,
            one=sharing.see_one_shared(work, link),
            dates=dates,
            assets=here.assets("beheer"),
        )


@blueprint.post("/<uuid:link>/intrekken")
@workspace_page
def revoke(gemeente: str, link: UUID) -> Response:
    """End a link."""
    with site().store.workspace(me().badge) as work:
        worked = sharing.revoke(work, link)
    return redirect(f"/{gemeente}/beheer/overzicht/delen?melding={'ingetrokken' if worked else 'werkte-niet'}", 303)


def _desk(form: TypedLink, **more: Any) -> str:
    here = site()
    with here.store.workspace(me().badge) as work:
        found = sharing.see_shared(work)
        return render_template(
            "overzicht-delen.html",
            title="Overzicht delen",
            gemeente=work.gemeente,
            links=found.links,
            places=[("", "De hele gemeente"), *((str(one), name) for one, name in found.wijken)],
            form=form,
            notice=_NOTICES.get(request.args.get("melding", "")),
            now=datetime.now(UTC),
            dates=dates,
            assets=here.assets("beheer"),
            **{"errors": {}, "made": None, **more},
        )


def _empty(wijk: str = "") -> TypedLink:
    return TypedLink(op=str(uuid4()), wijk=wijk, until=dates.short_date(usual_end(today())))
