-- Who may do what: people, keys of programs, and who is signed in. Nothing here tells a secret: passwords are stored as slow
-- hashes (Argon2id), and what a machine drew by chance (keys, sessions, sign-in addresses) as SHA-256.
CREATE FUNCTION known_roles(roles text[]) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT roles <@ ARRAY['analyst', 'publisher', 'operator', 'auditor', 'admin']
$$;

CREATE TABLE users (
    name       text        PRIMARY KEY CHECK (name ~ '^[a-z0-9][a-z0-9._@-]{0,99}$'),
    password   text,                    -- none until its person has chosen one
    roles      text[]      NOT NULL CHECK (known_roles(roles)),
    active     boolean     NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL,
    created_by text        NOT NULL
);

CREATE TABLE api_keys (
    id         uuid        PRIMARY KEY,
    name       text        NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    hash       bytea       NOT NULL UNIQUE CHECK (length(hash) = 32),
    roles      text[]      NOT NULL CHECK (known_roles(roles)),
    created_at timestamptz NOT NULL,
    created_by text        NOT NULL,
    expires_at timestamptz,
    revoked_at timestamptz
);
CREATE UNIQUE INDEX idx_api_keys_name ON api_keys (name) WHERE revoked_at IS NULL;

-- A session ends when it was not used for a while (expires_at), and at the latest some hours after it began.
CREATE TABLE sessions (
    hash       bytea       PRIMARY KEY CHECK (length(hash) = 32),
    user_name  text        NOT NULL,
    started_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX idx_sessions_expires ON sessions (expires_at);
CREATE INDEX idx_sessions_user ON sessions (user_name);

-- An address that lets its holder choose a password, once. Without a user it is the first admin's.
CREATE TABLE sign_in_addresses (
    hash       bytea       PRIMARY KEY CHECK (length(hash) = 32),
    user_name  text        REFERENCES users ON DELETE CASCADE,
    expires_at timestamptz NOT NULL
);

-- Who asked for a run: nobody may approve what they asked for.
ALTER TABLE runs ADD COLUMN requested_by text;
