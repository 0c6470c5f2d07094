"""The words of the page of a session, for what a report does not say."""

from __future__ import annotations

from collections.abc import Sequence

from wijkplatform.charts.spread import Answers
from wijkplatform.web.report_words import many
from wijkplatform.web.wording import listed
from wijkplatform.wire.reports import ReportPunt

KEY_MARKS = "Elk teken is één mens. Een streepjeslijn betekent: weet ik niet."
KEY_BARS = (
    "Het getal is het aantal mensen. Hoe hoger de staaf, hoe groter het deel van de groep."
    " Een streepjeslijn betekent: weet ik niet."
)
_COLUMNS = ("1", "2", "3", "4", "5", "weet ik niet")
_MOST_NAMED = 2
"""With more answers that were chosen equally often, none of them stands out."""


def place(punt: ReportPunt) -> str:
    """Which punt of its opgave it is, and of which kind."""
    return f"Waarde {punt['number']}" if punt["kind"] == "waarde" else f"Punt {punt['number']} · {punt['kind']}"


def shown(some: int, total: int) -> str:
    """How many of the punten are shown.

    >>> shown(2, 13), shown(1, 1)
    ('2 van de 13 punten', '1 punt')
    """
    return many(total, "punt", "punten") if some == total else f"{some} van de {many(total, 'punt', 'punten')}"


def round_name(round_: int, rounds: int) -> str:
    """Which round it is; of two rounds that are told of, what lies between them.

    >>> round_name(1, 2), round_name(2, 2), round_name(3, 3)
    ('Ronde 1, vóór het gesprek', 'Ronde 2, na het gesprek', 'Ronde 3')
    """
    when = (", vóór het gesprek", ", na het gesprek")
    return f"Ronde {round_}{when[round_ - 1] if rounds == len(when) and round_ <= len(when) else ''}"


def most_chosen(groups: Sequence[Answers]) -> str:
    """What the groups that are shown chose most often: a description, no claim that they differ.

    >>> most_chosen([Answers("bewoner", "bewoners", [1, 4, 0, 4, 0, 0]), Answers("ambtenaar", "ambtenaren", [0] * 6)])
    'Bewoners kozen het vaakst 1 en 3'
    """
    said = [one for one in map(_most, groups) if one]
    return ". ".join(said) or "Te weinig antwoorden om te tonen"


def _most(one: Answers) -> str:
    columns = one.columns()
    most = max(columns)
    if not most:
        return ""
    chosen = [name for name, count in zip(_COLUMNS, columns, strict=True) if count == most]
    if len(chosen) > _MOST_NAMED:
        return f"{one.name.capitalize()} kozen verschillende antwoorden"
    return f"{one.name.capitalize()} kozen het vaakst {listed(chosen)}"
