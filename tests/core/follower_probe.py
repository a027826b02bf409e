"""Asks `core.replica` by lines of its input, against the two servers the environment names; for test_follower."""

import json
import sys

import django

django.setup()

from django.db import connection, connections  # noqa: E402

from core import replica  # noqa: E402
from crm.monitoring import follower  # noqa: E402


def where() -> bool:
    """Whether SQL of reports goes to a server that follows another."""
    with replica.cursor() as cursor:
        cursor.execute("SELECT pg_is_in_recovery()")
        return bool(cursor.fetchone()[0])


def main() -> None:
    for line in sys.stdin:
        if line.strip() == "write":
            with connection.cursor() as cursor:
                cursor.execute("CREATE TABLE IF NOT EXISTS probe (n int); INSERT INTO probe VALUES (1)")
        replica.forget()
        told = {"by_replica": replica.read(where), "fault": replica.looked_at().fault, "lag": follower.lag()}
        told["health"] = follower.check_replica().health.value
        connections.close_all()
        print(json.dumps(told), flush=True)


main()
