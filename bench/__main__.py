"""`make bench`: run the benchmarks by name, or all of them."""

from __future__ import annotations

import sys
from collections.abc import Callable

from bench.arrows import arrows
from bench.dashboards import dashboards
from bench.flags import flags
from bench.judging import judging
from bench.processes import processes
from bench.votes import votes

BENCHES: dict[str, Callable[[], str]] = {
    "votes": votes,
    "processes": processes,
    "judging": judging,
    "flags": flags,
    "arrows": arrows,
    "dashboards": dashboards,
}


def main() -> int:
    """Print each benchmark as soon as it is done."""
    wanted = sys.argv[1:] or list(BENCHES)
    if unknown := [name for name in wanted if name not in BENCHES]:
        print(f"unknown: {', '.join(unknown)}; there are {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    for name in wanted:
        print(f"{name}: {BENCHES[name]()}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
