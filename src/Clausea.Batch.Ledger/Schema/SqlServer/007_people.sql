-- Who may open the dashboard, and who has it open.

-- A name is never given to somebody else: history and access log tell by it who acted. name_key is the name in small letters.
-- password_hash is null for those whom an identity provider signs in; subject is its name for them. failures: wrong passwords
-- since the last right one.
CREATE TABLE clausea.users (
    id            bigint IDENTITY   NOT NULL CONSTRAINT pk_users PRIMARY KEY,
    name          nvarchar(100)     NOT NULL,
    name_key      nvarchar(100)     NOT NULL CONSTRAINT uq_users_name_key UNIQUE,
    display_name  nvarchar(200)     NULL,
    role          nvarchar(40)      NOT NULL,
    password_hash nvarchar(400)     NULL,
    subject       nvarchar(800)     NULL,
    failures      int               NOT NULL CONSTRAINT df_users_failures DEFAULT 0,
    locked_until  datetimeoffset(3) NULL,
    disabled_at   datetimeoffset(3) NULL,
    created_at    datetimeoffset(3) NOT NULL,
    changed_at    datetimeoffset(3) NOT NULL,
    signed_in_at  datetimeoffset(3) NULL
);

CREATE UNIQUE INDEX uq_users_subject ON clausea.users (subject) WHERE subject IS NOT NULL;

-- One row for each browser that is signed in. The browser has the token, the ledger only its hash.
CREATE TABLE clausea.sessions (
    id         bigint IDENTITY   NOT NULL CONSTRAINT pk_sessions PRIMARY KEY,
    user_id    bigint            NOT NULL CONSTRAINT fk_sessions_user REFERENCES clausea.users (id),
    token_hash nvarchar(64)      NOT NULL CONSTRAINT uq_sessions_token_hash UNIQUE,
    begun_at   datetimeoffset(3) NOT NULL,
    seen_at    datetimeoffset(3) NOT NULL,
    ended_at   datetimeoffset(3) NULL
);

CREATE INDEX ix_sessions_user ON clausea.sessions (user_id);

-- Who did what on a day.
CREATE INDEX ix_access_log_happened ON clausea.access_log (happened_at, id);
GO

CREATE TRIGGER clausea.users_are_not_deleted ON clausea.users INSTEAD OF DELETE
AS
    THROW 51007, 'users are not deleted', 1;
GO
