"""Everything that goes wrong in one evening, in an order that a seed decides, while a room full of people scores."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from tests.faults.channel import BROKEN
from tests.faults.evening import Evening, until
from tests.faults.history import Stored, Verdict, judge
from tests.faults.phones import Tab
from tests.faults.troubles import Fault, half_open
from tests.server import Caller
from wijkplatform.domain.people import GROUPS


@dataclass
class Outcome:
    """What came of an evening."""

    verdict: Verdict
    sent: int
    acked: int
    resent: int
    drained: float  # seconds after the last fault until every outbox was empty
    right: float  # and until every screen said what the database holds
    unlike: list[str] = field(default_factory=list)  # the screens that did not


def run(evening: Evening, faults: Sequence[Fault], *, between: int, say: Callable[[str], object] = str) -> Outcome:
    """Let everything go wrong, with so many ticks between; then wait until all is well, and judge."""
    order = [fault for fault in faults if fault is not half_open]
    evening.chance.shuffle(order)
    if half_open in faults:  # a screen only notices it after 25 seconds without a heartbeat: it is never the last
        order.insert(evening.chance.randrange(max(1, len(order) - 4)), half_open)
    for fault in order:
        evening.go_on(between)
        say(f"{getattr(fault, '__name__', fault)} after {evening.acked} ticks")
        fault(evening)
    ended = time.monotonic()
    evening.go_on(min(between, 20))
    return settle(evening, ended)


def settle(evening: Evening, ended: float) -> Outcome:
    """Wait until every outbox is empty and every screen right; hold everything against the database."""
    with suppress(AssertionError):
        evening.rest()
    drained = time.monotonic() - ended
    _look_again(evening)
    stored = Stored.of(evening.meeting)
    with suppress(AssertionError):
        until(lambda: not unlike(evening, stored), "every screen to be right")
    right = time.monotonic() - ended
    verdict = judge(evening.histories, stored)
    if left := evening.waiting:
        verdict.strange.append(f"{left} answers still wait on a phone")
    verdict.strange += [one.turned_away for one in [*evening.tabs, *evening.screens] if one.turned_away]
    resent = sum(history.resent for history in evening.histories)
    sent = sum(len(history.sent) for history in evening.histories) - resent
    return Outcome(verdict, sent, evening.acked, resent, drained, right, unlike(evening, stored))


def _look_again(evening: Evening) -> None:
    """Of what a second tab did, a page hears when it looks again; a page that is alone needs no look."""
    pages = Counter(tab.person.id for tab in evening.tabs)

    def looks(tab: Tab) -> bool:
        with suppress(*BROKEN), Caller(evening.proxy) as caller:  # type: ignore[arg-type]
            return tab.poll(caller)
        return False

    for tab in (one for one in evening.tabs if pages[one.person.id] > 1):
        until(lambda tab=tab: looks(tab), "the state of a phone")


def unlike(evening: Evening, stored: Stored) -> list[str]:
    """Which screens say something else than the database holds."""
    groups = {person.id: person.group.value for person in evening.people}
    items = {item: {group.value: 0 for group in GROUPS} for item in evening.tabs[0].items}
    for person, item, _, _ in stored.scores:
        items[item][groups[person]] += 1
    found = []
    for number, screen in enumerate(evening.screens):
        progress = screen.view.known["progress"]
        if (progress["count"], progress["items"]) != (len(stored.events), items):
            found.append(f"screen {number} counts {progress['count']} of {len(stored.events)}")
    for tab in evening.tabs:
        mine = {row[1:] for row in stored.scores if row[0] == tab.person.id}
        seen = {(one["item"], one["seq"], one["value"]) for one in tab.view.known["me"]["answers"]}
        if seen != mine:
            found.append(f"a phone of {tab.person.id} shows {seen - mine} and not {mine - seen}")
    return found
