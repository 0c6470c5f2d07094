"""What `docs/statistics.md` computes before the reader's eyes is what the code computes."""

from __future__ import annotations

import doctest
from pathlib import Path

import wijkplatform

DOCUMENT = Path(wijkplatform.__file__).parents[1] / "docs" / "statistics.md"


def test_every_number_of_the_worked_example_is_what_the_code_gives() -> None:
    result = doctest.testfile(str(DOCUMENT), module_relative=False, encoding="utf-8")
    assert result.failed == 0
    assert result.attempted >= 27
