"""Less to send: the built front end, and the long pages and answers that are only read, travel as gzip.

Nothing else is compressed. How long a compressed answer is tells about what stands in it, when a secret and words of
somebody else stand in it together (decision 20).
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from flask import Flask, Response, g, request

_BUILT = re.compile(r"/static/dist/assets/([\w.-]+)")
_FILES = Path(__file__).parent / "static" / "dist" / "assets"
_WORDS = ("text/html", "text/css", "text/javascript", "application/javascript", "application/json")
_FROM = 1_000
"""Below so many bytes it is not worth it."""

_BEST, _FAST = 9, 1


P = ParamSpec("P")
R = TypeVar("R")


def travels_short(view: Callable[P, R]) -> Callable[P, R]:
    """A view of which the answer is long, only read, and holds no secret beside words of somebody else."""

    @wraps(view)
    def marked(*args: P.args, **kwargs: P.kwargs) -> R:
        g.travels_short = True
        return view(*args, **kwargs)

    return marked


def init_app(app: Flask) -> None:
    """Let every answer of an application come by here."""
    app.after_request(_shorter)


def _shorter(answer: Response) -> Response:
    built = _BUILT.fullmatch(request.path)
    if not built and not g.get("travels_short"):
        return answer
    answer.vary.add("Accept-Encoding")
    fine = request.method == "GET" and answer.status_code == 200 and answer.mimetype in _WORDS
    if not fine or request.accept_encodings.quality("gzip") <= 0 or "Content-Encoding" in answer.headers:
        return answer
    if (answer.content_length or answer.calculate_content_length() or 0) < _FROM:
        return answer
    if built:
        short = _of_file(built[1])
        answer.direct_passthrough = False
    else:
        short = gzip.compress(answer.get_data(), _FAST, mtime=0)
    answer.set_data(short)
    answer.headers["Content-Encoding"] = "gzip"
    answer.headers.pop("ETag", None)
    return answer


@lru_cache(maxsize=256)
def _of_file(name: str) -> bytes:
    """A built file, compressed once: its name changes with what stands in it."""
    return gzip.compress((_FILES / name).read_bytes(), _BEST, mtime=0)
