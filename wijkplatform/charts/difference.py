"""Where the groups stand on one punt: a lane for each, and a band over a difference that is more than chance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wijkplatform.charts.lanes import END, LANE, START, TOP, WIDTH, at, ending, frame, height, middle, silence
from wijkplatform.charts.svg import COLOURS, box, decimal, in_tenths, label, line, mark, picture, reuse

_NUMBER = 26.0
"""Room that a mark with its number takes."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One group: its mean answer (1 to 5) and how many said 'weet ik niet'.

    Without a mean, `silent` says why; `unknown` is None where that may not be told.
    """

    group: str
    name: str
    mean: float | None
    unknown: int | None = None
    silent: str = ""


LAST = ("weet ik", "niet")
"""What the last column holds."""


def difference(lanes: Sequence[Lane], band: Sequence[str] = (), around: str = "") -> str:
    """The lanes in the order given, each with its mark. `band`: the two groups that differ for sure, if there are.

    `around`: the name of the frame of these groups on the page (see `lanes.frame`), where it stands once for all.

    No number is computed but places. A band between groups of which one has no mean is not drawn.
    """
    return picture(WIDTH, height(len(lanes)), name(lanes), _parts(lanes, band, around))


def name(lanes: Sequence[Lane]) -> str:
    """What the drawing shows, in words.

    >>> name([Lane("bewoner", "bewoners", 2.14, 3), Lane("ambtenaar", "ambtenaren", None, None, "niet gevraagd")])
    'bewoners gemiddeld 2,1, weet ik niet 3; ambtenaren: niet gevraagd'
    """
    return "; ".join(
        f"{one.name}: {one.silent}"
        if one.mean is None
        else f"{one.name} gemiddeld {decimal(one.mean)}, weet ik niet {one.unknown}"
        for one in lanes
    )


def _parts(lanes: Sequence[Lane], band: Sequence[str], around: str) -> Iterator[str]:
    found = [at(in_tenths(one.mean)) for one in lanes if one.group in band and one.mean is not None]
    edges = (min(found), max(found)) if len(found) > 1 else None
    if edges:
        low, high = edges
        size = {"width": high - low, "height": len(lanes) * LANE}
        yield box(low, TOP, **size, fill="#ffd54f", stroke="#595959", stroke_width=1)
    yield reuse(around) if around else frame([(one.group, one.name) for one in lanes], LAST)
    for place, one in enumerate(lanes):
        if one.mean is None:
            yield silence(place, one.silent)
        else:
            yield from _mean(place, one.group, one.mean, edges)
        yield ending(place, "–" if one.unknown is None else str(one.unknown))


def _mean(place: int, group: str, mean: float, edges: tuple[float, float] | None) -> Iterator[str]:
    x, y = at(in_tenths(mean)), middle(place)
    inside, crosses = x - _NUMBER > START, _crosses(x, x + _NUMBER, edges)
    before = x + _NUMBER > END + 12 or (inside and crosses and not _crosses(x - _NUMBER, x, edges))
    reach = x - _NUMBER if before else x
    if reach > START:
        yield line((START, y), (reach, y), stroke=COLOURS[group], stroke_width=1.4, stroke_dasharray="1.4 3")
    yield mark(group, x, y)
    side = {"text_anchor": "end"} if before else {}
    yield label(x + (-9 if before else 9), y + 4, decimal(mean), font_weight="bold", **side)


def _crosses(start: float, end: float, edges: tuple[float, float] | None) -> bool:
    """Whether a number between these two places would stand across an edge of the band."""
    return edges is not None and any(start < edge < end for edge in edges)
