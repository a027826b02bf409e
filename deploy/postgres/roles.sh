#!/bin/sh
# Runs once, when the database container makes its cluster.
set -eu
psql --username "$POSTGRES_USER" --dbname postgres --file /etc/kartoteka/roles.sql \
    --set owner_password="$(cat /run/secrets/owner_password)" \
    --set app_password="$(cat /run/secrets/app_password)"
