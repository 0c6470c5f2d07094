"""How one side of an opgave stood in some sessions: a column for each, a mark per group, and no line between them.

A line would say what was in between, and that the punten were the same: neither is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wijkplatform.charts.columns import HEIGHT, MOST, WIDTH, below, legend
from wijkplatform.charts.svg import COLOURS, LINE, SOFT, box, label, line, mark, number, picture

_LEFT, _TOP, _RIGHT, _BOTTOM = 28.0, 6.0, 334.0, 136.0
_EDGE = 22.0
"""Room around the scale, for an arrow beside a mark on 100 or 0 and for what is not told."""

_APART = 14.0
_ARROW = (10.0, 21.0)


@dataclass(frozen=True, slots=True)
class Dot:
    """A group in a session: 0 to 100, or None where nothing is told. `way`: 1 or -1 when it is told to have changed."""

    group: str
    name: str
    value: float | None
    way: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """A session: its day in full and in two short lines, and the groups in one order."""

    day: str
    short: tuple[str, str]
    dots: Sequence[Dot]


def trend(columns: Sequence[Column]) -> str:
    """The columns in the order given, at most `MOST` of them: the last ones. Raises `ValueError` for none."""
    if not columns:
        raise ValueError("a trend without a session")
    columns = columns[-MOST:]
    return picture(WIDTH, HEIGHT, name(columns), _parts(columns))


def name(columns: Sequence[Column]) -> str:
    """What the drawing shows, in words.

    >>> groups = [Dot("bewoner", "bewoners", 40), Dot("ambtenaar", "ambtenaren", None)]
    >>> name([Column("2 mei 2026", ("2 mei", "2026"), groups)])
    '2 mei 2026: bewoners 40, ambtenaren niets getoond'
    """
    return "; ".join(
        f"{column.day}: "
        + ", ".join(f"{one.name} {'niets getoond' if one.value is None else f'{one.value:g}'}" for one in column.dots)
        for column in columns
    )


def height(value: float) -> float:
    """Where a value of 0 to 100 stands.

    >>> height(0), height(100)
    (114.0, 28.0)
    """
    return _BOTTOM - _EDGE - value / 100 * (_BOTTOM - _TOP - 2 * _EDGE)


def across(column: int, columns: int, place: int, places: int) -> float:
    """Where a group stands in its column.

    >>> across(0, 1, 1, 3), across(1, 2, 0, 3)
    (181.0, 243.5)
    """
    wide = (_RIGHT - _LEFT) / columns
    return _LEFT + (column + 0.5) * wide + (place - (places - 1) / 2) * _APART


def _parts(columns: Sequence[Column]) -> Iterator[str]:
    yield box(_LEFT, _TOP, _RIGHT - _LEFT, _BOTTOM - _TOP, fill="#ffffff", stroke=LINE, stroke_width=1.2)
    for value in (0, 100):
        yield label(_LEFT - 4, height(value) + 4, str(value), text_anchor="end", font_size=10.5, fill=SOFT)
    wide = (_RIGHT - _LEFT) / len(columns)
    for place, column in enumerate(columns):
        if place:
            yield line((_LEFT + place * wide, _TOP), (_LEFT + place * wide, _BOTTOM), stroke=LINE, stroke_width=1)
        yield from below(column.short, _LEFT + (place + 0.5) * wide, _BOTTOM + 13)
        for order, one in enumerate(column.dots):
            yield from _dot(one, across(place, len(columns), order, len(column.dots)))
    yield from legend((one.group, one.name) for one in columns[-1].dots)


def _dot(one: Dot, x: float) -> Iterator[str]:
    if one.value is None:
        yield label(x, _BOTTOM - 5, "–", text_anchor="middle", fill=COLOURS[one.group])
        return
    y = height(one.value)
    yield mark(one.group, x, y)
    if one.way:
        near, far = (y - one.way * reach for reach in _ARROW)
        yield line((x, near), (x, far + one.way * 5), stroke=COLOURS[one.group], stroke_width=1.6)
        head = f"M{number(x)} {number(far)}l4 {one.way * 6}h-8z"
        yield f'<path d="{head}" fill="{COLOURS[one.group]}"/>'
