"""`wijkplatform migrate`: the tables as this version needs them, made by the owner role and by nobody else."""

from __future__ import annotations

import os
import sys
from pathlib import Path

OWNER = "WIJK_OWNER_DATABASE_URL"


def migrate(owner_url: str) -> None:
    """Bring a database to the newest form; one that has it already is left as it is."""
    from alembic import command
    from alembic.config import Config

    package = Path(__file__).parent
    shipped = package / "migrations"
    config = Config()
    config.set_main_option("script_location", str(shipped if shipped.is_dir() else package.parent / "migrations"))
    os.environ[OWNER] = owner_url
    try:
        command.upgrade(config, "head")
    finally:
        del os.environ[OWNER]


def run() -> int:
    """Migrate the database of the environment; return the exit code."""
    owner_url = os.environ.get(OWNER)
    if not owner_url:
        print(f"{OWNER} is missing: the database, as the owner role.", file=sys.stderr)
        return 2
    migrate(owner_url)
    return 0
