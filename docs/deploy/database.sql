-- The database, and who may log in for the worker. database.sh puts the password in its place.
IF DB_ID(N'clausea') IS NULL CREATE DATABASE clausea;
GO
IF SUSER_ID(N'clausea') IS NULL
    CREATE LOGIN clausea WITH PASSWORD = N'@WORKER_PASSWORD@', CHECK_POLICY = ON, DEFAULT_DATABASE = clausea;
ELSE
    ALTER LOGIN clausea WITH PASSWORD = N'@WORKER_PASSWORD@';
GO
