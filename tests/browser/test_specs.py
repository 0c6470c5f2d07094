"""The whole house in a real browser: each story of `frontend/e2e` is one test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.playing import SPECS, Stage, play


@pytest.mark.parametrize("spec", sorted(SPECS.glob("*.spec.ts")), ids=lambda spec: spec.name.removesuffix(".spec.ts"))
def test_story(spec: Path, stage: Stage, postman: None, tmp_path: Path) -> None:
    code, said = play(spec, stage, tmp_path)
    if code:
        pytest.fail(f"{said}\nWhat the server said:\n{stage.server.log[-4000:]}\nPictures: {tmp_path}", pytrace=False)
