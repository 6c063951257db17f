-- What many workers must know of each other's files, and which scheduled runs were made.

-- The Hangfire job of a file, as appeals have theirs. failures: tries that ended in an error; attempts counts all that were
-- begun, those that were cut short by a stop included.
ALTER TABLE files ADD COLUMN job_id TEXT;
ALTER TABLE files ADD COLUMN job_storage TEXT;
ALTER TABLE files ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
ALTER TABLE files ADD COLUMN failure TEXT;
ALTER TABLE files ADD COLUMN resent_remittances INTEGER NOT NULL DEFAULT 0;

-- The remittance that this one repeats under the same trace number, with other content.
ALTER TABLE remittances ADD COLUMN resent_of INTEGER REFERENCES remittances (id);

CREATE INDEX ix_remittances_trace ON remittances (trace_number, payer_id);

-- One row for each time that a scheduled run was due and begun; a run without an end is made again.
CREATE TABLE runs (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    name         TEXT    NOT NULL,
    due_at       TEXT    NOT NULL,
    begun_at     TEXT    NOT NULL,
    finished_at  TEXT,
    summary_json TEXT,
    UNIQUE (name, due_at)
) STRICT;
