"""How many of a group answered is not told when it were too few to be shown; a session remembers that it was rehearsed.

Revision ID: 0011
Revises: 0010
"""

from __future__ import annotations

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

HIDE = """
UPDATE session_summary s SET result = jsonb_set(s.result, '{people}', (
    SELECT jsonb_object_agg(key, CASE jsonb_typeof(value)
        WHEN 'number' THEN CASE WHEN value::numeric BETWEEN 1 AND c.smallest_group - 1 THEN 'null' ELSE value END
        ELSE value
    END)
    FROM jsonb_each(s.result -> 'people')
))
FROM scoring_session c
WHERE c.gemeente_id = s.gemeente_id AND c.id = s.session_id
    AND jsonb_typeof(s.result -> 'people') = 'object' AND s.result -> 'people' <> '{}'
"""
KEEP_KNOWN = """
UPDATE session_summary SET result = jsonb_set(result, '{people}', jsonb_strip_nulls(result -> 'people'))
WHERE jsonb_typeof(result -> 'people') = 'object'
"""
TABLES = ("session_summary", "scoring_session")


def upgrade() -> None:
    """Forget the small numbers, and let a session know what its people told until they were cleaned up."""
    _everywhere(HIDE)
    op.execute("ALTER TABLE scoring_session ADD COLUMN rehearsed boolean DEFAULT false NOT NULL")


def downgrade() -> None:
    """They stay forgotten: an older version reads that they are not known."""
    op.execute("ALTER TABLE scoring_session DROP COLUMN rehearsed")
    _everywhere(KEEP_KNOWN)


def _everywhere(change: str) -> None:
    """Of all gemeenten at once (see 0002 for the tables that are not forced)."""
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.execute(change)
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
