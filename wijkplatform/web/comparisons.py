"""Own comparisons in the workspace: an opgave or a punt over wijken, and groups over time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar
from urllib.parse import urlencode
from uuid import UUID

from flask import Blueprint, render_template, request

from wijkplatform.domain.errors import NotFound
from wijkplatform.domain.people import GROUPS
from wijkplatform.services import comparisons
from wijkplatform.services.comparisons import Asked, Comparison, Question
from wijkplatform.services.wijken import SIDES, SideName
from wijkplatform.web import comparison_sheet, report_words, wording
from wijkplatform.web.accounts import me, workspace_page
from wijkplatform.web.compressing import travels_short
from wijkplatform.web.site import site

blueprint = Blueprint("comparisons", __name__, url_prefix="/<gemeente>/beheer/vergelijken")
T = TypeVar("T")
_NAMES: dict[Question, str] = {
    "opgave": "Een opgave",
    "punt": "Een punt",
    "tijd": "Groepen in de tijd",
}
_QUESTIONS: dict[str, Question] = {one: one for one in _NAMES}
_OPGAVEN: dict[str, int] = {str(one): one for one in range(11)}
_SIDES: dict[str, SideName] = {one: one for one in SIDES}
_GROUPS = {one.value: one for one in GROUPS}


@blueprint.get("")
@travels_short
@workspace_page
def see(gemeente: str) -> str:
    """What the address asks for: `?wat=` the question, and then `opgave`, `punt`, `kant`, `groep` and some `wijk`."""
    asked, here = _asked(), site()
    with here.store.workspace(me().badge) as work:
        found = comparisons.see_comparison(work, asked)
        return render_template(
            "vergelijken.html",
            title="Vergelijken",
            gemeente=work.gemeente,
            one=found,
            told=comparison_sheet.sheet(found, work.gemeente.term) if len(found.wijken) > 1 else None,
            ways=_ways(found),
            every=_address(found, found.asked.question, wijken=False),
            filtered=bool(asked.wijken),
            part_name=report_words.part_name,
            sides=[(side, wording.SIDES[side]) for side in SIDES],
            groups=[("", "Alle groepen"), *((one.value, report_words.MANY[one].capitalize()) for one in GROUPS)],
            wording=wording,
            assets=here.assets("beheer"),
        )


def _asked() -> Asked:
    """What the address asks for. Raises `NotFound` for what cannot be asked for."""
    question = _read("wat", _QUESTIONS) or "opgave"
    about_punt = question == "punt" and bool(request.args.get("punt"))
    number, _, punt = request.args.get("punt", "").partition("-")
    try:
        return Asked(
            question=question,
            opgave=_OPGAVEN[number] if about_punt else _read("opgave", _OPGAVEN),
            punt=int(punt) if about_punt else None,
            side=_read("kant", _SIDES) or "kansen",
            group=_read("groep", _GROUPS),
            wijken=frozenset(UUID(one) for one in request.args.getlist("wijk")),
        )
    except (KeyError, ValueError) as error:
        raise NotFound from error


def _read(name: str, known: Mapping[str, T]) -> T | None:
    """A filter of the address, or None without it. Raises `NotFound` for one that we do not know."""
    text = request.args.get(name, "")
    if text and text not in known:
        raise NotFound
    return known.get(text)


def _ways(found: Comparison) -> list[tuple[str, str, bool]]:
    """Each question with its address, and whether it is asked now."""
    return [(name, _address(found, one), one == found.asked.question) for one, name in _NAMES.items()]


def _address(found: Comparison, question: Question, *, wijken: bool = True) -> str:
    """A question about the same opgave and wijken."""
    asked = found.asked
    about: list[tuple[str, object]] = [("wat", question)]
    if question == "punt":
        about.append(("punt", f"{asked.opgave}-{asked.punt}"))
    else:
        about.append(("opgave", asked.opgave))
    if question == "tijd":
        about += [("kant", asked.side), *([("groep", asked.group.value)] if asked.group else [])]
    some = [one for one in found.wijken if one.id in asked.wijken] if wijken else []
    return "?" + urlencode([*about, *(("wijk", one.id) for one in some)])
