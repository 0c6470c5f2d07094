"""What changed in a wijk since earlier sessions, from what was published of both; the worker works it out.

Why not the step that closes: decision 18.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from itertools import dropwhile
from typing import Any, cast

from wijkplatform.domain.change import Asked, Changes, ItemChange, OpgaveChange, changes
from wijkplatform.domain.people import Action
from wijkplatform.services.peers import refresh_offers
from wijkplatform.services.publishing import as_published
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import scores, sessions, summaries
from wijkplatform.storage.sessions import ScoringSession
from wijkplatform.storage.summaries import Held
from wijkplatform.storage.work import Work
from wijkplatform.wire.summaries import ChangesSince, ItemChangeView, OpgaveChangeView

_log = logging.getLogger(__name__)


@use_case(Action.SUM_UP)
def compare_next(work: Work) -> bool:
    """Hold one session that was summed up against the earlier ones of its wijk. Tells whether there was any.

    One that cannot be compared stands without changes, so that it keeps no other waiting; the log tells. Nothing waits
    meanwhile. When another session of the wijk was summed up or went in that time, nothing is stored, and the next call
    begins again.
    """
    summary = summaries.next_to_compare(work.db)
    session = sessions.session(work.db, summary.session_id) if summary else None
    if summary is None or session is None:
        return False
    held = summaries.held_in(work.db, summary.wijk_id)
    try:
        found = changes_since(work, session, held)
    except (LookupError, TypeError, ValueError) as error:
        _log.error("session %s cannot be compared: %s", session.id, type(error).__name__)
        found = []
    summaries.lock_wijk(work.db, summary.wijk_id)
    if summaries.held_in(work.db, summary.wijk_id) == held:
        summaries.store_changes(work.db, session.id, cast(list[dict[str, Any]], found))
        refresh_offers(work)
    return True


def changes_since(work: Work, session: ScoringSession, held: Sequence[Held]) -> list[ChangesSince]:
    """What changed since earlier sessions of the wijk, the newest of them first; `held` are all of them.

    Each opgave is compared with the newest earlier session that has a result of it.
    """
    now = _asked(work, session)
    waiting = {one.opgave for one in now}
    found = []
    for earlier in list(dropwhile(lambda one: one.session_id != session.id, held))[1:]:
        before = sessions.session(work.db, earlier.session_id) if waiting else None
        if before is None:
            continue
        then = [one for one in _asked(work, before) if one.opgave in waiting]
        both = {one.opgave for one in then}
        waiting -= both
        compared = changes(
            then,
            [one for one in now if one.opgave in both],
            since=earlier.held_on,
            sessions=(str(before.id), str(session.id)),
            smallest_group=max(before.smallest_group, session.smallest_group),
        )
        if compared.items or compared.opgaven:
            found.append(_view(compared, earlier, {one.scored.item: one for one in now}))
    return found


def _asked(work: Work, session: ScoringSession) -> list[Asked]:
    """What a session asked and published, in the order of its agenda; the wording is that of its checklist."""
    agenda = sessions.agenda(work.db, session.id)
    places = {one.id: (place, one.number) for place, one in enumerate(agenda)}
    items = {one.id: one for one in sessions.items(work.db, session.id)}
    wording = f"{session.checklist} {session.checklist_version}"
    rows = [(places[items[row.item_id].opgave_id], row) for row in scores.publications(work.db, session.id)]
    return [
        Asked(as_published(items[row.item_id], row), number, wording)
        for (_, number), row in sorted(rows, key=lambda one: one[0])
    ]


def _view(compared: Changes, earlier: Held, asked: Mapping[str, Asked]) -> ChangesSince:
    return {
        "session": str(earlier.session_id),
        "held_on": earlier.held_on.isoformat(),
        "opgaven": [_opgave(one) for one in compared.opgaven],
        "items": [_item(one, asked[one.item]) for one in compared.items],
    }


def _opgave(one: OpgaveChange) -> OpgaveChangeView:
    return {
        "opgave": one.opgave,
        "side": one.side,
        "group": cast(Any, one.group.value),
        "points": round(one.points),
        "word": one.word,
    }


def _item(one: ItemChange, asked: Asked) -> ItemChangeView:
    scored = asked.scored
    return {
        "item": one.item,
        "opgave": asked.opgave,
        "number": scored.number,
        "kind": cast(Any, scored.kind.value),
        "groups": {cast(Any, group.group.value): group.word for group in one.groups},
        "findings": [{"key": found.key, "values": dict(found.values)} for found in one.findings],
    }
