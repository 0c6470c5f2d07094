"""From a template and its content to a tagged PDF (PDF/UA-1)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import gevent
import typst

_TEMPLATES = Path(__file__).parent / "templates"
_FONTS = typst.Fonts(include_system_fonts=False)


def typeset(template: str, content: Mapping[str, Any]) -> bytes:
    """Set a template of this folder with its content; return the PDF.

    A sheet reads nothing but its template and `content` (plain JSON). It is set beside the event loop, so that nobody
    in a live session waits for somebody who prints.
    """
    said = json.dumps(content, ensure_ascii=False)
    pdf: bytes = gevent.get_hub().threadpool.apply(_set, (_TEMPLATES / f"{template}.typ", said))
    return pdf


def _set(template: Path, content: str) -> bytes:
    pdf = typst.compile(
        template,
        root=_TEMPLATES,
        font_paths=_FONTS,
        format="pdf",
        sys_inputs={"content": content},
        pdf_standards=["ua-1"],
    )
    if not isinstance(pdf, bytes):
        raise TypeError(f"{template.name} is no single document")
    return pdf
