"""The session in full: next rounds, pace, who leads, punten that bewoners skip, trials, bars that move, and paper.

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

UP = """
ALTER TABLE scoring_session
    ADD COLUMN pace text DEFAULT 'led' NOT NULL,
    ADD COLUMN own_until timestamptz,
    ADD COLUMN timer_until timestamptz,
    ADD COLUMN open_bars boolean DEFAULT 'false' NOT NULL,
    ADD COLUMN bars_step integer DEFAULT '0' NOT NULL,
    ADD COLUMN shared_phones boolean DEFAULT 'false' NOT NULL,
    ADD COLUMN trial boolean DEFAULT 'false' NOT NULL,
    ADD COLUMN leader_id uuid,
    ADD CONSTRAINT ck_scoring_session_pace_known CHECK (pace in ('led', 'own', 'mixed')),
    ADD CONSTRAINT ck_scoring_session_own_pace_ends CHECK (pace = 'led' or own_until is not null),
    ADD CONSTRAINT fk_scoring_session_gemeente_id_leader_id_account
        FOREIGN KEY (gemeente_id, leader_id) REFERENCES account (gemeente_id, id) ON DELETE SET NULL (leader_id);

ALTER TABLE session_item ADD COLUMN bewoners_skip boolean DEFAULT 'false' NOT NULL;

ALTER TABLE session_opgave
    ADD COLUMN own boolean DEFAULT 'false' NOT NULL,
    ADD COLUMN only_item uuid;

ALTER TABLE step_record ADD COLUMN minutes integer;

ALTER TABLE publication ADD COLUMN withdrawn boolean DEFAULT 'false' NOT NULL;
ALTER TABLE opgave_publication ADD COLUMN withdrawn boolean DEFAULT 'false' NOT NULL;

ALTER TABLE score
    ADD COLUMN shown_value integer,
    ADD COLUMN shown_voice text;

CREATE INDEX ix_score_event_item ON score_event (gemeente_id, item_id);

CREATE TABLE table_link (
    session_id uuid NOT NULL,
    number integer NOT NULL,
    digest bytea NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    revoked_at timestamptz,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_table_link PRIMARY KEY (gemeente_id, id),
    CONSTRAINT uq_table_link_gemeente_id_digest UNIQUE (gemeente_id, digest),
    CONSTRAINT uq_table_link_gemeente_id_session_id_number UNIQUE (gemeente_id, session_id, number),
    CONSTRAINT fk_table_link_gemeente_id_session_id_scoring_session
        FOREIGN KEY (gemeente_id, session_id) REFERENCES scoring_session (gemeente_id, id) ON DELETE CASCADE
);

CREATE TABLE paper_entry (
    session_id uuid NOT NULL,
    voice text NOT NULL,
    opgave_id uuid NOT NULL,
    round integer NOT NULL,
    card integer,
    account_id uuid,
    table_link_id uuid,
    corrects_id uuid,
    entered_at timestamptz DEFAULT now() NOT NULL,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_paper_entry PRIMARY KEY (gemeente_id, id),
    CONSTRAINT uq_paper_entry_gemeente_id_corrects_id UNIQUE (gemeente_id, corrects_id),
    CONSTRAINT ck_paper_entry_voice_known CHECK (voice in ('bewoner', 'wijkpartner', 'ambtenaar')),
    CONSTRAINT ck_paper_entry_one_hand CHECK (account_id is null or table_link_id is null),
    CONSTRAINT fk_paper_entry_gemeente_id_session_id_scoring_session
        FOREIGN KEY (gemeente_id, session_id) REFERENCES scoring_session (gemeente_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_paper_entry_gemeente_id_opgave_id_session_opgave
        FOREIGN KEY (gemeente_id, opgave_id) REFERENCES session_opgave (gemeente_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_paper_entry_gemeente_id_account_id_account
        FOREIGN KEY (gemeente_id, account_id) REFERENCES account (gemeente_id, id) ON DELETE SET NULL (account_id),
    CONSTRAINT fk_paper_entry_gemeente_id_table_link_id_table_link
        FOREIGN KEY (gemeente_id, table_link_id) REFERENCES table_link (gemeente_id, id)
        ON DELETE SET NULL (table_link_id),
    CONSTRAINT fk_paper_entry_gemeente_id_corrects_id_paper_entry
        FOREIGN KEY (gemeente_id, corrects_id) REFERENCES paper_entry (gemeente_id, id) ON DELETE CASCADE
);

CREATE INDEX ix_paper_entry_opgave ON paper_entry (gemeente_id, opgave_id, round);

CREATE TABLE paper_answer (
    entry_id uuid NOT NULL,
    item_id uuid NOT NULL,
    value integer NOT NULL,
    number integer NOT NULL,
    shown boolean DEFAULT 'false' NOT NULL,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_paper_answer PRIMARY KEY (gemeente_id, id),
    CONSTRAINT uq_paper_answer_gemeente_id_entry_id_item_id_value UNIQUE (gemeente_id, entry_id, item_id, value),
    CONSTRAINT ck_paper_answer_value_range CHECK (value between 0 and 5),
    CONSTRAINT ck_paper_answer_number_range CHECK (number between 1 and 500),
    CONSTRAINT fk_paper_answer_gemeente_id_entry_id_paper_entry
        FOREIGN KEY (gemeente_id, entry_id) REFERENCES paper_entry (gemeente_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_paper_answer_gemeente_id_item_id_session_item
        FOREIGN KEY (gemeente_id, item_id) REFERENCES session_item (gemeente_id, id) ON DELETE CASCADE
);

UPDATE publication SET result = result || '{"paper": {"bewoner": null, "wijkpartner": null, "ambtenaar": null}}'
    || '{"waiting": {"bewoner": null, "wijkpartner": null, "ambtenaar": null}, "movement": null}'
    WHERE NOT result ? 'paper';
"""

OF_GEMEENTE = ("table_link", "paper_entry", "paper_answer")
GROWN = ("scoring_session", "session_item", "session_opgave", "step_record", "publication", "opgave_publication",
         "score", "score_event", "account")  # fmt: skip


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
    """Back to sessions of one round, at one pace and without paper."""
    for table in reversed(OF_GEMEENTE):
        op.execute(f"DROP TABLE {table}")
    op.execute("DROP INDEX ix_score_event_item")
    op.execute("ALTER TABLE score DROP COLUMN shown_value, DROP COLUMN shown_voice")
    op.execute("ALTER TABLE opgave_publication DROP COLUMN withdrawn")
    op.execute("ALTER TABLE publication DROP COLUMN withdrawn")
    op.execute("ALTER TABLE step_record DROP COLUMN minutes")
    op.execute("ALTER TABLE session_opgave DROP COLUMN own, DROP COLUMN only_item")
    op.execute("ALTER TABLE session_item DROP COLUMN bewoners_skip")
    op.execute(
        "ALTER TABLE scoring_session DROP COLUMN pace, DROP COLUMN own_until, DROP COLUMN timer_until,"
        " DROP COLUMN open_bars, DROP COLUMN bars_step, DROP COLUMN shared_phones, DROP COLUMN trial,"
        " DROP COLUMN leader_id"
    )
