"""The report in the mailbox, and parts of a summary that a dashboard reads without the whole.

Revision ID: 0010
Revises: 0009
"""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

UP = """
ALTER TABLE account
    ADD COLUMN report_mail text DEFAULT 'own' NOT NULL,
    ADD CONSTRAINT ck_account_report_mail_known CHECK (report_mail in ('none', 'own', 'all'));

ALTER TABLE mail
    ADD COLUMN session_id uuid,
    DROP CONSTRAINT ck_mail_kind_known,
    ADD CONSTRAINT ck_mail_kind_known CHECK (
        kind in ('invitation', 'reminder', 'sign_in', 'agreement', 'agreement_reminder', 'report')),
    DROP CONSTRAINT ck_mail_about_its_kind,
    ADD CONSTRAINT ck_mail_about_its_kind CHECK (
        (kind in ('invitation', 'reminder')) = (invitation_link_id is not null)
        and (kind in ('agreement', 'agreement_reminder')) = (agreement_link_id is not null)
        and (kind = 'report') = (session_id is not null)),
    ADD CONSTRAINT fk_mail_gemeente_id_session_id_scoring_session
        FOREIGN KEY (gemeente_id, session_id) REFERENCES scoring_session (gemeente_id, id) ON DELETE CASCADE;

ALTER TABLE session_summary
    ADD COLUMN ended jsonb GENERATED ALWAYS AS (result -> 'ended') STORED,
    ADD COLUMN changes jsonb GENERATED ALWAYS AS (result -> 'changes') STORED;
"""

GROWN = ("scoring_session", "mail")


def upgrade() -> None:
    """Add the columns (see 0002 for the tables that are not forced)."""
    for table in GROWN:
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.execute(UP)
    for table in GROWN:
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    """Back to reports that somebody has to fetch."""
    op.execute("ALTER TABLE session_summary DROP COLUMN changes, DROP COLUMN ended")
    op.execute("ALTER TABLE mail NO FORCE ROW LEVEL SECURITY")
    op.execute("DELETE FROM mail WHERE kind = 'report'")
    op.execute("ALTER TABLE mail FORCE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE mail DROP CONSTRAINT ck_mail_about_its_kind, DROP COLUMN session_id")
    op.execute(
        "ALTER TABLE mail DROP CONSTRAINT ck_mail_kind_known,"
        " ADD CONSTRAINT ck_mail_kind_known CHECK ("
        " kind in ('invitation', 'reminder', 'sign_in', 'agreement', 'agreement_reminder')),"
        " ADD CONSTRAINT ck_mail_about_its_kind CHECK ("
        " (kind in ('invitation', 'reminder')) = (invitation_link_id is not null)"
        " and (kind in ('agreement', 'agreement_reminder')) = (agreement_link_id is not null))"
    )
    op.execute("ALTER TABLE account DROP CONSTRAINT ck_account_report_mail_known, DROP COLUMN report_mail")
