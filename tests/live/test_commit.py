"""A tick comes after the commit: the database is held on the threshold, and nothing may be acknowledged meanwhile."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from tests.makers import Meeting, plain, score_op

HOLD = """
CREATE FUNCTION wait_for_the_test() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN PERFORM pg_advisory_xact_lock_shared(1); RETURN NULL; END';
CREATE CONSTRAINT TRIGGER wait_for_the_test AFTER INSERT OR UPDATE ON score
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait_for_the_test();
SELECT pg_advisory_lock(1);
"""
HELD = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"


def waiting(meeting: Meeting) -> bool:
    """Whether a piece of work stands on the threshold."""
    with psycopg.connect(plain(meeting.town.maker.database.owner_url)) as connection:
        return connection.execute(HELD).fetchone() != (0,)


@contextmanager
def held_commit(meeting: Meeting) -> Iterator[None]:
    """What stores a score does all its work, and waits with its commit until the block ends."""
    with psycopg.connect(plain(meeting.town.maker.database.owner_url), autocommit=True) as owner:
        owner.execute(HOLD)
        try:
            yield
        finally:
            owner.execute("SELECT pg_advisory_unlock(1)")
            owner.execute("DROP FUNCTION wait_for_the_test CASCADE")


def test_there_is_no_tick_before_the_commit(meeting: Meeting, sit) -> None:
    person = meeting.join()
    meeting.step("start", "open")
    phone = sit(meeting, person)
    with held_commit(meeting):
        number = phone.start_call("score", score_op(meeting.items()[0], 4))
        phone.wait_for(lambda: waiting(meeting), 3)
        time.sleep(0.3)
        assert not [frame for frame in phone.frames if frame.startswith(f"43{number}[")]
    assert phone.answer(number)["state"] == "accepted"
    with psycopg.connect(plain(meeting.town.maker.database.platform_url)) as connection:
        values = connection.execute("SELECT value FROM score WHERE participant_id = %s", [person.id]).fetchall()
    assert values == [(4,)]
