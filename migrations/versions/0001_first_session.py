"""The first live session: gemeenten, sessions, doors, participants, scores and what is published.

Revision ID: 0001
Revises:
"""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

CURRENT_GEMEENTE = """
CREATE FUNCTION current_gemeente() RETURNS uuid LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE g text := nullif(current_setting('wijkplatform.gemeente_id', true), '');
BEGIN
    IF g IS NULL THEN RAISE EXCEPTION 'no gemeente chosen' USING ERRCODE = 'WK001'; END IF;
    RETURN g::uuid;
END $$;
"""

TABLES = """
CREATE TABLE gemeente (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    slug text NOT NULL,
    name text NOT NULL,
    term text DEFAULT 'wijk' NOT NULL,
    smallest_group integer DEFAULT '3' NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT pk_gemeente PRIMARY KEY (id),
    CONSTRAINT uq_gemeente_slug UNIQUE (slug),
    CONSTRAINT ck_gemeente_slug_form CHECK (slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
    CONSTRAINT ck_gemeente_smallest_group_range CHECK (smallest_group between 1 and 10),
    CONSTRAINT ck_gemeente_term_known CHECK (term in ('wijk', 'buurt', 'dorp', 'gebied'))
);

CREATE TABLE account (
    email text NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    disabled_at timestamptz,
    created_at timestamptz DEFAULT now() NOT NULL,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_account PRIMARY KEY (gemeente_id, id),
    CONSTRAINT uq_account_gemeente_id_email UNIQUE (gemeente_id, email),
    CONSTRAINT ck_account_email_lower CHECK (email = lower(email)),
    CONSTRAINT ck_account_role_known CHECK (role in ('ambtenaar', 'spelleider', 'beheerder'))
);

CREATE TABLE wijk (
    name text NOT NULL,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_wijk PRIMARY KEY (gemeente_id, id),
    CONSTRAINT uq_wijk_gemeente_id_name UNIQUE (gemeente_id, name)
);

CREATE TABLE scoring_session (
    wijk_id uuid NOT NULL,
    title text NOT NULL,
    term text NOT NULL,
    checklist text NOT NULL,
    checklist_version text NOT NULL,
    state text DEFAULT 'lobby' NOT NULL,
    version integer DEFAULT '1' NOT NULL,
    current_opgave integer,
    smallest_group integer NOT NULL,
    joining_locked boolean DEFAULT 'false' NOT NULL,
    code_draw integer DEFAULT '0' NOT NULL,
    wiped_scores integer DEFAULT '0' NOT NULL,
    lists jsonb NOT NULL
        DEFAULT '{"differ": [], "divided": [], "worry": [], "strength": [], "unknown": [], "proposed": []}',
    created_at timestamptz DEFAULT now() NOT NULL,
    closed_at timestamptz,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_scoring_session PRIMARY KEY (gemeente_id, id),
    CONSTRAINT fk_scoring_session_gemeente_id_wijk_id_wijk
        FOREIGN KEY (gemeente_id, wijk_id) REFERENCES wijk (gemeente_id, id),
    CONSTRAINT ck_scoring_session_smallest_group_range CHECK (smallest_group between 1 and 10),
    CONSTRAINT ck_scoring_session_state_known CHECK (state in ('concept', 'lobby', 'running', 'paused', 'closed'))
);

CREATE TABLE sign_in (
    account_id uuid NOT NULL,
    digest bytea NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at timestamptz,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_sign_in PRIMARY KEY (gemeente_id, id),
    CONSTRAINT uq_sign_in_gemeente_id_digest UNIQUE (gemeente_id, digest),
    CONSTRAINT fk_sign_in_gemeente_id_account_id_account
        FOREIGN KEY (gemeente_id, account_id) REFERENCES account (gemeente_id, id) ON DELETE CASCADE
);

CREATE TABLE join_door (
    session_id uuid NOT NULL,
    digest bytea NOT NULL,
    voice text,
    typed boolean DEFAULT 'false' NOT NULL,
    rehearsal boolean DEFAULT 'false' NOT NULL,
    current boolean DEFAULT 'true' NOT NULL,
    open_until timestamptz NOT NULL,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_join_door PRIMARY KEY (gemeente_id, id),
    CONSTRAINT fk_join_door_gemeente_id_session_id_scoring_session
        FOREIGN KEY (gemeente_id, session_id) REFERENCES scoring_session (gemeente_id, id) ON DELETE CASCADE,
    CONSTRAINT uq_join_door_digest UNIQUE (digest)
);

CREATE TABLE participant (
    session_id uuid NOT NULL,
    number integer NOT NULL,
    voice text NOT NULL,
    confirmed boolean NOT NULL,
    group_fixed boolean NOT NULL,
    via text NOT NULL,
    language text NOT NULL,
    token_digest bytea NOT NULL,
    return_digest bytea NOT NULL,
    rehearsal boolean NOT NULL,
    joined_at timestamptz DEFAULT now() NOT NULL,
    removed_at timestamptz,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_participant PRIMARY KEY (gemeente_id, id),
    CONSTRAINT uq_participant_gemeente_id_token_digest UNIQUE (gemeente_id, token_digest),
    CONSTRAINT uq_participant_gemeente_id_session_id_return_digest UNIQUE (gemeente_id, session_id, return_digest),
    CONSTRAINT fk_participant_gemeente_id_session_id_scoring_session
        FOREIGN KEY (gemeente_id, session_id) REFERENCES scoring_session (gemeente_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_participant_voice_known CHECK (voice in ('bewoner', 'wijkpartner', 'ambtenaar'))
);

CREATE TABLE screen_link (
    session_id uuid NOT NULL,
    digest bytea NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    revoked_at timestamptz,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_screen_link PRIMARY KEY (gemeente_id, id),
    CONSTRAINT uq_screen_link_gemeente_id_digest UNIQUE (gemeente_id, digest),
    CONSTRAINT fk_screen_link_gemeente_id_session_id_scoring_session
        FOREIGN KEY (gemeente_id, session_id) REFERENCES scoring_session (gemeente_id, id) ON DELETE CASCADE
);

CREATE TABLE session_opgave (
    session_id uuid NOT NULL,
    number integer NOT NULL,
    position integer NOT NULL,
    state text DEFAULT 'waiting' NOT NULL,
    round integer DEFAULT '1' NOT NULL,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_session_opgave PRIMARY KEY (gemeente_id, id),
    CONSTRAINT uq_session_opgave_gemeente_id_session_id_number UNIQUE (gemeente_id, session_id, number),
    CONSTRAINT fk_session_opgave_gemeente_id_session_id_scoring_session
        FOREIGN KEY (gemeente_id, session_id) REFERENCES scoring_session (gemeente_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_session_opgave_state_known CHECK (state in ('waiting', 'scoring', 'revealed'))
);

CREATE TABLE socket_ticket (
    session_id uuid NOT NULL,
    digest bytea NOT NULL,
    seat text NOT NULL,
    proof text NOT NULL,
    row uuid NOT NULL,
    mark bytea,
    expires_at timestamptz NOT NULL,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_socket_ticket PRIMARY KEY (gemeente_id, id),
    CONSTRAINT uq_socket_ticket_gemeente_id_digest UNIQUE (gemeente_id, digest),
    CONSTRAINT fk_socket_ticket_gemeente_id_session_id_scoring_session
        FOREIGN KEY (gemeente_id, session_id) REFERENCES scoring_session (gemeente_id, id) ON DELETE CASCADE
);

CREATE TABLE step_record (
    session_id uuid NOT NULL,
    account_id uuid NOT NULL,
    step text NOT NULL,
    opgave integer,
    version integer NOT NULL,
    taken_at timestamptz DEFAULT now() NOT NULL,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_step_record PRIMARY KEY (gemeente_id, id),
    CONSTRAINT fk_step_record_gemeente_id_session_id_scoring_session
        FOREIGN KEY (gemeente_id, session_id) REFERENCES scoring_session (gemeente_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_step_record_gemeente_id_account_id_account
        FOREIGN KEY (gemeente_id, account_id) REFERENCES account (gemeente_id, id)
);

CREATE TABLE session_item (
    session_id uuid NOT NULL,
    opgave_id uuid NOT NULL,
    number integer NOT NULL,
    kind text NOT NULL,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_session_item PRIMARY KEY (gemeente_id, id),
    CONSTRAINT uq_session_item_gemeente_id_opgave_id_number UNIQUE (gemeente_id, opgave_id, number),
    CONSTRAINT fk_session_item_gemeente_id_session_id_scoring_session
        FOREIGN KEY (gemeente_id, session_id) REFERENCES scoring_session (gemeente_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_session_item_gemeente_id_opgave_id_session_opgave
        FOREIGN KEY (gemeente_id, opgave_id) REFERENCES session_opgave (gemeente_id, id) ON DELETE CASCADE
);

CREATE TABLE publication (
    session_id uuid NOT NULL,
    item_id uuid NOT NULL,
    round integer NOT NULL,
    version integer NOT NULL,
    result jsonb NOT NULL,
    evidence jsonb NOT NULL,
    published_at timestamptz DEFAULT now() NOT NULL,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_publication PRIMARY KEY (gemeente_id, id),
    CONSTRAINT uq_publication_gemeente_id_item_id_round UNIQUE (gemeente_id, item_id, round),
    CONSTRAINT fk_publication_gemeente_id_session_id_scoring_session
        FOREIGN KEY (gemeente_id, session_id) REFERENCES scoring_session (gemeente_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_publication_gemeente_id_item_id_session_item
        FOREIGN KEY (gemeente_id, item_id) REFERENCES session_item (gemeente_id, id) ON DELETE CASCADE
);

CREATE INDEX ix_publication_session ON publication (gemeente_id, session_id);

CREATE TABLE score (
    participant_id uuid NOT NULL,
    item_id uuid NOT NULL,
    round integer NOT NULL,
    value integer NOT NULL,
    seq integer NOT NULL,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_score PRIMARY KEY (gemeente_id, id),
    CONSTRAINT uq_score_gemeente_id_participant_id_item_id_round UNIQUE (gemeente_id, participant_id, item_id, round),
    CONSTRAINT fk_score_gemeente_id_participant_id_participant
        FOREIGN KEY (gemeente_id, participant_id) REFERENCES participant (gemeente_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_score_gemeente_id_item_id_session_item
        FOREIGN KEY (gemeente_id, item_id) REFERENCES session_item (gemeente_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_score_value_range CHECK (value between 0 and 5)
);

CREATE INDEX ix_score_item_round ON score (gemeente_id, item_id, round);

CREATE TABLE score_event (
    session_id uuid NOT NULL,
    participant_id uuid NOT NULL,
    item_id uuid NOT NULL,
    round integer NOT NULL,
    seq integer NOT NULL,
    value integer NOT NULL,
    arrived_at timestamptz DEFAULT now() NOT NULL,
    gemeente_id uuid DEFAULT current_gemeente() NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pk_score_event PRIMARY KEY (gemeente_id, id),
    CONSTRAINT uq_score_event_gemeente_id_participant_id_item_id_round_seq
        UNIQUE (gemeente_id, participant_id, item_id, round, seq),
    CONSTRAINT fk_score_event_gemeente_id_session_id_scoring_session
        FOREIGN KEY (gemeente_id, session_id) REFERENCES scoring_session (gemeente_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_score_event_gemeente_id_participant_id_participant
        FOREIGN KEY (gemeente_id, participant_id) REFERENCES participant (gemeente_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_score_event_gemeente_id_item_id_session_item
        FOREIGN KEY (gemeente_id, item_id) REFERENCES session_item (gemeente_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_score_event_value_range CHECK (value between 0 and 5)
);

CREATE INDEX ix_score_event_session ON score_event (gemeente_id, session_id);
"""

OF_GEMEENTE = (
    "account", "sign_in", "wijk", "scoring_session", "session_opgave", "session_item", "step_record", "join_door",
    "screen_link", "socket_ticket", "participant", "score_event", "score", "publication",
)  # fmt: skip

RESOLVE_DOOR = """
CREATE POLICY door_lookup ON join_door FOR SELECT TO wijk_owner USING (true);
CREATE FUNCTION resolve_door(d bytea) RETURNS TABLE (gemeente_id uuid, session_id uuid, voice text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT j.gemeente_id, j.session_id, j.voice FROM public.join_door j WHERE j.digest = d AND j.open_until > now()
$$;
REVOKE ALL ON FUNCTION resolve_door(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION resolve_door(bytea) TO wijk_app;
"""


def upgrade() -> None:
    """Make every table, guard each table of a gemeente, and let the application in."""
    op.execute(CURRENT_GEMEENTE)
    op.execute(TABLES)
    op.execute("GRANT SELECT ON gemeente TO wijk_app")
    for table in OF_GEMEENTE:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY own_gemeente ON {table}"
            " USING (gemeente_id = current_gemeente()) WITH CHECK (gemeente_id = current_gemeente())"
        )
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO wijk_app")
    op.execute(RESOLVE_DOOR)


def downgrade() -> None:
    """Remove everything again."""
    op.execute("DROP FUNCTION resolve_door(bytea)")
    for table in reversed(OF_GEMEENTE):
        op.execute(f"DROP TABLE {table} CASCADE")
    op.execute("DROP TABLE gemeente")
    op.execute("DROP FUNCTION current_gemeente()")
