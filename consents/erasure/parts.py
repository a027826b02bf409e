"""Traces no foreign key leads to, in rooms below ours: stored files, the journal, texts of staff that name him."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.services import system_user
from consents.erasure import person as people
from consents.ledger.files import SCAN
from consents.models import SubjectBundle
from core.registries.personal import ErasurePart, OnErase, Person, PersonalModel, erasure_parts, personal_models
from customers.custom.filing import OWNER
from customers.tracking import CUSTOMER
from files.models import StoredFile
from files.services import remove
from journal.entries.erase import erase_details
from journal.models import Entry

STRUCK = "•••"


def register() -> None:
    """Files go before rows; the journal last."""
    erasure_parts.add(
        ErasurePart(code="files", label=_("Files"), count=lambda who: files(who).count(), erase=_remove, weight=40),
        ErasurePart(
            code="mentions", label=_("Texts of staff that name the person"), count=_count_mentions, erase=_strike,
            says=_("the name and the contacts are struck out"), weight=60,
        ),
        ErasurePart(
            code="journal", label=_("Details of the journal"), count=lambda who: entries(who).count(), erase=_silence,
            says=_("acts stay, their details go; seals stay whole"), weight=90,
        ),
    )  # fmt: skip


def gone_objects(person: Person) -> Mapping[str, tuple[str, ...]]:
    """Rows that go or are emptied: what stays by law keeps its files."""
    kept = {entry.code for entry in people.told_of() if people.fate(entry) == OnErase.KEEP}
    return {code: keys for code, keys in person.objects.items() if code not in kept or code == CUSTOMER}


def files(person: Person) -> QuerySet[StoredFile]:
    """What lies on his cards, talks and own fields, scans of papers he signed, and copies made for him."""
    found = Q(pk__in=SubjectBundle.objects.filter(customer__in=person.customer_ids, file__isnull=False).values("file"))
    for code, keys in gone_objects(person).items():
        found |= Q(belongs_to_type=code, belongs_to_id__in=keys)
    found |= Q(belongs_to_type=SCAN, belongs_to_id__in=[str(pk) for pk in person.customer_ids])
    for pk in person.customer_ids:
        found |= Q(belongs_to_type=OWNER, belongs_to_id__startswith=f"{pk}/")
    return StoredFile.objects.filter(found).order_by("pk")


def _remove(person: Person, act: str) -> int:
    found = list(files(person))  # before copies forget their files
    SubjectBundle.objects.filter(customer__in=person.customer_ids).update(file=None)
    return remove(found, by=system_user())


def entries(person: Person) -> QuerySet[Entry]:
    """Entries about his rows, and those whose details name him: what was searched for, what left the house."""
    found = Q(object_type=CUSTOMER, object_id__in=[str(pk) for pk in person.customer_ids])
    for code, keys in gone_objects(person).items():
        found |= Q(object_type=code, object_id__in=keys)
    rows = Entry.objects.filter(details__isnull=False)
    if person.pattern:
        found |= Q(pk__in=matching(rows, "details", person.pattern).values("pk"))
    return rows.filter(found).order_by()


def matching(rows: QuerySet[Any], field: str, pattern: str) -> QuerySet[Any]:
    """Rows whose text, or JSON as text, the pattern finds."""
    column = rows.model._meta.get_field(field).column
    table = connection.ops.quote_name(rows.model._meta.db_table)
    return rows.extra(where=[f'{table}."{column}"::text ~* %s'], params=[pattern])  # noqa: S610  # names are our own


def _silence(person: Person, act: str) -> int:
    return erase_details(entries(person).values_list("pk", flat=True), act=act, by=system_user())


def naming(rows: QuerySet[Any], names: Iterable[str], pattern: str) -> Q:
    """Condition of those rows where the pattern finds one of these texts; of none without a pattern."""
    found = Q(pk__in=[])
    for name in names if pattern else ():
        found |= Q(pk__in=matching(rows, name, pattern).values("pk"))
    return found


# Texts of staff.


def struck_models() -> list[PersonalModel]:
    """Tables with texts in which a client may be named."""
    return [entry for entry in personal_models if entry.strike]


def _count_mentions(person: Person) -> int:
    return sum(_naming(entry, person).count() for entry in struck_models()) if person.pattern else 0


def _naming(entry: PersonalModel, person: Person) -> QuerySet[Any]:
    rows = people.rows_of(entry)
    return rows.filter(naming(rows, entry.strike, person.pattern)).order_by("pk")


def _strike(person: Person, act: str) -> int:
    """Row by row: few name one person, and JSON is to stay JSON."""
    if not person.pattern:
        return 0
    pattern, count = re.compile(person.pattern, re.IGNORECASE), 0
    for entry in struck_models():
        table = people.rows_of(entry)
        for row in _naming(entry, person):
            values = {name: strike(getattr(row, name), pattern) for name in entry.strike}
            count += _update(table.filter(pk=row.pk), values, row)
    return count


def _update(rows: QuerySet[Any], values: Mapping[str, Any], row: Any) -> int:
    """Where texts are to differ, two that named different persons may have become the same: its number tells it."""
    try:
        with transaction.atomic():
            return rows.update(**values)
    except IntegrityError:
        changed = {name: value for name, value in values.items() if value != getattr(row, name)}
        return rows.update(**{name: f"{value} {row.pk}" for name, value in changed.items() if isinstance(value, str)})


def strike(value: Any, pattern: re.Pattern[str]) -> Any:
    """The same with every mention struck out; shapes and keys of JSON stay."""
    if isinstance(value, str):
        return pattern.sub(STRUCK, value)
    if isinstance(value, Mapping):
        return {key: strike(one, pattern) for key, one in value.items()}
    if isinstance(value, list):
        return [strike(one, pattern) for one in value]
    if isinstance(value, int) and not isinstance(value, bool) and pattern.search(str(value)):
        return STRUCK
    return value
