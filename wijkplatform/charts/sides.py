"""How the groups stand on the sides of an opgave in one place: a lane for each, and a scale of 0 to 100 for each side.

The sides stand beside each other and are never one number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wijkplatform.charts.svg import INK, LINE, SOFT, box, label, line, mark, picture

_WIDTH = 340.0
_START, _END, _APART = 96.0, 338.0, 12.0
_TOP, _LANE = 29.0, 18.0
_EDGE = 7.0
"""Room at both ends of a scale, so that a mark on 0 or 100 stands inside."""

_NUMBER = 31.0
"""Room that a mark with its number takes."""

_ONE_PUNT = "*"


@dataclass(frozen=True, slots=True)
class Score:
    """A sub-result of 0 to 100. Without a value, `silent` says why. `thin`: it is based on one punt."""

    value: int | None
    silent: str = ""
    thin: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """A group, or all of them (`group` empty), with a score for each side."""

    group: str
    name: str
    scores: Sequence[Score]


def sides(heads: Sequence[str], lanes: Sequence[Lane]) -> str:
    """The lanes in the order given, each with its marks on the scales; a star beside a number based on one punt."""
    return picture(_WIDTH, _TOP + len(lanes) * _LANE + 2, name(heads, lanes), _parts(heads, lanes))


def name(heads: Sequence[str], lanes: Sequence[Lane]) -> str:
    """What the drawing shows, in words.

    >>> name(["Kansen benut"], [Lane("bewoner", "bewoners", [Score(40)]), Lane("", "alle groepen", [Score(None, "x")])])
    'Kansen benut: bewoners 40, alle groepen x'
    """
    return "; ".join(
        f"{head}: " + ", ".join(f"{one.name} {_said(one.scores[side])}" for one in lanes)
        for side, head in enumerate(heads)
    )


def scale(side: int, many: int) -> tuple[float, float]:
    """Where the scale of a side begins and ends.

    >>> scale(0, 2), scale(1, 2), scale(0, 1)
    ((96.0, 211.0), (223.0, 338.0), (96.0, 338.0))
    """
    wide = (_END - _START - (many - 1) * _APART) / many
    begin = _START + side * (wide + _APART)
    return begin, begin + wide


def at(value: float, side: int, many: int) -> float:
    """Where a value of 0 to 100 stands.

    >>> at(0, 0, 2), at(100, 0, 2)
    (103.0, 204.0)
    """
    begin, end = scale(side, many)
    return begin + _EDGE + value / 100 * (end - begin - 2 * _EDGE)


def middle(lane: int) -> float:
    """The middle of a lane, counted from 0."""
    return _TOP + (lane + 0.5) * _LANE


def _said(score: Score) -> str:
    if score.value is None:
        return score.silent
    return f"{score.value} (op basis van 1 punt)" if score.thin else str(score.value)


def _parts(heads: Sequence[str], lanes: Sequence[Lane]) -> Iterator[str]:
    for side, head in enumerate(heads):
        yield from _frame(side, len(heads), head, len(lanes))
    for place, lane in enumerate(lanes):
        y = middle(place)
        if lane.group:
            yield mark(lane.group, 8, y)
        yield label(19 if lane.group else 1, y + 4, lane.name)
        for side, score in enumerate(lane.scores):
            yield from _score(lane.group, score, y, side, len(heads))


def _frame(side: int, many: int, head: str, lanes: int) -> Iterator[str]:
    begin, end = scale(side, many)
    yield label(begin, 11, head, font_size=10.5, font_weight="bold")
    yield label(begin, 24, "0", font_size=10.5, fill=SOFT)
    yield label(end, 24, "100", font_size=10.5, fill=SOFT, text_anchor="end")
    for x in (begin, end):
        yield line((x, _TOP), (x, _TOP + lanes * _LANE), stroke=LINE, stroke_width=1)
    for lane in range(lanes):
        yield line((begin, middle(lane)), (end, middle(lane)), stroke=LINE, stroke_width=0.8)


def _score(group: str, score: Score, y: float, side: int, many: int) -> Iterator[str]:
    around: dict[str, str | float] = {"stroke": "#ffffff", "stroke_width": 4, "paint_order": "stroke"}
    begin, end = scale(side, many)
    if score.value is None:
        yield label(begin + 2, y + 4, score.silent, font_size=10.5, fill=SOFT, font_style="italic", **around)
        return
    x = at(score.value, side, many)
    before = x + _NUMBER > end
    if group:
        yield mark(group, x, y)
    else:
        yield box(x - 2, y - 7, 4, 14, fill=INK)
    words = f"{score.value}{_ONE_PUNT if score.thin else ''}"
    place = {"text_anchor": "end"} if before else {}
    yield label(x + (-9 if before else 9), y + 4, words, font_weight="bold", **around, **place)
