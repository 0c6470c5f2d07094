"""The checklists that sessions are made of, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from wijkplatform.domain.agreements import AGREEMENTS_PART, PART_HEADING
from wijkplatform.domain.checklist import Checklist, load_checklist

FOLDER = Path(__file__).parent.parent / "content"
DEFAULT = "een-stap-verder"
PLAIN_LANGUAGE, ORIGINAL_LANGUAGE = "nl-b1", "nl"
SOURCE = "Checklist ‘Een stap verder met wijkgericht werken’, VNG en BZK, december 2009"


@cache
def checklist(slug: str = DEFAULT) -> dict[str, Checklist]:
    """A checklist in all its languages. Raises `BrokenChecklist` with file, line and reason."""
    return load_checklist(FOLDER / slug)


def punt_text(slug: str, opgave: int, number: int) -> str:
    """What a punt of a checklist says, in plain Dutch, a waarde with its name; of afspraken: their heading."""
    if opgave == AGREEMENTS_PART:
        return PART_HEADING[PLAIN_LANGUAGE][0]
    texts = checklist(slug)[PLAIN_LANGUAGE].agenda_part(opgave)
    return next(f"{one.name}: {one.text}" if one.name else one.text for one in texts.items if one.number == number)
