"""The settings of a gemeente, as one form that loses nothing of what was typed."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from wijkplatform.domain import gemeenten as rules
from wijkplatform.domain.errors import ChangedElsewhere, NotValid
from wijkplatform.domain.gemeenten import TypedSettings
from wijkplatform.services import gemeenten
from wijkplatform.web.accounts import me, workspace_page
from wijkplatform.web.site import html, site

blueprint = Blueprint("settings_page", __name__, url_prefix="/<gemeente>/beheer/instellingen")
_FIELDS = tuple(one.name for one in fields(TypedSettings) if one.name != "languages")


@blueprint.get("")
@workspace_page
def see(gemeente: str) -> str:
    """The settings as they are."""
    return _page(done="gedaan" in request.args)


@blueprint.post("")
@workspace_page
def change(gemeente: str) -> Response | str:
    """Store the form, or only show what it would look like; what cannot be stored stays in it, with the reason."""
    form = TypedSettings(
        **{name: request.form.get(name, "") for name in _FIELDS}, languages=tuple(request.form.getlist("languages"))
    )
    seen = request.form.get("seen", "")
    try:
        with site().store.workspace(me().badge) as work:
            if "preview" in request.form:
                gemeenten.check_settings(work, form)
            else:
                gemeenten.change_settings(work, form, seen)
    except NotValid as wrong:
        return _answer(400, form=form, seen=seen, errors=wrong.fields)
    except ChangedElsewhere as earlier:
        return _answer(409, form=rules.typed(rules.read_settings(form)), conflict=earlier.title)
    if "preview" in request.form:
        return _page(form=form, seen=seen, looked=True)
    return redirect(f"/{gemeente}/beheer/instellingen?gedaan", 303)


def _answer(status: int, **shown: Any) -> Response:
    return html(_page(**shown), status)


def _page(form: TypedSettings | None = None, seen: str | None = None, **more: Any) -> str:
    here = site()
    with here.store.workspace(me().badge) as work:
        now = gemeenten.see_settings(work)
        return render_template(
            "instellingen.html",
            title="Instellingen",
            gemeente=work.gemeente,
            now=rules.typed(now),
            form=form or rules.typed(now),
            seen=now.mark if seen is None else seen,
            rules=rules,
            assets=here.assets("beheer"),
            **{"errors": {}, **more},
        )
