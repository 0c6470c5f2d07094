"""Who is connected to which process: one row per participant and process, held for seconds.

Revision ID: 0006
Revises: 0004
"""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0004"
branch_labels = None
depends_on = None

UP = """
CREATE TABLE presence (
    participant_id uuid NOT NULL,
    process uuid NOT NULL,
    seen_until timestamptz NOT NULL,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_presence PRIMARY KEY (gemeente_id, id),
    CONSTRAINT uq_presence_gemeente_id_participant_id_process UNIQUE (gemeente_id, participant_id, process),
    CONSTRAINT fk_presence_gemeente_id_participant_id_participant
        FOREIGN KEY (gemeente_id, participant_id) REFERENCES participant (gemeente_id, id) ON DELETE CASCADE
);
"""


def upgrade() -> None:
    """Add the table, guarded like the others."""
    op.execute(UP)
    op.execute("ALTER TABLE presence ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE presence FORCE ROW LEVEL SECURITY")
    op.execute(
        "CREATE POLICY own_gemeente ON presence"
        " USING (gemeente_id = current_gemeente()) WITH CHECK (gemeente_id = current_gemeente())"
    )
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON presence TO wijk_app")


def downgrade() -> None:
    """Back to processes that know only their own connections."""
    op.execute("DROP TABLE presence")
