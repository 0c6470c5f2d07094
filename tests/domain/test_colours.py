"""The colour of a gemeente is held against the colours that the pages really have."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wijkplatform.domain.colours import BEHIND, READABLE, WHITE, contrast, mixed, nearest_readable, unreadable

SHARED = Path(__file__).parents[2] / "frontend" / "src" / "shared"
TOKENS = (SHARED / "theme" / "tokens.css").read_text()
NOTICES = (SHARED / "ui" / "notice.css").read_text()


def test_every_fill_of_a_page_is_one_that_is_checked_or_lighter() -> None:
    surface = re.search(r"--wp-color-surface: (#\w{6})", TOKENS)
    assert surface
    fills = [surface[1], *re.findall(r"--notice-fill: (#\w{6})", NOTICES)]
    assert len(fills) == 4
    darkest = min(BEHIND.values(), key=lambda one: contrast(one, "#000000"))
    assert [one for one in fills if contrast(one, "#000000") < contrast(darkest, "#000000")] == []


def test_the_colour_we_begin_with_is_readable_everywhere() -> None:
    own = re.search(r"--wp-color-action: (#\w{6})", TOKENS)
    assert own
    assert unreadable(own[1]) == []


@pytest.mark.parametrize(
    "accent", [f"#{red:02x}{green:02x}40" for red in range(0, 256, 51) for green in range(0, 256, 51)]
)
def test_a_colour_that_passes_is_readable_in_every_place_where_a_page_uses_it(accent: str) -> None:
    passes = nearest_readable(accent)
    darker, tint = mixed(passes, "#000000", 0.3), mixed(passes, WHITE, 0.9)
    pairs = [(passes, behind) for behind in BEHIND.values()] + [(darker, WHITE), (darker, tint)]
    assert [pair for pair in pairs if contrast(*pair) < READABLE] == []
    assert (passes == accent) == (unreadable(accent) == [])
