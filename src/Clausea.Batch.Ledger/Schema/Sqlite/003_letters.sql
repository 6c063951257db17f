-- What travels with a letter, what went out, and appeals that answer a decision on an earlier one.

ALTER TABLE appeals ADD COLUMN level INTEGER NOT NULL DEFAULT 1;
ALTER TABLE appeals ADD COLUMN earlier_appeal_id INTEGER REFERENCES appeals (id);
ALTER TABLE appeals ADD COLUMN decided_on TEXT;
ALTER TABLE appeals ADD COLUMN decision_reference TEXT;

UPDATE appeals SET level = 2 WHERE kind = 'Escalation';

-- The text is the letter; its pages are made from it whenever they are asked for.
ALTER TABLE drafts DROP COLUMN html;
ALTER TABLE drafts DROP COLUMN text;

-- The date the letter bears; what the lint found in a text that a person changed, and how much of it no reason overrules.
ALTER TABLE drafts ADD COLUMN dated TEXT;
ALTER TABLE drafts ADD COLUMN findings_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE drafts ADD COLUMN binding_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE drafts ADD COLUMN findings_json TEXT;

-- A document under its hash in the data folder. A letter is free again once its exhibit is taken out.
CREATE TABLE exhibits (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    appeal_id    INTEGER NOT NULL REFERENCES appeals (id),
    letter       TEXT    NOT NULL,
    evidence_key TEXT,
    title        TEXT    NOT NULL,
    class        TEXT    NOT NULL CHECK (class IN ('Paper', 'ClinicalRecord')),
    file_name    TEXT    NOT NULL,
    content_type TEXT    NOT NULL,
    size         INTEGER NOT NULL,
    pages        INTEGER NOT NULL,
    hash         TEXT    NOT NULL,
    confirmed_by TEXT,
    added_at     TEXT    NOT NULL,
    added_by     TEXT    NOT NULL,
    removed_at   TEXT,
    removed_by   TEXT
) STRICT;

CREATE UNIQUE INDEX uq_exhibits_letter ON exhibits (appeal_id, letter) WHERE removed_at IS NULL;
CREATE INDEX ix_exhibits_hash ON exhibits (hash);

-- Evidence that a person decided to go without.
CREATE TABLE waivers (
    appeal_id    INTEGER NOT NULL REFERENCES appeals (id),
    evidence_key TEXT    NOT NULL,
    reason       TEXT    NOT NULL,
    created_at   TEXT    NOT NULL,
    created_by   TEXT    NOT NULL,
    PRIMARY KEY (appeal_id, evidence_key)
) STRICT, WITHOUT ROWID;

-- Each file of a packet as it was made: what was sent can be proven by its hash.
CREATE TABLE packets (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    appeal_id  INTEGER NOT NULL REFERENCES appeals (id),
    revision   INTEGER NOT NULL,
    channel    TEXT    NOT NULL,
    part       INTEGER NOT NULL,
    parts      INTEGER NOT NULL,
    pages      INTEGER NOT NULL,
    size       INTEGER NOT NULL,
    hash       TEXT    NOT NULL,
    created_at TEXT    NOT NULL,
    created_by TEXT    NOT NULL
) STRICT;

CREATE INDEX ix_packets_appeal ON packets (appeal_id, id);

CREATE TRIGGER packets_are_not_updated BEFORE UPDATE ON packets
BEGIN
    SELECT RAISE(ABORT, 'packets are append-only');
END;

CREATE TRIGGER packets_are_not_deleted BEFORE DELETE ON packets
BEGIN
    SELECT RAISE(ABORT, 'packets are append-only');
END;
