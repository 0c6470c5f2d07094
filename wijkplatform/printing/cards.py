"""Answer cards and seat cards as PDF."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import segno

from wijkplatform.printing.typesetting import typeset


def answer_cards(content: Mapping[str, Any]) -> bytes:
    """Answer cards, each beginning on a page of its own."""
    return typeset("antwoordkaart", content)


def seat_cards(content: Mapping[str, Any]) -> bytes:
    """Seat cards, eight on a page; the link that is in `content` becomes a QR code."""
    drawing = io.BytesIO()
    segno.make(content["link"], error="m", micro=False).save(drawing, kind="svg", border=4, xmldecl=False)
    return typeset("plaatskaart", {**content, "qr": drawing.getvalue().decode()})
