#!/bin/bash
# Starts SQL Server with the password of "sa" out of a secret file: the image itself reads it from the environment only.
set -euo pipefail
MSSQL_SA_PASSWORD=$(</run/secrets/sa_password)
export MSSQL_SA_PASSWORD
exec /opt/mssql/bin/sqlservr
