-- Which codes a denial carries, one row each: "how often did this code occur" reads one run of this table and nothing
-- else, so when, how much and from whom are repeated here. A code stands without its group: 50, not CO-50.

CREATE TABLE clausea.denial_codes (
    code          nvarchar(40)      NOT NULL,
    created_at    datetimeoffset(3) NOT NULL,
    denial_id     bigint            NOT NULL CONSTRAINT fk_denial_codes_denial REFERENCES clausea.denials (id),
    denied_amount decimal(18,2)     NOT NULL,
    payer         nvarchar(400)     NOT NULL,
    CONSTRAINT pk_denial_codes PRIMARY KEY (code, created_at, denial_id)
);
GO

INSERT INTO clausea.denial_codes (code, created_at, denial_id, denied_amount, payer)
SELECT DISTINCT c.code, c.created_at, c.id, c.denied_amount, c.payer
FROM (
    SELECT UPPER(LEFT(SUBSTRING(w.value, CHARINDEX(N'-', w.value) + 1, 4000), 40)) AS code,
        d.created_at, d.id, d.denied_amount, COALESCE(d.payer_name, d.payer_id, N'') AS payer
    FROM clausea.denials d
    CROSS APPLY STRING_SPLIT(d.reasons, N' ') w
    UNION ALL
    SELECT UPPER(LEFT(w.value, 40)), d.created_at, d.id, d.denied_amount, COALESCE(d.payer_name, d.payer_id, N'')
    FROM clausea.denials d
    CROSS APPLY STRING_SPLIT(d.remarks, N' ') w
) c
WHERE c.code <> N'';

-- What became of the appeals of a code's denials, without a look at their rows.
CREATE INDEX ix_appeals_denial ON clausea.appeals (denial_id) INCLUDE (status, outcome, recovered_amount);
GO
