"""How long a page waits: the numbers of `timing.ts` itself, in seconds, so that they cannot part ways."""

from __future__ import annotations

import re

from tests.server import ROOT

_SAID = (ROOT / "frontend" / "src" / "shared" / "live" / "timing.ts").read_text(encoding="utf-8")
_NUMBERS = {name: int(number.replace("_", "")) for name, number in re.findall(r"const (\w+) = ([\d_]+);", _SAID)}


def _seconds(name: str) -> float:
    return _NUMBERS[name] / 1000


DEAD_AFTER = _seconds("DEAD_AFTER")
RESEND_EVERY = _seconds("RESEND_EVERY")
HTTP_AFTER = _seconds("HTTP_AFTER")
POLL_EVERY = _seconds("POLL_EVERY")
RECONNECT_FIRST = _seconds("RECONNECT_FIRST")
RECONNECT_LAST = _seconds("RECONNECT_LAST")
CONNECT_PATIENCE = _seconds("CONNECT_PATIENCE")
SNAPSHOT_PATIENCE = _seconds("SNAPSHOT_PATIENCE")
