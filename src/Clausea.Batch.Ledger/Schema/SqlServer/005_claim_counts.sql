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

-- The worklist goes through an index in the order wanted until a page is full. What it is filtered by stands in the index
-- too, so that rows that do not fit are passed over without being read: of a million, the last fits in a blink or none does.
DROP INDEX ix_appeals_status_priority ON clausea.appeals;
DROP INDEX ix_appeals_status_deadline ON clausea.appeals;
DROP INDEX ix_appeals_status_amount   ON clausea.appeals;
DROP INDEX ix_appeals_priority        ON clausea.appeals;
DROP INDEX ix_appeals_deadline        ON clausea.appeals;
DROP INDEX ix_appeals_amount          ON clausea.appeals;

CREATE INDEX ix_appeals_status_priority ON clausea.appeals (status, priority, id)
    INCLUDE (deadline, denied_amount, playbook, kind, disposition, denial_id);
CREATE INDEX ix_appeals_status_deadline ON clausea.appeals (status, deadline_key, id)
    INCLUDE (deadline, denied_amount, playbook, kind, disposition, denial_id);
CREATE INDEX ix_appeals_status_amount ON clausea.appeals (status, denied_amount, id)
    INCLUDE (deadline, playbook, kind, disposition, denial_id, recovered_amount);
CREATE INDEX ix_appeals_priority ON clausea.appeals (priority, id)
    INCLUDE (status, deadline, denied_amount, playbook, kind, disposition, denial_id);
CREATE INDEX ix_appeals_deadline ON clausea.appeals (deadline_key, id)
    INCLUDE (status, deadline, denied_amount, playbook, kind, disposition, denial_id);
CREATE INDEX ix_appeals_amount ON clausea.appeals (denied_amount, id)
    INCLUDE (status, deadline, playbook, kind, disposition, denial_id);

-- Payers and claim numbers are looked for in here; the rows themselves hold the whole claim.
CREATE INDEX ix_denials_search ON clausea.denials (payer_id) INCLUDE (payer_name, patient_control_number, payer_claim_number);
GO
