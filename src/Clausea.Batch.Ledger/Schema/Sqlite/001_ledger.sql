-- Money is whole cents. Dates are yyyy-MM-dd. Instants are UTC, ISO 8601 with milliseconds and Z, so that the order of
-- the text is the order of time. STRICT tables refuse a value of another type.

CREATE TABLE files (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    hash             TEXT    NOT NULL UNIQUE,
    name             TEXT    NOT NULL,
    size             INTEGER NOT NULL,
    status           TEXT    NOT NULL CHECK (status IN ('Received', 'Processing', 'Archived', 'Quarantined')),
    attempts         INTEGER NOT NULL DEFAULT 0,
    seen_count       INTEGER NOT NULL DEFAULT 1,
    first_seen_at    TEXT    NOT NULL,
    last_seen_at     TEXT    NOT NULL,
    begun_at         TEXT,
    finished_at      TEXT,
    stored_as        TEXT,
    reason           TEXT,
    interchanges     INTEGER NOT NULL DEFAULT 0,
    remittances      INTEGER NOT NULL DEFAULT 0,
    new_remittances  INTEGER NOT NULL DEFAULT 0,
    claims           INTEGER NOT NULL DEFAULT 0,
    denials          INTEGER NOT NULL DEFAULT 0,
    new_appeals      INTEGER NOT NULL DEFAULT 0,
    paid             INTEGER NOT NULL DEFAULT 0,
    finding_errors   INTEGER NOT NULL DEFAULT 0,
    finding_warnings INTEGER NOT NULL DEFAULT 0,
    findings_json    TEXT
) STRICT;

CREATE INDEX ix_files_status ON files (status, id);

CREATE TABLE remittances (
    id                        INTEGER PRIMARY KEY AUTOINCREMENT,
    file_id                   INTEGER NOT NULL REFERENCES files (id),
    fingerprint               TEXT    NOT NULL UNIQUE,
    control_number            TEXT    NOT NULL,
    trace_number              TEXT,
    payment_amount            INTEGER NOT NULL,
    payment_method            TEXT,
    payment_date              TEXT,
    payer_name                TEXT,
    payer_id                  TEXT,
    payee_name                TEXT,
    payee_npi                 TEXT,
    payee_tax_id              TEXT,
    claims                    INTEGER NOT NULL DEFAULT 0,
    services                  INTEGER NOT NULL DEFAULT 0,
    charge                    INTEGER NOT NULL DEFAULT 0,
    paid                      INTEGER NOT NULL DEFAULT 0,
    balanced                  INTEGER NOT NULL DEFAULT 0,
    unbalanced                INTEGER NOT NULL DEFAULT 0,
    complete                  INTEGER NOT NULL DEFAULT 0,
    new_denials               INTEGER NOT NULL DEFAULT 0,
    new_appeals               INTEGER NOT NULL DEFAULT 0,
    interchange_json          TEXT,
    header_json               TEXT    NOT NULL,
    provider_adjustments_json TEXT,
    segment                   INTEGER NOT NULL,
    byte_offset               INTEGER NOT NULL,
    created_at                TEXT    NOT NULL
) STRICT;

CREATE INDEX ix_remittances_file ON remittances (file_id);

CREATE TABLE denials (
    id                     INTEGER PRIMARY KEY AUTOINCREMENT,
    remittance_id          INTEGER NOT NULL REFERENCES remittances (id),
    fingerprint            TEXT    NOT NULL UNIQUE,
    disposition            TEXT    NOT NULL,
    rule_name              TEXT    NOT NULL,
    because                TEXT    NOT NULL,
    playbook               TEXT,
    denied_amount          INTEGER NOT NULL,
    reasons                TEXT    NOT NULL,
    remarks                TEXT    NOT NULL,
    services               TEXT    NOT NULL,
    patient_control_number TEXT,
    payer_claim_number     TEXT,
    claim_status           TEXT    NOT NULL,
    payer_name             TEXT,
    payer_id               TEXT,
    payee_name             TEXT,
    payee_npi              TEXT,
    payee_tax_id           TEXT,
    filing_indicator       TEXT,
    service_from           TEXT,
    service_to             TEXT,
    charge                 INTEGER NOT NULL,
    paid                   INTEGER NOT NULL,
    claim_json             TEXT    NOT NULL,
    verdict_json           TEXT    NOT NULL,
    segment                INTEGER NOT NULL,
    byte_offset            INTEGER NOT NULL,
    created_at             TEXT    NOT NULL
) STRICT;

CREATE INDEX ix_denials_remittance ON denials (remittance_id);

CREATE TABLE todos (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    denial_id INTEGER NOT NULL REFERENCES denials (id),
    text      TEXT    NOT NULL,
    done_at   TEXT
) STRICT;

CREATE INDEX ix_todos_denial ON todos (denial_id);

-- deadline_key is the deadline, or the end of time when there is none: a key to page by must not be null.
CREATE TABLE appeals (
    id                  INTEGER PRIMARY KEY AUTOINCREMENT,
    denial_id           INTEGER NOT NULL REFERENCES denials (id),
    kind                TEXT    NOT NULL,
    status              TEXT    NOT NULL CHECK (status IN
        ('Queued', 'Drafted', 'Approved', 'Sent', 'Closed', 'Withdrawn', 'DraftFailed')),
    disposition         TEXT    NOT NULL,
    playbook            TEXT,
    denied_amount       INTEGER NOT NULL,
    priority            INTEGER NOT NULL,
    deadline            TEXT,
    deadline_key        TEXT    NOT NULL,
    safe_deadline       TEXT,
    deadline_basis      TEXT,
    deadline_source     TEXT,
    deadline_is_default INTEGER NOT NULL DEFAULT 0,
    revision            INTEGER NOT NULL DEFAULT 0,
    job_id              TEXT,
    job_storage         TEXT,
    status_reason       TEXT,
    created_at          TEXT    NOT NULL,
    drafted_at          TEXT,
    approved_at         TEXT,
    approved_by         TEXT,
    sent_at             TEXT,
    sent_channel        TEXT,
    sent_reference      TEXT,
    closed_at           TEXT,
    outcome             TEXT CHECK (outcome IN ('Won', 'PartlyWon', 'Upheld')),
    recovered_amount    INTEGER,
    UNIQUE (denial_id, kind)
) STRICT;

CREATE INDEX ix_appeals_status          ON appeals (status, id);
CREATE INDEX ix_appeals_status_priority ON appeals (status, priority, id);
CREATE INDEX ix_appeals_status_deadline ON appeals (status, deadline_key, id);
CREATE INDEX ix_appeals_status_amount   ON appeals (status, denied_amount, id);
CREATE INDEX ix_appeals_priority        ON appeals (priority, id);
CREATE INDEX ix_appeals_deadline        ON appeals (deadline_key, id);
CREATE INDEX ix_appeals_amount          ON appeals (denied_amount, id);

CREATE TABLE drafts (
    appeal_id   INTEGER NOT NULL REFERENCES appeals (id),
    revision    INTEGER NOT NULL,
    kind        TEXT    NOT NULL,
    playbook    TEXT    NOT NULL,
    markdown    TEXT    NOT NULL,
    html        TEXT    NOT NULL,
    text        TEXT    NOT NULL,
    needs_count INTEGER NOT NULL,
    needs_json  TEXT    NOT NULL,
    created_at  TEXT    NOT NULL,
    created_by  TEXT    NOT NULL,
    PRIMARY KEY (appeal_id, revision)
) STRICT;

CREATE TABLE history (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    appeal_id   INTEGER NOT NULL REFERENCES appeals (id),
    happened_at TEXT    NOT NULL,
    actor       TEXT    NOT NULL,
    action      TEXT    NOT NULL,
    detail      TEXT
) STRICT;

CREATE INDEX ix_history_appeal ON history (appeal_id, id);

CREATE TRIGGER history_is_not_updated BEFORE UPDATE ON history
BEGIN
    SELECT RAISE(ABORT, 'history is append-only');
END;

CREATE TRIGGER history_is_not_deleted BEFORE DELETE ON history
BEGIN
    SELECT RAISE(ABORT, 'history is append-only');
END;

-- INSERT OR REPLACE removes the old row without its delete trigger, unless recursive triggers are on.
CREATE TRIGGER history_is_not_replaced BEFORE INSERT ON history
WHEN EXISTS (SELECT 1 FROM history WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'history is append-only');
END;

-- What was approved must stay what was approved: another text is another revision.
CREATE TRIGGER drafts_are_not_updated BEFORE UPDATE ON drafts
BEGIN
    SELECT RAISE(ABORT, 'drafts are append-only');
END;

CREATE TRIGGER drafts_are_not_deleted BEFORE DELETE ON drafts
BEGIN
    SELECT RAISE(ABORT, 'drafts are append-only');
END;

CREATE TRIGGER drafts_are_not_replaced BEFORE INSERT ON drafts
WHEN EXISTS (SELECT 1 FROM drafts WHERE appeal_id = NEW.appeal_id AND revision = NEW.revision)
BEGIN
    SELECT RAISE(ABORT, 'drafts are append-only');
END;
