"""What stands of a session after it: summed up in the transaction that closes it, and then only read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import takewhile
from typing import Any, cast
from uuid import UUID

from wijkplatform.domain.dates import day_of
from wijkplatform.domain.people import GROUPS, Action
from wijkplatform.domain.reach import told
from wijkplatform.domain.sessions import State
from wijkplatform.services.peers import refresh_offers
from wijkplatform.services.points import points_of
from wijkplatform.services.seeing import simulated
from wijkplatform.services.use_case import use_case
from wijkplatform.storage import points, scores, sessions, summaries, tallies
from wijkplatform.storage.scores import Publication
from wijkplatform.storage.sessions import ScoringSession
from wijkplatform.storage.summaries import Held
from wijkplatform.storage.work import Work
from wijkplatform.wire.base import GroupName
from wijkplatform.wire.results import ItemResult, OpgaveResult
from wijkplatform.wire.summaries import Ended, FoundPoint, SummaryResult
from wijkplatform.wire.talking import PointView

STRONGEST = 3
"""So many discussion points stand of a session."""


def sum_up(work: Work, session: ScoringSession) -> None:
    """Write down what stands of a closed session and of its wijk. Where people were simulated, nothing stands."""
    if simulated(work, session):
        return
    work.db.flush()
    summaries.lock_wijk(work.db, session.wijk_id)
    summaries.put(work.db, session, held_on(session), cast(dict[str, Any], _summary(work, session)))
    held = summaries.held_in(work.db, session.wijk_id)
    later = takewhile(lambda one: one != session.id, (one.session_id for one in held))
    summaries.compare_again(work.db, list(later))
    _stand(work, session.wijk_id, held)


def forget(work: Work, session: ScoringSession) -> None:
    """Nothing stands of a session that was rewound; of its wijk what stood before it."""
    before_it_goes(work, session)
    summaries.forget(work.db, session.id)
    without(work, session.wijk_id)


def before_it_goes(work: Work, session: ScoringSession) -> None:
    """Lock the wijk of a session that is to go; what is left is told by `without`.

    The wijk first and its summaries then, as who compares them does, so that nobody waits in a ring.
    """
    summaries.lock_wijk(work.db, session.wijk_id)


def without(work: Work, wijk_id: UUID) -> None:
    """Let stand of a wijk what its sessions say that are left, after one went.

    For who locked the wijk before the session went, and its summary with it.
    """
    held = summaries.held_in(work.db, wijk_id)
    left = {str(one.session_id) for one in held}
    for summary in summaries.of_wijk(work.db, wijk_id):
        since = summary.result["changes"]
        kept = [one for one in since if one["session"] in left]
        if kept != since:
            summary.result, summary.compared_at = {**summary.result, "changes": kept}, None
    work.db.flush()
    _stand(work, wijk_id, held)
    refresh_offers(work)


def _stand(work: Work, wijk_id: UUID, held: Sequence[Held]) -> None:
    """Let the last sub-results of a wijk be, per opgave, those of the newest session that has a value for them.

    A session to which nobody came takes nothing away; where no session has a value, the newest one stands.
    """
    found = [(one, result) for one in held for result in one.opgaven]
    found.sort(key=lambda each: not _tells(each[1]))
    newest: dict[int, dict[str, Any]] = {}
    for one, result in found:
        row = {"session_id": one.session_id, "held_on": one.held_on, "result": result}
        newest.setdefault(result["opgave"], {"opgave": result["opgave"], **row})
    summaries.stand(work.db, wijk_id, newest.values())


def _tells(result: dict[str, Any]) -> bool:
    """Whether a sub-result has a value of any group."""
    return any(side["value"] is not None for side in result["overall"].values())


@use_case(Action.SUM_UP)
def catch_up(work: Work) -> bool:
    """Sum up a closed session that never was: of before sessions were summed up. Tells whether there was any."""
    waiting = summaries.without_summary(work.db)
    session = sessions.lock_for_step(work.db, waiting) if waiting else None
    if session is None:
        return False
    if session.state == State.CLOSED:
        sum_up(work, session)
    return True


def held_on(session: ScoringSession) -> date:
    """The day of a session in the Netherlands: as planned, or when it was made."""
    return day_of(session.starts_at or session.created_at)


def _summary(work: Work, session: ScoringSession) -> SummaryResult:
    published = scores.publications(work.db, session.id)
    found = points_of(work, session)
    return {
        "people": _people(work, session, [one.result for one in published]),
        "opgaven": last_sub_results(work, session.id),
        "found": _found(work, session, published, found),
        "ended": _ended(found),
        "changes": [],
    }


def people_of(work: Work, session: ScoringSession, results: Sequence[ItemResult]) -> Mapping[GroupName, int | None]:
    """How many of each group answered: what stands of the session, or so far, of which these are all `results`.

    Null as `domain.reach.told` says.
    """
    stands = summaries.people_of(work.db, session.id)
    return _people(work, session, results) if stands is None else cast(Mapping[GroupName, int | None], stands)


def _people(work: Work, session: ScoringSession, results: Sequence[Any]) -> dict[GroupName, int | None]:
    """Who answered; once answers were cleaned up, at least as many as are told about one punt.

    Then nobody knows whether somebody came of a group that was never shown: it is left out.
    """
    counted = tallies.took_part(work.db, session.id)
    shown = {
        group: max((one["groups"][group.value]["answered"] or 0 for one in results), default=0) for group in GROUPS
    }
    gone = not any(counted.values()) and any(shown.values())
    return {
        group.value: told(max(counted[group], shown[group]), session.smallest_group)
        for group in GROUPS
        if shown[group] or not gone
    }


def last_sub_results(work: Work, session_id: UUID) -> list[OpgaveResult]:
    """Of each opgave the sub-results of its last whole round, in the order of the agenda."""
    last = {one.opgave_id: one.result for one in points.opgave_publications(work.db, session_id)}
    return [cast(OpgaveResult, one) for one in last.values()]


def _found(
    work: Work, session: ScoringSession, published: Sequence[Publication], found: Sequence[PointView]
) -> list[FoundPoint]:
    """The strongest of what was found, as the last round of each punt says it; not what was skipped."""
    last = {str(one.item_id): one for one in published}
    skipped = {one["item"] for one in found if one["choice"] == "skip"}
    strongest = [item for item in session.lists["ranking"] if item in last and item not in skipped][:STRONGEST]
    numbers = {one.id: one.number for one in sessions.agenda(work.db, session.id)}
    items = {str(one.id): one for one in sessions.items(work.db, session.id)}
    return [
        {
            "item": item,
            "opgave": numbers[items[item].opgave_id],
            "number": items[item].number,
            "kind": cast(Any, items[item].kind),
            "word": last[item].result["word"],
            "finding": last[item].result["finding"],
        }
        for item in strongest
    ]


def _ended(found: Sequence[PointView]) -> Ended:
    many = Counter(one["outcome"]["kind"] for one in found if one["outcome"])
    return {
        "agreement": many["agreement"],
        "later": many["later"],
        "no_action": many["no_action"],
    }
