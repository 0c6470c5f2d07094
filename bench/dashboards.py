"""How fast a gemeente sees its dashboard, and how that grows: 60 wijken of 20 sessions have 7 million scores.

The peer is the same gemeente with one wijk. Two gunicorns serve, as on an installation of this size. The page beside it
is loaded by a phone with a slow processor on a slow line.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from statistics import median, quantiles

import dev
from bench.gemeente import SESSIONS, Years
from tests.chromium import find_chromium
from tests.database import migrated_template
from tests.makers import Maker, SignedIn
from tests.server import Caller
from tests.topology import Gunicorn, gunicorns

_WIJKEN = (1, 15, 60)
_READERS = 20
_LOOKS_ALONE, _LOOKS_EACH = 60, 10
_WARM = 5


def dashboards() -> str:
    """The time to a whole dashboard for one reader and for twenty at once, per number of wijken."""
    with migrated_template() as template, template.copy("bench") as urls, gunicorns(urls, 2) as processes:
        town = Maker.of(urls).town()
        reader, years = town.sign_in(), Years(town)
        alone: dict[int, list[float]] = {}
        told = []
        for wijken in _WIJKEN:
            years.grow(wijken)
            _looks(processes[0], reader, _WARM)
            _looks(processes[1], reader, _WARM)
            alone[wijken] = _looks(processes[0], reader, _LOOKS_ALONE)
            used = sum(one.cpu for one in processes)
            together = _together(processes, reader)
            spent = (sum(one.cpu for one in processes) - used) / len(together)
            page = _on_a_phone(f"{processes[0].url}/{reader.slug}/beheer/overzicht", reader)
            told.append(
                f"{wijken} x {SESSIONS} sessions ({years.scores():,} scores, {_size(processes[0], reader):.0f} kB): "
                f"alone {_spread(alone[wijken])}, {_READERS} at once {_spread(together)}, "
                f"{spent * 1000:.0f} ms of processor time each, the page usable on a slow phone after "
                f"{page['usable']} ms ({page['kilobytes']} kB)"
            )
    growth = median(alone[_WIJKEN[-1]]) / median(alone[_WIJKEN[0]])
    return f"{growth:.1f} x the time of one wijk; " + "; ".join(told)


def _looks(process: Gunicorn, reader: SignedIn, many: int) -> list[float]:
    """Seconds until the whole dashboard was read, so many times."""
    times = []
    with _line(process) as line:
        for _ in range(many):
            begin = time.perf_counter()
            _look(line, reader)
            times.append(time.perf_counter() - begin)
    return times


@contextmanager
def _line(process: Gunicorn) -> Iterator[HTTPConnection]:
    """A reader who costs next to nothing: a browser unpacks and reads on a machine of its own."""
    with Caller(process) as caller, closing(HTTPConnection("127.0.0.1", process.port, 30, (caller.address, 0))) as line:
        yield line


def _look(line: HTTPConnection, reader: SignedIn) -> bytes:
    """The dashboard as it travels: packed."""
    where = f"/api/v1/gemeenten/{reader.slug}/dashboard"
    line.request("GET", where, headers={**reader.cookies, "Accept-Encoding": "gzip"})
    answer = line.getresponse()
    told = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"no dashboard: {answer.status}")
    return told


def _size(process: Gunicorn, reader: SignedIn) -> float:
    """How many kB there is to read."""
    with _line(process) as line:
        return len(gzip.decompress(_look(line, reader))) / 1000


def _on_a_phone(address: str, reader: SignedIn) -> dict[str, int]:
    """What `frontend/scripts/throttled.js` says: milliseconds until the page can be used, and what was sent."""
    browser = find_chromium()
    script = [str(dev.node()), str(dev.FRONTEND / "scripts" / "throttled.js"), address, reader.cookies["Cookie"]]
    surroundings = {**os.environ, **browser.env, "WIJK_CHROMIUM": str(browser.executable)}
    said = subprocess.run(script, env=surroundings, check=True, capture_output=True, text=True).stdout
    found: dict[str, int] = json.loads(said)
    return found


def _together(processes: Sequence[Gunicorn], reader: SignedIn) -> list[float]:
    """The same for readers who all look as often as they can."""
    times: list[float] = []

    def read(number: int) -> None:
        times.extend(_looks(processes[number % len(processes)], reader, _LOOKS_EACH))

    threads = [threading.Thread(target=read, args=[number]) for number in range(_READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def _spread(times: Sequence[float]) -> str:
    return f"p50 {median(times) * 1000:.0f} ms, p95 {quantiles(times, n=20)[-1] * 1000:.0f} ms"
