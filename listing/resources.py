"""Tables of the field catalogue as Resources of django-import-export: headings, cleaning, writing, each declared once.

The wizard takes headings and cleaning from here, exports headings and writing, dictionaries all of it. Reading at size
and writing by COPY are ours: the library makes one object a row.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from import_export.declarative import DeclarativeMetaclass
from import_export.fields import Field as Column
from import_export.resources import Resource
from import_export.widgets import Widget

from core.errors import DomainError
from core.registries.fields import Field, FieldType, catalogue, names_of

SHORT_DATE = "%d.%m.%Y"
BETWEEN = "; "


class CellWidget(Widget):  # type: ignore[misc]  # the library has no types
    """One cell of a field: cleaned by the field's own cleaner, written the way that it is read back without loss."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field

    def clean(self, value: Any, row: Any = None, **_more: Any) -> Any:
        """The value of a cell. Raises ValueError with the cleaner's sentence, as the library wants it."""
        text = "" if value is None else written(value, self.field)
        if self.field.cleaner is None:
            return text or None
        try:
            return self.field.cleaner(text)
        except DomainError as error:
            raise ValueError(str(error)) from error

    def render(self, value: Any, obj: Any = None, **_more: Any) -> str:
        """The text of a value."""
        return written(value, self.field)


class CatalogueResource(Resource):  # type: ignore[misc]
    """A table whose columns are fields of the catalogue; made by `resource_of`."""

    def headings(self) -> list[str]:
        """Names of the columns in the reader's language."""
        return [str(column.widget.field.label) for column in self.fields.values()]

    def written(self, values: Any) -> list[str]:
        """One row of text, of an object or a mapping by field code."""
        return [column.export(values) for column in self.fields.values()]


def resource_of(chosen: Iterable[Field]) -> type[CatalogueResource]:
    """The Resource with these fields for columns."""
    columns = {
        field.code: Column(attribute=field.code, column_name=field.code, widget=CellWidget(field)) for field in chosen
    }
    made: type[CatalogueResource] = DeclarativeMetaclass("TableOfFields", (CatalogueResource,), columns)
    return made


def resource_of_codes(codes: Iterable[str]) -> type[CatalogueResource]:
    """The same by codes of the catalogue. Raises KeyError on one nobody has declared."""
    return resource_of([catalogue()[code] for code in codes])


def written(value: Any, field: Field) -> str:
    """A value as a cell holds it: choices by name, days as 31.12.1987, several with a semicolon."""
    if value is None:
        return ""
    if isinstance(value, (list, tuple, set, frozenset)):
        return BETWEEN.join(filter(None, (written(one, field) for one in value)))
    if isinstance(value, dt.datetime):
        return value.strftime(f"{SHORT_DATE} %H:%M:%S")
    if isinstance(value, dt.date):
        return value.strftime(SHORT_DATE)
    if field.choices is not None and field.type in {FieldType.CHOICE, FieldType.MULTI}:
        return str(names_of(field, (str(value),)).get(str(value), value))
    return str(value)
