"""`python -m tests.faults --seeds 1 2 3 4 5`: the whole fault programme, with a line of numbers for each seed."""

from __future__ import annotations

import argparse
import sys
from contextlib import ExitStack

from tests.faults.evening import evening
from tests.faults.postgres import postgres
from tests.faults.programme import Outcome, run
from tests.faults.troubles import WHOLE
from tests.redis_server import redis_running
from tests.topology import gunicorns

HEAD = "seed   sent  acked resent  lost double wrong  other  drained  screens"


def main() -> int:
    """Run the programme for each seed; 1 when anything was lost, double or wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4, 5])
    parser.add_argument("--people", type=int, default=24)
    parser.add_argument("--between", type=int, default=90, help="ticks between two faults")
    parser.add_argument("--pace", type=float, default=0.8, help="seconds between two answers of a person")
    given = parser.parse_args()
    lines, bad = [], False
    for seed in given.seeds:
        outcome = whole(seed, given.people, given.pace, given.between)
        wrongs = [*outcome.verdict.all, *outcome.unlike]
        bad = bad or bool(wrongs)
        lines.append(line(seed, outcome))
        print("\n".join([HEAD, *lines, *wrongs[:20]]), flush=True)
    return int(bad)


def whole(seed: int, people: int, pace: float, between: int) -> Outcome:
    """One evening with two servers on one database."""
    with ExitStack() as stack:
        database = stack.enter_context(postgres())
        redis = stack.enter_context(redis_running())
        servers = stack.enter_context(gunicorns(database.database, 2, redis))
        parts = {"servers": servers, "postgres": database, "redis": redis}
        room = stack.enter_context(evening(database.database, seed, people=people, pace=pace, **parts))  # type: ignore[arg-type]
        return run(room, WHOLE, between=between, say=lambda what: print(f"  {what}", flush=True))


def line(seed: int, one: Outcome) -> str:
    """The numbers of one seed."""
    verdict = one.verdict
    wrongs = (len(verdict.lost), len(verdict.double), len(verdict.wrong), len(verdict.strange) + len(one.unlike))
    told = "".join(f"{number:7}" for number in (one.sent, one.acked, one.resent, *wrongs))
    return f"{seed:4}{told}{one.drained:8.1f}s{one.right:8.1f}s"


if __name__ == "__main__":
    sys.exit(main())
