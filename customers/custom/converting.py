"""A field's type changed under its values: each is read anew by the new type, or the change is refused.

Work is by distinct values, a thousand at a time: a list of ten colours on a million clients is ten readings.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.errors import DomainError
from customers.custom.reading import read
from customers.custom.words import NUMBERS, typed, words
from customers.models import CustomField
from customers.models.custom_field import CustomType

AT_ONCE = 1_000
SHOWN = 20
NEVER = (CustomType.CLIENT, CustomType.FILE)


@dataclass
class Preview:
    """What a change of type would do."""

    values: int = 0
    """Clients that have one."""
    lost: int = 0
    """Clients whose value the new type cannot read."""
    examples: list[tuple[str, int, str]] = field(default_factory=list)
    """(what stands there, how many clients have it, what is wrong)."""


def preview(before: CustomField, after: CustomField) -> Preview:
    """Read every value by the new type, write none."""
    found = Preview()
    for value, count in _distinct(before.key):
        found.values += count
        try:
            _converted(before, after, value)
        except DomainError as error:
            found.lost += count
            if len(found.examples) < SHOWN:
                found.examples.append((words(before, value), count, str(error)))
    return found


def convert(before: CustomField, after: CustomField) -> None:
    """Rewrite values where the new type keeps them otherwise. Raises DomainError when one cannot be read."""
    if before.type == after.type:
        return
    if before.is_sensitive or after.is_sensitive:
        raise DomainError(_("The type of a sensitive field changes only while nobody has a value."), code="type")
    told = preview(before, after)
    if told.lost:
        said = ngettext(
            "The value of %(count)s client is not of this type; the first: “%(value)s”.",
            "The values of %(count)s clients are not of this type; the first: “%(value)s”.",
            told.lost,
        )
        raise DomainError(said % {"count": told.lost, "value": told.examples[0][0][:60]}, code="type")
    pairs = [(value, _converted(before, after, value)) for value, _count in _distinct(before.key)]
    changed = [(old, new) for old, new in pairs if old != new]
    for at in range(0, len(changed), AT_ONCE):
        _rewrite(before.key, changed[at : at + AT_ONCE])


def _converted(before: CustomField, after: CustomField, value: Any) -> Any:
    if before.type != after.type and (before.type in NEVER or after.type in NEVER):
        raise DomainError(_("Values of this type cannot become another."), code="type")
    text = typed(before, value) if before.type in (*NUMBERS, CustomType.DATE, CustomType.MOMENT) else None
    if text is None:
        text = words(before, value) if before.type != CustomType.MULTI else words(before, value).replace(", ", "; ")
    found = read(after, text)
    if found is None:
        raise DomainError(_("The value would be lost."), code="type")
    return found


def _distinct(key: str) -> Iterator[tuple[Any, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT "values" -> %s AS value, count(*) FROM customers_customvalues WHERE "values" ? %s'
            " GROUP BY 1 ORDER BY 2 DESC, 1",
            [key, key],
        )
        for value, count in cursor.fetchall():
            yield json.loads(value) if isinstance(value, str) else value, count


def _rewrite(key: str, pairs: list[tuple[Any, Any]]) -> None:
    old, new = ([json.dumps(pair[at], ensure_ascii=False) for pair in pairs] for at in (0, 1))
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE customers_customvalues v
                  SET "values" = v."values" || jsonb_build_object(%(key)s::text, p.new::jsonb)
                 FROM unnest(%(old)s::text[], %(new)s::text[]) AS p (old, new)
                WHERE v."values" -> %(key)s = p.old::jsonb""",
            {"key": key, "old": old, "new": new},
        )
