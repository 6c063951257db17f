-- What the worklist is narrowed to, found through indexes; who works on an appeal; counts that are kept up with every change.

-- Payers, practices and people by number. name_key is what a name is known by: the two or three values that it consists of.
CREATE TABLE names (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    role     TEXT NOT NULL CHECK (role IN ('Payer', 'Practice', 'Assignee')),
    name_key TEXT NOT NULL,
    name     TEXT,
    code     TEXT,
    tax_id   TEXT,
    UNIQUE (role, name_key)
) STRICT;

INSERT INTO names (role, name_key, name, code)
SELECT 'Payer', substr(COALESCE(payer_id, '') || '|' || COALESCE(payer_name, ''), 1, 800), MIN(payer_name), MIN(payer_id)
FROM remittances
GROUP BY 2;

INSERT INTO names (role, name_key, name, code, tax_id)
SELECT 'Practice', substr(COALESCE(payee_npi, '') || '|' || COALESCE(payee_tax_id, '') || '|' || COALESCE(payee_name, ''), 1, 800),
    MIN(payee_name), MIN(payee_npi), MIN(payee_tax_id)
FROM remittances
GROUP BY 2;

-- What is indexed is written once, below, and not while rows are changed.
DROP INDEX ix_appeals_status;
DROP INDEX ix_appeals_status_priority;
DROP INDEX ix_appeals_status_deadline;
DROP INDEX ix_appeals_status_amount;
DROP INDEX ix_appeals_priority;
DROP INDEX ix_appeals_deadline;
DROP INDEX ix_appeals_amount;

-- readiness: 0 there is no draft, 1 something is open in it, 2 nothing is. code_bits: each code of the denial sets one of 62 bits,
-- so that whoever looks for a code need not ask denial_codes about appeals whose codes have set none of its bit.
ALTER TABLE appeals ADD COLUMN file_id INTEGER REFERENCES files (id);
ALTER TABLE appeals ADD COLUMN payer_no INTEGER NOT NULL DEFAULT 0;
ALTER TABLE appeals ADD COLUMN practice_no INTEGER NOT NULL DEFAULT 0;
ALTER TABLE appeals ADD COLUMN readiness INTEGER NOT NULL DEFAULT 0;
ALTER TABLE appeals ADD COLUMN code_bits INTEGER NOT NULL DEFAULT 0;
ALTER TABLE appeals ADD COLUMN assignee TEXT;

UPDATE appeals
SET file_id = o.file_id, payer_no = o.payer_no, practice_no = o.practice_no
FROM (
    SELECT d.id AS denial_id, r.file_id, p.id AS payer_no, q.id AS practice_no
    FROM remittances r
    JOIN names p ON p.role = 'Payer' AND p.name_key = substr(COALESCE(r.payer_id, '') || '|' || COALESCE(r.payer_name, ''), 1, 800)
    JOIN names q ON q.role = 'Practice' AND q.name_key =
        substr(COALESCE(r.payee_npi, '') || '|' || COALESCE(r.payee_tax_id, '') || '|' || COALESCE(r.payee_name, ''), 1, 800)
    JOIN denials d ON d.remittance_id = r.id
) o
WHERE o.denial_id = appeals.denial_id;

UPDATE appeals
SET code_bits = COALESCE(
    (SELECT SUM(DISTINCT 1 << ((31 * unicode(substr(c.code, 1, 1)) + 7 * COALESCE(unicode(substr(c.code, 2, 1)), 0)
        + 3 * COALESCE(unicode(substr(c.code, 3, 1)), 0) + COALESCE(unicode(substr(c.code, 4, 1)), 0)) % 62))
     FROM denial_codes c WHERE c.denial_id = appeals.denial_id), 0);

UPDATE appeals
SET readiness = COALESCE(
    (SELECT CASE WHEN t.needs_count + t.findings_count = 0 THEN 2 ELSE 1 END
     FROM drafts t WHERE t.appeal_id = appeals.id AND t.revision = appeals.revision), 0);

-- A list goes through the index of its status and order until a page is full. What else it is narrowed to stands in the index
-- too, so that rows that do not fit are passed over without being read. A list of several statuses is merged.
CREATE INDEX ix_appeals_newest   ON appeals (status, id, payer_no, practice_no, file_id, readiness, denied_amount, deadline_key, kind, disposition, playbook, outcome, code_bits, denial_id, assignee);
CREATE INDEX ix_appeals_priority ON appeals (status, priority, id, payer_no, practice_no, file_id, readiness, denied_amount, deadline_key, kind, disposition, playbook, outcome, code_bits, denial_id, assignee);
CREATE INDEX ix_appeals_deadline ON appeals (status, deadline_key, id, payer_no, practice_no, file_id, readiness, denied_amount, kind, disposition, playbook, outcome, code_bits, denial_id, assignee);
CREATE INDEX ix_appeals_amount   ON appeals (status, denied_amount, id, payer_no, practice_no, file_id, readiness, deadline_key, kind, disposition, playbook, outcome, code_bits, denial_id, assignee);

-- Where only few fit, these are found first and then put in order. The first two know all that a list is narrowed to.
CREATE INDEX ix_appeals_payer       ON appeals (payer_no, id, status, practice_no, file_id, readiness, priority, denied_amount, deadline_key, kind, disposition, playbook, outcome, code_bits, denial_id, assignee);
CREATE INDEX ix_appeals_playbook    ON appeals (playbook, id, status, payer_no, practice_no, file_id, readiness, priority, denied_amount, deadline_key, kind, disposition, outcome, code_bits, denial_id, assignee);
CREATE INDEX ix_appeals_practice    ON appeals (practice_no, id);
CREATE INDEX ix_appeals_file        ON appeals (file_id, id);
CREATE INDEX ix_appeals_kind        ON appeals (kind, disposition, id);
CREATE INDEX ix_appeals_disposition ON appeals (disposition, id);
CREATE INDEX ix_appeals_created     ON appeals (created_at, id, status, denied_amount);
CREATE INDEX ix_appeals_assignee    ON appeals (assignee, id, status, denied_amount) WHERE assignee IS NOT NULL;
CREATE INDEX ix_appeals_closed      ON appeals (closed_at, id, status, outcome, denied_amount, recovered_amount) WHERE closed_at IS NOT NULL;

-- Claim numbers: whole, by their beginnings, or looked through. Payers have their own table now.
DROP INDEX ix_denials_search;
CREATE INDEX ix_denials_claim   ON denials (payer_claim_number);

-- Denials for which no letter is the next step.
ALTER TABLE denials ADD COLUMN without_letter INTEGER NOT NULL DEFAULT 0;
UPDATE denials SET without_letter = 1 WHERE NOT EXISTS (SELECT 1 FROM appeals a WHERE a.denial_id = denials.id);
CREATE INDEX ix_denials_without_letter ON denials (id) WHERE without_letter = 1;

-- Files of a night.
CREATE INDEX ix_files_finished ON files (finished_at);

-- Appeals and their money by status, deadline and readiness: to count a million of them anew for each page takes too long.
-- Each change of an appeal is a change here, in the same transaction.
CREATE TABLE appeal_sums (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    status           TEXT    NOT NULL,
    deadline_key     TEXT    NOT NULL,
    readiness        INTEGER NOT NULL,
    appeals          INTEGER NOT NULL,
    denied_amount    INTEGER NOT NULL,
    recovered_amount INTEGER NOT NULL,
    UNIQUE (status, deadline_key, readiness)
) STRICT;

INSERT INTO appeal_sums (status, deadline_key, readiness, appeals, denied_amount, recovered_amount)
SELECT status, deadline_key, readiness, COUNT(*), SUM(denied_amount), SUM(COALESCE(recovered_amount, 0))
FROM appeals
GROUP BY status, deadline_key, readiness;

CREATE TRIGGER appeals_are_added_up AFTER INSERT ON appeals
BEGIN
    INSERT INTO appeal_sums (status, deadline_key, readiness, appeals, denied_amount, recovered_amount)
    VALUES (NEW.status, NEW.deadline_key, NEW.readiness, 1, NEW.denied_amount, COALESCE(NEW.recovered_amount, 0))
    ON CONFLICT (status, deadline_key, readiness) DO UPDATE SET appeals = appeals + 1,
        denied_amount = denied_amount + excluded.denied_amount, recovered_amount = recovered_amount + excluded.recovered_amount;
END;

CREATE TRIGGER appeals_are_taken_off AFTER DELETE ON appeals
BEGIN
    UPDATE appeal_sums
    SET appeals = appeals - 1, denied_amount = denied_amount - OLD.denied_amount,
        recovered_amount = recovered_amount - COALESCE(OLD.recovered_amount, 0)
    WHERE status = OLD.status AND deadline_key = OLD.deadline_key AND readiness = OLD.readiness;
END;

CREATE TRIGGER appeals_are_moved AFTER UPDATE OF status, deadline_key, readiness, denied_amount, recovered_amount ON appeals
WHEN OLD.status <> NEW.status OR OLD.deadline_key <> NEW.deadline_key OR OLD.readiness <> NEW.readiness
    OR OLD.denied_amount <> NEW.denied_amount OR OLD.recovered_amount IS NOT NEW.recovered_amount
BEGIN
    UPDATE appeal_sums
    SET appeals = appeals - 1, denied_amount = denied_amount - OLD.denied_amount,
        recovered_amount = recovered_amount - COALESCE(OLD.recovered_amount, 0)
    WHERE status = OLD.status AND deadline_key = OLD.deadline_key AND readiness = OLD.readiness;
    INSERT INTO appeal_sums (status, deadline_key, readiness, appeals, denied_amount, recovered_amount)
    VALUES (NEW.status, NEW.deadline_key, NEW.readiness, 1, NEW.denied_amount, COALESCE(NEW.recovered_amount, 0))
    ON CONFLICT (status, deadline_key, readiness) DO UPDATE SET appeals = appeals + 1,
        denied_amount = denied_amount + excluded.denied_amount, recovered_amount = recovered_amount + excluded.recovered_amount;
END;
