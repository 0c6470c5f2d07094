"""How often chance is called a large difference, and how often a real one is found; measured on simulated rooms.

20 punten, one person's answers correlated .3, about one in ten does not know. The peer of a rule is its promise: at
most 10% of sessions without a difference show one. Other seeds than those of the tests.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tests.domain.answers import judged, room_without_differences
from tests.domain.rooms import room_with_differences
from wijkplatform.domain.comparing import ScoredItem
from wijkplatform.domain.families import FALSE_FLAGS

_ROOMS = ((25, 10, 5), (20, 8, 6), (30, 5, 5))
_DELTAS = (0.53, 0.70, 0.86)
_SESSIONS, _PLANTED_SESSIONS = 500, 60


def flags() -> str:
    """The part of sessions that show a false flag, and of planted differences that are found, per size of room."""
    shares = [_false(sizes) for sizes in _ROOMS]
    lines = [f"{_SESSIONS} sessions without a difference; at most {FALSE_FLAGS:.0%} may show one"]
    for sizes, share in zip(_ROOMS, shares, strict=True):
        by_lot, smallest = (" / ".join(f"{_found(sizes, delta, who):.0%}" for delta in _DELTAS) for who in (None, 2))
        name = "/".join(str(size) for size in sizes)
        lines.append(
            f"  {name}: {share:.1%} show one, {share / FALSE_FLAGS:.2f} of what may; of planted differences of"
            f" .53 / .70 / .86 are found {by_lot} (any group apart), {smallest} (the smallest apart)"
        )
    return "\n".join(lines)


def _false(sizes: Sequence[int]) -> float:
    rng = np.random.default_rng([1, *sizes])
    flagged = sum(any(_large(room_without_differences(rng, sizes, items=20))) for _ in range(_SESSIONS))
    return flagged / _SESSIONS


def _found(sizes: Sequence[int], delta: float, apart: int | None) -> float:
    rng = np.random.default_rng([2, *sizes])
    rooms = (
        room_with_differences(rng, sizes, items=20, planted=10, delta=delta, apart=apart)
        for _ in range(_PLANTED_SESSIONS)
    )
    return sum(sum(_large(room)[:10]) for room in rooms) / (10 * _PLANTED_SESSIONS)


def _large(items: list[ScoredItem]) -> list[bool]:
    return [one.word == "large_difference" for one in judged(*items).results]
