-- Who may open the dashboard, and who has it open.

-- A name is never given to somebody else: history and access log tell by it who acted. name_key is the name in small letters.
-- password_hash is null for those whom an identity provider signs in; subject is its name for them. failures: wrong passwords
-- since the last right one.
CREATE TABLE users (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    name          TEXT    NOT NULL,
    name_key      TEXT    NOT NULL UNIQUE,
    display_name  TEXT,
    role          TEXT    NOT NULL,
    password_hash TEXT,
    subject       TEXT,
    failures      INTEGER NOT NULL DEFAULT 0,
    locked_until  TEXT,
    disabled_at   TEXT,
    created_at    TEXT    NOT NULL,
    changed_at    TEXT    NOT NULL,
    signed_in_at  TEXT
) STRICT;

CREATE UNIQUE INDEX uq_users_subject ON users (subject) WHERE subject IS NOT NULL;

CREATE TRIGGER users_are_not_deleted BEFORE DELETE ON users
BEGIN
    SELECT RAISE(ABORT, 'users are not deleted');
END;

-- One row for each browser that is signed in. The browser has the token, the ledger only its hash.
CREATE TABLE sessions (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id    INTEGER NOT NULL REFERENCES users (id),
    token_hash TEXT    NOT NULL UNIQUE,
    begun_at   TEXT    NOT NULL,
    seen_at    TEXT    NOT NULL,
    ended_at   TEXT
) STRICT;

CREATE INDEX ix_sessions_user ON sessions (user_id);

-- Who did what on a day.
CREATE INDEX ix_access_log_happened ON access_log (happened_at, id);
