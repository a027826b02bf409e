"""Adds entries to the journal, inside the caller's transaction: what is rolled back was not done."""

import json
import secrets
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from core import sql
from journal.actors import Actor

SALT_BYTES = 16
SECRET_BYTES = 32


def record(
    verb: str,
    *,
    by: Actor,
    object_type: str = "",
    object_id: str | int = "",
    details: Mapping[str, Any] | None = None,
) -> None:
    """`by` did `verb` to an object. What is personal stands in `details` only: that can be erased.

    `verb` and `object_type` are codes of `core.registries.verbs` and `objects`.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            sql.statement("journal", "append_entry"),
            {
                **_actor(by),
                "verb": verb,
                "object_type": object_type,
                "object_id": str(object_id),
                "details": json.dumps(details, cls=DjangoJSONEncoder, ensure_ascii=False) if details else None,
                "salt": secrets.token_bytes(SALT_BYTES),
            },
        )


def record_many(verb: str, *, by: Actor, object_type: str, rows: str, params: Mapping[str, Any] | None = None) -> int:
    """One entry for each row of the query `rows`, which gives (object id, details as jsonb or NULL); their number.

    `rows` is SQL of our own with named parameters, given in `params`.
    """
    ours = {**_actor(by), "verb": verb, "object_type": object_type, "secret": secrets.token_bytes(SECRET_BYTES)}
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("journal", "append_entries", {"rows": rows}), {**(params or {}), **ours})
        return int(cursor.rowcount)


def _actor(by: Actor) -> dict[str, Any]:
    return {"actor_id": by.pk, "actor_name": by.full_name}
