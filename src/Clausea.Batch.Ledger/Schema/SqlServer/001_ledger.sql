-- Money is decimal(18,2): as many bytes as decimal(12,2), and a damaged file with an absurd amount still goes in.
-- Text is nvarchar throughout, as the parameters are: a varchar column would be converted for every comparison, and its
-- index not used. Works on SQL Server 2017 and later.

CREATE TABLE clausea.files (
    id               bigint IDENTITY  NOT NULL CONSTRAINT pk_files PRIMARY KEY,
    hash             nvarchar(64)      NOT NULL CONSTRAINT uq_files_hash UNIQUE,
    name             nvarchar(400)     NOT NULL,
    size             bigint            NOT NULL,
    status           nvarchar(20)      NOT NULL CONSTRAINT ck_files_status CHECK
        (status IN ('Received', 'Processing', 'Archived', 'Quarantined')),
    attempts         int               NOT NULL CONSTRAINT df_files_attempts DEFAULT 0,
    seen_count       int               NOT NULL CONSTRAINT df_files_seen DEFAULT 1,
    first_seen_at    datetimeoffset(3) NOT NULL,
    last_seen_at     datetimeoffset(3) NOT NULL,
    begun_at         datetimeoffset(3) NULL,
    finished_at      datetimeoffset(3) NULL,
    stored_as        nvarchar(max)     NULL,
    reason           nvarchar(max)     NULL,
    interchanges     int               NOT NULL CONSTRAINT df_files_interchanges DEFAULT 0,
    remittances      int               NOT NULL CONSTRAINT df_files_remittances DEFAULT 0,
    new_remittances  int               NOT NULL CONSTRAINT df_files_new_remittances DEFAULT 0,
    claims           int               NOT NULL CONSTRAINT df_files_claims DEFAULT 0,
    denials          int               NOT NULL CONSTRAINT df_files_denials DEFAULT 0,
    new_appeals      int               NOT NULL CONSTRAINT df_files_new_appeals DEFAULT 0,
    paid             decimal(18,2)     NOT NULL CONSTRAINT df_files_paid DEFAULT 0,
    finding_errors   int               NOT NULL CONSTRAINT df_files_errors DEFAULT 0,
    finding_warnings int               NOT NULL CONSTRAINT df_files_warnings DEFAULT 0,
    findings_json    nvarchar(max)     NULL
);

CREATE INDEX ix_files_status ON clausea.files (status, id);

CREATE TABLE clausea.remittances (
    id                        bigint IDENTITY   NOT NULL CONSTRAINT pk_remittances PRIMARY KEY,
    file_id                   bigint            NOT NULL CONSTRAINT fk_remittances_file REFERENCES clausea.files (id),
    fingerprint               nvarchar(64)      NOT NULL CONSTRAINT uq_remittances_fingerprint UNIQUE,
    control_number            nvarchar(400)     NOT NULL,
    trace_number              nvarchar(400)     NULL,
    payment_amount            decimal(18,2)     NOT NULL,
    payment_method            nvarchar(400)     NULL,
    payment_date              date              NULL,
    payer_name                nvarchar(400)     NULL,
    payer_id                  nvarchar(400)     NULL,
    payee_name                nvarchar(400)     NULL,
    payee_npi                 nvarchar(400)     NULL,
    payee_tax_id              nvarchar(400)     NULL,
    claims                    int               NOT NULL CONSTRAINT df_remittances_claims DEFAULT 0,
    services                  int               NOT NULL CONSTRAINT df_remittances_services DEFAULT 0,
    charge                    decimal(18,2)     NOT NULL CONSTRAINT df_remittances_charge DEFAULT 0,
    paid                      decimal(18,2)     NOT NULL CONSTRAINT df_remittances_paid DEFAULT 0,
    balanced                  bit               NOT NULL CONSTRAINT df_remittances_balanced DEFAULT 0,
    unbalanced                int               NOT NULL CONSTRAINT df_remittances_unbalanced DEFAULT 0,
    complete                  bit               NOT NULL CONSTRAINT df_remittances_complete DEFAULT 0,
    new_denials               int               NOT NULL CONSTRAINT df_remittances_new_denials DEFAULT 0,
    new_appeals               int               NOT NULL CONSTRAINT df_remittances_new_appeals DEFAULT 0,
    interchange_json          nvarchar(max)     NULL,
    header_json               nvarchar(max)     NOT NULL,
    provider_adjustments_json nvarchar(max)     NULL,
    segment                   int               NOT NULL,
    byte_offset               bigint            NOT NULL,
    created_at                datetimeoffset(3) NOT NULL
);

CREATE INDEX ix_remittances_file ON clausea.remittances (file_id);

-- IGNORE_DUP_KEY: two files that share a claim may be read at the same moment; the second insert then adds no row,
-- where an error would undo the whole remittance.
CREATE TABLE clausea.denials (
    id                     bigint IDENTITY   NOT NULL CONSTRAINT pk_denials PRIMARY KEY,
    remittance_id          bigint            NOT NULL
        CONSTRAINT fk_denials_remittance REFERENCES clausea.remittances (id),
    fingerprint            nvarchar(64)      NOT NULL
        CONSTRAINT uq_denials_fingerprint UNIQUE WITH (IGNORE_DUP_KEY = ON),
    disposition            nvarchar(40)      NOT NULL,
    rule_name              nvarchar(400)     NOT NULL,
    because                nvarchar(max)     NOT NULL,
    playbook               nvarchar(400)     NULL,
    denied_amount          decimal(18,2)     NOT NULL,
    reasons                nvarchar(max)     NOT NULL,
    remarks                nvarchar(max)     NOT NULL,
    services               nvarchar(max)     NOT NULL,
    patient_control_number nvarchar(400)     NULL,
    payer_claim_number     nvarchar(400)     NULL,
    claim_status           nvarchar(400)     NOT NULL,
    payer_name             nvarchar(400)     NULL,
    payer_id               nvarchar(400)     NULL,
    payee_name             nvarchar(400)     NULL,
    payee_npi              nvarchar(400)     NULL,
    payee_tax_id           nvarchar(400)     NULL,
    filing_indicator       nvarchar(400)     NULL,
    service_from           date              NULL,
    service_to             date              NULL,
    charge                 decimal(18,2)     NOT NULL,
    paid                   decimal(18,2)     NOT NULL,
    claim_json             nvarchar(max)     NOT NULL,
    verdict_json           nvarchar(max)     NOT NULL,
    segment                int               NOT NULL,
    byte_offset            bigint            NOT NULL,
    created_at             datetimeoffset(3) NOT NULL
);

CREATE INDEX ix_denials_remittance ON clausea.denials (remittance_id);

CREATE TABLE clausea.todos (
    id        bigint IDENTITY   NOT NULL CONSTRAINT pk_todos PRIMARY KEY,
    denial_id bigint            NOT NULL CONSTRAINT fk_todos_denial REFERENCES clausea.denials (id),
    text      nvarchar(max)     NOT NULL,
    done_at   datetimeoffset(3) NULL
);

CREATE INDEX ix_todos_denial ON clausea.todos (denial_id);

-- deadline_key is the deadline, or the end of time when there is none: a key to page by must not be null.
CREATE TABLE clausea.appeals (
    id                  bigint IDENTITY   NOT NULL CONSTRAINT pk_appeals PRIMARY KEY,
    denial_id           bigint            NOT NULL CONSTRAINT fk_appeals_denial REFERENCES clausea.denials (id),
    kind                nvarchar(40)      NOT NULL,
    status              nvarchar(20)      NOT NULL CONSTRAINT ck_appeals_status CHECK
        (status IN ('Queued', 'Drafted', 'Approved', 'Sent', 'Closed', 'Withdrawn', 'DraftFailed')),
    disposition         nvarchar(40)      NOT NULL,
    playbook            nvarchar(400)     NULL,
    denied_amount       decimal(18,2)     NOT NULL,
    priority            int               NOT NULL,
    deadline            date              NULL,
    deadline_key        date              NOT NULL,
    safe_deadline       date              NULL,
    deadline_basis      nvarchar(max)     NULL,
    deadline_source     nvarchar(max)     NULL,
    deadline_is_default bit               NOT NULL CONSTRAINT df_appeals_deadline_is_default DEFAULT 0,
    revision            int               NOT NULL CONSTRAINT df_appeals_revision DEFAULT 0,
    job_id              nvarchar(100)     NULL,
    job_storage         nvarchar(400)     NULL,
    status_reason       nvarchar(max)     NULL,
    created_at          datetimeoffset(3) NOT NULL,
    drafted_at          datetimeoffset(3) NULL,
    approved_at         datetimeoffset(3) NULL,
    approved_by         nvarchar(400)     NULL,
    sent_at             datetimeoffset(3) NULL,
    sent_channel        nvarchar(max)     NULL,
    sent_reference      nvarchar(max)     NULL,
    closed_at           datetimeoffset(3) NULL,
    outcome             nvarchar(20)      NULL CONSTRAINT ck_appeals_outcome CHECK
        (outcome IN ('Won', 'PartlyWon', 'Upheld')),
    recovered_amount    decimal(18,2)     NULL,
    CONSTRAINT uq_appeals_denial_kind UNIQUE (denial_id, kind)
);

CREATE INDEX ix_appeals_status          ON clausea.appeals (status, id);
CREATE INDEX ix_appeals_status_priority ON clausea.appeals (status, priority, id);
CREATE INDEX ix_appeals_status_deadline ON clausea.appeals (status, deadline_key, id);
CREATE INDEX ix_appeals_status_amount   ON clausea.appeals (status, denied_amount, id);
CREATE INDEX ix_appeals_priority        ON clausea.appeals (priority, id);
CREATE INDEX ix_appeals_deadline        ON clausea.appeals (deadline_key, id);
CREATE INDEX ix_appeals_amount          ON clausea.appeals (denied_amount, id);

CREATE TABLE clausea.drafts (
    appeal_id   bigint            NOT NULL CONSTRAINT fk_drafts_appeal REFERENCES clausea.appeals (id),
    revision    int               NOT NULL,
    kind        nvarchar(40)      NOT NULL,
    playbook    nvarchar(400)     NOT NULL,
    markdown    nvarchar(max)     NOT NULL,
    html        nvarchar(max)     NOT NULL,
    text        nvarchar(max)     NOT NULL,
    needs_count int               NOT NULL,
    needs_json  nvarchar(max)     NOT NULL,
    created_at  datetimeoffset(3) NOT NULL,
    created_by  nvarchar(400)     NOT NULL,
    CONSTRAINT pk_drafts PRIMARY KEY (appeal_id, revision)
);

CREATE TABLE clausea.history (
    id          bigint IDENTITY   NOT NULL CONSTRAINT pk_history PRIMARY KEY,
    appeal_id   bigint            NOT NULL CONSTRAINT fk_history_appeal REFERENCES clausea.appeals (id),
    happened_at datetimeoffset(3) NOT NULL,
    actor       nvarchar(400)     NOT NULL,
    action      nvarchar(40)      NOT NULL,
    detail      nvarchar(max)     NULL
);

CREATE INDEX ix_history_appeal ON clausea.history (appeal_id, id);
GO

CREATE TRIGGER clausea.history_is_append_only ON clausea.history INSTEAD OF UPDATE, DELETE
AS
    THROW 51001, 'history is append-only', 1;
GO

-- What was approved must stay what was approved: another text is another revision.
CREATE TRIGGER clausea.drafts_are_append_only ON clausea.drafts INSTEAD OF UPDATE, DELETE
AS
    THROW 51002, 'drafts are append-only', 1;
GO
