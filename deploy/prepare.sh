#!/bin/sh
# Makes what docker-compose.yml needs beside it: settings to edit, and random secrets in a folder only you can enter.
#   sh deploy/prepare.sh
# What is there already stays as it is.
# The files themselves are readable by all, because containers read them as users of their own;
# the folder (0700) keeps other users of this machine out.
set -eu
cd "$(dirname "$0")"
mkdir -p secrets
chmod 0700 secrets

random() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }

# keep NAME TEXT: never overwrites; a changed password would lock the product out of its own database.
keep() {
    if [ ! -s "secrets/$1" ]; then
        printf '%s' "$2" >"secrets/$1"
        chmod 0444 "secrets/$1"
    fi
}

keep postgres_password "$(random)"
keep owner_password "$(random)"
keep app_password "$(random)"
keep redis_password "$(random)"
keep secret_key "$(random)$(random)"
keep email_password 'replace-me'
keep database_url "postgresql://kartoteka_app:$(cat secrets/app_password)@postgres:5432/kartoteka"
keep database_owner_url "postgresql://kartoteka_owner:$(cat secrets/owner_password)@postgres:5432/kartoteka"
keep redis_url "redis://:$(cat secrets/redis_password)@valkey:6379/0"
[ -e kartoteka.env ] || cp example.env kartoteka.env
printf '%s\n' 'Now put your host and mail server into deploy/kartoteka.env,' \
    'and the password of the mail server into deploy/secrets/email_password.'
