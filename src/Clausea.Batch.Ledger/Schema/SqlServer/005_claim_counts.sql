-- What denials are a part of: every claim of a remittance, paid ones too, by the month of its first service, or of the
-- payment where it names none. A reversal is taken off again, so that a claim that was reversed and corrected is one.

CREATE TABLE clausea.claim_counts (
    remittance_id bigint        NOT NULL CONSTRAINT fk_claim_counts_remittance REFERENCES clausea.remittances (id),
    month         date          NOT NULL,
    claims        int           NOT NULL,
    services      int           NOT NULL,
    charge        decimal(18,2) NOT NULL,
    paid          decimal(18,2) NOT NULL,
    denied_claims int           NOT NULL,
    denied_amount decimal(18,2) NOT NULL,
    CONSTRAINT pk_claim_counts PRIMARY KEY (remittance_id, month)
);

CREATE INDEX ix_claim_counts_month ON clausea.claim_counts (month);
GO

-- Paid claims of older remittances were not kept: their own totals stand in the month of the payment.
INSERT INTO clausea.claim_counts (remittance_id, month, claims, services, charge, paid, denied_claims, denied_amount)
SELECT r.id, DATEFROMPARTS(YEAR(COALESCE(r.payment_date, r.created_at)), MONTH(COALESCE(r.payment_date, r.created_at)), 1),
    r.claims, r.services, r.charge, r.paid,
    (SELECT COUNT(*) FROM clausea.denials d
     WHERE d.remittance_id = r.id AND d.denied_amount > 0 AND d.disposition NOT IN (N'None', N'Hold')),
    (SELECT COALESCE(SUM(d.denied_amount), 0) FROM clausea.denials d
     WHERE d.remittance_id = r.id AND d.denied_amount > 0 AND d.disposition NOT IN (N'None', N'Hold'))
FROM clausea.remittances r;
GO
