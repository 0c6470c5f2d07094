"""The groups on the sides of an opgave: each mark at its value on its own scale, and nothing where nothing is told."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from wijkplatform.charts.sides import Lane, Score, at, middle, name, scale, sides
from wijkplatform.charts.svg import COLOURS

SVG = "{http://www.w3.org/2000/svg}"
HEADS = ["Kansen benut", "Valkuilen vermeden"]
FEW = "te weinig antwoorden"
LANES = [
    Lane("bewoner", "bewoners", [Score(0), Score(100)]),
    Lane("wijkpartner", "wijkpartners", [Score(None, FEW), Score(None, FEW)]),
    Lane("ambtenaar", "ambtenaren", [Score(62, thin=True), Score(50)]),
    Lane("", "alle groepen", [Score(31), Score(75)]),
]


def marks(svg: str) -> list[tuple[str, float, float]]:
    """Colour and place of each mark on a scale; those before the names are the legend."""
    found = []
    for one in ElementTree.fromstring(svg).iter(f"{SVG}path"):
        place = re.match(r"translate\(([\d.]+) ([\d.]+)\)", one.get("transform", ""))
        assert place
        if float(place[1]) > scale(0, 2)[0]:
            found.append((str(one.get("fill")), float(place[1]), float(place[2])))
    return found


def written(svg: str) -> list[str | None]:
    return [one.text for one in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_each_group_stands_in_its_lane_at_its_value_on_each_side() -> None:
    assert marks(sides(HEADS, LANES)) == [
        (COLOURS[group], pytest.approx(at(value, side, 2), abs=0.01), middle(lane))
        for group, lane, side, value in (
            *(("bewoner", 0, 0, 0), ("bewoner", 0, 1, 100)),
            *(("ambtenaar", 2, 0, 62), ("ambtenaar", 2, 1, 50)),
        )
    ]


def test_what_is_hidden_has_words_and_no_mark_and_one_punt_has_a_star() -> None:
    words = written(sides(HEADS, LANES))
    assert words.count(FEW) == 2
    assert [one for one in words if one and one.endswith("*")] == ["62*"]
    assert name(HEADS, LANES).startswith(
        "Kansen benut: bewoners 0, wijkpartners te weinig antwoorden, ambtenaren 62 (op basis van 1 punt),"
    )


@pytest.mark.parametrize("many", [1, 2])
def test_no_number_leaves_its_scale_and_the_scales_do_not_touch(many: int) -> None:
    for value in range(101):
        svg = sides(HEADS[:many], [Lane("bewoner", "bewoners", [Score(value)] * many)])
        numbers = [one for one in ElementTree.fromstring(svg).iter(f"{SVG}text") if one.get("font-weight") == "bold"]
        for side, one in enumerate([one for one in numbers if one.text == str(value)]):
            x, before = float(str(one.get("x"))), one.get("text-anchor") == "end"
            wide = 7.2 * len(str(value))
            begin, end = scale(side, many)
            assert begin <= (x - wide if before else x)
            assert (x if before else x + wide) <= end
    assert scale(0, 2)[1] < scale(1, 2)[0]
