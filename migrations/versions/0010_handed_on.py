"""The report in the mailbox, parts of a summary that a dashboard reads without the whole, and who has work waiting.

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

WORK = """
CREATE FUNCTION gemeenten_with_work() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT gemeente_id FROM public.mail WHERE state = 'waiting' AND due_at <= now()
    UNION SELECT gemeente_id FROM public.session_summary WHERE compared_at IS NULL
    UNION SELECT gemeente_id FROM public.export_job WHERE state IN ('waiting', 'running') AND due_at <= now()
$$;
REVOKE ALL ON FUNCTION gemeenten_with_work() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gemeenten_with_work() TO wijk_app;
"""

GROWN = ("scoring_session", "mail")
LOOKED_AT = ("mail", "session_summary", "export_job")


def upgrade() -> None:
    """Add the columns (see 0002 for the tables that are not forced)."""
    for table in GROWN:
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.execute(UP)
    for table in GROWN:
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    for table in LOOKED_AT:  # with a condition, the other policy would be asked for a gemeente, and there is none
        op.execute(f"CREATE POLICY work_lookup ON {table} FOR SELECT TO wijk_owner USING (true)")
    op.execute(WORK)


def downgrade() -> None:
    """Back to reports that somebody has to fetch, and to asking every gemeente whether it has work."""
    op.execute("DROP FUNCTION gemeenten_with_work()")
    for table in LOOKED_AT:
        op.execute(f"DROP POLICY work_lookup ON {table}")
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
