"""A gemeente with years of sessions: a few that were really played, copied in the database until there are enough.

A copy holds what its original holds: people, answers, results and outcomes. What stands of each is then written by the
code of the platform; what changed too, for the first wijk with each order of originals, and the others copy that. For a
database that is thrown away: foreign keys of scores are dropped, which would take minutes.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

from tests.makers import Meeting, Town, plain
from wijkplatform.services import changing, summing

SESSIONS = 20
_OPGAVEN = tuple(range(1, 11))
_ROOM = (30, 18, 12)
_ORIGINALS = 3

_SCORES = """
    INSERT INTO score (participant_id, item_id, round, value, seq)
    SELECT p.id, i.id, 1, least(5, greatest(0, round(%(level)s
        + CASE p.voice WHEN 'bewoner' THEN -1 WHEN 'ambtenaar' THEN 1 ELSE 0 END * (i.number %% 3 - 1)
        + (random() - 0.5) * 4)))::integer, i.number
    FROM participant p JOIN session_item i ON i.session_id = p.session_id WHERE p.session_id = %(session)s
"""
_COPIES = """
    CREATE TEMP TABLE fresh_wijk ON COMMIT DROP AS
        SELECT gen_random_uuid() AS id, number FROM generate_series(%(first)s::integer, %(last)s::integer) AS number;
    INSERT INTO wijk (id, name) SELECT id, 'Wijk ' || to_char(number, 'FM000') FROM fresh_wijk;

    CREATE TEMP TABLE copied ON COMMIT DROP AS
        SELECT gen_random_uuid() AS id, w.id AS wijk, %(originals)s::uuid[] AS originals, turn,
            (%(originals)s::uuid[])[1 + (turn + w.number) %% array_length(%(originals)s::uuid[], 1)] AS original,
            timestamptz '2021-01-14 19:30+01' + turn * interval '3 months' AS at
        FROM fresh_wijk w CROSS JOIN generate_series(1, %(sessions)s::integer) AS turn;

    INSERT INTO scoring_session (id, wijk_id, title, term, checklist, checklist_version, state, version, smallest_group,
            created_at, starts_at, ends_at, closed_at, lists)
        SELECT c.id, c.wijk, s.title, s.term, s.checklist, s.checklist_version, s.state, s.version, s.smallest_group,
            c.at, c.at, c.at + interval '2 hours', c.at + interval '2 hours',
            (SELECT jsonb_object_agg(list.key, (
                SELECT coalesce(jsonb_agg(md5(c.id::text || one.value)::uuid ORDER BY one.ordinality), '[]')
                FROM jsonb_array_elements_text(list.value) WITH ORDINALITY AS one
            )) FROM jsonb_each(s.lists) AS list)
        FROM copied c JOIN scoring_session s ON s.id = c.original;
    INSERT INTO session_opgave (id, session_id, number, position, state, round)
        SELECT md5(c.id::text || o.id)::uuid, c.id, o.number, o.position, o.state, o.round
        FROM copied c JOIN session_opgave o ON o.session_id = c.original;
    INSERT INTO session_item (id, session_id, opgave_id, number, kind, bewoners_skip)
        SELECT md5(c.id::text || i.id)::uuid, c.id, md5(c.id::text || i.opgave_id)::uuid, i.number, i.kind,
            i.bewoners_skip
        FROM copied c JOIN session_item i ON i.session_id = c.original;
    INSERT INTO publication (session_id, item_id, round, version, result, evidence)
        SELECT c.id, md5(c.id::text || p.item_id)::uuid, p.round, p.version,
            jsonb_set(p.result, '{item}', to_jsonb(md5(c.id::text || p.item_id)::uuid)), p.evidence
        FROM copied c JOIN publication p ON p.session_id = c.original;
    INSERT INTO opgave_publication (session_id, opgave_id, round, version, result)
        SELECT c.id, md5(c.id::text || p.opgave_id)::uuid, p.round, p.version, p.result
        FROM copied c JOIN opgave_publication p ON p.session_id = c.original;
    INSERT INTO point_outcome (session_id, item_id, account_id, kind, reason, version)
        SELECT c.id, md5(c.id::text || p.item_id)::uuid, p.account_id, p.kind, p.reason, p.version
        FROM copied c JOIN point_outcome p ON p.session_id = c.original;
    INSERT INTO participant (id, session_id, number, voice, confirmed, group_fixed, via, language, rehearsal,
            token_digest, return_digest)
        SELECT md5(c.id::text || p.id)::uuid, c.id, p.number, p.voice, p.confirmed, p.group_fixed, p.via, p.language,
            p.rehearsal, decode(md5(c.id::text || p.id), 'hex'), decode(md5(p.id::text || c.id), 'hex')
        FROM copied c JOIN participant p ON p.session_id = c.original;
    INSERT INTO score (participant_id, item_id, round, value, seq)
        SELECT md5(c.id::text || s.participant_id)::uuid, md5(c.id::text || s.item_id)::uuid, s.round, s.value, s.seq
        FROM copied c JOIN participant p ON p.session_id = c.original JOIN score s ON s.participant_id = p.id;
    INSERT INTO agreement (wijk_id, session_id, item_id, what, organisation, owner_role, due, level, status)
        SELECT c.wijk, c.id, i.id, 'Een afspraak', 'Woonbron', 'wijkbeheerder', c.at::date + 60, 'operational',
            CASE WHEN c.turn %% 4 = 0 THEN 'open' ELSE 'done' END
        FROM copied c JOIN session_item i ON i.session_id = c.id WHERE i.number %% 30 = 1;
    INSERT INTO scoring_session (wijk_id, title, term, checklist, checklist_version, smallest_group, starts_at)
        SELECT w.id, s.title, s.term, s.checklist, s.checklist_version, s.smallest_group, now() + interval '7 days'
        FROM fresh_wijk w JOIN scoring_session s ON s.id = (%(originals)s::uuid[])[1];
"""

_CHANGES = """
    UPDATE session_summary s SET compared_at = now(), result = jsonb_set(s.result, '{changes}', alike.changes)
    FROM session_summary alike JOIN wijk its ON its.id = alike.wijk_id, wijk own
    WHERE own.id = s.wijk_id AND s.compared_at IS NULL AND alike.compared_at IS NOT NULL AND alike.held_on = s.held_on
        AND own.id <> its.id AND substring(its.name from '[0-9]+$')::integer <= %(originals)s::integer
        AND substring(own.name from '[0-9]+$')::integer %% %(originals)s::integer
            = substring(its.name from '[0-9]+$')::integer %% %(originals)s::integer
"""


class Years:
    """A gemeente that grows by wijken, each with years of sessions of 97 punten and 60 people."""

    def __init__(self, town: Town) -> None:
        self.town, self.wijken = town, 0
        with self._owner() as database:
            for (name,) in database.execute(
                "SELECT conname::text FROM pg_constraint WHERE conrelid = 'score'::regclass AND contype = 'f'"
            ).fetchall():
                database.execute(f'ALTER TABLE score DROP CONSTRAINT "{name}"')
        self._originals = [self._play(level).id for level in random.Random(7).sample((2, 3, 4), _ORIGINALS)]

    def grow(self, wijken: int) -> None:
        """Let there be so many wijken, each with what stands of it."""
        with self._owner() as database:
            growth = {"first": self.wijken + 1, "last": wijken, "sessions": SESSIONS, "originals": self._originals}
            with psycopg.ClientCursor(database) as cursor:  # several statements with values are put together here
                cursor.execute(_COPIES, growth)
        self.wijken = wijken
        self._analyze()
        while self._more(summing.catch_up):
            pass
        while self._to_compare() and self._more(changing.compare_next):
            pass
        self._analyze()

    def _to_compare(self) -> int:
        """Copy what changed where a wijk alike knows it; how many sessions are left to compare."""
        with self._owner() as database:
            database.execute(_CHANGES, {"originals": _ORIGINALS})
            rows = database.execute("SELECT count(*) FROM session_summary WHERE compared_at IS NULL")
            return int(rows.fetchone()[0])  # type: ignore[index]

    def _analyze(self) -> None:
        """Let the database know how much there is, as it finds out by itself where data does not come all at once."""
        with self._owner() as database:
            database.execute("ANALYZE")

    def scores(self) -> int:
        """How many scores there are."""
        with self._owner() as database:
            return int(database.execute("SELECT count(*) FROM score").fetchone()[0])  # type: ignore[index]

    def _more(self, work_off: Any) -> bool:
        with self.town.store.workspace(self.town.operator) as work:
            return bool(work_off(work))

    def _play(self, level: int) -> Meeting:
        """A session that was really led from start to close, with answers around a level."""
        meeting = self.town.meeting(_OPGAVEN, wijk="Het begin")
        meeting.fill(*_ROOM)
        with self._owner() as database:
            database.execute(_SCORES, {"level": level, "session": meeting.id})
        meeting.step("start")
        for opgave in _OPGAVEN:
            meeting.step("open", "reveal", opgave=opgave)
        meeting.step("close")
        return meeting

    @contextmanager
    def _owner(self) -> Iterator[psycopg.Connection[Any]]:
        """The database as its owner sees it, in this gemeente."""
        with psycopg.connect(plain(self.town.maker.database.owner_url)) as database:
            database.execute("SELECT set_config('wijkplatform.gemeente_id', %s, false)", [str(self.town.id)])
            yield database
