"""Colours of a house style: what can be read on what. Formulas: WCAG 2.2, 'relative luminance' and 'contrast ratio'."""

from __future__ import annotations

READABLE = 4.5
"""The least contrast between text and what is behind it (WCAG 2.2, success criterion 1.4.3)."""

WHITE = "#ffffff"

BEHIND = {
    "witte letters op een knop": WHITE,
    "een link in een grijze balk": "#f5f3ee",
    "een link in een melding": "#fdefed",
}
"""Where a page shows the accent of a gemeente as text, or white text on it, and the colour on the other side.

Of the fills of a notice, the last one is the darkest; a darker shade of the accent on a tint of itself is readable
wherever the accent is readable on white.
"""


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue (0 to 255) of `#rrggbb`."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Relative luminance, from 0 (black) to 1 (white).

    >>> luminance("#ffffff"), luminance("#000000")
    (1.0, 0.0)
    """
    parts = (part / 255 for part in channels(colour))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, from 1 (the same) to 21 (black on white).

    >>> round(contrast("#0f4c55", "#ffffff"), 1)
    9.6
    """
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """A colour with a share (0 to 1) of another in it.

    >>> mixed("#000000", "#ffffff", 0.5)
    '#808080'
    """
    pairs = zip(channels(colour), channels(other), strict=True)
    return "#" + "".join(f"{round(own + (theirs - own) * share + 1e-9):02x}" for own, theirs in pairs)


def unreadable(accent: str) -> list[tuple[str, float]]:
    """Where text in this colour, or white text on it, cannot be read: the place in words, and the contrast found.

    >>> [(place, round(ratio, 1)) for place, ratio in unreadable("#8a8a8a")][0]
    ('witte letters op een knop', 3.5)
    >>> unreadable("#0f4c55")
    []
    """
    found = [(place, contrast(accent, behind)) for place, behind in BEHIND.items()]
    return [(place, ratio) for place, ratio in found if ratio < READABLE]


def nearest_readable(accent: str) -> str:
    """The colour itself when it can be read everywhere, else the nearest darker one that can.

    >>> nearest_readable("#0f4c55"), unreadable(nearest_readable("#ffcc00"))
    ('#0f4c55', [])
    """
    steps = (mixed(accent, "#000000", share / 100) for share in range(101))
    return next(one for one in steps if not unreadable(one))
