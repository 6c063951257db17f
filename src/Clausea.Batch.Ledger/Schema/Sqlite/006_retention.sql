-- What goes once the years are over that records are kept, what stays all the same, and who looked at what.

-- A legal hold on an appeal; it keeps every level of the same claim.
CREATE TABLE holds (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    appeal_id INTEGER NOT NULL REFERENCES appeals (id),
    reason    TEXT    NOT NULL,
    placed_at TEXT    NOT NULL,
    placed_by TEXT    NOT NULL,
    lifted_at TEXT,
    lifted_by TEXT
) STRICT;

CREATE UNIQUE INDEX uq_holds_open ON holds (appeal_id) WHERE lifted_at IS NULL;
CREATE INDEX ix_holds_appeal ON holds (appeal_id);

-- One row for each purge: what went, in numbers.
CREATE TABLE purges (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    begun_at    TEXT NOT NULL,
    begun_by    TEXT NOT NULL,
    cutoff      TEXT NOT NULL,
    finished_at TEXT,
    counts_json TEXT NOT NULL
) STRICT;

CREATE TRIGGER purges_are_not_deleted BEFORE DELETE ON purges
BEGIN
    SELECT RAISE(ABORT, 'purges are not deleted');
END;

-- The denials that the transaction of a purge is taking away: filled and emptied within it, so that nobody ever sees a row.
CREATE TABLE purging (
    denial_id INTEGER PRIMARY KEY
) STRICT;

CREATE TRIGGER purging_respects_holds BEFORE INSERT ON purging
WHEN EXISTS (
    SELECT 1 FROM holds h JOIN appeals a ON a.id = h.appeal_id
    WHERE a.denial_id = NEW.denial_id AND h.lifted_at IS NULL)
BEGIN
    SELECT RAISE(ABORT, 'a legal hold lies on the appeal');
END;

DROP TRIGGER history_is_not_deleted;

CREATE TRIGGER history_is_not_deleted BEFORE DELETE ON history
WHEN NOT EXISTS (
    SELECT 1 FROM purging p JOIN appeals a ON a.denial_id = p.denial_id WHERE a.id = OLD.appeal_id)
BEGIN
    SELECT RAISE(ABORT, 'history is append-only');
END;

DROP TRIGGER drafts_are_not_deleted;

CREATE TRIGGER drafts_are_not_deleted BEFORE DELETE ON drafts
WHEN NOT EXISTS (
    SELECT 1 FROM purging p JOIN appeals a ON a.denial_id = p.denial_id WHERE a.id = OLD.appeal_id)
BEGIN
    SELECT RAISE(ABORT, 'drafts are append-only');
END;

DROP TRIGGER packets_are_not_deleted;

CREATE TRIGGER packets_are_not_deleted BEFORE DELETE ON packets
WHEN NOT EXISTS (
    SELECT 1 FROM purging p JOIN appeals a ON a.denial_id = p.denial_id WHERE a.id = OLD.appeal_id)
BEGIN
    SELECT RAISE(ABORT, 'packets are append-only');
END;

-- Set when nothing of a file is left: then its name and its bytes are gone too.
ALTER TABLE files ADD COLUMN purged_at TEXT;

-- Views and exports that are no line in the history of one appeal. detail holds no patient data.
CREATE TABLE access_log (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    happened_at TEXT NOT NULL,
    actor       TEXT NOT NULL,
    action      TEXT NOT NULL,
    subject     TEXT NOT NULL,
    subject_id  INTEGER,
    detail      TEXT
) STRICT;

CREATE INDEX ix_access_log_actor ON access_log (actor, id);

CREATE TRIGGER access_log_is_not_updated BEFORE UPDATE ON access_log
BEGIN
    SELECT RAISE(ABORT, 'access_log is append-only');
END;

CREATE TRIGGER access_log_is_not_deleted BEFORE DELETE ON access_log
BEGIN
    SELECT RAISE(ABORT, 'access_log is append-only');
END;

CREATE TRIGGER access_log_is_not_replaced BEFORE INSERT ON access_log
WHEN EXISTS (SELECT 1 FROM access_log WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'access_log is append-only');
END;

-- What is due is found by its age; and a row that goes asks each table that could still refer to it.
CREATE INDEX ix_denials_created      ON denials (created_at);
CREATE INDEX ix_denial_codes_denial  ON denial_codes (denial_id);
CREATE INDEX ix_appeals_earlier      ON appeals (earlier_appeal_id);
CREATE INDEX ix_exhibits_appeal      ON exhibits (appeal_id);
