-- What travels with a letter, what went out, and appeals that answer a decision on an earlier one.

ALTER TABLE clausea.appeals ADD
    level              int           NOT NULL CONSTRAINT df_appeals_level DEFAULT 1,
    earlier_appeal_id  bigint        NULL CONSTRAINT fk_appeals_earlier REFERENCES clausea.appeals (id),
    decided_on         date          NULL,
    decision_reference nvarchar(max) NULL;
GO

UPDATE clausea.appeals SET level = 2 WHERE kind = 'Escalation';

-- The text is the letter; its pages are made from it whenever they are asked for.
ALTER TABLE clausea.drafts DROP COLUMN html, text;

-- The date the letter bears; what the lint found in a text that a person changed, and how much of it no reason overrules.
ALTER TABLE clausea.drafts ADD
    dated          date          NULL,
    findings_count int           NOT NULL CONSTRAINT df_drafts_findings_count DEFAULT 0,
    binding_count  int           NOT NULL CONSTRAINT df_drafts_binding_count DEFAULT 0,
    findings_json  nvarchar(max) NULL;

-- A document under its hash in the data folder. A letter is free again once its exhibit is taken out.
CREATE TABLE clausea.exhibits (
    id           bigint IDENTITY   NOT NULL CONSTRAINT pk_exhibits PRIMARY KEY,
    appeal_id    bigint            NOT NULL CONSTRAINT fk_exhibits_appeal REFERENCES clausea.appeals (id),
    letter       nvarchar(4)       NOT NULL,
    evidence_key nvarchar(100)     NULL,
    title        nvarchar(400)     NOT NULL,
    class        nvarchar(20)      NOT NULL CONSTRAINT ck_exhibits_class CHECK (class IN ('Paper', 'ClinicalRecord')),
    file_name    nvarchar(400)     NOT NULL,
    content_type nvarchar(100)     NOT NULL,
    size         bigint            NOT NULL,
    pages        int               NOT NULL,
    hash         nvarchar(64)      NOT NULL,
    confirmed_by nvarchar(400)     NULL,
    added_at     datetimeoffset(3) NOT NULL,
    added_by     nvarchar(400)     NOT NULL,
    removed_at   datetimeoffset(3) NULL,
    removed_by   nvarchar(400)     NULL
);

CREATE UNIQUE INDEX uq_exhibits_letter ON clausea.exhibits (appeal_id, letter) WHERE removed_at IS NULL;
CREATE INDEX ix_exhibits_hash ON clausea.exhibits (hash);

-- Evidence that a person decided to go without.
CREATE TABLE clausea.waivers (
    appeal_id    bigint            NOT NULL CONSTRAINT fk_waivers_appeal REFERENCES clausea.appeals (id),
    evidence_key nvarchar(100)     NOT NULL,
    reason       nvarchar(max)     NOT NULL,
    created_at   datetimeoffset(3) NOT NULL,
    created_by   nvarchar(400)     NOT NULL,
    CONSTRAINT pk_waivers PRIMARY KEY (appeal_id, evidence_key)
);

-- Each file of a packet as it was made: what was sent can be proven by its hash.
CREATE TABLE clausea.packets (
    id         bigint IDENTITY   NOT NULL CONSTRAINT pk_packets PRIMARY KEY,
    appeal_id  bigint            NOT NULL CONSTRAINT fk_packets_appeal REFERENCES clausea.appeals (id),
    revision   int               NOT NULL,
    channel    nvarchar(100)     NOT NULL,
    part       int               NOT NULL,
    parts      int               NOT NULL,
    pages      int               NOT NULL,
    size       bigint            NOT NULL,
    hash       nvarchar(64)      NOT NULL,
    created_at datetimeoffset(3) NOT NULL,
    created_by nvarchar(400)     NOT NULL
);

CREATE INDEX ix_packets_appeal ON clausea.packets (appeal_id, id);
GO

CREATE TRIGGER clausea.packets_are_append_only ON clausea.packets INSTEAD OF UPDATE, DELETE
AS
    THROW 51003, 'packets are append-only', 1;
GO
