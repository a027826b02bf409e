"""The first page of an archive: what is in it, and by which sums one knows that it is whole."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from core.errors import DomainError

FORMAT = 1
NAME = "manifest.json"


@dataclass(frozen=True)
class TablePart:
    """One table as a member of the archive."""

    name: str
    columns: tuple[str, ...]
    rows: int
    sha256: str

    @property
    def member(self) -> str:
        return f"tables/{self.name}.csv"


@dataclass(frozen=True)
class Manifest:
    """Made last, read first. `made_at` is ISO 8601 in UTC."""

    made_at: str
    postgres: str
    migrations: tuple[tuple[str, str], ...]
    tables: tuple[TablePart, ...]
    files: int = 0
    file_bytes: int = 0
    files_missing: tuple[str, ...] = ()
    """Contents the database names and the store did not have: they were lost before this backup."""
    format: int = FORMAT
    product: str = "kartoteka"
    notes: dict[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)

    def dumps(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()


def loads(text: bytes) -> Manifest:
    """Raises DomainError when this is not a manifest of ours, or one of a format we do not know."""
    try:
        data: dict[str, Any] = json.loads(text)
        if data["product"] != "kartoteka":
            raise KeyError("product")
        if data["format"] != FORMAT:
            raise DomainError(
                _("The backup has format %(format)s, which this version cannot read: update Kartoteka.")
                % {"format": data["format"]},
                code="backup-format",
            )
        tables = tuple(TablePart(**{**table, "columns": tuple(table["columns"])}) for table in data.pop("tables"))
        migrations = tuple((app, name) for app, name in data.pop("migrations"))
        missing = tuple(data.pop("files_missing"))
        return Manifest(tables=tables, migrations=migrations, files_missing=missing, **data)
    except (ValueError, KeyError, TypeError) as error:
        raise DomainError(_("This is not a backup of Kartoteka."), code="backup-damaged") from error
