-- What Insights count of each denial stands in the index by remittance: a look at all of them reads no whole claims.
DROP INDEX ix_denials_remittance ON clausea.denials;

CREATE INDEX ix_denials_remittance ON clausea.denials (remittance_id)
    INCLUDE (service_from, denied_amount, disposition, reasons, remarks);
