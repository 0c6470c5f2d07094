"""Files of the results of a gemeente, made while somebody waits for them.

Revision ID: 0009
Revises: 0008
"""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

UP = """
CREATE TABLE export_job (
    wijk_id uuid,
    session_id uuid,
    form text NOT NULL,
    state text DEFAULT 'waiting' NOT NULL,
    done integer DEFAULT 0 NOT NULL,
    asked integer NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    due_at timestamptz DEFAULT now() NOT NULL,
    account_id uuid,
    made_at timestamptz DEFAULT now() NOT NULL,
    ended_at timestamptz,
    content bytea,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_export_job PRIMARY KEY (gemeente_id, id),
    CONSTRAINT ck_export_job_form_known CHECK (form in ('csv', 'xlsx', 'json')),
    CONSTRAINT ck_export_job_state_known CHECK (state in ('waiting', 'running', 'done', 'failed')),
    CONSTRAINT ck_export_job_has_file CHECK ((state = 'done') = (content is not null)),
    CONSTRAINT fk_export_job_gemeente_id_wijk_id_wijk
        FOREIGN KEY (gemeente_id, wijk_id) REFERENCES wijk (gemeente_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_export_job_gemeente_id_session_id_scoring_session
        FOREIGN KEY (gemeente_id, session_id) REFERENCES scoring_session (gemeente_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_export_job_gemeente_id_account_id_account
        FOREIGN KEY (gemeente_id, account_id) REFERENCES account (gemeente_id, id) ON DELETE SET NULL (account_id)
);

CREATE INDEX ix_export_job_due ON export_job (gemeente_id, due_at) WHERE state in ('waiting', 'running');

CREATE TABLE export_part (
    job_id uuid NOT NULL,
    session_id uuid NOT NULL,
    position integer NOT NULL,
    result jsonb NOT NULL,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_export_part PRIMARY KEY (gemeente_id, id),
    CONSTRAINT uq_export_part_gemeente_id_job_id_session_id UNIQUE (gemeente_id, job_id, session_id),
    CONSTRAINT uq_export_part_gemeente_id_job_id_position UNIQUE (gemeente_id, job_id, position),
    CONSTRAINT fk_export_part_gemeente_id_job_id_export_job
        FOREIGN KEY (gemeente_id, job_id) REFERENCES export_job (gemeente_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_export_part_gemeente_id_session_id_scoring_session
        FOREIGN KEY (gemeente_id, session_id) REFERENCES scoring_session (gemeente_id, id) ON DELETE CASCADE
);
"""

OF_GEMEENTE = ("export_job", "export_part")
GROWN = ("scoring_session", "wijk", "account")


def upgrade() -> None:
    """Add the tables, each guarded like the others (see 0002 for the tables that are not forced)."""
    for table in GROWN:
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.execute(UP)
    for table in GROWN:
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    for table in OF_GEMEENTE:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY own_gemeente ON {table}"
            " USING (gemeente_id = current_gemeente()) WITH CHECK (gemeente_id = current_gemeente())"
        )
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO wijk_app")


def downgrade() -> None:
    """Back to one session at a time."""
    for table in reversed(OF_GEMEENTE):
        op.execute(f"DROP TABLE {table}")
