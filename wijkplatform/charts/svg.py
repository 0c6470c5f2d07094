"""The parts of a drawing: lines, words, and the marks of the groups.

Everything is an attribute and nothing a style sheet, so that a page with a strict policy and a typesetter show the
same. Lengths are in units of the drawing; words are 10 to 12 of them high.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import floor
from xml.sax.saxutils import escape, quoteattr  # nosec B406 # writes, and reads nothing

INK, SOFT, LINE = "#17282b", "#4a5a5c", "#c9c4ba"
FONT = "Libertinus Serif, serif"
"""What paper is set in; a page puts its own letters in the place of these."""

COLOURS = {"bewoner": "#b85c00", "wijkpartner": "#0b4f9e", "ambtenaar": "#1a1a1a"}
"""Colour says who, and the shape repeats it: the same everywhere, in no house style another."""

_OUTLINES = {
    "bewoner": (-7.6, 0.0, "a7.6 7.6 0 1 0 15.2 0 7.6 7.6 0 1 0-15.2 0z"),
    "wijkpartner": (-6.8, -6.8, "h13.6v13.6h-13.6z"),
    "ambtenaar": (0.0, -8.6, "l9 15.2h-18z"),
}
"""Of each mark where it begins, seen from its middle, and from there on."""

SHAPES = {group: f"M{x:g} {y:g}{way}" for group, (x, y, way) in _OUTLINES.items()}
"""The outline of each mark, around a point, in a field of 20 by 20."""

_SIZE = 0.72


def picture(width: float, height: float, name: str, parts: Iterable[str]) -> str:
    """A whole drawing; `name` says in words what it shows."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="wp-chart" viewBox="0 0 {number(width)} {number(height)}"'
        f' width="{number(width)}" height="{number(height)}" role="img" aria-label={quoteattr(name)}'
        f' font-family="{FONT}" font-size="12" fill="{INK}">{"".join(parts)}</svg>'
    )


def parts_of(named: Iterable[tuple[str, str]]) -> str:
    """A drawing that shows nothing: parts with a name, which other drawings on the same page `reuse`."""
    some = "".join(f"<g id={quoteattr(name)}>{part}</g>" for name, part in named)
    unseen = 'class="wp-chart-parts" width="0" height="0" aria-hidden="true"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {unseen}>{some}</svg>'


def reuse(name: str, x: float = 0, y: float = 0) -> str:
    """A part with a name, moved to a place."""
    place = "".join(f' {axis}="{number(value)}"' for axis, value in (("x", x), ("y", y)) if value)
    return f'<use href="#{name}"{place}/>'


def label(x: float, y: float, words: str, **more: str | float) -> str:
    """Words that begin at a place, or stand around or before it (`text_anchor`)."""
    return f'<text x="{number(x)}" y="{number(y)}"{_attributes(more)}>{escape(words)}</text>'


def line(start: tuple[float, float], end: tuple[float, float], **more: str | float) -> str:
    """A straight line."""
    (x1, y1), (x2, y2) = start, end
    return f'<line x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"{_attributes(more)}/>'


def box(x: float, y: float, width: float, height: float, **more: str | float) -> str:
    """A rectangle."""
    place = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
    return f"<rect {place}{_attributes(more)}/>"


def mark(group: str, x: float, y: float, *, hollow: bool = False) -> str:
    """The mark of a group around a point; hollow for what was before. Raises `KeyError` for another group."""
    colour = COLOURS[group]
    ink: dict[str, str | float] = {"fill": colour}
    if hollow:
        ink = {"fill": "#ffffff", "stroke": colour, "stroke_width": 2.4}
    place = f"translate({number(x)} {number(y)}) scale({_SIZE})"
    return f'<path d="{SHAPES[group]}" transform="{place}"{_attributes(ink)}/>'


def row(group: str, many: int, size: float, *, dashed: bool = False) -> str:
    """Small marks of a group side by side around a point; `size`: the room that each of them has.

    Dashed: only the outline, for who does not know. Raises `KeyError` for another group.
    """
    left, up, outline = _OUTLINES[group]
    scale, first = size / 20, -10 * (many - 1)
    path = "".join(f"M{number(first + 20 * place + left)} {number(up)}{outline}" for place in range(many))
    colour = COLOURS[group]
    ink: dict[str, str | float] = {"fill": colour}
    if dashed:
        ink = {"fill": "none", "stroke": colour, "stroke_width": 2.6, "stroke_dasharray": "3.4 2.6"}
    return f'<path d="{path}" transform="scale({number(scale)})"{_attributes(ink)}/>'


def number(value: float) -> str:
    """A length, as short as it can be written.

    >>> number(12.0), number(0.123)
    ('12', '0.12')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")


def in_tenths(value: float) -> float:
    """A mean as people read it: one decimal, half up, so that a difference is the difference of what is read.

    >>> in_tenths(2.25), in_tenths(2.2499)
    (2.3, 2.2)
    """
    return floor(value * 10 + 0.5 + 1e-9) / 10


def decimal(value: float) -> str:
    """The same in Dutch.

    >>> decimal(3.25), decimal(4)
    ('3,3', '4,0')
    """
    return f"{in_tenths(value):.1f}".replace(".", ",")


def _attributes(more: dict[str, str | float]) -> str:
    """Attributes, of which the name has hyphens in SVG."""
    return "".join(
        f" {name.replace('_', '-')}={quoteattr(number(value) if isinstance(value, float) else str(value))}"
        for name, value in more.items()
    )
