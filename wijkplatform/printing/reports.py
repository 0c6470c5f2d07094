"""The report of a session as PDF."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wijkplatform.printing.typesetting import typeset


def report(content: Mapping[str, Any], accent: str) -> bytes:
    """A report in the colour of the gemeente (`#rrggbb`, readable on white): a summary of one page, then the rest."""
    return typeset("rapport", {**content, "accent": accent})
