-- The worker's user in the database. The ledger and Hangfire make and upgrade their tables when the worker starts, so it
-- owns the schemas of both; nothing else of the database or the server is its own.
IF USER_ID(N'clausea') IS NULL CREATE USER clausea FOR LOGIN clausea WITH DEFAULT_SCHEMA = clausea;
GO
IF SCHEMA_ID(N'clausea') IS NULL EXEC (N'CREATE SCHEMA clausea AUTHORIZATION clausea');
IF SCHEMA_ID(N'HangFire') IS NULL EXEC (N'CREATE SCHEMA HangFire AUTHORIZATION clausea');
GRANT CREATE TABLE TO clausea;
GO
