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
