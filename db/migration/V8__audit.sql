-- What happened, in the order in which it happened. Each entry is hashed together with the hash of the one before it, so that none
-- can be changed, left out or put in between without the rest showing it. Entries are only ever added, by audit_append.
CREATE TABLE audit_entries (
    id            bigint      NOT NULL,
    at            timestamptz NOT NULL,
    body          text        NOT NULL, -- JSON, in the very characters that were hashed
    previous_hash bytea       NOT NULL CHECK (length(previous_hash) = 32),
    hash          bytea       NOT NULL CHECK (length(hash) = 32),
    actor         text        NOT NULL GENERATED ALWAYS AS (body::jsonb ->> 'actor') STORED,
    kind          text        NOT NULL GENERATED ALWAYS AS (body::jsonb ->> 'kind') STORED,
    subject       text        NOT NULL GENERATED ALWAYS AS (body::jsonb ->> 'subject') STORED,
    PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE INDEX idx_audit_entries_at ON audit_entries (at DESC, id DESC);
CREATE INDEX idx_audit_entries_subject ON audit_entries (subject, id DESC);
CREATE INDEX idx_audit_entries_actor ON audit_entries (actor, id DESC);

-- The end of the chain. Its one row is also the turn of those who append.
CREATE TABLE audit_chain (
    one       boolean     PRIMARY KEY DEFAULT true CHECK (one),
    last_id   bigint      NOT NULL,
    last_at   timestamptz NOT NULL,
    last_hash bytea       NOT NULL
);
INSERT INTO audit_chain (last_id, last_at, last_hash) VALUES (0, '-infinity', decode(repeat('00', 32), 'hex'));

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit log is append-only: % is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_entries FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON audit_entries FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

CREATE FUNCTION audit_time(at timestamptz) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;

-- What is hashed: number, time in UTC to the microsecond and body, each on a line of its own, behind the hash before.
CREATE FUNCTION audit_hash(previous bytea, id bigint, at timestamptz, body text) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT sha256(previous || convert_to(
        id || E'\n' || audit_time(at) || E'\n' || body, 'UTF8'))
$$;

CREATE FUNCTION audit_append(at timestamptz, body text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    head   audit_chain;
    moment timestamptz;
    first  date;
    part   text;
    sealed bytea;
BEGIN
    SELECT * INTO STRICT head FROM audit_chain FOR UPDATE;
    moment := greatest(at, head.last_at); -- clocks of several services differ; the order of entries is that of the chain
    first := date_trunc('month', moment AT TIME ZONE 'UTC')::date;
    part := 'audit_entries_' || to_char(first, 'YYYY_MM');
    IF to_regclass(part) IS NULL THEN
        EXECUTE format('CREATE TABLE %I PARTITION OF audit_entries FOR VALUES FROM (%L) TO (%L)', part,
                       first::timestamp AT TIME ZONE 'UTC', (first + interval '1 month') AT TIME ZONE 'UTC');
        EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()', part);
    END IF;
    sealed := audit_hash(head.last_hash, head.last_id + 1, moment, body);
    INSERT INTO audit_entries (id, at, body, previous_hash, hash) VALUES (head.last_id + 1, moment, body, head.last_hash, sealed);
    UPDATE audit_chain SET last_id = head.last_id + 1, last_at = moment, last_hash = sealed;
    RETURN head.last_id + 1;
END $$;

-- A decision as the Merkle tree of its run takes it (RFC 6962: a leaf begins with a 0 byte).
CREATE FUNCTION decision_leaf(d decisions) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256('\x00'::bytea || convert_to(concat_ws(E'\n', d.id, d.run_id, d.subject_kind, d.platform, d.account_id, d.subject_id,
        d.release_id, d.facts, d.verdicts, coalesce(d.trace_parent, ''),
        audit_time(d.created_at)), 'UTF8'))
$$;
