"""How an opgave stood in some sessions: marks where they belong, gaps that stay gaps, and arrows only where told."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from wijkplatform.charts.columns import MOST
from wijkplatform.charts.floor_plan import Place, floor_plan
from wijkplatform.charts.floor_plan import at as at_plan
from wijkplatform.charts.svg import COLOURS
from wijkplatform.charts.trend import Column, Dot, across, height, trend

SVG = "{http://www.w3.org/2000/svg}"
NAMES = {"bewoner": "bewoners", "wijkpartner": "wijkpartners", "ambtenaar": "ambtenaren"}


def column(day: int, *values: float | None, ways: tuple[int, ...] = (0, 0, 0)) -> Column:
    dots = [Dot(group, NAMES[group], value, way) for group, value, way in zip(NAMES, values, ways, strict=True)]
    return Column(f"{day} mei 2026", (f"{day} mei", "2026"), dots)


def paths(svg: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter(f"{SVG}path"))


def marks(svg: str) -> list[tuple[str, float, float]]:
    found = []
    for one in paths(svg):
        place = re.match(r"translate\(([\d.]+) ([\d.]+)\)", one.get("transform", ""))
        if place and float(place[2]) < 150:
            found.append((str(one.get("fill")), float(place[1]), float(place[2])))
    return found


def arrows(svg: str) -> list[str]:
    return [str(one.get("fill")) for one in paths(svg) if not one.get("transform")]


def test_each_group_stands_in_its_column_at_its_value_and_what_is_not_told_has_no_mark() -> None:
    svg = trend([column(1, 0, 50, 100), column(2, 25, None, 75)])
    assert marks(svg) == [
        (COLOURS[group], pytest.approx(across(place, 2, order, 3), abs=0.01), pytest.approx(height(value), abs=0.01))
        for place, order, group, value in (
            *((0, 0, "bewoner", 0), (0, 1, "wijkpartner", 50), (0, 2, "ambtenaar", 100)),
            *((1, 0, "bewoner", 25), (1, 2, "ambtenaar", 75)),
        )
    ]
    words = [one.text for one in ElementTree.fromstring(svg).iter(f"{SVG}text")]
    assert words.count("–") == 1
    assert "wijkpartners niets getoond" in svg


def test_no_line_runs_from_one_session_to_another() -> None:
    svg = trend([column(1, 0, 50, 100), column(2, 25, 60, 75), column(3, 30, 60, 75)])
    lines = list(ElementTree.fromstring(svg).iter(f"{SVG}line"))
    assert lines
    assert all(one.get("x1") == one.get("x2") for one in lines)


def test_only_what_is_told_to_have_changed_has_an_arrow() -> None:
    assert arrows(trend([column(1, 10, 10, 10), column(2, 90, 90, 90)])) == []
    svg = trend([column(1, 10, 50, 90), column(2, 90, 50, 10, ways=(1, 0, -1))])
    assert arrows(svg) == [COLOURS["bewoner"], COLOURS["ambtenaar"]]
    heads = [str(one.get("d")) for one in paths(svg) if not one.get("transform")]
    tips = [float(one.split()[1].partition("l")[0]) for one in heads]
    assert tips[0] < height(90) < height(10) < tips[1], "up for higher, down for lower"


def test_the_last_sessions_have_room_and_none_stands_outside() -> None:
    svg = trend([column(day, 0, 50, 100) for day in range(1, MOST + 4)])
    assert len(marks(svg)) == 3 * MOST
    assert "1 mei" not in [one.text for one in ElementTree.fromstring(svg).iter(f"{SVG}text")]
    assert all(28 < x < 334 for _, x, _ in marks(svg))
    apart = sorted(x for _, x, _ in marks(svg))
    assert min(b - a for a, b in pairwise(apart)) >= 12
    with pytest.raises(ValueError, match="without a session"):
        trend([])


def test_on_the_plattegrond_an_arrow_comes_from_where_a_group_was_and_only_when_it_is_told() -> None:
    still = [Place("bewoner", "bewoners", 40, 60), Place("ambtenaar", "ambtenaren", 80, 20)]
    assert arrows(floor_plan(still)) == []
    svg = floor_plan([Place("bewoner", "bewoners", 40, 60, (10, 60)), still[1]])
    assert arrows(svg) == [COLOURS["bewoner"]]
    x, y = at_plan(10, 60)
    [hollow] = [one for one in paths(svg) if one.get("stroke")]
    assert f"translate({x:g} {y:g})" in str(hollow.get("transform"))
    [head] = [str(one.get("d")) for one in paths(svg) if not one.get("transform")]
    assert x < float(head[1:].split()[0]) < at_plan(40, 60)[0]
