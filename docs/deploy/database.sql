-- The database, and who may log in for the worker. database.sh puts the password in its place.
IF DB_ID(N'clausea') IS NULL CREATE DATABASE clausea;
GO
-- Readers of the worklist do not wait for a remittance that is being recorded.
IF EXISTS (SELECT 1 FROM sys.databases WHERE name = N'clausea' AND is_read_committed_snapshot_on = 0)
    ALTER DATABASE clausea SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE;
GO
IF SUSER_ID(N'clausea') IS NULL
    CREATE LOGIN clausea WITH PASSWORD = N'@WORKER_PASSWORD@', CHECK_POLICY = ON, DEFAULT_DATABASE = clausea;
ELSE
    ALTER LOGIN clausea WITH PASSWORD = N'@WORKER_PASSWORD@';
GO
