"""The plattegrond of an opgave: kansen benut across, valkuilen vermeden upwards, a mark for each group.

No line divides it: no value is a pass mark.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import hypot

from wijkplatform.charts.svg import COLOURS, LINE, SOFT, box, label, line, mark, number, picture

_WIDTH, _HEIGHT = 340.0, 252.0
_LEFT, _TOP, _RIGHT, _BOTTOM = 24.0, 32.0, 334.0, 218.0
_EDGE = 10.0
"""Room around the field, so that a mark on 0 or 100 stands inside."""

_MARK, _NAME, _LETTERS = 16.0, 76.0, 12.0
_FREE = 11.5
"""So much of a mark no other covers: that it stands where it belongs is worth a corner."""
_REACH = 9.0
_MOVES = (0, -1, 1, -2, 2)
_BESIDE, _OVER = 10.0, 17.0
_NAMES = [("start", lift, abs(lift) / 5) for lift in (0.0, -10.0, 10.0, -13.0, 13.0)]
_NAMES += [("end", lift, cost + 1) for _, lift, cost in _NAMES] + [("middle", -_OVER, 4.0), ("middle", _OVER, 4.0)]
"""Where a name may stand from its mark: its anchor, how much lower, and how much worse than behind the mark that is."""
_FAR = 3
"""A mark that leaves its place is worse than a name that does: a mark says where a group stands."""
_CORNERS = {
    (_LEFT, 12.0, "start"): ("Weinig kansen,", "weinig valkuilen"),
    (_RIGHT, 12.0, "end"): ("Kansen benut en", "valkuilen vermeden"),
    (_LEFT, _BOTTOM + 14, "start"): ("Weinig kansen,", "veel valkuilen"),
    (_RIGHT, _BOTTOM + 14, "end"): ("Veel kansen,", "maar ook valkuilen"),
}


Room = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a group stands: kansen benut and valkuilen vermeden, each 0 to 100.

    `before`: where it stood, when it is told that it moved; an arrow comes from there.
    """

    group: str
    name: str
    kansen: float
    valkuilen: float
    before: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """A mark with its name: the true point, where the mark stands, and where from there the name stands.

    `anchor`: 'start' is behind the mark, 'end' before it and 'middle' over or under it; `lift`: so much lower.
    """

    point: tuple[float, float]
    mark: tuple[float, float]
    anchor: str
    lift: float

    @property
    def name(self) -> tuple[float, float]:
        """The point that the name starts or ends at, or stands around."""
        aside = {"start": _BESIDE, "end": -_BESIDE, "middle": 0.0}[self.anchor]
        return self.mark[0] + aside, self.mark[1] + self.lift


def floor_plan(places: Sequence[Place]) -> str:
    """The field with its four corners named in words. Marks that would cover each other are set apart by a line."""
    return picture(_WIDTH, _HEIGHT, name(places), _parts(places))


def name(places: Sequence[Place]) -> str:
    """What the drawing shows, in words.

    >>> name([Place("bewoner", "bewoners", 40, 62)])
    'Plattegrond: bewoners kansen benut 40, valkuilen vermeden 62'
    """
    said = (
        f"{one.name} kansen benut {one.kansen:g}, valkuilen vermeden {one.valkuilen:g}"
        f"{', een pijl wijst de verandering' if one.before else ''}"
        for one in places
    )
    return f"Plattegrond: {'; '.join(said)}"


def at(kansen: float, valkuilen: float) -> tuple[float, float]:
    """Where two values of 0 to 100 stand.

    >>> at(0, 0), at(100, 100)
    ((34.0, 208.0), (324.0, 42.0))
    """
    across = _RIGHT - _LEFT - 2 * _EDGE
    upwards = _BOTTOM - _TOP - 2 * _EDGE
    return _LEFT + _EDGE + kansen / 100 * across, _BOTTOM - _EDGE - valkuilen / 100 * upwards


def set_apart(points: Sequence[tuple[float, float]]) -> list[Sign]:
    """Signs for a handful of points, none across another and all in the field, together as near as that allows."""
    return _best([_candidates(one) for one in points], [], float("inf"))[1]


def _parts(places: Sequence[Place]) -> Iterator[str]:
    yield box(_LEFT, _TOP, _RIGHT - _LEFT, _BOTTOM - _TOP, fill="#ffffff", stroke=LINE, stroke_width=1.2)
    for (x, y, anchor), words in _CORNERS.items():
        for row, part in enumerate(words):
            yield label(x, y + 12 * row, part, font_size=10.5, fill=SOFT, text_anchor=anchor)
    middle = (_TOP + _BOTTOM) / 2
    yield label((_LEFT + _RIGHT) / 2, _BOTTOM + 14, "kansen benut →", text_anchor="middle", font_weight="bold")
    turned = f"rotate(-90 14 {middle:g})"
    yield label(14, middle, "valkuilen vermeden →", text_anchor="middle", font_weight="bold", transform=turned)
    for one in places:
        if one.before:
            yield from _arrow(COLOURS[one.group], at(*one.before), at(one.kansen, one.valkuilen))
            yield mark(one.group, *at(*one.before), hollow=True)
    signs = set_apart([at(one.kansen, one.valkuilen) for one in places])
    for one, sign in zip(places, signs, strict=True):
        if sign.mark != sign.point:
            yield line(sign.point, sign.mark, stroke=COLOURS[one.group], stroke_width=1)
            yield box(sign.point[0] - 1.6, sign.point[1] - 1.6, 3.2, 3.2, fill=COLOURS[one.group])
    for one, sign in zip(places, signs, strict=True):
        (x, y), side = sign.name, {"text_anchor": sign.anchor}
        if any(other.before for other in places):
            side |= {"stroke": "#ffffff", "stroke_width": "3", "paint_order": "stroke"}
        yield mark(one.group, *sign.mark)
        yield label(x, y + 4, one.name, **side)


def _arrow(colour: str, start: tuple[float, float], end: tuple[float, float]) -> Iterator[str]:
    """An arrow that ends just before the mark that it points to."""
    across, down = end[0] - start[0], end[1] - start[1]
    long = hypot(across, down)
    if long <= _REACH:
        return
    across, down = across / long, down / long
    tip = end[0] - across * _REACH, end[1] - down * _REACH
    neck = tip[0] - across * 7, tip[1] - down * 7
    yield line(start, neck, stroke=colour, stroke_width=1.6)
    sides = f"L{number(neck[0] - down * 4)} {number(neck[1] + across * 4)}L{number(neck[0] + down * 4)}"
    tail = f"{sides} {number(neck[1] - across * 4)}z"
    yield f'<path d="M{number(tip[0])} {number(tip[1])}{tail}" fill="{colour}"/>'


def _best(choices: list[list[tuple[float, Sign]]], placed: list[Sign], limit: float) -> tuple[float, list[Sign]]:
    if not choices:
        return 0.0, placed
    found, signs = limit, list[Sign]()
    for cost, sign in choices[0]:
        if cost >= found:
            break
        if any(_overlap(sign, other) for other in placed):
            continue
        rest, all_of_them = _best(choices[1:], [*placed, sign], found - cost)
        if rest + cost < found:
            found, signs = rest + cost, all_of_them
    return found, signs


def _candidates(point: tuple[float, float]) -> list[tuple[float, Sign]]:
    """Where a sign may stand, the nearest place first; a name elsewhere only where that saves a move of a mark."""
    found = []
    for across, down, (anchor, lift, cost) in product(_MOVES, _MOVES, _NAMES):
        move = across * _MARK, down * _MARK
        sign = Sign(point, (point[0] + move[0], point[1] + move[1]), anchor, lift)
        if all(one[0] >= _LEFT and one[1] >= _TOP and one[2] <= _RIGHT and one[3] <= _BOTTOM for one in rooms(sign)):
            found.append((_FAR * hypot(*move) + cost, sign))
    return sorted(found, key=lambda one: one[0])


def rooms(sign: Sign) -> tuple[Room, Room]:
    """What a mark and its name take: left, top, right and bottom."""
    (x, y), (at_name, middle), half, letters = sign.mark, sign.name, _FREE / 2, _LETTERS / 2
    left = at_name - {"start": 0.0, "end": 1.0, "middle": 0.5}[sign.anchor] * _NAME
    return (x - half, y - half, x + half, y + half), (left, middle - letters, left + _NAME, middle + letters)


def _overlap(one: Sign, other: Sign) -> bool:
    return any(
        a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for a, b in product(rooms(one), rooms(other))
    )
