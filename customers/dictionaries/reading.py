"""What pages of a dictionary show: values by pages, the words on cards that no dictionary knows, files."""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

import tablib
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from import_export.formats.base_formats import CSV, XLSX
from import_export.resources import Field as Column
from import_export.resources import Resource

from core import archives
from core.errors import DomainError
from core.text.guard import guard, unguard
from customers.dictionaries.lookup import key_of, key_sql
from customers.dictionaries.names import dictionaries
from customers.models import DictionaryTerm
from customers.models.dictionary import LONGEST_TERM

ON_PAGE = 100
MOST_UNKNOWN = 200
MOST_ROWS = 50_000
MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 64 * 1024 * 1024
"""Of a workbook, which is read as a whole: fifty thousand rows of long words take half of it."""
BETWEEN = " | "
"""Between writings in one cell."""


@dataclass(frozen=True)
class ValuesPage:
    """Values in the order of their keys; `after` is the key the next page begins after, '' at the end."""

    values: list[DictionaryTerm]
    after: str


def values(dictionary: str, *, search: str = "", after: str = "") -> ValuesPage:
    """A page with the writings of each value. Two queries."""
    rows: QuerySet[DictionaryTerm] = DictionaryTerm.objects.filter(dictionary=dictionary, means=None)
    if search:
        key = key_of(search) or search
        matching = DictionaryTerm.objects.filter(dictionary=dictionary, key__contains=key)
        rows = rows.filter(Q(pk__in=matching.values("pk")) | Q(pk__in=matching.values("means")))
    if after:
        rows = rows.filter(key__gt=after)
    found = list(rows.prefetch_related("writings").order_by("key")[: ON_PAGE + 1])
    return ValuesPage(found[:ON_PAGE], found[ON_PAGE - 1].key if len(found) > ON_PAGE else "")


def unknown(dictionary: str) -> tuple[list[tuple[str, int]], int]:
    """Words of cards that the dictionary does not know, the most frequent first, and how many there are in all."""
    code = dictionaries()[dictionary].code
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT text, n, count(*) OVER () FROM (
                    SELECT "{code}" AS text, count(*) AS n FROM customers_customer WHERE "{code}" <> '' GROUP BY 1) AS d
                 WHERE NOT EXISTS (SELECT 1 FROM customers_dictionaryterm t
                                    WHERE t.dictionary = %s AND t.key = {key_sql("d.text")})
                 ORDER BY n DESC, text LIMIT %s""",  # noqa: S608
            [dictionary, MOST_UNKNOWN],
        )
        rows = cursor.fetchall()
    return [(text, n) for text, n, _all in rows], rows[0][2] if rows else 0


class DictionaryResource(Resource):  # type: ignore[misc]  # the library has no types
    """A value a row, its other writings in one cell."""

    value = Column(attribute="text", column_name="value")
    writings = Column(column_name="writings")

    def dehydrate_value(self, term: DictionaryTerm) -> str:
        """The value, never a formula."""
        return guard(term.text)

    def dehydrate_writings(self, term: DictionaryTerm) -> str:
        """All writings, as one cell."""
        return guard(BETWEEN.join(sorted(one.text for one in term.writings.all())))


def as_file(dictionary: str, kind: str) -> bytes:
    """The whole dictionary as a CSV that spreadsheets open, or a workbook."""
    terms = DictionaryTerm.objects.filter(dictionary=dictionary, means=None).prefetch_related("writings")
    data = DictionaryResource().export(terms.order_by("key"))
    return bytes(XLSX().export_data(data)) if kind == "xlsx" else str(CSV().export_data(data)).encode("utf-8-sig")


def read_file(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """(value, writing or nothing) of a file. Raises DomainError on what is no table, or too much."""
    if len(content) > MOST_BYTES:
        raise DomainError(_("The file is larger than 10 MB."), code="large")
    try:
        data = _workbook(content) if name.lower().endswith(".xlsx") else _text_table(content)
    except (DomainError, ImportError):  # a package that is missing is no fault of the file
        raise
    except Exception as error:  # whatever the library says of a broken file
        raise DomainError(_("This file cannot be read: send a CSV or XLSX table."), code="unreadable") from error
    if len(data) > MOST_ROWS:
        raise DomainError(_("The file has more than %(most)s rows.") % {"most": MOST_ROWS}, code="many")
    return _pairs(data)


def _workbook(content: bytes) -> tablib.Dataset:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if archives.is_bomb(archive, most=MOST_UNPACKED):
            raise DomainError(_("Unpacked, the file would be larger than is safe: send it as CSV."), code="bomb")
    return XLSX().create_dataset(content)


def _pairs(data: tablib.Dataset) -> Iterator[tuple[str, str]]:
    for row in data:
        value, *others = [_cell(cell) for cell in row[:2]] or [""]
        if not value.strip():
            continue
        value = " ".join(value.split())[:LONGEST_TERM]
        yield value, ""
        for writing in "|".join(others).replace(";", "|").split("|"):
            text = " ".join(writing.split())[:LONGEST_TERM]
            if text and text != value:
                yield value, text


def _cell(cell: object) -> str:
    return unguard(str(cell if cell is not None else "").replace("\0", ""))


def _text_table(content: bytes) -> tablib.Dataset:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1251")
    first = text.split("\n", 1)[0]
    rows = list(csv.reader(io.StringIO(text), delimiter=max(";,\t", key=first.count)))
    return tablib.Dataset(*[row[:2] + [""] * (2 - len(row)) for row in rows[1:] if row], headers=["value", "writings"])
