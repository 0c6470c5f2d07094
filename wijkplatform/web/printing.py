"""Printing the cards of a session."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, render_template, request
from werkzeug.utils import secure_filename

from wijkplatform.domain.errors import NotFound
from wijkplatform.domain.people import GROUPS, Group
from wijkplatform.printing.cards import answer_cards, seat_cards
from wijkplatform.services import printing
from wijkplatform.web.accounts import me, workspace_page
from wijkplatform.web.site import site

blueprint = Blueprint("printing", __name__, url_prefix="/<gemeente>/sessies/<uuid:session>/kaarten")
_USUAL = 20


@blueprint.get("")
@workspace_page
def choose(gemeente: str, session: UUID) -> str:
    """Choose which cards, and how many."""
    here = site()
    with here.store.workspace(me().badge) as work:
        found, punten = printing.see_session_to_print(work, session)
        return render_template(
            "kaarten.html",
            title="Kaarten printen",
            gemeente=work.gemeente,
            session=found,
            options=[(group.value, f"{group.value.capitalize()} ({punten[group]} punten)") for group in GROUPS],
            usual=_USUAL,
            most=printing.MOST_CARDS,
            assets=here.assets("beheer"),
        )


@blueprint.get("/antwoord.pdf")
@workspace_page
def print_answer_cards(gemeente: str, session: UUID) -> Response:
    """Numbered answer cards of one group."""
    group, number, first = _group(), _number("aantal", _USUAL), _number("eerste", 1)
    with site().store.workspace(me().badge) as work:
        content = printing.see_answer_cards(work, session, group, first, number)
    return pdf(answer_cards(content), f"antwoordkaarten {group} {first}")


@blueprint.get("/plaats.pdf")
@workspace_page
def print_seat_cards(gemeente: str, session: UUID) -> Response:
    """Seat cards of one group."""
    group, number = _group(), _number("aantal", _USUAL)
    with site().store.workspace(me().badge) as work:
        content = printing.see_seat_cards(work, session, group, number, site().settings.base_url)
    return pdf(seat_cards(content), f"plaatskaarten {group}")


def _group() -> Group:
    wanted = request.args.get("groep", "")
    if wanted not in {group.value for group in GROUPS}:
        raise NotFound
    return Group(wanted)


def _number(name: str, otherwise: int) -> int:
    wanted = request.args.get(name, "").strip()
    if not wanted:
        return otherwise
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) <= 4):
        raise NotFound
    return int(wanted)


def pdf(content: bytes, name: str) -> Response:
    """A PDF that opens in the browser, and is kept under this name."""
    answer = Response(content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{secure_filename(name)}.pdf"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
