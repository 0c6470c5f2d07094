"""From a template and its content to a tagged PDF (PDF/UA-1)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from unicodedata import category

import gevent
import typst
from gevent.lock import BoundedSemaphore

_TEMPLATES = Path(__file__).parent / "templates"
_FONTS = typst.Fonts(include_system_fonts=False)
_ONE_SIGN = _TEMPLATES / "teken.typ"
_PRESS = BoundedSemaphore(1)
"""One sheet at a time: who asks for many waits, and takes no memory and no processor of others."""

_MOST_SIGNS = 1_000
"""So many different signs that are no ASCII are looked at in one document; a text of people has far fewer."""


def typeset(template: str, content: Mapping[str, Any]) -> bytes:
    """Set a template of this folder with its content; return the PDF.

    A sheet reads nothing but its template and `content` (plain JSON). It is set beside the event loop, so that nobody
    in a live session waits for somebody who prints. A sign that no letter of ours can show, in the title of a session
    or the name of a wijk, is left out: a tagged PDF may not hold it.
    """
    said = json.dumps(content, ensure_ascii=False)
    with _PRESS:
        pdf: bytes = gevent.get_hub().threadpool.apply(_set, (_TEMPLATES / f"{template}.typ", said))
    return pdf


def _set(template: Path, content: str) -> bytes:
    try:
        return _compile(template, {"content": content})
    except typst.TypstError:
        fit = {sign for sign in _different(content)[:_MOST_SIGNS] if _can_be_shown(sign)}
        shown = "".join(sign for sign in content if sign.isascii() or sign in fit)
    try:
        return _compile(template, {"content": shown})
    except typst.TypstError:
        # A mark that can be shown, but not on the letter it stands on.
        return _compile(template, {"content": "".join(sign for sign in shown if not category(sign).startswith("M"))})


def _different(content: str) -> list[str]:
    """The signs of a text that are no ASCII, each once, in the order in which they come."""
    return [sign for sign in dict.fromkeys(content) if not sign.isascii()]


@lru_cache(maxsize=10_000)
def _can_be_shown(sign: str) -> bool:
    try:
        return bool(_compile(_ONE_SIGN, {"sign": sign}))
    except typst.TypstError:
        return False


def _compile(template: Path, inputs: dict[str, str]) -> bytes:
    pdf = typst.compile(
        template,
        root=_TEMPLATES,
        font_paths=_FONTS,
        format="pdf",
        sys_inputs=inputs,
        pdf_standards=["ua-1"],
    )
    if not isinstance(pdf, bytes):
        raise TypeError(f"{template.name} is no single document")
    return pdf
