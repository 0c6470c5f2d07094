"""How fast a gemeente sees its dashboard, and how that grows: 60 wijken of 20 sessions have 7 million scores.

The peer is the same gemeente with one wijk. Two gunicorns serve, as on an installation of this size. The page beside it
is loaded by a phone with a slow processor on a slow line.
"""

from __future__ import annotations

import json
import os
import subprocess
import threading
import time
from collections.abc import Sequence
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
    with Caller(process) as caller:
        for _ in range(many):
            begin = time.perf_counter()
            _look(caller, reader)
            times.append(time.perf_counter() - begin)
    return times


def _look(caller: Caller, reader: SignedIn) -> bytes:
    answer = caller.get(f"/api/v1/gemeenten/{reader.slug}/dashboard", headers=reader.cookies)
    if answer.status_code != 200:
        raise RuntimeError(f"no dashboard: {answer.status_code}")
    return answer.content


def _size(process: Gunicorn, reader: SignedIn) -> float:
    with Caller(process) as caller:
        return len(_look(caller, reader)) / 1000


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
