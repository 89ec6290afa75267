#!/bin/sh
# The two roles of Bailiff in PostgreSQL: one owns the tables (DATABASE_OWNER_URL), one serves and owns nothing
# (DATABASE_URL). PostgreSQL's image runs this on an empty volume. By hand: as an administrator of the server, with an
# empty database in POSTGRES_DB and both passwords in the environment.
set -eu
psql --set=ON_ERROR_STOP=1 --no-psqlrc --quiet --username="${POSTGRES_USER:-postgres}" --dbname="$POSTGRES_DB" \
  --set=database="$POSTGRES_DB" \
  --set=owner="${BAILIFF_OWNER_ROLE:-bailiff_owner}" --set=owner_password="$BAILIFF_OWNER_PASSWORD" \
  --set=serves="${BAILIFF_SERVES_ROLE:-bailiff}" --set=serves_password="$BAILIFF_SERVES_PASSWORD" <<'SQL'
create role :"owner" login password :'owner_password';
create role :"serves" login password :'serves_password';
revoke all on database :"database" from public;
grant connect on database :"database" to :"serves";
-- The schema "public" belongs to whoever owns the database.
alter database :"database" owner to :"owner";
SQL
