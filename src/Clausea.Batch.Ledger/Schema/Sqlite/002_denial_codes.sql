-- Which codes a denial carries, one row each: "how often did this code occur" reads one run of this table and nothing
-- else, so when, how much and from whom are repeated here. A code stands without its group: 50, not CO-50.

CREATE TABLE denial_codes (
    code          TEXT    NOT NULL,
    created_at    TEXT    NOT NULL,
    denial_id     INTEGER NOT NULL REFERENCES denials (id),
    denied_amount INTEGER NOT NULL,
    payer         TEXT    NOT NULL,
    PRIMARY KEY (code, created_at, denial_id)
) STRICT, WITHOUT ROWID;

-- Takes one word after the other from the front of reasons and remarks.
INSERT INTO denial_codes (code, created_at, denial_id, denied_amount, payer)
WITH RECURSIVE words (denial_id, reason, word, remaining) AS (
    SELECT id, 1, '', reasons || ' ' FROM denials
    UNION ALL
    SELECT id, 0, '', remarks || ' ' FROM denials
    UNION ALL
    SELECT denial_id, reason, substr(remaining, 1, instr(remaining, ' ') - 1), substr(remaining, instr(remaining, ' ') + 1)
    FROM words
    WHERE remaining <> ''
),
codes (denial_id, code) AS (
    SELECT denial_id, upper(substr(CASE WHEN reason = 1 THEN substr(word, instr(word, '-') + 1) ELSE word END, 1, 40))
    FROM words
)
SELECT DISTINCT c.code, d.created_at, d.id, d.denied_amount, COALESCE(d.payer_name, d.payer_id, '')
FROM codes c
JOIN denials d ON d.id = c.denial_id
WHERE c.code <> '';

-- What became of the appeals of a code's denials, without a look at their rows.
CREATE INDEX ix_appeals_denial ON appeals (denial_id, status, outcome, recovered_amount);
