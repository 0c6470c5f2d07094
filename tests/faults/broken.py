"""Servers broken on purpose: the judge must see what each of them does to answers, or it judges nothing.

A broken server is a process of its own, `python -m tests.faults.broken <how>`: it changes our code, then serves.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import psycopg

from tests.makers import plain
from tests.server import Server
from wijkplatform.databases import DatabaseUrls

WRITES_AFTER = 0.2  # seconds after the tick


def ack_before_commit() -> None:
    """The tick goes out at once, and a writer in the background stores the answer a little later."""
    import gevent

    from wijkplatform import serving
    from wijkplatform.domain.errors import DomainError
    from wijkplatform.services import scoring

    create_app, give_score = serving.create_app, scoring.give_score
    made: list[Any] = []

    def remembered(settings: Any) -> Any:
        made.append(create_app(settings))
        return made[-1]

    def write(badge: Any, op: Any) -> None:
        with suppress(DomainError), made[-1].store.workspace(badge) as work:
            give_score(work, op)

    def give_early(work: Any, op: Any) -> dict[str, Any]:
        gevent.spawn_later(WRITES_AFTER, write, work.badge, op)
        return {"ok": True, "op": str(op.op), "seq": op.seq, "state": "accepted"}

    serving.create_app = remembered
    scoring.give_score = give_early  # type: ignore[assignment]


def no_dedup_key() -> None:
    """Whatever arrives is stored, whether it was there or not; nothing in the database forbids it."""
    from sqlalchemy.dialects.postgresql import insert

    from wijkplatform.storage import scores

    def put(db: Any, answer: Any) -> tuple[Any, int]:
        db.execute(insert(scores.ScoreEvent).values(id=answer.op, session_id=answer.session, **_about(answer)))
        _count(db, answer, guarded=True)
        return scores.Stored.ACCEPTED, answer.seq

    scores.put = put


def no_seq_guard() -> None:
    """An operation that is new counts, even when a later answer stands."""
    from wijkplatform.storage import scores

    def put(db: Any, answer: Any) -> tuple[Any, int]:
        if not scores._remember(db, answer):
            return scores.earlier(db, answer) or (scores.Stored.STALE, scores._standing_seq(db, answer))
        _count(db, answer, guarded=False)
        return scores.Stored.ACCEPTED, answer.seq

    scores.put = put


def _about(answer: Any) -> dict[str, Any]:
    about = {name: getattr(answer, name) for name in ("round", "seq", "value")}
    return {"participant_id": answer.participant, "item_id": answer.item, **about}


def _count(db: Any, answer: Any, *, guarded: bool) -> None:
    """Let an answer count: always, or only when its seq is the highest."""
    from sqlalchemy import true
    from sqlalchemy.dialects.postgresql import insert

    from wijkplatform.storage.scores import Score

    offer = insert(Score).values(**_about(answer))
    offer = offer.on_conflict_do_update(
        constraint="uq_score_gemeente_id_participant_id_item_id_round",
        set_={"value": offer.excluded.value, "seq": offer.excluded.seq},
        where=offer.excluded.seq > Score.seq if guarded else true(),
    )
    db.execute(offer)


WAYS: dict[str, Callable[[], None]] = {way.__name__: way for way in (ack_before_commit, no_dedup_key, no_seq_guard)}
_WITHOUT_KEYS = """
ALTER TABLE score_event
    DROP CONSTRAINT pk_score_event,
    DROP CONSTRAINT uq_score_event_gemeente_id_participant_id_item_id_round_seq
"""


class BrokenServer(Server):
    """A server that is broken in one of the WAYS."""

    def __init__(self, database: DatabaseUrls, how: str) -> None:
        self.command = [sys.executable, "-m", "tests.faults.broken", how]
        super().__init__(database)


@contextmanager
def broken(database: DatabaseUrls, how: str) -> Iterator[BrokenServer]:
    """A broken server for as long as the block lasts. The database must be of this block alone."""
    if how == no_dedup_key.__name__:
        with psycopg.connect(plain(database.owner_url)) as owner:
            owner.execute(_WITHOUT_KEYS)
    server = BrokenServer(database, how)
    try:
        yield server
    finally:
        server.stop()


def main() -> int:
    """Serve as `wijkplatform serve` does, with one thing changed."""
    from gevent import monkey

    monkey.patch_all()
    WAYS[sys.argv[1]]()
    from wijkplatform.serving import serve

    return serve()


if __name__ == "__main__":
    sys.exit(main())
