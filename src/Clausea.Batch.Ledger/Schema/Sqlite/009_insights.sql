-- What Insights count of each denial stands in the index by remittance: a look at all of them reads no whole claims.
DROP INDEX ix_denials_remittance;

CREATE INDEX ix_denials_remittance ON denials (remittance_id, service_from, denied_amount, disposition, reasons, remarks);
