-- What denials are a part of: every claim of a remittance, paid ones too, by the month of its first service, or of the
-- payment where it names none. A reversal is taken off again, so that a claim that was reversed and corrected is one.

CREATE TABLE claim_counts (
    remittance_id INTEGER NOT NULL REFERENCES remittances (id),
    month         TEXT    NOT NULL,
    claims        INTEGER NOT NULL,
    services      INTEGER NOT NULL,
    charge        INTEGER NOT NULL,
    paid          INTEGER NOT NULL,
    denied_claims INTEGER NOT NULL,
    denied_amount INTEGER NOT NULL,
    PRIMARY KEY (remittance_id, month)
) STRICT, WITHOUT ROWID;

CREATE INDEX ix_claim_counts_month ON claim_counts (month);

-- Paid claims of older remittances were not kept: their own totals stand in the month of the payment.
INSERT INTO claim_counts (remittance_id, month, claims, services, charge, paid, denied_claims, denied_amount)
SELECT r.id, substr(COALESCE(r.payment_date, r.created_at), 1, 7) || '-01', r.claims, r.services, r.charge, r.paid,
    (SELECT COUNT(*) FROM denials d
     WHERE d.remittance_id = r.id AND d.denied_amount > 0 AND d.disposition NOT IN ('None', 'Hold')),
    (SELECT COALESCE(SUM(d.denied_amount), 0) FROM denials d
     WHERE d.remittance_id = r.id AND d.denied_amount > 0 AND d.disposition NOT IN ('None', 'Hold'))
FROM remittances r;

-- The worklist goes through an index in the order wanted until a page is full. What it is filtered by stands in the index
-- too, so that rows that do not fit are passed over without being read: of a million, the last fits in a blink or none does.
DROP INDEX ix_appeals_status_priority;
DROP INDEX ix_appeals_status_deadline;
DROP INDEX ix_appeals_status_amount;
DROP INDEX ix_appeals_priority;
DROP INDEX ix_appeals_deadline;
DROP INDEX ix_appeals_amount;

CREATE INDEX ix_appeals_status_priority ON appeals (status, priority, id, deadline, denied_amount, playbook, kind, disposition, denial_id);
CREATE INDEX ix_appeals_status_deadline ON appeals (status, deadline_key, id, deadline, denied_amount, playbook, kind, disposition, denial_id);
CREATE INDEX ix_appeals_status_amount   ON appeals (status, denied_amount, id, deadline, playbook, kind, disposition, denial_id, recovered_amount);
CREATE INDEX ix_appeals_priority        ON appeals (priority, id, status, deadline, denied_amount, playbook, kind, disposition, denial_id);
CREATE INDEX ix_appeals_deadline        ON appeals (deadline_key, id, status, deadline, denied_amount, playbook, kind, disposition, denial_id);
CREATE INDEX ix_appeals_amount          ON appeals (denied_amount, id, status, deadline, playbook, kind, disposition, denial_id);

-- Payers and claim numbers are looked for in here; the rows themselves hold the whole claim.
CREATE INDEX ix_denials_search ON denials (payer_id, payer_name, patient_control_number, payer_claim_number);
