"""How often a report on two sessions draws an arrow where nothing changed, and how often it finds a change.

20 punten, half of them kansen and half valkuilen, of two opgaven; other people come, one person's answers correlated
.3, about one in ten does not know. The peer of a rule is its promise: at most 10% of reports without a change draw an
arrow. Other seeds than those of the tests.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from tests.domain.answers import sessions_without_change
from tests.domain.rooms import sessions_with_changes
from wijkplatform.domain.change import Asked, Changes, changes
from wijkplatform.domain.checklist import Kind
from wijkplatform.domain.comparing import ScoredItem
from wijkplatform.domain.families import FALSE_FLAGS
from wijkplatform.domain.people import GROUPS

_ROOMS = ((25, 10, 5), (20, 8, 6), (25, 5, 5))
_DELTAS = (0.53, 0.70, 0.86)
_REPORTS, _PLANTED_REPORTS = 500, 40
_KINDS = (Kind.KANS, Kind.VALKUIL)


def arrows() -> str:
    """The part of reports that draw a false arrow, and of planted changes that are found, per size of room."""
    lines = [f"{_REPORTS} reports without a change; at most {FALSE_FLAGS:.0%} may draw an arrow"]
    for sizes in _ROOMS:
        share = _false(sizes)
        found = "; ".join(
            f"{group.value} {' / '.join(f'{_found(sizes, delta, place):.0%}' for delta in _DELTAS)}"
            for place, group in enumerate(GROUPS)
        )
        name = "/".join(str(size) for size in sizes)
        lines.append(
            f"  {name}: {share:.1%} draw one, {share / FALSE_FLAGS:.2f} of what may; of planted changes of .53 / .70 /"
            f" .86 in one group are found: {found}"
        )
    return "\n".join(lines)


def _false(sizes: Sequence[int]) -> float:
    rng = np.random.default_rng([3, *sizes])
    reports = (_report(sessions_without_change(rng, sizes, items=20)) for _ in range(_REPORTS))
    return sum(_draws_an_arrow(report) for report in reports) / _REPORTS


def _draws_an_arrow(report: Changes) -> bool:
    words = [part.word for one in report.items for part in one.groups] + [one.word for one in report.opgaven]
    return any(word != "no_clear_change" for word in words)


def _found(sizes: Sequence[int], delta: float, changed: int) -> float:
    rng = np.random.default_rng([4, *sizes])
    found = 0
    for _ in range(_PLANTED_REPORTS):
        report = _report(sessions_with_changes(rng, sizes, items=20, planted=10, delta=delta, changed=changed))
        words = [part.word for one in report.items[:10] for part in one.groups if part.group is GROUPS[changed]]
        found += sum(word != "no_clear_change" for word in words)
    return found / (10 * _PLANTED_REPORTS)


def _report(sessions: tuple[Sequence[ScoredItem], Sequence[ScoredItem]]) -> Changes:
    then, now = (
        [Asked(replace(one, kind=_KINDS[place % 2]), place // 10, "2009") for place, one in enumerate(session)]
        for session in sessions
    )
    return changes(then, now, since=date(2026, 3, 12), sessions=("then", "now"), smallest_group=3)
