-- What the worklist is narrowed to, found through indexes; who works on an appeal; counts that are kept up with every change.

-- Payers, practices and people by number. name_key is what a name is known by: the two or three values that it consists of.
-- IGNORE_DUP_KEY: two workers may meet a new payer at the same moment.
CREATE TABLE clausea.names (
    id       bigint IDENTITY NOT NULL CONSTRAINT pk_names PRIMARY KEY,
    role     nvarchar(20)    NOT NULL CONSTRAINT ck_names_role CHECK (role IN ('Payer', 'Practice', 'Assignee')),
    name_key nvarchar(800)   NOT NULL,
    name     nvarchar(400)   NULL,
    code     nvarchar(400)   NULL,
    tax_id   nvarchar(400)   NULL,
    CONSTRAINT uq_names_key UNIQUE (role, name_key) WITH (IGNORE_DUP_KEY = ON)
);
GO

INSERT INTO clausea.names (role, name_key, name, code)
SELECT N'Payer', x.name_key, MIN(x.payer_name), MIN(x.payer_id)
FROM (
    SELECT LEFT(CONCAT(r.payer_id, N'|', r.payer_name), 800) AS name_key, r.payer_name, r.payer_id
    FROM clausea.remittances r
) x
GROUP BY x.name_key;

INSERT INTO clausea.names (role, name_key, name, code, tax_id)
SELECT N'Practice', x.name_key, MIN(x.payee_name), MIN(x.payee_npi), MIN(x.payee_tax_id)
FROM (
    SELECT LEFT(CONCAT(r.payee_npi, N'|', r.payee_tax_id, N'|', r.payee_name), 800) AS name_key, r.payee_name, r.payee_npi, r.payee_tax_id
    FROM clausea.remittances r
) x
GROUP BY x.name_key;

-- What is indexed is written once, below, and not while rows are changed.
DROP INDEX ix_appeals_status          ON clausea.appeals;
DROP INDEX ix_appeals_status_priority ON clausea.appeals;
DROP INDEX ix_appeals_status_deadline ON clausea.appeals;
DROP INDEX ix_appeals_status_amount   ON clausea.appeals;
DROP INDEX ix_appeals_priority        ON clausea.appeals;
DROP INDEX ix_appeals_deadline        ON clausea.appeals;
DROP INDEX ix_appeals_amount          ON clausea.appeals;

-- readiness: 0 there is no draft, 1 something is open in it, 2 nothing is. code_bits: each code of the denial sets one of 62 bits,
-- so that whoever looks for a code need not ask denial_codes about appeals whose codes have set none of its bit.
ALTER TABLE clausea.appeals ADD
    file_id     bigint        NULL CONSTRAINT fk_appeals_file REFERENCES clausea.files (id),
    payer_no    bigint        NOT NULL CONSTRAINT df_appeals_payer_no DEFAULT 0,
    practice_no bigint        NOT NULL CONSTRAINT df_appeals_practice_no DEFAULT 0,
    readiness   int           NOT NULL CONSTRAINT df_appeals_readiness DEFAULT 0,
    code_bits   bigint        NOT NULL CONSTRAINT df_appeals_code_bits DEFAULT 0,
    assignee    nvarchar(100) NULL;

ALTER TABLE clausea.denials ADD without_letter int NOT NULL CONSTRAINT df_denials_without_letter DEFAULT 0;
GO

UPDATE a
SET file_id = r.file_id, payer_no = p.id, practice_no = q.id
FROM clausea.appeals a
JOIN clausea.denials d ON d.id = a.denial_id
JOIN clausea.remittances r ON r.id = d.remittance_id
JOIN clausea.names p ON p.role = N'Payer' AND p.name_key = LEFT(CONCAT(r.payer_id, N'|', r.payer_name), 800)
JOIN clausea.names q ON q.role = N'Practice' AND q.name_key = LEFT(CONCAT(r.payee_npi, N'|', r.payee_tax_id, N'|', r.payee_name), 800);

UPDATE a
SET readiness = CASE WHEN t.needs_count + t.findings_count = 0 THEN 2 ELSE 1 END
FROM clausea.appeals a
JOIN clausea.drafts t ON t.appeal_id = a.id AND t.revision = a.revision;

UPDATE a
SET code_bits = b.bits
FROM clausea.appeals a
JOIN (
    SELECT c.denial_id, SUM(DISTINCT POWER(CAST(2 AS bigint), (31 * UNICODE(LEFT(c.code, 1)) + 7 * COALESCE(UNICODE(SUBSTRING(c.code, 2, 1)), 0)
        + 3 * COALESCE(UNICODE(SUBSTRING(c.code, 3, 1)), 0) + COALESCE(UNICODE(SUBSTRING(c.code, 4, 1)), 0)) % 62)) AS bits
    FROM clausea.denial_codes c
    GROUP BY c.denial_id
) b ON b.denial_id = a.denial_id;

UPDATE d SET without_letter = 1
FROM clausea.denials d
WHERE NOT EXISTS (SELECT 1 FROM clausea.appeals a WHERE a.denial_id = d.id);

-- A list goes through the index of its status and order until a page is full. What else it is narrowed to stands in the index
-- too, so that rows that do not fit are passed over without being read. A list of several statuses is merged.
CREATE INDEX ix_appeals_newest ON clausea.appeals (status, id)
    INCLUDE (payer_no, practice_no, file_id, readiness, denied_amount, deadline_key, kind, disposition, playbook, outcome, code_bits, denial_id, assignee);
CREATE INDEX ix_appeals_priority ON clausea.appeals (status, priority, id)
    INCLUDE (payer_no, practice_no, file_id, readiness, denied_amount, deadline_key, kind, disposition, playbook, outcome, code_bits, denial_id, assignee);
CREATE INDEX ix_appeals_deadline ON clausea.appeals (status, deadline_key, id)
    INCLUDE (payer_no, practice_no, file_id, readiness, denied_amount, kind, disposition, playbook, outcome, code_bits, denial_id, assignee);
CREATE INDEX ix_appeals_amount ON clausea.appeals (status, denied_amount, id)
    INCLUDE (payer_no, practice_no, file_id, readiness, deadline_key, kind, disposition, playbook, outcome, code_bits, denial_id, assignee);

-- Where only few fit, these are found first and then put in order. The first two know all that a list is narrowed to.
CREATE INDEX ix_appeals_payer ON clausea.appeals (payer_no, id)
    INCLUDE (status, practice_no, file_id, readiness, priority, denied_amount, deadline_key, kind, disposition, playbook, outcome, code_bits, denial_id, assignee);
CREATE INDEX ix_appeals_playbook ON clausea.appeals (playbook, id)
    INCLUDE (status, payer_no, practice_no, file_id, readiness, priority, denied_amount, deadline_key, kind, disposition, outcome, code_bits, denial_id, assignee);
CREATE INDEX ix_appeals_practice    ON clausea.appeals (practice_no, id);
CREATE INDEX ix_appeals_file        ON clausea.appeals (file_id, id);
CREATE INDEX ix_appeals_kind        ON clausea.appeals (kind, disposition, id);
CREATE INDEX ix_appeals_disposition ON clausea.appeals (disposition, id);
CREATE INDEX ix_appeals_created     ON clausea.appeals (created_at, id) INCLUDE (status, denied_amount);
CREATE INDEX ix_appeals_assignee    ON clausea.appeals (assignee, id) INCLUDE (status, denied_amount) WHERE assignee IS NOT NULL;
CREATE INDEX ix_appeals_closed      ON clausea.appeals (closed_at, id) INCLUDE (status, outcome, denied_amount, recovered_amount) WHERE closed_at IS NOT NULL;

-- Claim numbers: whole, by their beginnings, or looked through. Payers have their own table now.
DROP INDEX ix_denials_search ON clausea.denials;
CREATE INDEX ix_denials_claim   ON clausea.denials (payer_claim_number);

-- Denials for which no letter is the next step.
CREATE INDEX ix_denials_without_letter ON clausea.denials (id) WHERE without_letter = 1;

-- Files of a night.
CREATE INDEX ix_files_finished ON clausea.files (finished_at);

-- Appeals and their money by status, deadline and readiness: to count a million of them anew for each page takes too long.
-- Each change of an appeal adds rows here, in the same transaction, and a sweep puts rows together: to change one row instead,
-- workers would have to wait for each other until the end of a remittance.
CREATE TABLE clausea.appeal_sums (
    id               bigint IDENTITY NOT NULL CONSTRAINT pk_appeal_sums PRIMARY KEY,
    status           nvarchar(20)    NOT NULL,
    deadline_key     date            NOT NULL,
    readiness        int             NOT NULL,
    appeals          int             NOT NULL,
    denied_amount    decimal(18,2)   NOT NULL,
    recovered_amount decimal(18,2)   NOT NULL
);
GO

INSERT INTO clausea.appeal_sums (status, deadline_key, readiness, appeals, denied_amount, recovered_amount)
SELECT status, deadline_key, readiness, COUNT(*), SUM(denied_amount), SUM(COALESCE(recovered_amount, 0))
FROM clausea.appeals
GROUP BY status, deadline_key, readiness;
GO

CREATE TRIGGER clausea.appeals_are_added_up ON clausea.appeals AFTER INSERT, UPDATE, DELETE
AS
BEGIN
    SET NOCOUNT ON;
    INSERT INTO clausea.appeal_sums (status, deadline_key, readiness, appeals, denied_amount, recovered_amount)
    SELECT c.status, c.deadline_key, c.readiness, SUM(c.appeals), SUM(c.denied_amount), SUM(c.recovered_amount)
    FROM (
        SELECT i.status, i.deadline_key, i.readiness, 1 AS appeals, i.denied_amount, COALESCE(i.recovered_amount, 0) AS recovered_amount
        FROM inserted i
        UNION ALL
        SELECT d.status, d.deadline_key, d.readiness, -1, -d.denied_amount, -COALESCE(d.recovered_amount, 0)
        FROM deleted d
    ) c
    GROUP BY c.status, c.deadline_key, c.readiness
    HAVING SUM(c.appeals) <> 0 OR SUM(c.denied_amount) <> 0 OR SUM(c.recovered_amount) <> 0;
END;
GO
