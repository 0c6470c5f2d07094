"""What it costs that processes hear each other, and how soon one sees what happens on the other.

The peer is the same pair of processes without Redis, under the same load: phones on both sides score, so both tell
their rooms as often. Processor time is that of the two processes; rounds alternate, for a machine is never quiet.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack
from statistics import median, quantiles

from tests.database import migrated_template
from tests.live.lines import Line, Proof, take_ticket
from tests.makers import Maker, Meeting
from tests.redis_server import redis_running
from tests.server import Caller
from tests.topology import Gunicorn, gunicorns

_PHONES, _SECONDS, _ROUNDS, _PACE = 24, 8.0, 4, 0.5
_LOOKS = 40


def processes() -> str:
    """The processor time of two processes with Redis, as a multiple of that without; and the time to be seen."""
    with ExitStack() as running:
        urls = running.enter_context(running.enter_context(migrated_template()).copy("bench"))
        redis = running.enter_context(redis_running())
        pairs = {
            "with": running.enter_context(gunicorns(urls, 2, redis)),
            "without": running.enter_context(gunicorns(urls, 2)),
        }
        town = Maker.of(urls).town()
        used: dict[str, list[float]] = {name: [] for name in pairs}
        for number in range(2 * _ROUNDS):
            name = list(pairs)[number % 2 if number // 2 % 2 == 0 else 1 - number % 2]
            used[name].append(_processor_time(pairs[name], town.meeting()))
        ratio = median(one / other for one, other in zip(used["with"], used["without"], strict=True))
        seen = _seen(pairs["with"], town.meeting())
    told = "; ".join(f"{what} {_spread(times)}" for what, times in seen.items())
    spent = ", ".join(f"{name} {' '.join(f'{one * 1000:.2f}' for one in times)}" for name, times in used.items())
    return f"{ratio:.2f} x the processor time without Redis (ms per vote: {spent}); seen on the other: {told}"


def _processor_time(pair: Sequence[Gunicorn], meeting: Meeting) -> float:
    """Seconds of processor time per vote while phones on both processes score."""
    people = meeting.fill(_PHONES, 0, 0)
    meeting.step("start", "open")
    items, votes = meeting.items(), [0] * _PHONES
    with ExitStack() as lines:
        phones = [_line(lines, pair[n % 2], meeting, person) for n, person in enumerate(people)]
        time.sleep(1)
        end = time.monotonic() + _SECONDS

        def score(number: int) -> None:
            time.sleep(_PACE * number / _PHONES)
            while time.monotonic() < end:
                votes[number] += 1
                phones[number].score(items[votes[number] % len(items)], votes[number] % 6, votes[number])
                time.sleep(_PACE)

        before = sum(one.cpu for one in pair)
        threads = [threading.Thread(target=score, args=[number]) for number in range(_PHONES)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return (sum(one.cpu for one in pair) - before) / sum(votes)


def _seen(pair: Sequence[Gunicorn], meeting: Meeting) -> dict[str, list[float]]:
    """Seconds from an acknowledgement on one process to the message about it on the other."""
    seen: dict[str, list[float]] = {"step": [], "score": []}
    with ExitStack() as lines:
        lead, scherm = _line(lines, pair[0], meeting, meeting.leader), _line(lines, pair[1], meeting, meeting.screen())
        phone = _line(lines, pair[0], meeting, meeting.join())
        version = lead.step("open", lead.step("start", meeting.version)["version"])["version"]
        items = meeting.items()
        for number in range(1, _LOOKS + 1):
            phone.score(items[number % len(items)], number % 6, number)
            began = time.monotonic()
            scherm.hear("progress", lambda told, number=number: told["count"] == number)
            seen["score"].append(time.monotonic() - began)
            for step in ("pause", "resume"):
                version = lead.step(step, version)["version"]
                began = time.monotonic()
                scherm.hear("moved", lambda told, version=version: told["version"] == version)
                seen["step"].append(time.monotonic() - began)
            time.sleep(0.1)
    return seen


def _line(lines: ExitStack, process: Gunicorn, meeting: Meeting, proof: Proof) -> Line:
    caller = lines.enter_context(Caller(process))
    line = lines.enter_context(Line(process))
    return line.enter(take_ticket(caller, meeting, proof))


def _spread(times: Sequence[float]) -> str:
    return f"{median(times) * 1000:.0f} ms (95%: {quantiles(times, n=20)[-1] * 1000:.0f} ms)"
