"""People of a gemeente: settings, organisations, roles, invitations, the outbox of mail, and OpenID Connect.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SETTINGS = """
ALTER TABLE gemeente
    ADD COLUMN cbs_code text,
    ADD COLUMN languages text[] DEFAULT '{nl-b1,nl,en,tr,ar,pl,uk}' NOT NULL,
    ADD COLUMN accent text DEFAULT '#0f4c55' NOT NULL,
    ADD COLUMN contact_email text,
    ADD COLUMN invitation_days integer DEFAULT '7' NOT NULL,
    ADD COLUMN keep_answers_days integer DEFAULT '30' NOT NULL,
    ADD COLUMN keep_invitations_days integer DEFAULT '30' NOT NULL,
    ADD CONSTRAINT ck_gemeente_cbs_code_form CHECK (cbs_code ~ '^GM[0-9]{4}$'),
    ADD CONSTRAINT ck_gemeente_languages_some CHECK ('nl-b1' = ANY (languages)),
    ADD CONSTRAINT ck_gemeente_accent_form CHECK (accent ~ '^#[0-9a-f]{6}$'),
    ADD CONSTRAINT ck_gemeente_invitation_days_range CHECK (invitation_days between 1 and 30),
    ADD CONSTRAINT ck_gemeente_keep_answers_days_range CHECK (keep_answers_days between 1 and 3650),
    ADD CONSTRAINT ck_gemeente_keep_invitations_days_range CHECK (keep_invitations_days between 1 and 3650);

-- The directory: everybody may read it, a workspace may change the settings of its own gemeente only.
ALTER TABLE gemeente ENABLE ROW LEVEL SECURITY;
CREATE POLICY directory ON gemeente FOR SELECT USING (true);
CREATE POLICY own_settings ON gemeente FOR UPDATE USING (id = current_gemeente()) WITH CHECK (id = current_gemeente());
GRANT UPDATE (
    name, term, smallest_group, languages, accent, contact_email,
    invitation_days, keep_answers_days, keep_invitations_days
) ON gemeente TO wijk_app;
"""

TABLES = """
CREATE TABLE organisation (
    name text NOT NULL,
    kind text NOT NULL,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_organisation PRIMARY KEY (gemeente_id, id),
    CONSTRAINT uq_organisation_gemeente_id_name UNIQUE (gemeente_id, name),
    CONSTRAINT ck_organisation_kind_known
        CHECK (kind in ('corporatie', 'politie', 'welzijn', 'school', 'zorg', 'anders'))
);

ALTER TABLE account
    ADD COLUMN organisation_id uuid,
    DROP CONSTRAINT ck_account_role_known,
    ADD CONSTRAINT ck_account_role_known
        CHECK (role in ('wijkpartner', 'ambtenaar', 'inkijker', 'spelleider', 'beheerder')),
    ADD CONSTRAINT ck_account_wijkpartner_of_organisation
        CHECK (role <> 'wijkpartner' or organisation_id is not null),
    ADD CONSTRAINT fk_account_gemeente_id_organisation_id_organisation
        FOREIGN KEY (gemeente_id, organisation_id) REFERENCES organisation (gemeente_id, id);

ALTER TABLE sign_in
    ADD COLUMN method text DEFAULT 'demo' NOT NULL,
    ADD COLUMN seen_at timestamptz DEFAULT now() NOT NULL,
    ADD CONSTRAINT ck_sign_in_method_known CHECK (method in ('link', 'oidc', 'invitation', 'demo'));
ALTER TABLE sign_in ALTER COLUMN method DROP DEFAULT;

ALTER TABLE scoring_session
    ADD COLUMN starts_at timestamptz,
    ADD COLUMN ends_at timestamptz,
    ADD COLUMN place text,
    ADD CONSTRAINT ck_scoring_session_ends_after_start CHECK (ends_at > starts_at);

ALTER TABLE participant
    ADD COLUMN account_id uuid,
    ADD COLUMN organisation_id uuid,
    ADD CONSTRAINT uq_participant_gemeente_id_session_id_account_id UNIQUE (gemeente_id, session_id, account_id),
    ADD CONSTRAINT fk_participant_gemeente_id_account_id_account
        FOREIGN KEY (gemeente_id, account_id) REFERENCES account (gemeente_id, id) ON DELETE SET NULL (account_id),
    ADD CONSTRAINT fk_participant_gemeente_id_organisation_id_organisation
        FOREIGN KEY (gemeente_id, organisation_id) REFERENCES organisation (gemeente_id, id);

CREATE TABLE invitation (
    email text NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    organisation_id uuid,
    session_id uuid,
    invited_by uuid,
    created_at timestamptz DEFAULT now() NOT NULL,
    expires_at timestamptz NOT NULL,
    opened_at timestamptz,
    accepted_at timestamptz,
    account_id uuid,
    revoked_at timestamptz,
    reminded_at timestamptz,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_invitation PRIMARY KEY (gemeente_id, id),
    CONSTRAINT ck_invitation_email_lower CHECK (email = lower(email)),
    CONSTRAINT ck_invitation_role_known
        CHECK (role in ('wijkpartner', 'ambtenaar', 'inkijker', 'spelleider', 'beheerder')),
    CONSTRAINT ck_invitation_wijkpartner_of_organisation
        CHECK (role <> 'wijkpartner' or organisation_id is not null),
    CONSTRAINT fk_invitation_gemeente_id_organisation_id_organisation
        FOREIGN KEY (gemeente_id, organisation_id) REFERENCES organisation (gemeente_id, id),
    CONSTRAINT fk_invitation_gemeente_id_session_id_scoring_session
        FOREIGN KEY (gemeente_id, session_id) REFERENCES scoring_session (gemeente_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_invitation_gemeente_id_invited_by_account
        FOREIGN KEY (gemeente_id, invited_by) REFERENCES account (gemeente_id, id) ON DELETE SET NULL (invited_by),
    CONSTRAINT fk_invitation_gemeente_id_account_id_account
        FOREIGN KEY (gemeente_id, account_id) REFERENCES account (gemeente_id, id) ON DELETE SET NULL (account_id)
);

CREATE INDEX ix_invitation_email ON invitation (gemeente_id, email);

CREATE TABLE invitation_link (
    invitation_id uuid NOT NULL,
    digest bytea NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_invitation_link PRIMARY KEY (gemeente_id, id),
    CONSTRAINT uq_invitation_link_gemeente_id_digest UNIQUE (gemeente_id, digest),
    CONSTRAINT fk_invitation_link_gemeente_id_invitation_id_invitation
        FOREIGN KEY (gemeente_id, invitation_id) REFERENCES invitation (gemeente_id, id) ON DELETE CASCADE
);

CREATE TABLE sign_in_link (
    account_id uuid NOT NULL,
    digest bytea NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_sign_in_link PRIMARY KEY (gemeente_id, id),
    CONSTRAINT uq_sign_in_link_gemeente_id_digest UNIQUE (gemeente_id, digest),
    CONSTRAINT fk_sign_in_link_gemeente_id_account_id_account
        FOREIGN KEY (gemeente_id, account_id) REFERENCES account (gemeente_id, id) ON DELETE CASCADE
);

CREATE TABLE mail (
    kind text NOT NULL,
    recipient text NOT NULL,
    invitation_link_id uuid,
    state text DEFAULT 'waiting' NOT NULL,
    attempts integer DEFAULT '0' NOT NULL,
    due_at timestamptz DEFAULT now() NOT NULL,
    last_words text,
    created_at timestamptz DEFAULT now() NOT NULL,
    done_at timestamptz,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_mail PRIMARY KEY (gemeente_id, id),
    CONSTRAINT ck_mail_kind_known CHECK (kind in ('invitation', 'reminder', 'sign_in')),
    CONSTRAINT ck_mail_state_known CHECK (state in ('waiting', 'sent', 'failed')),
    CONSTRAINT ck_mail_about_its_kind CHECK ((kind = 'sign_in') = (invitation_link_id is null)),
    CONSTRAINT fk_mail_gemeente_id_invitation_link_id_invitation_link
        FOREIGN KEY (gemeente_id, invitation_link_id) REFERENCES invitation_link (gemeente_id, id) ON DELETE CASCADE
);

CREATE INDEX ix_mail_due ON mail (gemeente_id, due_at) WHERE state = 'waiting';

CREATE TABLE oidc_provider (
    issuer text NOT NULL,
    client_id text NOT NULL,
    sealed_secret bytea NOT NULL,
    role_claim text,
    role_map jsonb DEFAULT '{}' NOT NULL,
    newcomer_role text,
    only_way boolean DEFAULT 'false' NOT NULL,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_oidc_provider PRIMARY KEY (gemeente_id, id),
    CONSTRAINT uq_oidc_provider_gemeente_id UNIQUE (gemeente_id),
    CONSTRAINT ck_oidc_provider_newcomer_role_known CHECK (newcomer_role in ('ambtenaar', 'inkijker'))
);

CREATE TABLE oidc_identity (
    account_id uuid NOT NULL,
    issuer text NOT NULL,
    subject text NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_oidc_identity PRIMARY KEY (gemeente_id, id),
    CONSTRAINT uq_oidc_identity_gemeente_id_issuer_subject UNIQUE (gemeente_id, issuer, subject),
    CONSTRAINT fk_oidc_identity_gemeente_id_account_id_account
        FOREIGN KEY (gemeente_id, account_id) REFERENCES account (gemeente_id, id) ON DELETE CASCADE
);

CREATE TABLE oidc_attempt (
    state_digest bytea NOT NULL,
    browser_digest bytea NOT NULL,
    issuer text NOT NULL,
    onward text NOT NULL,
    expires_at timestamptz NOT NULL,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_oidc_attempt PRIMARY KEY (gemeente_id, id),
    CONSTRAINT uq_oidc_attempt_gemeente_id_state_digest UNIQUE (gemeente_id, state_digest)
);
"""

OF_GEMEENTE = (
    *("organisation", "invitation", "invitation_link", "sign_in_link", "mail"),
    *("oidc_provider", "oidc_identity", "oidc_attempt"),
)


GROWN = ("account", "participant")


def upgrade() -> None:
    """Add the settings and the tables, each guarded like the others.

    A foreign key of a table with rows is checked by a query of the owner, which a forced policy refuses. So the two
    tables that get one are not forced inside this transaction, while a lock keeps everybody else out.
    """
    op.execute(SETTINGS)
    for table in GROWN:
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.execute(TABLES)
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
    """Back to accounts of three roles, without invitations and mail. Who had another role is let in no longer."""
    op.execute("ALTER TABLE participant DROP COLUMN account_id, DROP COLUMN organisation_id")
    op.execute("ALTER TABLE account DROP COLUMN organisation_id")
    for table in reversed(OF_GEMEENTE):
        op.execute(f"DROP TABLE {table} CASCADE")
    op.execute(
        """
        ALTER TABLE account NO FORCE ROW LEVEL SECURITY;
        UPDATE account SET role = 'ambtenaar', disabled_at = coalesce(disabled_at, now())
            WHERE role in ('wijkpartner', 'inkijker');
        ALTER TABLE account FORCE ROW LEVEL SECURITY;
        ALTER TABLE account DROP CONSTRAINT ck_account_role_known;
        ALTER TABLE account ADD CONSTRAINT ck_account_role_known
            CHECK (role in ('ambtenaar', 'spelleider', 'beheerder')) NOT VALID;
        ALTER TABLE sign_in DROP COLUMN method, DROP COLUMN seen_at;
        ALTER TABLE scoring_session DROP COLUMN starts_at, DROP COLUMN ends_at, DROP COLUMN place;
        DROP POLICY own_settings ON gemeente;
        DROP POLICY directory ON gemeente;
        ALTER TABLE gemeente DISABLE ROW LEVEL SECURITY;
        REVOKE UPDATE (
            name, term, smallest_group, languages, accent, contact_email,
            invitation_days, keep_answers_days, keep_invitations_days
        ) ON gemeente FROM wijk_app;
        ALTER TABLE gemeente DROP COLUMN cbs_code, DROP COLUMN languages, DROP COLUMN accent,
            DROP COLUMN contact_email, DROP COLUMN invitation_days, DROP COLUMN keep_answers_days,
            DROP COLUMN keep_invitations_days;
        """
    )
