"""Own fields in a person's copy of his data: names of fields and words, secrets opened: they are about him."""

from collections.abc import Sequence
from typing import Any

from core.errors import DomainError
from customers.custom.secrets import reveal
from customers.custom.words import words
from customers.models import CustomField


def told(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same rows with `values` by the names of fields; one query however many rows."""
    known = {field.key: field for field in CustomField.objects.order_by("pk")} if rows else {}
    return [{**row, "values": {_name(known, key): _said(known, key, one) for key, one in _of(row)}} for row in rows]


def _of(row: dict[str, Any]) -> list[tuple[str, Any]]:
    return list((row.get("values") or {}).items())


def _name(known: dict[str, CustomField], key: str) -> str:
    return known[key].name if key in known else key


def _said(known: dict[str, CustomField], key: str, value: Any) -> Any:
    field = known.get(key)
    if field is None:
        return value
    if field.is_sensitive:
        try:
            value = reveal(str(value))
        except DomainError as error:
            return str(error)
    return words(field, value)
