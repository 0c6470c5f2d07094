"""What is locked is locked, and names no place to fetch it from."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
NPM = [ROOT / "frontend", ROOT / "tests" / "node"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_python_lock_holds_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text()
    packages = re.split(r"\n(?=\S)", text.strip())
    assert "://" not in text
    assert packages
    assert [package.split()[0] for package in packages if "--hash=sha256:" not in package] == []


@pytest.mark.parametrize("folder", NPM, ids=lambda folder: folder.name)
def test_an_npm_lock_holds_no_address_and_never_will(folder: Path) -> None:
    assert '"resolved"' not in (folder / "package-lock.json").read_text()
    assert "omit-lockfile-registry-resolved=true" in (folder / ".npmrc").read_text().split()


def test_lock_files_full_of_addresses_are_never_committed() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("this is no git checkout")
    names = {Path(path).name for path in listed.stdout.split("\0")}
    assert not names & {"uv.lock", "pylock.toml", "poetry.lock", "Pipfile.lock"}


def with_dev(script: str, path: Path) -> str:
    """What a script says that uses dev.py, in the Python of this environment."""
    script = f"import sys, dev; from pathlib import Path; path = Path(sys.argv[1])\n{script}"
    command = [sys.executable, "-c", script, str(path)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_a_second_run_skips_what_has_not_changed(tmp_path) -> None:
    said = with_dev("for text in 'aab': dev.step('step', lambda: print('done'), path, text)", tmp_path / "stamp")
    assert said.count("done\n") == 2


@pytest.mark.parametrize(
    ("version", "good"),
    [("20.18.3", False), ("20.19.0", True), ("21.9.0", False), ("22.12.0", False), ("22.13.1", True), ("25.0.0", True)],
)
def test_only_a_node_that_builds_the_front_end_is_used(tmp_path, version: str, good: bool) -> None:
    program = tmp_path / "bin" / "node"
    npm = tmp_path / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    for file, text in ((program, f"#!/bin/sh\necho v{version}\n"), (npm, "")):
        file.parent.mkdir(parents=True)
        file.write_text(text)
        file.chmod(0o755)
    assert with_dev("print(dev.usable(path))", program) == f"{good}\n"


def test_the_data_of_a_running_demo_cannot_be_thrown_away(tmp_path) -> None:
    fcntl = pytest.importorskip("fcntl")
    shutil.copy(ROOT / "dev.py", tmp_path)
    home = tmp_path / "var" / "postgres"
    home.mkdir(parents=True)
    command = [sys.executable, "dev.py", "demo-reset"]
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        refused = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
        assert (refused.returncode, home.exists()) == (1, True)
        assert "A demo is running" in refused.stderr
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, text=True).returncode == 0
    assert not (tmp_path / "var").exists()


def test_make_knows_every_verb() -> None:
    said = subprocess.run([sys.executable, "dev.py", "help"], cwd=ROOT, capture_output=True, text=True).stdout
    verbs = re.findall(r"^  ([a-z-]+)  ", said, re.MULTILINE)
    rule = (ROOT / "Makefile").read_text().splitlines()[2].partition(":")[0].split()
    assert sorted(verbs) == sorted(set(rule) - {"help"})
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
