"""The frame of what is drawn in lanes: a group in each lane, the five answers across, a column of words at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from wijkplatform.charts.svg import INK, LINE, SOFT, label, line, mark

WIDTH = 340.0
TOP, LANE = 30.0, 22.0
START, END = 106.0, 282.0
LEVELS = (1, 2, 3, 4, 5)


def height(lanes: int) -> float:
    """How high a drawing with so many lanes is."""
    return TOP + lanes * LANE + 2


def at(value: float) -> float:
    """Where an answer of 1 to 5 stands.

    >>> at(1), at(3), at(5)
    (106.0, 194.0, 282.0)
    """
    return START + (value - 1) / 4 * (END - START)


def middle(lane: int) -> float:
    """The middle of a lane, counted from 0."""
    return TOP + (lane + 0.5) * LANE


def frame(lanes: Sequence[tuple[str, str]], last: Sequence[str]) -> str:
    """All that is the same in every drawing with these groups (each with its name) and this last column."""
    return "".join((*axis(len(lanes), last), *names(lanes)))


def axis(lanes: int, last: Sequence[str]) -> Iterator[str]:
    """The five answers above the lanes with a line below each, and what the last column holds."""
    for level in LEVELS:
        x = at(level)
        yield label(x, 12, str(level), text_anchor="middle", font_size=11, font_weight="bold")
        yield line((x, TOP - 2), (x, TOP + lanes * LANE), stroke=LINE, stroke_width=1)
    yield label(START - 6, 24, "helemaal niet", font_size=10.5, fill=SOFT)
    yield label(END + 6, 24, "helemaal wel", font_size=10.5, fill=SOFT, text_anchor="end")
    for place, words in enumerate(last):
        yield label(WIDTH - 2, 12 + 12 * place, words, font_size=10.5, fill=SOFT, text_anchor="end")


def names(lanes: Iterable[tuple[str, str]]) -> Iterator[str]:
    """At the start of each lane the mark and the name of its group."""
    for place, (group, name) in enumerate(lanes):
        yield mark(group, 9, middle(place))
        yield label(21, middle(place) + 4, name)


def silence(lane: int, words: str) -> str:
    """What a lane says instead of showing anything."""
    around: dict[str, str | float] = {"stroke": "#ffffff", "stroke_width": 3, "paint_order": "stroke"}
    return label(START - 6, middle(lane) + 4, words, font_size=10.5, fill=SOFT, font_style="italic", **around)


def ending(lane: int, words: str) -> str:
    """What stands in the last column of a lane."""
    return label(WIDTH - 2, middle(lane) + 4, words, text_anchor="end", fill=INK)
