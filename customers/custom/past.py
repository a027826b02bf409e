"""A field made sensitive: what stood in it before is put under the cipher in the history too.

Nobody has a value when a field becomes sensitive, but before-images of values that were there live for weeks, and would
lie there as open text. What the field could hold today is sealed, so that an undo can still bring it back; anything
else is taken out of the image.
"""

import json
from typing import Any

from django.db import connection

from core.errors import DomainError
from customers.custom.reading import read
from customers.custom.secrets import SEALED, seal
from customers.custom.words import typed
from customers.models import CustomField

AT_ONCE = 5_000
_OPEN = """
    SELECT pgh_id, "values" -> %(key)s FROM customers_customvaluesevent
     WHERE pgh_id > %(after)s AND "values" ? %(key)s AND NOT "values" ->> %(key)s ~ %(sealed)s
     ORDER BY pgh_id LIMIT %(most)s"""
_REWRITE = """
    UPDATE customers_customvaluesevent e
       SET "values" = jsonb_strip_nulls((e."values" - %(key)s) || jsonb_build_object(%(key)s::text, p.sealed))
      FROM unnest(%(ids)s::bigint[], %(sealed)s::text[]) AS p (id, sealed)
     WHERE e.pgh_id = p.id"""


def seal_history(own: CustomField) -> int:
    """Rewrite the images that hold the field in the open; how many there were. Cost: one pass over the images."""
    done, after = 0, 0
    while rows := _open(own, after):
        after = rows[-1][0]
        done += len(rows)
        sealed = [_sealed(own, json.loads(value) if isinstance(value, str) else value) for _image, value in rows]
        with connection.cursor() as cursor:
            cursor.execute(_REWRITE, {"key": own.key, "ids": [image for image, _value in rows], "sealed": sealed})
    return done


def _open(own: CustomField, after: int) -> list[tuple[int, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, {"key": own.key, "after": after, "sealed": SEALED, "most": AT_ONCE})
        return [(int(image), value) for image, value in cursor.fetchall()]


def _sealed(own: CustomField, value: Any) -> str | None:
    """None for what the field, as it is now, cannot hold."""
    if isinstance(value, dict):
        return None
    try:
        plain = read(own, typed(own, value))
    except (DomainError, ValueError, TypeError, ArithmeticError):
        return None
    return None if plain is None else seal(plain)
