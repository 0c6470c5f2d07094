"""Colours of a house style: what can be read on what. Formulas: WCAG 2.2, 'relative luminance' and 'contrast ratio'."""

from __future__ import annotations

READABLE = 4.5
"""The least contrast between text and what is behind it (WCAG 2.2, success criterion 1.4.3)."""

WHITE = "#ffffff"


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


def readable_on_white(colour: str) -> str:
    """The colour itself when white text on it can be read, else the nearest darker one that passes.

    >>> readable_on_white("#0f4c55"), contrast(readable_on_white("#ffcc00"), WHITE) >= READABLE
    ('#0f4c55', True)
    """
    steps = (mixed(colour, "#000000", share / 100) for share in range(101))
    return next(one for one in steps if contrast(one, WHITE) >= READABLE)
