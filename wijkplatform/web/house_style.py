"""The colours of a gemeente, as a style sheet after the base theme."""

from __future__ import annotations

from flask import Blueprint, Response

from wijkplatform.domain.colours import WHITE, mixed
from wijkplatform.domain.errors import NotFound
from wijkplatform.domain.people import Badge
from wijkplatform.web import badges
from wijkplatform.web.site import site

blueprint = Blueprint("house_style", __name__)
_FOR_A_YEAR = "public, max-age=31536000, immutable"


@blueprint.get("/huisstijl/<gemeente>-<accent>.css")
def sheet(gemeente: str, accent: str) -> Response:
    """The sheet of a gemeente. Its address holds the colour, so it may be kept for ever; an old address is gone."""
    with site().store.workspace(Badge(badges.gemeente_id(gemeente))) as work:
        colour = work.gemeente.accent
    if colour != f"#{accent}":
        raise NotFound
    values = {
        "--wp-color-action": colour,
        "--wp-color-action-dark": mixed(colour, "#000000", 0.3),
        "--wp-color-action-soft": mixed(colour, WHITE, 0.9),
    }
    rules = "".join(f"{name}:{value};" for name, value in values.items())
    return Response(f".wp-basis{{{rules}}}", content_type="text/css", headers={"Cache-Control": _FOR_A_YEAR})
