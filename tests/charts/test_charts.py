"""Pictures of results: everything stands where its number says, and what is not told is not drawn."""

from __future__ import annotations

import re
from itertools import combinations, product
from xml.etree import ElementTree

import pytest

from wijkplatform.charts import difference as differing
from wijkplatform.charts import movement as moving
from wijkplatform.charts.difference import Lane, difference
from wijkplatform.charts.floor_plan import Place, floor_plan, rooms, set_apart
from wijkplatform.charts.floor_plan import at as at_plan
from wijkplatform.charts.lanes import at, frame, middle
from wijkplatform.charts.movement import Moved, movement
from wijkplatform.charts.svg import COLOURS

SVG = "{http://www.w3.org/2000/svg}"
LANES = [
    Lane("bewoner", "bewoners", 2.14, 3),
    Lane("wijkpartner", "wijkpartners", None, None, "te weinig antwoorden om te tonen"),
    Lane("ambtenaar", "ambtenaren", 4.25, 0),
]


def read(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def marks(picture: ElementTree.Element) -> list[tuple[str, float, float]]:
    """The marks of groups after those that stand before their names: colour and place."""
    found = []
    for one in picture.iter(f"{SVG}path"):
        place = re.match(r"translate\(([\d.]+) ([\d.]+)\)", one.get("transform", ""))
        if place and float(place[1]) > 20:
            colour = one.get("stroke") or one.get("fill")
            found.append((str(colour), float(place[1]), float(place[2])))
    return found


def words(picture: ElementTree.Element) -> list[str]:
    return [str(one.text) for one in picture.iter(f"{SVG}text")]


def test_each_group_has_its_own_lane_and_stands_at_the_mean_that_is_read() -> None:
    picture = read(difference(LANES))
    assert marks(picture) == [
        (COLOURS["bewoner"], pytest.approx(at(2.1), abs=0.01), middle(0)),
        (COLOURS["ambtenaar"], pytest.approx(at(4.3), abs=0.01), middle(2)),
    ]
    assert at(1) < at(2) < at(5)
    down = {float(one.get("y2", 0)) for one in picture.iter(f"{SVG}line") if one.get("x1") == one.get("x2")}
    assert len(down) == 1
    assert down.pop() > middle(2), "each answer has a line past every group"
    assert {"2,1", "4,3", "3", "0"} <= set(words(picture))


def test_a_group_that_is_not_shown_is_named_with_the_reason_and_has_no_number_and_no_mark() -> None:
    picture = read(difference(LANES))
    assert "wijkpartners" in words(picture)
    assert "te weinig antwoorden om te tonen" in words(picture)
    assert COLOURS["wijkpartner"] not in {colour for colour, _, _ in marks(picture)}
    assert [one for one in words(picture) if re.fullmatch(r"[\d,–]+", one)] == [*"12345", "2,1", "3", "–", "4,3", "0"]


def test_with_its_frame_elsewhere_on_the_page_a_picture_is_the_same_but_for_that_frame() -> None:
    groups = [(one.group, one.name) for one in LANES]
    moved = [Moved(one.group, one.name, 2, 3) for one in LANES]
    for whole, light, last in (
        (difference(LANES), difference(LANES, around="elders"), differing.LAST),
        (movement(moved), movement(moved, "elders"), moving.LAST),
    ):
        assert light.replace('<use href="#elders"/>', frame(groups, last)) == whole
        assert len(light) < 0.6 * len(whole)


def test_the_band_runs_between_the_groups_that_differ_for_sure_and_is_absent_without_them() -> None:
    [band] = list(read(difference(LANES, ["bewoner", "ambtenaar"])).iter(f"{SVG}rect"))
    assert float(band.get("x", 0)) == pytest.approx(at(2.1), abs=0.01)
    assert float(band.get("width", 0)) == pytest.approx(at(4.3) - at(2.1), abs=0.02)
    assert band.get("stroke"), "grey print keeps the outline"
    for none in ((), ("bewoner", "wijkpartner")):
        assert list(read(difference(LANES, none)).iter(f"{SVG}rect")) == []


@pytest.mark.parametrize("mean", [1, 1.04, 2.95, 4.6, 5])
@pytest.mark.parametrize("band", [(), ("bewoner", "ambtenaar")])
def test_no_number_leaves_its_column(mean: float, band: tuple[str, ...]) -> None:
    lanes = [Lane("bewoner", "bewoners", mean, 12), Lane("ambtenaar", "ambtenaren", 5 - mean / 2, 0)]
    for one in read(difference(lanes, band)).iter(f"{SVG}text"):
        if one.get("font-weight") == "bold" and "," in str(one.text):
            x = float(one.get("x", 0))
            left, right = (x - 20, x) if one.get("text-anchor") == "end" else (x, x + 20)
            assert at(1) - 20 <= left, mean
            assert right <= at(5) + 20, mean


HOSTILE = '<b onload="x">&"\'\u202e</b>'


@pytest.mark.parametrize(
    "svg",
    [
        difference([Lane("bewoner", HOSTILE, None, None, HOSTILE)]),
        movement([Moved("bewoner", HOSTILE, None, None, HOSTILE)]),
        floor_plan([Place("bewoner", HOSTILE, 4, 5)]),
    ],
    ids=["difference", "movement", "floor plan"],
)
def test_words_stay_words_and_nothing_leans_on_a_style_sheet(svg: str) -> None:
    picture = read(svg)
    assert HOSTILE in words(picture)
    assert HOSTILE in str(picture.get("aria-label"))
    assert {one.tag.removeprefix(SVG) for one in picture.iter()} <= {"svg", "text", "line", "rect", "path"}
    assert "style" not in {name for one in picture.iter() for name in one.attrib}
    assert picture.get("role") == "img"


def test_movement_is_an_open_mark_then_a_full_one_with_an_arrow_that_points_from_one_to_the_other() -> None:
    picture = read(movement([Moved("bewoner", "bewoners", 2, 3.5), Moved("ambtenaar", "ambtenaren", 4, 3)]))
    assert [x for _, x, _ in marks(picture)] == pytest.approx([at(2), at(3.5), at(4), at(3)], abs=0.01)
    filled = [one.get("fill") for one in picture.iter(f"{SVG}path") if one.get("transform", "").endswith("(0.72)")]
    assert filled[2:] == ["#ffffff", COLOURS["bewoner"], "#ffffff", COLOURS["ambtenaar"]]
    heads = [str(one.get("d")) for one in picture.iter(f"{SVG}path") if one.get("transform") is None]
    assert [("l-6" in one, "l6" in one) for one in heads] == [(True, False), (False, True)]
    assert "2,0 → 3,5" in words(picture)


def test_movement_too_small_for_an_arrow_has_none_and_a_silent_group_says_why() -> None:
    picture = read(
        movement([Moved("bewoner", "bewoners", 2, 2.1), Moved("ambtenaar", "ambtenaren", None, None, "nee")])
    )
    assert [one for one in picture.iter(f"{SVG}path") if one.get("transform") is None] == []
    assert "nee" in words(picture)
    assert len(marks(picture)) == 2


def test_the_plattegrond_has_kansen_across_and_valkuilen_upwards_and_names_its_corners() -> None:
    picture = read(floor_plan([Place("bewoner", "bewoners", 10, 90), Place("ambtenaar", "ambtenaren", 80, 20)]))
    found = {colour: (x, y) for colour, x, y in marks(picture)}
    assert found[COLOURS["bewoner"]] == pytest.approx(at_plan(10, 90), abs=0.01)
    assert found[COLOURS["bewoner"]][0] < found[COLOURS["ambtenaar"]][0]
    assert found[COLOURS["bewoner"]][1] < found[COLOURS["ambtenaar"]][1], "upwards is a smaller y"
    said = " ".join(words(picture))
    for corner in ("Weinig kansen, weinig valkuilen", "Kansen benut en valkuilen vermeden", "maar ook valkuilen"):
        assert corner in said
    assert list(picture.iter(f"{SVG}line")) == [], "no line at a pass mark"


def test_a_group_that_is_absent_has_no_mark_on_the_plattegrond() -> None:
    picture = read(floor_plan([Place("bewoner", "bewoners", 10, 90)]))
    assert [colour for colour, _, _ in marks(picture)] == [COLOURS["bewoner"]]
    assert "wijkpartner" not in ElementTree.tostring(picture, "unicode")


def test_marks_with_their_names_never_cover_each_other_and_stay_in_the_field() -> None:
    steps = (0, 50, 98, 100)
    for values in product(product(steps, steps), repeat=3):
        signs = set_apart([at_plan(*one) for one in values])
        taken = [room for sign in signs for room in rooms(sign)]
        assert len(taken) == 6
        assert all(a >= 24 and b >= 32 and c <= 334 and d <= 218 for a, b, c, d in taken)
        for a, b in combinations(taken, 2):
            assert not (a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]), values


def test_marks_with_room_beside_each_other_stay_where_they_belong_and_names_give_way() -> None:
    for values in (((65, 22), (79, 25), (77, 32)), ((64, 39), (74, 28), (79, 20)), ((50, 50), (56, 50), (50, 62))):
        signs = set_apart([at_plan(*one) for one in values])
        assert [sign.mark for sign in signs] == [at_plan(*one) for one in values], values


def test_a_mark_that_had_to_move_keeps_a_line_to_its_true_place() -> None:
    same = [Place(one, f"{one}en", 50, 50) for one in ("bewoner", "ambtenaar")]
    lines = list(read(floor_plan(same)).iter(f"{SVG}line"))
    assert lines
    assert all((float(one.get("x1", 0)), float(one.get("y1", 0))) == at_plan(50, 50) for one in lines)
