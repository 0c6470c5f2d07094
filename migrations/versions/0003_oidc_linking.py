"""OpenID Connect: linking a sign-in to an account that exists, and roles that the provider gives.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        ALTER TABLE oidc_attempt ADD COLUMN sign_in_id uuid, ADD COLUMN enrols_id uuid;
        ALTER TABLE oidc_identity ADD COLUMN mapped_role text;
        ALTER TABLE oidc_identity ADD CONSTRAINT ck_oidc_identity_mapped_role_known
            CHECK (mapped_role in ('ambtenaar', 'inkijker', 'spelleider', 'beheerder'));
        """
    )


def downgrade() -> None:
    op.execute(
        """
        ALTER TABLE oidc_identity DROP COLUMN mapped_role;
        ALTER TABLE oidc_attempt DROP COLUMN sign_in_id, DROP COLUMN enrols_id;
        """
    )
