#!/bin/bash
# Makes the database, the worker's login and its user; may run again and again. A changed password of the worker takes hold.
set -euo pipefail
umask 077
# In newer shells an ampersand in a replacement would stand for what is replaced.
shopt -u patsub_replacement 2>/dev/null || true
SQLCMDPASSWORD=$(</run/secrets/sa_password)
export SQLCMDPASSWORD
worker_password=$(</run/secrets/Ledger__Password)
# Within a string of T-SQL an apostrophe is written twice.
worker_password=${worker_password//\'/\'\'}
# -x: nothing in a password is a variable of sqlcmd.
sql() { /opt/mssql-tools18/bin/sqlcmd -C -S sqlserver -U sa -b -x "$@"; }

# In a file of its own: on a command line every process of the machine could read the password.
script=$(mktemp)
trap 'rm -f "$script"' EXIT
text=$(</deploy/database.sql)
printf '%s\n' "${text//@WORKER_PASSWORD@/$worker_password}" >"$script"

sql -i "$script"
sql -d clausea -i /deploy/user.sql
