"""How people answered: a mark for each of them where it belongs, bars when they are many, nothing untold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree

import pytest

from wijkplatform.charts.spread import MOST, WIDTH, Answers, has_marks, parts, spread
from wijkplatform.charts.svg import COLOURS, SHAPES, parts_of

SVG = "{http://www.w3.org/2000/svg}"
MIDDLES = (32, 86, 140, 194, 248, 310)
FEW = "te weinig antwoorden om te tonen"


def read(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


PARTS = {str(one.get("id")): one for one in read(parts_of(parts([(group, group) for group in COLOURS])))}
OUTLINES = {
    COLOURS[group]: (float(left), float(up), way)
    for group, outline in SHAPES.items()
    for left, up, way in re.findall(r"M(\S+) (-?[\d.]+)(.*)", outline)
}


def of(*counts: int, group: str = "bewoner", name: str = "bewoners") -> Answers:
    return Answers(group, name, counts)


def people(svg: str) -> list[tuple[str, bool, float, float]]:
    """Each mark of a person: colour, whether it is dashed, and its middle; a row of them stands on the page once."""
    found = []
    for use in read(svg).iter(f"{SVG}use"):
        for shape in PARTS[use.get("href", "")[1:]].iter(f"{SVG}path"):
            scale = re.fullmatch(r"scale\(([\d.]+)\)", shape.get("transform", ""))
            if scale is None:
                continue
            colour = str(shape.get("stroke") or shape.get("fill"))
            left, up, way = OUTLINES[colour]
            for x, y in re.findall(rf"M(-?[\d.]+) (-?[\d.]+){re.escape(way)}", shape.get("d", "")):
                middle = (float(one) * float(scale[1]) for one in (float(x) - left, float(y) - up))
                at = (float(use.get(axis, 0)) + one for axis, one in zip("xy", middle, strict=True))
                found.append((colour, bool(shape.get("stroke-dasharray")), *at))
    return found


def columns(svg: str, colour: str = COLOURS["bewoner"]) -> list[int]:
    """How many people stand in each column: 1 to 5, then 'weet ik niet'."""
    found = [0] * 6
    for own, dashed, x, _ in people(svg):
        if own == colour:
            place = min(range(6), key=lambda one: abs(MIDDLES[one] - x))
            assert abs(MIDDLES[place] - x) <= 20.01
            assert dashed == (place == 5), "only who does not know is dashed"
            found[place] += 1
    return found


def bars(svg: str) -> list[tuple[float, float]]:
    """Each bar: its middle and its height."""
    return [
        (float(one.get("x", 0)) + float(one.get("width", 0)) / 2, float(one.get("height", 0)))
        for one in read(svg).iter(f"{SVG}rect")
    ]


def words(svg: str) -> list[str]:
    return [str(one.text) for one in read(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize(
    "counts",
    [(0, 0, 0, 0, 0, 0), (1, 2, 3, 0, 4, 5), (0, 0, MOST, 0, 0, 0), (MOST, 0, 0, 0, 0, 0), (7, 9, 8, 6, 5, 5)],
    ids=["nobody", "some", "forty alike", "forty who do not know", "forty apart"],
)
def test_each_person_has_one_mark_in_the_column_of_the_answer(counts: Sequence[int]) -> None:
    svg = spread([of(*counts)])
    assert columns(svg) == [*counts[1:], counts[0]]
    assert bars(svg) == []
    places = [(x, y) for *_, x, y in people(svg)]
    assert len({(round(x), round(y)) for x, y in places}) == len(places), "no mark covers another"
    height = float(read(svg).get("height", 0))
    assert all(x - 4 >= 5 and x + 4 <= WIDTH and y - 5 >= 40 and y + 4 <= height for x, y in places)


@pytest.mark.parametrize("many", [MOST + 1, 300])
def test_a_group_with_more_people_makes_bars_of_all_groups_with_their_counts(many: int) -> None:
    large, small = of(1, many - 1, 0, 0, 0, 0), of(0, 0, 0, 1, 0, 3, group="ambtenaar", name="ambtenaren")
    svg = spread([large, small])
    assert people(svg) == []
    assert [x for x, _ in bars(svg)] == [MIDDLES[0], MIDDLES[5], MIDDLES[2], MIDDLES[4]]
    first, unknown, third, fifth = (height for _, height in bars(svg))
    assert fifth / third == pytest.approx(3, rel=0.01)
    assert first / fifth == pytest.approx((many - 1) / many / 0.75, rel=0.01), "of groups of any size the parts compare"
    assert first == pytest.approx(40), "the largest part is as high as there is room"
    assert unknown < first
    counted = [one for one in words(svg) if one.isdigit()]
    assert counted == [*map(str, large.columns()), *map(str, small.columns())]


def test_without_the_single_answers_there_are_bars_however_few_people_there_were() -> None:
    small = [of(0, 2, 1, 0, 0, 0)]
    assert has_marks(small)
    assert not has_marks(small, loose=False)
    assert people(spread(small, loose=False)) == []
    assert len(bars(spread(small, loose=False))) == 2


def test_only_who_does_not_know_has_no_place_on_the_scale() -> None:
    svg = spread([of(3, 0, 0, 0, 0, 0)])
    assert columns(svg) == [0, 0, 0, 0, 0, 3]
    assert [height for _, height in bars(spread([of(300, 0, 0, 0, 0, 0)]))] == [40]


def test_every_group_is_as_high_as_the_highest_column_so_that_they_compare() -> None:
    svg = spread([of(0, 12, 0, 0, 0, 0), of(0, 1, 0, 0, 0, 0, group="ambtenaar", name="ambtenaren")])
    first, second = (
        [y for colour, *_, y in people(svg) if colour == COLOURS[group]] for group in ("bewoner", "ambtenaar")
    )
    assert max(first) - min(first) == pytest.approx(20, abs=0.1), "three rows of five at most"
    assert second[0] - max(first) > 30


def test_a_group_that_is_not_told_says_why_and_has_no_mark_and_no_number() -> None:
    svg = spread([of(0, 2, 2, 0, 0, 0), Answers("wijkpartner", "wijkpartners", None, FEW)])
    assert FEW in words(svg)
    assert {colour for colour, *_ in people(svg)} == {COLOURS["bewoner"]}
    assert str(read(svg).get("aria-label")).endswith(f"; wijkpartners: {FEW}")
    assert "bewoners 1: 2, 2: 2, 3: 0, 4: 0, 5: 0, weet ik niet: 0" in str(read(svg).get("aria-label"))


def test_a_picture_of_a_whole_room_stays_light() -> None:
    room = [of(0, *[8] * 5, group=group, name=group) for group in COLOURS]
    assert len(people(spread(room))) == 3 * MOST
    assert len(spread(room)) < 2_500


def test_words_stay_words_and_every_part_that_is_used_stands_on_the_page_once() -> None:
    hostile = '<b onload="x">&"\'\u202e</b>'
    svg = spread([Answers(group, hostile, None, hostile) for group in COLOURS])
    assert words(svg) == [hostile] * 3
    assert hostile in str(read(svg).get("aria-label"))
    assert hostile in [one.text for one in read(parts_of(parts([("bewoner", hostile)]))).iter(f"{SVG}text")]
    used = {use.get("href") for counts in ([5] * 6, [41] * 6) for use in read(spread([of(*counts)])).iter(f"{SVG}use")}
    assert used <= {f"#{one}" for one in PARTS}
    assert "style" not in {name for part in PARTS.values() for one in part.iter() for name in one.attrib}
