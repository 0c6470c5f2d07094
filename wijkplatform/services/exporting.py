"""Taking results away: what was published, with the punten and the numbers behind it, and nothing that was not."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from wijkplatform.domain.findings import Finding, load_catalogue, say
from wijkplatform.domain.people import Action
from wijkplatform.services import checklists
from wijkplatform.services.agreements import agreements_of
from wijkplatform.services.points import points_of
from wijkplatform.services.reading import readable
from wijkplatform.services.seeing import opgave_results
from wijkplatform.services.summing import held_on
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import scores, sessions
from wijkplatform.storage.scores import Publication
from wijkplatform.storage.sessions import ScoringSession
from wijkplatform.storage.work import Work
from wijkplatform.wire.exports import ExportedItem, ResultsExport
from wijkplatform.wire.results import Lists

_LANGUAGE = "nl"


@use_case(Action.EXPORT_RESULTS)
def export_results(work: Work, session_id: UUID) -> ResultsExport:
    """Everything published of a session: the stored results as the screens show them, and the evidence behind them."""
    return results_of(work, readable(work, session_id))


def results_of(work: Work, session: ScoringSession) -> ResultsExport:
    """The same, for use cases that checked who asks."""
    session_id = session.id
    texts = checklists.checklist(session.checklist)[checklists.PLAIN_LANGUAGE]
    said = {(part.number, one.number): one.text for part in map(texts.agenda_part, range(11)) for one in part.items}
    numbers = {one.id: one.number for one in sessions.agenda(work.db, session_id)}
    items = {one.id: (numbers[one.opgave_id], one) for one in sessions.items(work.db, session_id)}
    catalogue = load_catalogue(_LANGUAGE)

    def exported(row: Publication) -> ExportedItem:
        opgave, item = items[row.item_id]
        found = row.result["finding"]
        return {
            "opgave": opgave,
            "number": item.number,
            "kind": cast(Any, item.kind),
            "text": said[opgave, item.number],
            "sentence": say(Finding(found["key"], found["values"]), catalogue, session.term),
            "result": cast(Any, row.result),
            "evidence": cast(Any, row.evidence),
        }

    return {
        "session": str(session.id),
        "gemeente": work.gemeente.name,
        "title": session.title,
        "wijk": sessions.wijk_name(work.db, session.wijk_id),
        "held_on": held_on(session).isoformat(),
        "term": cast(Any, session.term),
        "state": cast(Any, session.state),
        "version": session.version,
        "smallest_group": session.smallest_group,
        "checklist": f"{session.checklist} {session.checklist_version}",
        "source": checklists.SOURCE,
        "items": [exported(row) for row in scores.publications(work.db, session_id)],
        "opgave_results": opgave_results(work, session_id),
        "lists": cast(Lists, session.lists),
        "discussion": points_of(work, session),
        "agreements": agreements_of(work, session),
    }
