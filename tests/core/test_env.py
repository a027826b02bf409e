"""Settings read from addresses: what a person wrote there holds, or he is told."""

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured

from core import env

SECURED = "postgresql://app:secret@db.example.com:6432/kartoteka?sslmode=verify-full&options=-c%20lock_timeout%3D9s"


def test_what_stands_after_the_question_mark_reaches_the_driver() -> None:
    found = env.postgres(SECURED, {"pool": {"max_size": 8}})

    assert found["NAME"] == psycopg.conninfo.conninfo_to_dict(SECURED)["dbname"] == "kartoteka"
    assert found["OPTIONS"]["sslmode"] == "verify-full"
    assert found["OPTIONS"]["pool"] == {"max_size": 8}


def test_start_up_parameters_of_both_sides_hold() -> None:
    found = env.postgres(SECURED, {"options": "-c statement_timeout=5000"})

    assert found["OPTIONS"]["options"] == "-c lock_timeout=9s -c statement_timeout=5000"
    assert "default_transaction_read_only=on" in env.replica(SECURED, "")["OPTIONS"]["options"]
    assert env.replica(SECURED, "")["OPTIONS"]["sslmode"] == "verify-full"


@pytest.mark.parametrize("port", ["none", "99999"])
def test_port_that_is_none_is_refused_with_a_sentence(port: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="port"):
        env.postgres(f"postgresql://app@localhost:{port}/kartoteka")


@pytest.mark.parametrize(("address", "port"), [("[::1]:5433", "5433"), ("[::1]", "")])
def test_address_of_ipv6_is_given_without_brackets(address: str, port: str) -> None:
    found = env.postgres(f"postgresql://app@{address}/kartoteka")

    assert (found["HOST"], found["PORT"]) == ("::1", port)
