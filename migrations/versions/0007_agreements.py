"""From difference to afspraak: notes, how a point ends, afspraken with their history and links, and a trail.

Revision ID: 0007
Revises: 0006
"""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

UP = """
CREATE TABLE note (
    session_id uuid NOT NULL,
    item_id uuid NOT NULL,
    participant_id uuid,
    account_id uuid,
    box text NOT NULL,
    text text NOT NULL,
    voice text,
    signed text,
    state text DEFAULT 'waiting' NOT NULL,
    reason text,
    written_at timestamptz DEFAULT now() NOT NULL,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_note PRIMARY KEY (gemeente_id, id),
    CONSTRAINT ck_note_box_known CHECK (box in ('goes_well', 'could_be_better')),
    CONSTRAINT ck_note_voice_known CHECK (voice in ('bewoner', 'wijkpartner', 'ambtenaar')),
    CONSTRAINT ck_note_state_known CHECK (state in ('waiting', 'shown', 'hidden')),
    CONSTRAINT ck_note_hidden_says_why CHECK ((state = 'hidden') = (reason is not null)),
    CONSTRAINT ck_note_one_hand CHECK (participant_id is null or account_id is null),
    CONSTRAINT fk_note_gemeente_id_session_id_scoring_session
        FOREIGN KEY (gemeente_id, session_id) REFERENCES scoring_session (gemeente_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_note_gemeente_id_item_id_session_item
        FOREIGN KEY (gemeente_id, item_id) REFERENCES session_item (gemeente_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_note_gemeente_id_participant_id_participant
        FOREIGN KEY (gemeente_id, participant_id) REFERENCES participant (gemeente_id, id)
        ON DELETE SET NULL (participant_id),
    CONSTRAINT fk_note_gemeente_id_account_id_account
        FOREIGN KEY (gemeente_id, account_id) REFERENCES account (gemeente_id, id) ON DELETE SET NULL (account_id)
);

CREATE INDEX ix_note_session ON note (gemeente_id, session_id, item_id);
CREATE INDEX ix_note_participant ON note (gemeente_id, participant_id, item_id);
CREATE INDEX ix_note_words ON note USING gin (to_tsvector('dutch', text));

CREATE TABLE note_decision (
    note_id uuid NOT NULL,
    account_id uuid,
    shown boolean NOT NULL,
    reason text,
    version integer NOT NULL,
    decided_at timestamptz DEFAULT now() NOT NULL,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_note_decision PRIMARY KEY (gemeente_id, id),
    CONSTRAINT ck_note_decision_hidden_says_why CHECK (shown = (reason is null)),
    CONSTRAINT fk_note_decision_gemeente_id_note_id_note
        FOREIGN KEY (gemeente_id, note_id) REFERENCES note (gemeente_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_note_decision_gemeente_id_account_id_account
        FOREIGN KEY (gemeente_id, account_id) REFERENCES account (gemeente_id, id) ON DELETE SET NULL (account_id)
);

CREATE INDEX ix_note_decision_note ON note_decision (gemeente_id, note_id);

CREATE TABLE point_outcome (
    session_id uuid NOT NULL,
    item_id uuid NOT NULL,
    account_id uuid NOT NULL,
    kind text NOT NULL,
    reason text NOT NULL,
    version integer NOT NULL,
    decided_at timestamptz DEFAULT now() NOT NULL,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_point_outcome PRIMARY KEY (gemeente_id, id),
    CONSTRAINT ck_point_outcome_kind_known CHECK (kind in ('agreement', 'later', 'no_action')),
    CONSTRAINT fk_point_outcome_gemeente_id_session_id_scoring_session
        FOREIGN KEY (gemeente_id, session_id) REFERENCES scoring_session (gemeente_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_point_outcome_gemeente_id_item_id_session_item
        FOREIGN KEY (gemeente_id, item_id) REFERENCES session_item (gemeente_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_point_outcome_gemeente_id_account_id_account
        FOREIGN KEY (gemeente_id, account_id) REFERENCES account (gemeente_id, id)
);

CREATE INDEX ix_point_outcome_session ON point_outcome (gemeente_id, session_id, version);

CREATE TABLE agreement (
    wijk_id uuid NOT NULL,
    session_id uuid NOT NULL,
    item_id uuid NOT NULL,
    what text NOT NULL,
    organisation text NOT NULL,
    owner_role text NOT NULL,
    account_id uuid,
    email text,
    due date NOT NULL,
    level text NOT NULL,
    answer_by date,
    status text DEFAULT 'open' NOT NULL,
    told_at timestamptz,
    reminded_at timestamptz,
    made_at timestamptz DEFAULT now() NOT NULL,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_agreement PRIMARY KEY (gemeente_id, id),
    CONSTRAINT ck_agreement_level_known CHECK (level in ('operational', 'tactical', 'strategic')),
    CONSTRAINT ck_agreement_status_known CHECK (status in ('open', 'in_progress', 'done', 'dropped')),
    CONSTRAINT fk_agreement_gemeente_id_wijk_id_wijk
        FOREIGN KEY (gemeente_id, wijk_id) REFERENCES wijk (gemeente_id, id),
    CONSTRAINT fk_agreement_gemeente_id_session_id_scoring_session
        FOREIGN KEY (gemeente_id, session_id) REFERENCES scoring_session (gemeente_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_agreement_gemeente_id_item_id_session_item
        FOREIGN KEY (gemeente_id, item_id) REFERENCES session_item (gemeente_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_agreement_gemeente_id_account_id_account
        FOREIGN KEY (gemeente_id, account_id) REFERENCES account (gemeente_id, id) ON DELETE SET NULL (account_id)
);

CREATE INDEX ix_agreement_session ON agreement (gemeente_id, session_id);
CREATE INDEX ix_agreement_wijk ON agreement (gemeente_id, wijk_id, status);

CREATE TABLE agreement_link (
    agreement_id uuid NOT NULL,
    digest bytea NOT NULL,
    recipient text NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    made_at timestamptz DEFAULT now() NOT NULL,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_agreement_link PRIMARY KEY (gemeente_id, id),
    CONSTRAINT uq_agreement_link_gemeente_id_digest UNIQUE (gemeente_id, digest),
    CONSTRAINT fk_agreement_link_gemeente_id_agreement_id_agreement
        FOREIGN KEY (gemeente_id, agreement_id) REFERENCES agreement (gemeente_id, id) ON DELETE CASCADE
);

CREATE INDEX ix_agreement_link_agreement ON agreement_link (gemeente_id, agreement_id);

CREATE TABLE agreement_event (
    agreement_id uuid NOT NULL,
    kind text NOT NULL,
    status text,
    text text,
    account_id uuid,
    link_id uuid,
    happened_at timestamptz DEFAULT now() NOT NULL,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_agreement_event PRIMARY KEY (gemeente_id, id),
    CONSTRAINT ck_agreement_event_kind_known CHECK (kind in ('made', 'changed', 'status', 'answer')),
    CONSTRAINT ck_agreement_event_status_known CHECK (status in ('open', 'in_progress', 'done', 'dropped')),
    CONSTRAINT fk_agreement_event_gemeente_id_agreement_id_agreement
        FOREIGN KEY (gemeente_id, agreement_id) REFERENCES agreement (gemeente_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_agreement_event_gemeente_id_account_id_account
        FOREIGN KEY (gemeente_id, account_id) REFERENCES account (gemeente_id, id) ON DELETE SET NULL (account_id),
    CONSTRAINT fk_agreement_event_gemeente_id_link_id_agreement_link
        FOREIGN KEY (gemeente_id, link_id) REFERENCES agreement_link (gemeente_id, id) ON DELETE SET NULL (link_id)
);

CREATE INDEX ix_agreement_event_agreement ON agreement_event (gemeente_id, agreement_id, happened_at);

CREATE TABLE audit_entry (
    what text NOT NULL,
    about uuid NOT NULL,
    account_id uuid,
    link_id uuid,
    happened_at timestamptz DEFAULT now() NOT NULL,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_audit_entry PRIMARY KEY (gemeente_id, id),
    CONSTRAINT fk_audit_entry_gemeente_id_account_id_account
        FOREIGN KEY (gemeente_id, account_id) REFERENCES account (gemeente_id, id) ON DELETE SET NULL (account_id)
);

CREATE INDEX ix_audit_entry_happened ON audit_entry (gemeente_id, happened_at);

ALTER TABLE session_item
    ADD COLUMN agreement_id uuid,
    ADD CONSTRAINT fk_session_item_gemeente_id_agreement_id_agreement
        FOREIGN KEY (gemeente_id, agreement_id) REFERENCES agreement (gemeente_id, id) ON DELETE CASCADE;

CREATE INDEX ix_session_item_agreement ON session_item (gemeente_id, agreement_id) WHERE agreement_id is not null;

ALTER TABLE mail
    ADD COLUMN agreement_link_id uuid,
    DROP CONSTRAINT ck_mail_kind_known,
    ADD CONSTRAINT ck_mail_kind_known CHECK (
        kind in ('invitation', 'reminder', 'sign_in', 'agreement', 'agreement_reminder')),
    DROP CONSTRAINT ck_mail_about_its_kind,
    ADD CONSTRAINT ck_mail_about_its_kind CHECK (
        (kind in ('invitation', 'reminder')) = (invitation_link_id is not null)
        and (kind in ('agreement', 'agreement_reminder')) = (agreement_link_id is not null)),
    ADD CONSTRAINT fk_mail_gemeente_id_agreement_link_id_agreement_link
        FOREIGN KEY (gemeente_id, agreement_link_id) REFERENCES agreement_link (gemeente_id, id) ON DELETE CASCADE;

ALTER TABLE scoring_session DROP CONSTRAINT ck_scoring_session_view_known,
    ADD CONSTRAINT ck_scoring_session_view_known
    CHECK (current_view in ('results', 'lists', 'floor_plan', 'overall', 'discussion'));
"""

OF_GEMEENTE = (
    *("note", "note_decision", "point_outcome"),
    *("agreement", "agreement_link", "agreement_event", "audit_entry"),
)
GROWN = ("scoring_session", "session_item", "participant", "account", "wijk", "mail")


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
    """Back to points without words and without an end."""
    for table in ("scoring_session", "session_opgave", "mail"):
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.execute("DELETE FROM session_opgave WHERE number < 0")
    op.execute("ALTER TABLE session_item DROP COLUMN agreement_id")
    op.execute("DELETE FROM mail WHERE kind in ('agreement', 'agreement_reminder')")
    op.execute("ALTER TABLE mail DROP CONSTRAINT ck_mail_about_its_kind, DROP COLUMN agreement_link_id")
    op.execute(
        "ALTER TABLE mail DROP CONSTRAINT ck_mail_kind_known,"
        " ADD CONSTRAINT ck_mail_kind_known CHECK (kind in ('invitation', 'reminder', 'sign_in')),"
        " ADD CONSTRAINT ck_mail_about_its_kind CHECK ((kind = 'sign_in') = (invitation_link_id is null))"
    )
    for table in reversed(OF_GEMEENTE):
        op.execute(f"DROP TABLE {table}")
    for table in ("session_opgave", "mail"):
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(
        "UPDATE scoring_session SET current_view = 'results', current_item = NULL WHERE current_view = 'discussion'"
    )
    op.execute(
        "ALTER TABLE scoring_session FORCE ROW LEVEL SECURITY, DROP CONSTRAINT ck_scoring_session_view_known,"
        " ADD CONSTRAINT ck_scoring_session_view_known"
        " CHECK (current_view in ('results', 'lists', 'floor_plan', 'overall'))"
    )
