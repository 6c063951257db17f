-- What many workers must know of each other's files, and which scheduled runs were made.

-- The Hangfire job of a file, as appeals have theirs. failures: tries that ended in an error; attempts counts all that were
-- begun, those that were cut short by a stop included.
ALTER TABLE clausea.files ADD
    job_id             nvarchar(100) NULL,
    job_storage        nvarchar(400) NULL,
    failures           int           NOT NULL CONSTRAINT df_files_failures DEFAULT 0,
    failure            nvarchar(max) NULL,
    resent_remittances int           NOT NULL CONSTRAINT df_files_resent_remittances DEFAULT 0;

-- The remittance that this one repeats under the same trace number, with other content.
ALTER TABLE clausea.remittances ADD
    resent_of bigint NULL CONSTRAINT fk_remittances_resent_of REFERENCES clausea.remittances (id);

CREATE INDEX ix_remittances_trace ON clausea.remittances (trace_number, payer_id);

-- One row for each time that a scheduled run was due and begun; a run without an end is made again.
CREATE TABLE clausea.runs (
    id           bigint IDENTITY   NOT NULL CONSTRAINT pk_runs PRIMARY KEY,
    name         nvarchar(100)     NOT NULL,
    due_at       datetimeoffset(3) NOT NULL,
    begun_at     datetimeoffset(3) NOT NULL,
    finished_at  datetimeoffset(3) NULL,
    summary_json nvarchar(max)     NULL,
    CONSTRAINT uq_runs_due UNIQUE (name, due_at)
);
GO
