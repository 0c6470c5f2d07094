"""What a conversation moved on one punt: a lane for each group, the first round hollow and the next one filled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wijkplatform.charts.lanes import WIDTH, at, ending, frame, height, middle, silence
from wijkplatform.charts.svg import COLOURS, decimal, in_tenths, line, mark, picture, reuse

_TOUCH = 14.0
"""Marks nearer than this leave no room for an arrow."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One group: its mean answer (1 to 5) in both rounds, of who answered both times; without them, why not."""

    group: str
    name: str
    first: float | None
    second: float | None
    silent: str = ""


LAST = ("voor →", "na")
"""What the last column holds."""


def movement(lanes: Sequence[Moved], around: str = "") -> str:
    """The lanes in the order given, with an arrow from the first round to the next.

    `around`: the name of the frame of these groups on the page (see `lanes.frame`), where it stands once for all.
    """
    return picture(WIDTH, height(len(lanes)), name(lanes), _parts(lanes, around))


def name(lanes: Sequence[Moved]) -> str:
    """What the drawing shows, in words.

    >>> name([Moved("bewoner", "bewoners", 2.1, 3.25)])
    'bewoners eerst 2,1, daarna 3,3'
    """
    return "; ".join(
        f"{one.name}: {one.silent}"
        if one.first is None or one.second is None
        else f"{one.name} eerst {decimal(one.first)}, daarna {decimal(one.second)}"
        for one in lanes
    )


def _parts(lanes: Sequence[Moved], around: str) -> Iterator[str]:
    yield reuse(around) if around else frame([(one.group, one.name) for one in lanes], LAST)
    for place, one in enumerate(lanes):
        if one.first is None or one.second is None:
            yield silence(place, one.silent)
            continue
        start, end, y = at(in_tenths(one.first)), at(in_tenths(one.second)), middle(place)
        if abs(end - start) >= _TOUCH:
            yield from _arrow(COLOURS[one.group], start, end, y)
        yield mark(one.group, start, y, hollow=True)
        yield mark(one.group, end, y)
        yield ending(place, f"{decimal(one.first)} → {decimal(one.second)}")


def _arrow(colour: str, start: float, end: float, y: float) -> Iterator[str]:
    way = 1 if end > start else -1
    tip = end - way * 7
    yield line((start, y), (tip - way * 4, y), stroke=colour, stroke_width=1.6)
    points = f"M{tip:.2f} {y:.2f}l{-way * 6} -3.5v7z"
    yield f'<path d="{points}" fill="{colour}"/>'
