-- What later remittances say about appeals.

-- One row for each later decision on an appeal that was read, whether it closed the appeal or not.
CREATE TABLE clausea.outcomes (
    id            bigint IDENTITY   NOT NULL CONSTRAINT pk_outcomes PRIMARY KEY,
    appeal_id     bigint            NOT NULL CONSTRAINT fk_outcomes_appeal REFERENCES clausea.appeals (id),
    remittance_id bigint            NOT NULL,
    segment       int               NOT NULL,
    answer        nvarchar(40)      NOT NULL,
    recovered     decimal(18, 2)    NOT NULL,
    codes         nvarchar(400)     NOT NULL,
    matched_by    nvarchar(200)     NOT NULL,
    closed        bit               NOT NULL,
    created_at    datetimeoffset(3) NOT NULL,
    CONSTRAINT uq_outcomes_claim UNIQUE (appeal_id, remittance_id, segment)
);
GO

-- Claims are looked up by the practice's number.
CREATE INDEX ix_denials_account ON clausea.denials (patient_control_number);
GO

-- Remittances that came out of order. 1: those of the same payer that were paid later have to be read again. 2: this one has to.
ALTER TABLE clausea.remittances ADD
    second_look int NOT NULL CONSTRAINT df_remittances_second_look DEFAULT 0;
GO

CREATE INDEX ix_remittances_second_look ON clausea.remittances (second_look) WHERE second_look > 0;
CREATE INDEX ix_remittances_payer_date  ON clausea.remittances (payer_id, payment_date);
GO

ALTER TABLE clausea.files ADD
    closed_appeals int NOT NULL CONSTRAINT df_files_closed_appeals DEFAULT 0;
GO
