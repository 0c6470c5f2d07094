"""What the room talks about: 'bespreek dit', choices of the spelleider, results per opgave, what the scherm shows.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

UP = """
ALTER TABLE scoring_session
    ADD COLUMN current_view text DEFAULT 'results' NOT NULL,
    ADD COLUMN current_item uuid,
    ADD CONSTRAINT ck_scoring_session_view_known
        CHECK (current_view in ('results', 'lists', 'floor_plan', 'overall'));

ALTER TABLE step_record
    ADD COLUMN view text,
    ADD COLUMN item_id uuid,
    ADD CONSTRAINT fk_step_record_gemeente_id_item_id_session_item
        FOREIGN KEY (gemeente_id, item_id) REFERENCES session_item (gemeente_id, id) ON DELETE CASCADE;

CREATE TABLE proposal (
    participant_id uuid NOT NULL,
    opgave_id uuid NOT NULL,
    round integer NOT NULL,
    item_id uuid,
    seq integer NOT NULL,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_proposal PRIMARY KEY (gemeente_id, id),
    CONSTRAINT uq_proposal_gemeente_id_participant_id_opgave_id_round UNIQUE
        (gemeente_id, participant_id, opgave_id, round),
    CONSTRAINT fk_proposal_gemeente_id_participant_id_participant
        FOREIGN KEY (gemeente_id, participant_id) REFERENCES participant (gemeente_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_proposal_gemeente_id_opgave_id_session_opgave
        FOREIGN KEY (gemeente_id, opgave_id) REFERENCES session_opgave (gemeente_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_proposal_gemeente_id_item_id_session_item
        FOREIGN KEY (gemeente_id, item_id) REFERENCES session_item (gemeente_id, id) ON DELETE CASCADE
);

CREATE INDEX ix_proposal_opgave ON proposal (gemeente_id, opgave_id, round);

CREATE TABLE point_choice (
    session_id uuid NOT NULL,
    item_id uuid NOT NULL,
    account_id uuid NOT NULL,
    choice text NOT NULL,
    version integer NOT NULL,
    chosen_at timestamptz DEFAULT now() NOT NULL,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_point_choice PRIMARY KEY (gemeente_id, id),
    CONSTRAINT ck_point_choice_choice_known CHECK (choice in ('pin', 'skip', 'add', 'clear')),
    CONSTRAINT fk_point_choice_gemeente_id_session_id_scoring_session
        FOREIGN KEY (gemeente_id, session_id) REFERENCES scoring_session (gemeente_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_point_choice_gemeente_id_item_id_session_item
        FOREIGN KEY (gemeente_id, item_id) REFERENCES session_item (gemeente_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_point_choice_gemeente_id_account_id_account
        FOREIGN KEY (gemeente_id, account_id) REFERENCES account (gemeente_id, id)
);

CREATE INDEX ix_point_choice_session ON point_choice (gemeente_id, session_id, version);

CREATE TABLE opgave_publication (
    session_id uuid NOT NULL,
    opgave_id uuid NOT NULL,
    round integer NOT NULL,
    version integer NOT NULL,
    result jsonb NOT NULL,
    published_at timestamptz DEFAULT now() NOT NULL,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_opgave_publication PRIMARY KEY (gemeente_id, id),
    CONSTRAINT uq_opgave_publication_gemeente_id_opgave_id_round UNIQUE (gemeente_id, opgave_id, round),
    CONSTRAINT fk_opgave_publication_gemeente_id_session_id_scoring_session
        FOREIGN KEY (gemeente_id, session_id) REFERENCES scoring_session (gemeente_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_opgave_publication_gemeente_id_opgave_id_session_opgave
        FOREIGN KEY (gemeente_id, opgave_id) REFERENCES session_opgave (gemeente_id, id) ON DELETE CASCADE
);

CREATE INDEX ix_opgave_publication_session ON opgave_publication (gemeente_id, session_id);

-- What was published before: nobody was asked what to talk about, and the ranking is that of the lists.
ALTER TABLE scoring_session ALTER COLUMN lists SET DEFAULT
    '{"differ": [], "divided": [], "worry": [], "strength": [], "unknown": [], "proposed": [], "ranking": []}';
UPDATE scoring_session SET lists = lists || jsonb_build_object(
    'ranking', (lists -> 'differ') || (lists -> 'divided') || (lists -> 'worry') || (lists -> 'unknown'));
UPDATE publication SET result = result || '{"proposed": null}' WHERE NOT result ? 'proposed';
"""

OF_GEMEENTE = ("proposal", "point_choice", "opgave_publication")
GROWN = ("step_record", "session_item", "scoring_session", "publication")


def upgrade() -> None:
    """Add the columns and the tables, each guarded like the others (see 0002 for the tables that are not forced)."""
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
    """Back to sessions in which nobody chooses what to talk about."""
    for table in OF_GEMEENTE:
        op.execute(f"DROP TABLE {table}")
    op.execute("ALTER TABLE step_record DROP COLUMN view, DROP COLUMN item_id")
    op.execute(
        "ALTER TABLE scoring_session DROP COLUMN current_view, DROP COLUMN current_item, ALTER COLUMN lists SET DEFAULT"
        """ '{"differ": [], "divided": [], "worry": [], "strength": [], "unknown": [], "proposed": []}'"""
    )
