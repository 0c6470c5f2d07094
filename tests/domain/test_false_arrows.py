"""Where nothing changed between two sessions an arrow is seldom drawn, and a real change is found.

Two sessions of other people, one person's answers correlated .3; the seeds are fixed.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.domain.answers import sessions_without_change
from tests.domain.rooms import sessions_with_changes
from tests.domain.twice import asked, changes_of
from wijkplatform.domain.change import Asked
from wijkplatform.domain.checklist import Kind
from wijkplatform.domain.comparing import ScoredItem
from wijkplatform.domain.families import FALSE_FLAGS


@pytest.mark.parametrize("sizes", [(25, 10, 5), (25, 5, 5)], ids=str)
def test_a_tenth_of_the_reports_at_most_draw_an_arrow_where_nothing_changed(sizes: tuple[int, ...]) -> None:
    """Kansen and valkuilen of two opgaven; an arrow of an item and one of an opgave both count."""
    rng = np.random.default_rng(20260312)
    reports, items, wrong, bare, ten_points = 100, 20, 0, 0, 0
    for report in range(reports):
        before, after = (_two_opgaven(session) for session in sessions_without_change(rng, sizes, items))
        result = changes_of(before, after, ("then", str(report)))
        parts = [part for one in result.items for part in one.groups]
        wrong += any(one.word != "no_clear_change" for one in (*parts, *result.opgaven))
        bare += any(part.p <= FALSE_FLAGS and abs(part.delta) >= 0.33 for part in parts)
        ten_points += any(abs(one.points) >= 10 for one in result.opgaven)
    assert wrong <= reports * FALSE_FLAGS
    assert bare > reports * 0.6, "without a family most reports would draw one"
    assert ten_points > reports / 2, "a rule without a guard would draw one in most reports"


def _two_opgaven(session: list[ScoredItem]) -> list[Asked]:
    kinds = (Kind.KANS, Kind.VALKUIL)
    return [Asked(replace(one, kind=kinds[place % 2]), place // 10, "2009") for place, one in enumerate(session)]


@pytest.mark.parametrize(("changed", "delta", "least"), [(0, 0.53, 0.75), (1, 0.86, 0.90)], ids=str)
def test_changes_of_one_group_are_found_beside_groups_that_are_as_they_were(
    changed: int, delta: float, least: float
) -> None:
    """In 25/10/5; five people come to |delta| .6 by chance, which hides no change of the others."""
    rng = np.random.default_rng(20260313)
    reports, found = 25, 0
    for _ in range(reports):
        sessions = sessions_with_changes(rng, (25, 10, 5), items=20, planted=10, delta=delta, changed=changed)
        result = changes_of(asked(sessions[0]), asked(sessions[1]))
        found += sum(one.groups[changed].word != "no_clear_change" for one in result.items[:10])
    assert found >= least * 10 * reports
