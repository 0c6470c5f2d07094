"""'Eigen inlog': where a beheerder sets up the gemeente's own provider, and hears in words what is wrong with it."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from wijkplatform.domain.providers import issuer_from
from wijkplatform.oidc import describing
from wijkplatform.oidc.describing import Step
from wijkplatform.services import providers
from wijkplatform.services.providers import ProviderForm, ProviderNotSaved
from wijkplatform.web.accounts import me, workspace_page
from wijkplatform.web.oidc import back_here
from wijkplatform.web.site import html, site

blueprint = Blueprint("oidc_settings", __name__)


@blueprint.get("/<gemeente>/beheer/inlog")
@workspace_page
def show(gemeente: str) -> str | Response:
    """What is set up now."""
    return _page(gemeente, done=request.args.get("klaar", ""))


@blueprint.post("/<gemeente>/beheer/inlog")
@workspace_page
def change(gemeente: str) -> str | Response:
    """Keep, check or remove what was filled in."""
    form, wish = _form(), request.form.get("doe")
    if wish == "controleer":
        return _page(gemeente, form=form, steps=_check(form.issuer))
    try:
        with site().store.workspace(me().badge) as work:
            if wish == "verwijder":
                providers.remove_provider(work)
            else:
                providers.save_provider(work, form, site().admission)
    except ProviderNotSaved as refused:
        return _page(gemeente, form=form, errors=refused.errors, status=400)
    return redirect(f"/{gemeente}/beheer/inlog?klaar={'weg' if wish == 'verwijder' else 'bewaard'}", 303)


def _check(typed: str) -> list[Step]:
    """Look at a provider from outside, with no work open; one that is not admitted is not asked anything."""
    with site().store.workspace(me().badge) as work:
        providers.see_provider(work)
    issuer = issuer_from(typed)
    refusal = site().admission.why_not(issuer)
    if refusal:
        return [Step(refusal, "not_admitted")]
    return list(describing.check(site().way_out, issuer))


def _form() -> ProviderForm:
    sent = request.form
    return ProviderForm(
        issuer=sent.get("issuer", ""),
        client_id=sent.get("client_id", ""),
        secret=sent.get("secret", ""),
        role_claim=sent.get("role_claim", ""),
        role_lines=sent.get("role_lines", ""),
        newcomer_role=sent.get("newcomer_role", ""),
        only_way="only_way" in sent,
    )


def _page(
    gemeente: str,
    *,
    form: ProviderForm | None = None,
    errors: list[tuple[str, str]] | None = None,
    steps: list[Step] | None = None,
    done: str = "",
    status: int = 200,
) -> Response:
    here = site()
    with here.store.workspace(me().badge) as work:
        view = providers.see_provider(work)
        page = render_template(
            "inlog.html",
            title="Eigen inlog",
            gemeente=work.gemeente,
            view=view,
            form=form or view.form,
            secret_was_typed=bool(form and form.secret),
            errors=errors or [],
            steps=steps or [],
            done=done,
            back=back_here(gemeente),
            assets=here.assets("beheer"),
        )
    return html(page, status)
