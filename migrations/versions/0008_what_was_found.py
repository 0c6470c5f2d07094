"""What stands of a session after it, links for who reads only, and colleagues who want to be found.

Revision ID: 0008
Revises: 0007
"""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

UP = """
CREATE TABLE session_summary (
    session_id uuid NOT NULL,
    wijk_id uuid NOT NULL,
    held_on date NOT NULL,
    result jsonb NOT NULL,
    people jsonb GENERATED ALWAYS AS (result -> 'people') STORED,
    found jsonb GENERATED ALWAYS AS (result -> 'found') STORED,
    made_at timestamptz DEFAULT now() NOT NULL,
    compared_at timestamptz,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_session_summary PRIMARY KEY (gemeente_id, id),
    CONSTRAINT uq_session_summary_gemeente_id_session_id UNIQUE (gemeente_id, session_id),
    CONSTRAINT fk_session_summary_gemeente_id_session_id_scoring_session
        FOREIGN KEY (gemeente_id, session_id) REFERENCES scoring_session (gemeente_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_session_summary_gemeente_id_wijk_id_wijk
        FOREIGN KEY (gemeente_id, wijk_id) REFERENCES wijk (gemeente_id, id)
);

CREATE INDEX ix_session_summary_wijk ON session_summary (gemeente_id, wijk_id, held_on);
CREATE INDEX ix_session_summary_to_compare ON session_summary (gemeente_id, made_at) WHERE compared_at IS NULL;

CREATE TABLE wijk_standing (
    wijk_id uuid NOT NULL,
    opgave integer NOT NULL,
    session_id uuid NOT NULL,
    held_on date NOT NULL,
    result jsonb NOT NULL,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_wijk_standing PRIMARY KEY (gemeente_id, id),
    CONSTRAINT uq_wijk_standing_gemeente_id_wijk_id_opgave UNIQUE (gemeente_id, wijk_id, opgave),
    CONSTRAINT fk_wijk_standing_gemeente_id_wijk_id_wijk
        FOREIGN KEY (gemeente_id, wijk_id) REFERENCES wijk (gemeente_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_wijk_standing_gemeente_id_session_id_scoring_session
        FOREIGN KEY (gemeente_id, session_id) REFERENCES scoring_session (gemeente_id, id) ON DELETE CASCADE
);

CREATE TABLE overview_link (
    digest bytea NOT NULL,
    wijk_id uuid,
    reader text NOT NULL,
    account_id uuid,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    made_at timestamptz DEFAULT now() NOT NULL,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_overview_link PRIMARY KEY (gemeente_id, id),
    CONSTRAINT uq_overview_link_gemeente_id_digest UNIQUE (gemeente_id, digest),
    CONSTRAINT fk_overview_link_gemeente_id_wijk_id_wijk
        FOREIGN KEY (gemeente_id, wijk_id) REFERENCES wijk (gemeente_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_overview_link_gemeente_id_account_id_account
        FOREIGN KEY (gemeente_id, account_id) REFERENCES account (gemeente_id, id) ON DELETE SET NULL (account_id)
);

CREATE TABLE peer_offer (
    opgave integer NOT NULL,
    called text NOT NULL,
    peer_role text NOT NULL,
    contact text NOT NULL,
    stands boolean DEFAULT true NOT NULL,
    account_id uuid,
    offered_at timestamptz DEFAULT now() NOT NULL,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_peer_offer PRIMARY KEY (gemeente_id, id),
    CONSTRAINT uq_peer_offer_gemeente_id_opgave UNIQUE (gemeente_id, opgave),
    CONSTRAINT ck_peer_offer_opgave_range CHECK (opgave between 1 and 10),
    CONSTRAINT fk_peer_offer_gemeente_id_account_id_account
        FOREIGN KEY (gemeente_id, account_id) REFERENCES account (gemeente_id, id) ON DELETE SET NULL (account_id)
);

ALTER TABLE gemeente ADD COLUMN findable boolean DEFAULT false NOT NULL;
GRANT UPDATE (findable) ON gemeente TO wijk_app;
"""

FIND_PEERS = """
CREATE POLICY peer_lookup ON peer_offer FOR SELECT TO wijk_owner USING (true);
CREATE FUNCTION find_peers(asked integer) RETURNS TABLE (called text, peer_role text, contact text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT p.called, p.peer_role, p.contact FROM public.peer_offer p JOIN public.gemeente g ON g.id = p.gemeente_id
    WHERE p.opgave = asked AND p.stands AND g.findable AND p.gemeente_id <> public.current_gemeente()
    ORDER BY p.called, p.contact
$$;
REVOKE ALL ON FUNCTION find_peers(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_peers(integer) TO wijk_app;
"""

OF_GEMEENTE = ("session_summary", "wijk_standing", "overview_link", "peer_offer")
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
    op.execute(FIND_PEERS)


def downgrade() -> None:
    """Back to sessions that leave nothing behind but themselves."""
    op.execute("DROP FUNCTION find_peers(integer)")
    for table in reversed(OF_GEMEENTE):
        op.execute(f"DROP TABLE {table}")
    op.execute("ALTER TABLE gemeente DROP COLUMN findable")
