"""What a session asks, in the language of the reader: the opgaven of its agenda with their punten."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from wijkplatform.domain.agreements import AGREEMENTS_PART, PART_HEADING
from wijkplatform.domain.checklist import Checklist
from wijkplatform.domain.people import GROUPS
from wijkplatform.services import checklists
from wijkplatform.services.scoring import skipped_by
from wijkplatform.storage import agreements, sessions
from wijkplatform.storage.sessions import ScoringSession, SessionItem, SessionOpgave
from wijkplatform.storage.work import Work
from wijkplatform.wire.views import ItemView, OpgaveView


def opgaven_of(work: Work, session: ScoringSession, agenda: Sequence[SessionOpgave], language: str) -> list[OpgaveView]:
    """The agenda of a session; the afspraken of last time stand on it in the words in which they were made."""
    texts = checklists.checklist(session.checklist)
    asked: dict[Any, list[SessionItem]] = {}
    for item in sessions.items(work.db, session.id):
        asked.setdefault(item.opgave_id, []).append(item)
    return [
        _agreements(work, session, one, asked.get(one.id, []), language)
        if one.number == AGREEMENTS_PART
        else _opgave(texts, language, one, asked.get(one.id, []))
        for one in agenda
    ]


def _opgave(texts: dict[str, Checklist], language: str, row: SessionOpgave, items: Sequence[SessionItem]) -> OpgaveView:
    part = texts[language].agenda_part(row.number)
    said = {one.number: one for one in part.items}
    source = {one.number: one.text for one in texts[checklists.ORIGINAL_LANGUAGE].agenda_part(row.number).items}
    return {
        **_standing(row, part.name, part.definition),
        "items": [
            {
                **_item(one, said[one.number].text, source[one.number]),
                "name": said[one.number].name,
                "explanation": said[one.number].explanation,
                "explain_always": said[one.number].explain_always,
            }
            for one in items
        ],
    }


def _agreements(
    work: Work, session: ScoringSession, row: SessionOpgave, items: Sequence[SessionItem], language: str
) -> OpgaveView:
    what = {one.id: one.what for one in agreements.asked_in(work.db, session.id)}
    found = [_item(one, what[one.agreement_id], what[one.agreement_id]) for one in items if one.agreement_id]
    return {**_standing(row, *PART_HEADING[language]), "items": found}


def _standing(row: SessionOpgave, name: str, definition: str) -> OpgaveView:
    return {
        "number": row.number,
        "name": name,
        "definition": definition,
        "state": cast(Any, row.state),
        "round": row.round,
        "only": str(row.only_item) if row.only_item else None,
        "own": row.own,
        "items": [],
    }


def _item(row: SessionItem, text: str, original: str) -> ItemView:
    return {
        "id": str(row.id),
        "number": row.number,
        "kind": cast(Any, row.kind),
        "name": None,
        "text": text,
        "explanation": None,
        "explain_always": False,
        "original": original,
        "skipped_by": [group.value for group in GROUPS if group in skipped_by(row)],
        "agreement": str(row.agreement_id) if row.agreement_id else None,
    }
