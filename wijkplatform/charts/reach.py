"""How many of each group took part: a bar per group in each column, on its mark and with its number on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wijkplatform.charts.columns import HEIGHT, MOST, WIDTH, below, legend
from wijkplatform.charts.svg import COLOURS, LINE, box, label, line, mark, picture

_LEFT, _TOP, _RIGHT, _BOTTOM = 6.0, 22.0, 334.0, 124.0
_BAR, _APART = 13.0, 16.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A group and how many of it took part; `silent`: why that is not told, when it is None."""

    group: str
    name: str
    many: int | None
    silent: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """Some sessions: what they are called in full and in two short lines, and the groups in one order."""

    name: str
    short: tuple[str, str]
    bars: Sequence[Bar]


def reach(columns: Sequence[Column]) -> str:
    """The columns in the order given, at most `MOST` of them: the last ones. Raises `ValueError` for none."""
    if not columns:
        raise ValueError("a reach without a session")
    columns = columns[-MOST:]
    return picture(WIDTH, HEIGHT, name(columns), _parts(columns))


def name(columns: Sequence[Column]) -> str:
    """What the drawing shows, in words.

    >>> name([Column("2 mei 2026", ("2 mei", "2026"), [Bar("bewoner", "bewoners", 40)])])
    '2 mei 2026: bewoners 40'
    """
    return "; ".join(f"{one.name}: " + ", ".join(f"{bar.name} {said(bar)}" for bar in one.bars) for one in columns)


def said(bar: Bar) -> str:
    """How many a bar is for, or why that is not told."""
    return bar.silent if bar.many is None else str(bar.many)


def top(many: int, most: int) -> float:
    """Where a bar ends; `most` is the longest of the drawing.

    >>> top(0, 8), top(8, 8), top(4, 8)
    (124.0, 22.0, 73.0)
    """
    return _BOTTOM - (many / most * (_BOTTOM - _TOP) if most else 0.0)


def _parts(columns: Sequence[Column]) -> Iterator[str]:
    most = max(bar.many or 0 for one in columns for bar in one.bars)
    wide = (_RIGHT - _LEFT) / len(columns)
    for place, column in enumerate(columns):
        middle = _LEFT + (place + 0.5) * wide
        for order, bar in enumerate(column.bars):
            x, y = middle + (order - (len(column.bars) - 1) / 2) * _APART, top(bar.many or 0, most)
            if bar.many:
                yield box(x - _BAR / 2, y, _BAR, _BOTTOM - y, fill=COLOURS[bar.group])
            yield label(x, y - 4, "–" if bar.many is None else str(bar.many), text_anchor="middle", font_size=10.5)
            yield mark(bar.group, x, _BOTTOM + 9)
        yield from below(column.short, middle, _BOTTOM + 28)
    yield line((_LEFT, _BOTTOM), (_RIGHT, _BOTTOM), stroke=LINE, stroke_width=1.2)
    yield from legend((bar.group, bar.name) for bar in columns[-1].bars)
