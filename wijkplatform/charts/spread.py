"""How the answers of each group to one punt lie over the scale: a mark per person, or bars when there are many.

The groups stand below each other, the five answers across, and 'weet ik niet' apart: it is no place on the scale.
A page may hold two hundred of these, so what they share stands on it once (`parts`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from wijkplatform.charts.svg import COLOURS, LINE, SOFT, box, label, mark, number, picture, reuse, row

WIDTH = 340.0
MOST = 40
"""With more answers than this in one group, every group gets bars: one kind of picture, so that they compare."""

_MARK, _ABREAST = 10.0, 5
_MIDDLES = (32.0, 86.0, 140.0, 194.0, 248.0, 310.0)
"""The middle of each column: the answers 1 to 5, then 'weet ik niet'."""

_START, _END, _LAST = 5.0, 275.0, 335.0
_TOP, _NAME, _GAP = 30.0, 17.0, 7.0
_AXIS, _FLOOR = "wp-chart-axis", "wp-chart-floor"
_BAR, _DIGIT = (34.0, 40.0), 13.0


@dataclass(frozen=True, slots=True)
class Answers:
    """What a group answered: how many chose 'weet ik niet', and 1 to 5; None where that is not told (`silent`: why)."""

    group: str
    name: str
    counts: Sequence[int] | None
    silent: str = ""

    @property
    def all(self) -> int:
        """How many answers there are."""
        return sum(self.counts or ())

    def columns(self) -> tuple[int, ...]:
        """How many people in each column, as they stand from left to right."""
        unknown, *levels = self.counts or (0,) * 6
        return (*levels, unknown)


def spread(groups: Sequence[Answers], *, loose: bool = True) -> str:
    """The groups in the order given. Not `loose`: bars, since the single answers are not kept any more."""
    draw: _Marks | _Bars = _Marks(groups) if has_marks(groups, loose=loose) else _Bars(groups)
    drawn = [reuse(_AXIS)]
    y = _TOP
    for one in groups:
        drawn.append(reuse(_named(one.group), y=y))
        if one.counts is None:
            drawn.append(label(_LAST, y + 13, one.silent, font_size=10.5, fill=SOFT, text_anchor="end"))
            y += _NAME + _GAP
            continue
        y += _NAME + draw.height
        drawn += draw.lane(one, y)
        drawn.append(reuse(_FLOOR, y=y))
        y += _GAP
    return picture(WIDTH, y, name(groups), drawn)


def parts(groups: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """What the drawings on a page share, each with its name; `groups`: every group with how it is called."""
    yield _AXIS, "".join(_axis())
    yield _FLOOR, _floor()
    for group, called in groups:
        yield _named(group), mark(group, 14, 9) + label(25, 13, called, font_weight="bold")
        for dashed in (False, True):
            for many in range(1, _ABREAST + 1):
                yield _people(group, many, dashed=dashed), row(group, many, _MARK, dashed=dashed)


def has_marks(groups: Sequence[Answers], *, loose: bool = True) -> bool:
    """Whether every person has a mark of their own.

    >>> has_marks([Answers("bewoner", "bewoners", [0, 0, 40, 0, 0, 0])])
    True
    """
    return loose and all(one.all <= MOST for one in groups)


def name(groups: Sequence[Answers]) -> str:
    """What the drawing shows, in words.

    >>> name([Answers("bewoner", "bewoners", [1, 2, 0, 0, 0, 4]), Answers("ambtenaar", "ambtenaren", None, "geen")])
    'bewoners 1: 2, 2: 0, 3: 0, 4: 0, 5: 4, weet ik niet: 1; ambtenaren: geen'
    """
    return "; ".join(
        f"{one.name}: {one.silent}"
        if one.counts is None
        else f"{one.name} {', '.join(f'{level}: {count}' for level, count in zip(_NAMES, one.columns(), strict=True))}"
        for one in groups
    )


_NAMES = ("1", "2", "3", "4", "5", "weet ik niet")


class _Marks:
    """A mark for each person; every group is as high as the highest column of all, so that heights compare."""

    def __init__(self, groups: Sequence[Answers]) -> None:
        highest = max((count for one in groups for count in one.columns()), default=0)
        self.height = _MARK * max(1, -(-highest // _ABREAST)) + 2

    def lane(self, one: Answers, floor: float) -> Iterator[str]:
        for x, count in zip(_MIDDLES, one.columns(), strict=True):
            for above, first in enumerate(range(0, count, _ABREAST)):
                name = _people(one.group, min(_ABREAST, count - first), dashed=x == _MIDDLES[-1])
                yield reuse(name, x, floor - 1 - (above + 0.5) * _MARK)


class _Bars:
    """A bar for each answer, as high as its part of the group; the highest part of all groups fills the height."""

    def __init__(self, groups: Sequence[Answers]) -> None:
        self.most = max((count / one.all for one in groups for count in one.columns() if count), default=1.0)
        self.height = _BAR[1] + _DIGIT

    def lane(self, one: Answers, floor: float) -> Iterator[str]:
        wide, high = _BAR
        colour = COLOURS[one.group]
        for x, count in zip(_MIDDLES, one.columns(), strict=True):
            tall = high * count / one.all / self.most if count else 0.0
            ink: dict[str, str | float] = {"fill": colour}
            if x == _MIDDLES[-1]:
                ink = {"fill": "none", "stroke": colour, "stroke_width": 1.4, "stroke_dasharray": "3 2"}
            if count:
                yield box(x - wide / 2, floor - tall, wide, tall, **ink)
            yield label(x, floor - tall - 3, str(count), text_anchor="middle", font_size=11, font_weight="bold")


def _named(group: str) -> str:
    return f"wp-chart-{group}"


def _people(group: str, many: int, *, dashed: bool) -> str:
    return f"wp-chart-{group}-{many}{'-unknown' if dashed else ''}"


def _axis() -> Iterator[str]:
    """The five answers and '?', with what they mean."""
    for x, words in zip(_MIDDLES, (*_NAMES[:5], "?"), strict=True):
        yield label(x, 12, words, text_anchor="middle", font_size=11, font_weight="bold")
    soft: dict[str, str | float] = {"font_size": 10.5, "fill": SOFT}
    yield label(_START, 24, "helemaal niet", **soft)
    yield label(_END - 13, 24, "helemaal wel", text_anchor="end", **soft)
    yield label(_LAST, 24, "weet ik niet", text_anchor="end", **soft)


def _floor() -> str:
    """What the answers of a group stand on: a line under the scale, and one apart under '?'."""
    way = f"M{number(_START)} 0H{number(_END)}m10 0H{number(_LAST)}"
    return f'<path d="{way}" fill="none" stroke="{LINE}" stroke-width="1.6"/>'
