"""Long jobs leave the machine to pages, down to their process of the database."""

import os

import pytest
from django.db import connection

from crm.supervisor.give_way import NICENESS, lower_connection


@pytest.mark.django_db
def test_process_of_the_database_gives_way() -> None:
    other = connection.copy()
    other.ensure_connection()
    try:
        pid = other.connection.info.backend_pid
        assert os.getpriority(os.PRIO_PROCESS, pid) == 0

        lower_connection(connection=other)

        assert os.getpriority(os.PRIO_PROCESS, pid) == NICENESS
        assert os.getpriority(os.PRIO_PROCESS, os.getpid()) == 0
    finally:
        other.close()
