"""What drawings with a column for each session have in common: the words below a column, and who is who."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wijkplatform.charts.svg import label, mark

MOST = 6
"""So many columns have room."""

WIDTH, HEIGHT = 340.0, 190.0
_LEGEND = (34.0, 132.0, 240.0)


def below(lines: Iterable[str], middle: float, top: float) -> Iterator[str]:
    """Short lines around the middle of a column, the first one at `top`."""
    for place, words in enumerate(lines):
        yield label(middle, top + 12 * place, words, text_anchor="middle", font_size=10.5)


def legend(groups: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The mark of each group with how it is called, at the foot of the drawing."""
    for (group, name), x in zip(groups, _LEGEND, strict=False):
        yield mark(group, x, HEIGHT - 10)
        yield label(x + 12, HEIGHT - 6, name)
