"""The pool of connections after the server has been away."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.db import connection

MANY = 6


@pytest.mark.django_db(transaction=True)
def test_broken_connections_keep_nobody_waiting() -> None:
    together = threading.Barrier(MANY)

    def ask(beside: threading.Barrier | None = None) -> int:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                if beside:
                    beside.wait(20)
                return int(cursor.fetchone()[0])
        finally:
            connection.close()

    with ThreadPoolExecutor(MANY) as people:
        before = {done.result() for done in [people.submit(ask, together) for _ in range(MANY)]}
    with psycopg.connect(**connection.get_connection_params() | {"autocommit": True}) as other:
        other.execute("SELECT pg_terminate_backend(pid, 5000) FROM unnest(%s::int[]) AS pid", [list(before)])

    began = time.monotonic()
    assert ask() not in before
    assert len(before) == MANY
    assert time.monotonic() - began < 5, "they were found broken one by one: the sixth after more than ten seconds"
