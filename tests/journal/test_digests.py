"""Digests of seals against a naive program, written from the description alone."""

import datetime as dt
import hashlib
import struct

import pytest
from django.db import connection, transaction

from core.db import OWNER
from journal.models import Entry, Seal
from journal.seals import verify
from tests.journal.sealed import entries

pytestmark = [pytest.mark.django_db(transaction=True, databases=["default", OWNER]), pytest.mark.sql, pytest.mark.alone]


def record_bytes(*fields: tuple[int, bytes]) -> bytes:
    """What PostgreSQL's record_send writes: number of columns, then type, length and bytes of each."""
    parts = [struct.pack("!iI", oid, len(value)) + value for oid, value in fields]
    return struct.pack("!i", len(fields)) + b"".join(parts)


INT4, INT8, BYTEA, TIMESTAMPTZ, XID8 = 23, 20, 17, 1184, 5069


def moment_bytes(microseconds_since_1970: int) -> bytes:
    return struct.pack("!q", microseconds_since_1970 - 946_684_800_000_000)


def micros(value: dt.datetime) -> int:
    return (value - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)) // dt.timedelta(microseconds=1)


def entry_bytes(entry: Entry) -> bytes:
    texts = (entry.actor_name, entry.verb, entry.object_type, entry.object_id)
    return record_bytes(
        (INT8, struct.pack("!q", entry.pk)),
        (TIMESTAMPTZ, moment_bytes(micros(entry.at))),
        (INT8, struct.pack("!q", entry.actor_id)),
        *((BYTEA, text.encode()) for text in texts),
        (BYTEA, bytes(entry.details_hmac)),
    )


def naive_digest(seal: Seal) -> bytes:
    chain = b""
    for entry in sorted(entries(), key=lambda entry: (entry.tx, entry.pk)):
        if entry.era == seal.era and seal.from_tx <= entry.tx < seal.to_tx:
            chain = hashlib.sha256(chain + entry_bytes(entry)).digest()
    return hashlib.sha256(
        record_bytes(
            (BYTEA, seal.stream.encode()),
            (INT8, struct.pack("!q", seal.n)),
            (INT4, struct.pack("!i", seal.era)),
            (XID8, struct.pack("!Q", seal.from_tx)),
            (XID8, struct.pack("!Q", seal.to_tx)),
            (INT8, struct.pack("!q", seal.count)),
            (BYTEA, bytes(seal.prev)),
            (TIMESTAMPTZ, moment_bytes(micros(seal.at))),
            (BYTEA, chain),
        )
    ).digest()


def test_digest_is_what_a_naive_program_makes(sealed: list[Entry]) -> None:
    for seal in Seal.objects.order_by("n"):
        assert naive_digest(seal) == bytes(seal.digest)


def test_digest_does_not_depend_on_the_connection(sealed: list[Entry]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SET LOCAL timezone = 'Asia/Tokyo';SET LOCAL bytea_output = 'escape';"
            "SET LOCAL intervalstyle = 'iso_8601'; SET LOCAL extra_float_digits = 0"
        )

        assert verify(seal_first=False).ok
