"""The report of a session as PDF, and the poster that hangs in a community centre."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wijkplatform.printing.typesetting import typeset


def report(content: Mapping[str, Any], accent: str) -> bytes:
    """A report in the colour of the gemeente (`#rrggbb`, readable on white): a summary of one page, then the rest."""
    return typeset("rapport", {**content, "accent": accent})


def poster(content: Mapping[str, Any], accent: str) -> bytes:
    """A poster of one page (A3) in the colour of the gemeente: as much as fits, as large as it fits."""
    return typeset("poster", {**content, "accent": accent})
