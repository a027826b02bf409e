-- Two roles and the database, for psql as a superuser:
--   psql -v owner_password=… -v app_password=… -f deploy/postgres/roles.sql
-- The owner migrates; the application may not drop, alter or truncate (docs/decisions/0004).
-- Rights on tables are given by each migration.
\set ON_ERROR_STOP 1
CREATE ROLE kartoteka_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE kartoteka_app LOGIN PASSWORD :'app_password';
CREATE DATABASE kartoteka OWNER kartoteka_owner TEMPLATE template0 ENCODING 'UTF8';
REVOKE ALL ON DATABASE kartoteka FROM PUBLIC;
-- Scores, imports and cleaning work in temporary tables.
GRANT CONNECT, TEMPORARY ON DATABASE kartoteka TO kartoteka_app;
