-- How the audit log gets shorter: a month that is over is sealed, and when it has been kept long enough its whole partition is
-- dropped. The seal stays, so that what remains still verifies. Both are told in the log itself, which anchors the seals in the chain.

-- How long entries are kept after their month is over. Never under 30 days, whoever asks.
CREATE TABLE audit_retention (
    one  boolean  PRIMARY KEY DEFAULT true CHECK (one),
    keep interval NOT NULL CHECK (keep >= interval '30 days')
);
INSERT INTO audit_retention (keep) VALUES (interval '90 days');

-- A month's entries as they were when it was over. Seals are chained to each other as entries are.
CREATE TABLE audit_seals (
    month         date        PRIMARY KEY CHECK (extract(day FROM month) = 1),
    first_id      bigint      NOT NULL,
    last_id       bigint      NOT NULL, -- first_id - 1 for a month without entries
    entries       bigint      NOT NULL CHECK (entries = last_id - first_id + 1),
    last_hash     bytea       NOT NULL CHECK (length(last_hash) = 32),
    sealed_at     timestamptz NOT NULL,
    previous_seal bytea       NOT NULL CHECK (length(previous_seal) = 32),
    hash          bytea       NOT NULL CHECK (length(hash) = 32)
);
CREATE INDEX idx_audit_seals_last_id ON audit_seals (last_id);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_seals FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON audit_seals FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

CREATE INDEX idx_audit_entries_months ON audit_entries (kind, subject) WHERE kind IN ('audit.sealed', 'audit.dropped');

CREATE FUNCTION audit_month_start(month date) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
    SELECT month::timestamp AT TIME ZONE 'UTC'
$$;
CREATE FUNCTION audit_month_end(month date) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
    SELECT (month + interval '1 month') AT TIME ZONE 'UTC'
$$;
CREATE FUNCTION audit_month_name(month date) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT to_char(month, 'YYYY-MM')
$$;

-- The months that have a partition, oldest first.
CREATE VIEW audit_months AS
SELECT to_date(right(c.relname, 7), 'YYYY_MM') AS month
FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'audit_entries'::regclass
ORDER BY month;

-- Makes the partition of that moment's month, if it is missing.
CREATE FUNCTION audit_open_month(moment timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    first date := date_trunc('month', moment AT TIME ZONE 'UTC')::date;
    part  text := 'audit_entries_' || to_char(first, 'YYYY_MM');
BEGIN
    IF to_regclass(part) IS NULL THEN
        PERFORM FROM audit_chain FOR UPDATE;
        IF to_regclass(part) IS NULL THEN
            EXECUTE format('CREATE TABLE %I PARTITION OF audit_entries FOR VALUES FROM (%L) TO (%L)', part,
                           audit_month_start(first), audit_month_end(first));
            EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()', part);
        END IF;
    END IF;
END $$;

CREATE OR REPLACE FUNCTION audit_append(at timestamptz, body text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    head   audit_chain;
    moment timestamptz;
    sealed bytea;
BEGIN
    SELECT * INTO STRICT head FROM audit_chain FOR UPDATE;
    moment := greatest(at, head.last_at); -- clocks of several services differ; the order of entries is that of the chain
    PERFORM audit_open_month(moment);
    sealed := audit_hash(head.last_hash, head.last_id + 1, moment, body);
    INSERT INTO audit_entries (id, at, body, previous_hash, hash) VALUES (head.last_id + 1, moment, body, head.last_hash, sealed);
    UPDATE audit_chain SET last_id = head.last_id + 1, last_at = moment, last_hash = sealed;
    RETURN head.last_id + 1;
END $$;

-- The first entry of that time that doesn't hold, if the entry before them is the one given (0 and zeros: there is none).
CREATE FUNCTION audit_first_broken(after_id bigint, after_hash bytea, since timestamptz, until timestamptz)
RETURNS TABLE (id bigint, why text) LANGUAGE sql STABLE AS $$
    SELECT e.id, CASE
           WHEN before_id = 0 AND e.id <> 1 THEN 'the entries before it are missing'
           WHEN e.id <> before_id + 1 THEN 'entry ' || (before_id + 1) || ' is missing before it'
           WHEN previous_hash <> before_hash THEN 'it is not chained to the entry before it'
           ELSE 'it is not what was written' END
    FROM (SELECT a.id, at, body, previous_hash, hash,
                 lag(a.id, 1, after_id) OVER chain AS before_id, lag(hash, 1, after_hash) OVER chain AS before_hash
          FROM audit_entries a WHERE at >= since AND at < until WINDOW chain AS (ORDER BY a.id)) e
    WHERE hash <> audit_hash(previous_hash, e.id, at, body) OR previous_hash <> before_hash OR e.id <> before_id + 1
    ORDER BY e.id LIMIT 1
$$;

-- What is hashed of a seal, behind the hash of the seal before.
CREATE FUNCTION audit_seal_hash(s audit_seals) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT sha256(s.previous_seal || convert_to(concat_ws(E'\n', audit_time(audit_month_start(s.month)), s.first_id, s.last_id,
        s.entries, encode(s.last_hash, 'hex'), audit_time(s.sealed_at)), 'UTF8'))
$$;

-- What the log says of a month that is sealed or dropped.
CREATE FUNCTION audit_tell(kind text, s audit_seals, keep interval) RETURNS void LANGUAGE sql AS $$
    SELECT audit_append(now(), json_strip_nulls(json_build_object('actor', 'service', 'kind', kind,
        'subject', 'audit:' || audit_month_name(s.month),
        'after', json_build_object('first', s.first_id, 'last', s.last_id, 'entries', s.entries,
            'lastHash', encode(s.last_hash, 'hex'), 'seal', encode(s.hash, 'hex'), 'keptDays', extract(epoch FROM keep)::bigint / 86400)))::text)
$$;

-- Seals the oldest month that is over and not sealed; answers which, or null when there is none. A month that doesn't hold is not
-- sealed: it is evidence, and stays.
CREATE FUNCTION audit_seal() RETURNS date LANGUAGE plpgsql AS $$
DECLARE
    before audit_seals;
    seal   audit_seals;
    broken record;
BEGIN
    PERFORM FROM audit_chain FOR UPDATE;
    SELECT * INTO before FROM audit_seals ORDER BY month DESC LIMIT 1;
    IF NOT FOUND THEN
        before.month := '-infinity';
        before.last_id := 0;
        before.last_hash := decode(repeat('00', 32), 'hex');
        before.hash := before.last_hash;
    END IF;
    SELECT month INTO seal.month FROM audit_months WHERE month > before.month AND audit_month_end(month) <= now() ORDER BY month LIMIT 1;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    SELECT * INTO broken FROM audit_first_broken(before.last_id, before.last_hash, audit_month_start(seal.month), audit_month_end(seal.month));
    IF FOUND THEN
        RAISE EXCEPTION 'The audit log of % can''t be sealed: of entry %, %', audit_month_name(seal.month), broken.id, broken.why
            USING ERRCODE = 'data_corrupted';
    END IF;
    SELECT coalesce(max(id), before.last_id), count(*) INTO seal.last_id, seal.entries FROM audit_entries
        WHERE at >= audit_month_start(seal.month) AND at < audit_month_end(seal.month);
    seal.first_id := before.last_id + 1;
    seal.last_hash := coalesce((SELECT hash FROM audit_entries WHERE id = seal.last_id AND at >= audit_month_start(seal.month)),
                               before.last_hash);
    seal.sealed_at := now();
    seal.previous_seal := before.hash;
    seal.hash := audit_seal_hash(seal);
    INSERT INTO audit_seals SELECT (seal).*;
    PERFORM audit_tell('audit.sealed', seal, NULL); -- from now on no entry can be dated back into the month
    RETURN seal.month;
END $$;

-- Whether nothing keeps a month's entries any longer.
CREATE FUNCTION audit_may_go(gone date) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM audit_seals, audit_retention WHERE month = gone AND audit_month_end(gone) + keep <= now())
$$;

-- Drops the entries of a month. Refuses where they are not sealed, not old enough, not the oldest, or not what was sealed.
CREATE FUNCTION audit_drop(gone date) RETURNS void LANGUAGE plpgsql SET lock_timeout = '10s' AS $$
DECLARE
    seal   audit_seals;
    before bytea;
    broken record;
    kept   interval := (SELECT keep FROM audit_retention);
BEGIN
    SELECT * INTO seal FROM audit_seals WHERE month = gone;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'The audit log of % is not sealed, and stays', audit_month_name(gone) USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NOT audit_may_go(gone) THEN
        RAISE EXCEPTION 'The audit log of % is kept until %', audit_month_name(gone), audit_time(audit_month_end(gone) + kept)
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF gone IS DISTINCT FROM (SELECT min(month) FROM audit_months) THEN
        RAISE EXCEPTION 'The audit log of % is not there, or not the oldest', audit_month_name(gone) USING ERRCODE = 'insufficient_privilege';
    END IF;
    before := coalesce((SELECT last_hash FROM audit_seals WHERE month < gone ORDER BY month DESC LIMIT 1), decode(repeat('00', 32), 'hex'));
    SELECT * INTO broken FROM audit_first_broken(seal.first_id - 1, before, audit_month_start(gone), audit_month_end(gone));
    IF FOUND THEN
        RAISE EXCEPTION 'The audit log of % can''t be dropped: of entry %, %', audit_month_name(gone), broken.id, broken.why
            USING ERRCODE = 'data_corrupted';
    END IF;
    IF seal.hash <> audit_seal_hash(seal) OR seal.entries <> (SELECT count(*) FROM audit_entries
            WHERE at >= audit_month_start(gone) AND at < audit_month_end(gone))
        OR seal.entries > 0 AND NOT EXISTS (SELECT FROM audit_entries WHERE id = seal.last_id AND hash = seal.last_hash) THEN
        RAISE EXCEPTION 'The audit log of % can''t be dropped: it is not what was sealed', audit_month_name(gone) USING ERRCODE = 'data_corrupted';
    END IF;
    PERFORM FROM audit_chain FOR UPDATE; -- before the table's lock, as those who append do
    EXECUTE format('DROP TABLE %I', 'audit_entries_' || to_char(gone, 'YYYY_MM'));
    PERFORM audit_tell('audit.dropped', seal, kept);
END $$;

-- Sets how long entries are kept, and says so in the log.
CREATE FUNCTION audit_keep(wanted interval) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    had interval;
BEGIN
    SELECT keep INTO STRICT had FROM audit_retention FOR UPDATE;
    IF had <> wanted THEN
        UPDATE audit_retention SET keep = wanted;
        PERFORM audit_append(now(), json_strip_nulls(json_build_object('actor', 'service', 'kind', 'audit.kept', 'subject', 'audit',
            'before', json_build_object('days', extract(epoch FROM had)::bigint / 86400),
            'after', json_build_object('days', extract(epoch FROM wanted)::bigint / 86400)))::text);
    END IF;
END $$;

-- Triggers refuse UPDATE, DELETE and TRUNCATE. These also refuse to drop the log's tables and triggers, and to alter them, but for
-- months that may go. PostgreSQL lets only a superuser make such a guard; where the service connects as somebody else, what a
-- forbidden DROP leaves is found by verification. A later migration that must alter these tables disables the guard around it.
CREATE FUNCTION audit_guard_drops() RETURNS event_trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    gone   record;
    may_go boolean;
BEGIN
    FOR gone IN SELECT object_type, object_name, address_names[2] AS owner FROM pg_event_trigger_dropped_objects()
                WHERE schema_name = current_schema() AND NOT is_temporary
                  AND (object_type = 'table' AND object_name ~ '^audit_(entries|chain|seals|retention)'
                       OR object_type = 'trigger' AND address_names[2] ~ '^audit_(entries|chain|seals|retention)')
    LOOP
        -- Two steps: without the seals' table the second can't even be asked.
        may_go := coalesce(gone.object_name, gone.owner) ~ '^audit_entries_\d{4}_\d\d$';
        IF may_go THEN
            may_go := audit_may_go(to_date(right(coalesce(gone.object_name, gone.owner), 7), 'YYYY_MM'));
        END IF;
        IF NOT may_go THEN
            RAISE EXCEPTION 'The audit log is append-only: % is refused', TG_TAG USING ERRCODE = 'insufficient_privilege';
        END IF;
    END LOOP;
END $$;
CREATE FUNCTION audit_guard_alters() RETURNS event_trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF to_regclass('audit_entries') IS NULL OR to_regclass('audit_chain') IS NULL -- renamed, or moved away
        OR to_regclass('audit_seals') IS NULL OR to_regclass('audit_retention') IS NULL
        OR EXISTS (SELECT FROM pg_event_trigger_ddl_commands() d JOIN pg_class c ON c.oid = d.objid
                   WHERE c.relnamespace = current_schema()::regnamespace AND c.relname ~ '^audit_(entries|chain|seals|retention)' AND c.relkind IN ('r', 'p')
                      OR c.oid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = to_regclass('audit_entries'))) THEN
        RAISE EXCEPTION 'The audit log is append-only: % is refused', TG_TAG USING ERRCODE = 'insufficient_privilege';
    END IF;
END $$;
DO $$
BEGIN
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        EXECUTE format('CREATE EVENT TRIGGER %I ON sql_drop EXECUTE FUNCTION audit_guard_drops()', 'audit_guard_drops_' || current_schema());
        EXECUTE format('CREATE EVENT TRIGGER %I ON ddl_command_end WHEN TAG IN (''ALTER TABLE'') EXECUTE FUNCTION audit_guard_alters()',
                       'audit_guard_alters_' || current_schema());
    END IF;
END $$;
