"""How many took part: each bar as high as its number, and the number on it."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from wijkplatform.charts.columns import MOST
from wijkplatform.charts.reach import Bar, Column, reach, top
from wijkplatform.charts.svg import COLOURS

SVG = "{http://www.w3.org/2000/svg}"
NAMES = {"bewoner": "bewoners", "wijkpartner": "wijkpartners", "ambtenaar": "ambtenaren"}


def column(day: int, *many: int | None) -> Column:
    bars = [
        Bar(group, NAMES[group], one, "te weinig mensen om te tonen") for group, one in zip(NAMES, many, strict=True)
    ]
    return Column(f"{day} mei 2026", (f"{day} mei", "2026"), bars)


def bars(svg: str) -> list[tuple[str, float]]:
    found = ElementTree.fromstring(svg).iter(f"{SVG}rect")
    return [(str(one.get("fill")), float(str(one.get("y")))) for one in found]


def texts(svg: str) -> list[str | None]:
    return [one.text for one in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_each_bar_is_as_high_as_its_number_and_nobody_has_no_bar() -> None:
    svg = reach([column(1, 20, 0, 5), column(2, 10, 4, 0)])
    expected = [("bewoner", 20), ("ambtenaar", 5), ("bewoner", 10), ("wijkpartner", 4)]
    assert bars(svg) == [(COLOURS[group], pytest.approx(top(many, 20), abs=0.01)) for group, many in expected]
    assert texts(svg)[:3] == ["20", "0", "5"]
    assert texts(svg).count("0") == 2
    assert 'aria-label="1 mei 2026: bewoners 20, wijkpartners 0, ambtenaren 5; 2 mei 2026:' in svg


def test_of_a_group_too_small_to_be_counted_there_is_no_bar_and_no_number() -> None:
    svg = reach([column(1, 20, None, 0)])
    assert bars(svg) == [(COLOURS["bewoner"], pytest.approx(top(20, 20), abs=0.01))]
    assert texts(svg)[:3] == ["20", "–", "0"]
    assert "wijkpartners te weinig mensen om te tonen, ambtenaren 0" in svg


def test_of_many_columns_the_last_are_drawn() -> None:
    svg = reach([column(day, day, 0, 0) for day in range(1, MOST + 3)])
    assert [one for one in texts(svg) if one and one.endswith("mei")] == [f"{day} mei" for day in range(3, MOST + 3)]


def test_nobody_at_all_is_a_drawing_without_bars_and_no_session_is_none() -> None:
    assert bars(reach([column(1, 0, 0, 0)])) == []
    with pytest.raises(ValueError, match="without a session"):
        reach([])
