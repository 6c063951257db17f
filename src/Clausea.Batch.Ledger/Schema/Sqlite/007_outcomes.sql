-- What later remittances say about appeals.

-- One row for each later decision on an appeal that was read, whether it closed the appeal or not.
CREATE TABLE outcomes (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    appeal_id     INTEGER NOT NULL REFERENCES appeals (id),
    remittance_id INTEGER NOT NULL,
    segment       INTEGER NOT NULL,
    answer        TEXT    NOT NULL,
    recovered     INTEGER NOT NULL,
    codes         TEXT    NOT NULL,
    matched_by    TEXT    NOT NULL,
    closed        INTEGER NOT NULL,
    created_at    TEXT    NOT NULL,
    UNIQUE (appeal_id, remittance_id, segment)
) STRICT;

-- Claims are looked up by the practice's number.
CREATE INDEX ix_denials_account ON denials (patient_control_number);

-- Remittances that came out of order. 1: those of the same payer that were paid later have to be read again. 2: this one has to.
ALTER TABLE remittances ADD COLUMN second_look INTEGER NOT NULL DEFAULT 0;

CREATE INDEX ix_remittances_second_look ON remittances (second_look) WHERE second_look > 0;
CREATE INDEX ix_remittances_payer_date  ON remittances (payer_id, payment_date);

ALTER TABLE files ADD COLUMN closed_appeals INTEGER NOT NULL DEFAULT 0;
