-- Two roles for SQL Server: what a worker needs day by day, and reading alone. Run it once, as an owner of the database,
-- after the tables are made (clausea ledger script prints both). It may be run again after each upgrade.

SET XACT_ABORT ON;

IF DATABASE_PRINCIPAL_ID(N'clausea_worker') IS NULL CREATE ROLE clausea_worker;
IF DATABASE_PRINCIPAL_ID(N'clausea_reader') IS NULL CREATE ROLE clausea_reader;
GO

-- The worker reads and writes rows, and changes no table. Triggers keep history, drafts, packets and the access log as they
-- are; the refusals below keep it from them before any trigger is asked.
GRANT SELECT, INSERT, UPDATE, DELETE, EXECUTE ON SCHEMA::clausea TO clausea_worker;
GRANT SELECT, INSERT, UPDATE, DELETE, EXECUTE ON SCHEMA::HangFire TO clausea_worker;
DENY UPDATE ON OBJECT::clausea.history TO clausea_worker;
DENY UPDATE ON OBJECT::clausea.drafts TO clausea_worker;
DENY UPDATE ON OBJECT::clausea.packets TO clausea_worker;
DENY UPDATE, DELETE ON OBJECT::clausea.access_log TO clausea_worker;
DENY DELETE ON OBJECT::clausea.purges TO clausea_worker;
DENY DELETE ON OBJECT::clausea.users TO clausea_worker;
DENY INSERT, UPDATE, DELETE ON OBJECT::clausea.schema_versions TO clausea_worker;
GO

-- For reports. Everything in the schema is patient data; who looked at what is not for those who are looked after, nor are
-- the hashes of passwords.
GRANT SELECT ON SCHEMA::clausea TO clausea_reader;
DENY SELECT ON OBJECT::clausea.access_log TO clausea_reader;
DENY SELECT ON OBJECT::clausea.users TO clausea_reader;
DENY SELECT ON OBJECT::clausea.sessions TO clausea_reader;
GO

-- Then, for each login:
--   CREATE USER [clausea] FOR LOGIN [clausea];
--   ALTER ROLE clausea_worker ADD MEMBER [clausea];
