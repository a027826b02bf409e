"""What hangs on a card besides contacts, and what was taken off it: one statement for all kinds."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model

from customers.models import CustomerDate, CustomerFile, CustomerTag, ExternalId, Relation
from journal.history import event_model

MOST = 200
TIE = "tie"
"""Of two clients: told on the cards of both."""
KINDS: Mapping[str, type[Model]] = {
    "tag": CustomerTag,
    "number": ExternalId,
    "date": CustomerDate,
    TIE: Relation,
    "file": CustomerFile,
}
NAME_OF_TAG = "jsonb_build_object('tag_name', (SELECT g.name FROM customers_tag g WHERE g.id = m.tag_id))"


@dataclass(frozen=True)
class MarkRow:
    """A row that stands there or, with `gone_at`, stood there."""

    kind: str
    values: Mapping[str, Any]
    created_at: dt.datetime
    made_in: UUID | None
    event: int = 0
    gone_at: dt.datetime | None = None
    operation: UUID | None = None
    """What took it off."""


def rows_of(customer_id: int, kinds: Iterable[str]) -> list[MarkRow]:
    """Of each kind the first two hundred that stand there, and the last two hundred that are gone."""
    parts = [part for kind in kinds for part in _parts(kind)]
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), {"customer": customer_id, "most": MOST})
        return [
            MarkRow(kind, json.loads(values) if isinstance(values, str) else values, *more)
            for kind, values, *more in cursor.fetchall()
        ]


def _parts(kind: str) -> list[str]:
    model = KINDS[kind]
    values = f"to_jsonb(m) || {NAME_OF_TAG}" if kind == "tag" else "to_jsonb(m)"
    begin = f"SELECT '{kind}', {values}, m.created_at, m.made_in"  # our own words only
    standing = f"{begin}, 0::bigint, NULL::timestamptz, NULL::uuid FROM {model._meta.db_table} m"
    gone = f"{begin}, m.pgh_id, m.pgh_created_at, m.pgh_context_id FROM {event_model(model)._meta.db_table} m"
    return [
        part
        for side in (("customer_id", "other_id") if kind == TIE else ("customer_id",))
        for part in (
            f"({standing} WHERE m.{side} = %(customer)s ORDER BY m.id LIMIT %(most)s)",
            f"({gone} WHERE m.{side} = %(customer)s AND m.pgh_label = 'delete' ORDER BY m.pgh_id DESC LIMIT %(most)s)",
        )
    ]
