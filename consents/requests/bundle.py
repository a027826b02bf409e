"""A copy of all that is kept about a person (rule S-2): JSON and a document for people, from every package.

What a table holds is known from its declaration of personal data; who works with the data, from the register of
processors; why and how long, from purposes.
"""

import datetime as dt
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import models
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts import company
from accounts.models import User
from consents.documents.policy import processors_in_use, purposes_in_use
from consents.erasure import parts
from consents.erasure import person as people
from consents.models import Channel, ConsentDocument, ConsentEvent, Operator
from consents.requests.copy_words import DERIVED, HEADINGS, LABELS, OF_MACHINES
from consents.words import CHANNELS
from core.registries.personal import Person, PersonalModel, personal_models
from customers.models import Customer
from files import contents
from files.names import clean_name

FORMAT = 1
JSON, DOCUMENT = "data.json", "document.html"
TECHNICAL = frozenset(
    {"made_in", "pgh_obj", "pgh_context_id", "pgh_id", "salt", "tx", "era", "details_hmac", "value_hmac"}
)
"""Of no meaning to anybody outside."""


@dataclass(frozen=True)
class Section:
    """Rows of one kind: headings of columns and the rows."""

    code: str
    label: str
    is_history: bool
    headings: tuple[str, ...]
    fields: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    choices: Mapping[str, Mapping[Any, Any]]
    """Field to what its stored words mean."""

    def in_words(self) -> "Shown":
        """For people: without numbers of rows, and without columns nobody has filled."""
        known = [self.choices.get(name, {}) for name in self.fields]
        rows = [[_words(_named(known[at], value)) for at, value in enumerate(row)] for row in self.rows]
        names = enumerate(self.fields)
        kept = [at for at, name in names if name not in OF_MACHINES and any(row[at] for row in rows)]
        headings, rows = [self.headings[at] for at in kept], [[row[at] for at in kept] for row in rows]
        return Shown(self.label, headings, rows, list(zip(headings, rows[0], strict=True)) if len(rows) == 1 else [])


@dataclass(frozen=True)
class Shown:
    """Rows of one kind as the document has them; a single row as `facts`, one below the other."""

    label: str
    headings: list[str]
    rows: list[list[str]]
    facts: list[tuple[str, str]]


def sections(person: Person) -> list[Section]:
    """Rows of all packages, those without any left out; history after what stands now."""
    entries = [*people.told_of(), *people.histories()]
    found = [section(entry, person) for entry in entries]
    return [one for one in found if one.rows]


def section(entry: PersonalModel, person: Person) -> Section:
    """Rows of one table about the person."""
    model = people.model_of(entry)
    fields = [field for field in model._meta.concrete_fields if _is_told(field)]
    names = [field.name for field in fields]
    rows = people.rows_of(entry).filter(people.about(entry, person.customer_ids)).order_by("pk")
    if not people.is_history(entry):
        rows = rows.select_related(*[field.name for field in fields if field.is_relation])
    told = [{field.name: _value(entry, row, field) for field in fields} for row in rows]
    if entry.tell is not None:
        told = list(entry.tell(told))
    return Section(
        code=entry.code,
        label=capfirst(_label(entry)),
        is_history=people.is_history(entry),
        headings=tuple(capfirst(str(HEADINGS.get(field.name, field.verbose_name))) for field in fields),
        fields=tuple(names),
        rows=tuple(tuple(row[name] for name in names) for row in told),
        choices={field.name: dict(field.flatchoices) for field in fields if field.choices} | _channels(fields),
    )


def _channels(fields: Sequence["models.Field[Any, Any]"]) -> dict[str, Mapping[Any, Any]]:
    """Codes of channels as people call them."""
    return {field.name: CHANNELS for field in fields if field.name == "channel" and field.related_model is Channel}


def texts(person: Person) -> list[dict[str, Any]]:
    """What he has agreed to, word for word."""
    events = ConsentEvent.objects.filter(customer_id__in=person.customer_ids, document__isnull=False)
    found = ConsentDocument.objects.filter(pk__in=events.values("document_id")).order_by("valid_from", "pk")
    return [
        {
            "title": one.title, "version": one.version, "label": one.label, "body": one.body, "sha256": one.sha256,
            "published": one.valid_from,
        }
        for one in found
    ]  # fmt: skip


def _label(entry: PersonalModel) -> str:
    """History is called as what it is the history of."""
    if people.is_history(entry):
        entry = personal_models.get(entry.code.removesuffix("event"))
    label = LABELS.get(entry.code) or entry.label or people.model_of(entry)._meta.verbose_name_plural
    return str(label)


def _is_told(field: "models.Field[Any, Any]") -> bool:
    """Not what is technical, nor colleagues: those are other people's data."""
    return field.name not in TECHNICAL and field.related_model is not User


def _value(entry: PersonalModel, row: models.Model, field: "models.Field[Any, Any]") -> Any:
    if not field.is_relation or people.is_history(entry):
        return getattr(row, field.attname)
    if field.related_model is Customer:  # another client's name is his own
        return getattr(row, field.attname)
    related = getattr(row, field.name)
    return None if related is None else str(related)


def about(person: Person) -> dict[str, Any]:
    """What article 14 asks for beside the data: who, why, on what ground, how long, to whom."""
    operator = Operator.objects.first()
    return {
        "operator": {
            "name": (operator.name if operator else "") or company.current().name,
            "address": operator.address if operator else "",
            "privacy_officer": operator.dpo_contact if operator else "",
        },
        "purposes": [
            {
                "name": one.name_ru, "basis": str(one.get_basis_display()), "data": one.data_categories,
                "kept_days": one.retention_days, "why_so_long": one.retention_basis,
            }
            for one in purposes_in_use()
        ],
        "recipients": [
            {"name": one.name, "country": one.country, "purposes": one.purposes}
            for one in processors_in_use()
        ],
    }  # fmt: skip


def sources(person: Person) -> list[str]:
    """Where the data came from, as the cards say."""
    rows = Customer.objects.filter(pk__in=person.customer_ids).exclude(source="").order_by("source")
    return list(rows.values_list("source", flat=True).distinct())


def write(path: Path, customers: Sequence[int]) -> int:
    """The archive at `path`; returns how many rows it holds."""
    person = people.of(customers)
    found, told, agreed = sections(person), about(person), texts(person)
    made_at = timezone.now()
    data = {
        "format": FORMAT,
        "made_at": made_at.isoformat(),
        "customers": list(person.customer_ids),
        **told,
        "texts": agreed,
        "data": {one.code: [dict(zip(one.fields, row, strict=True)) for row in one.rows] for one in found},
    }
    context = {
        "person": person, "about": told, "made_at": made_at, "company": company.current(),
        "now": [one.in_words() for one in found if not one.is_history and one.code not in DERIVED],
        "earlier": [one.in_words() for one in found if one.is_history],
        "texts": agreed, "sources": sources(person),
    }  # fmt: skip
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(JSON, json.dumps(data, ensure_ascii=False, indent=1, default=_plain))
        archive.writestr(DOCUMENT, render_to_string("requests/bundle.html", context))
        _write_files(archive, person)
    return sum(len(one.rows) for one in found)


def _write_files(archive: zipfile.ZipFile, person: Person) -> None:
    for file in parts.files(person):
        content = contents.open_content(file.sha256)
        if content is not None:
            with content, archive.open(f"files/{file.pk}-{clean_name(file.name)}", "w") as out:
                for block in iter(lambda: content.read(contents.CHUNK), b""):  # noqa: B023  # read at once
                    out.write(block)


def _named(known: Mapping[Any, Any], value: Any) -> Any:
    """What a stored word means; a list is of no words."""
    return known.get(value, value) if isinstance(value, str | int) else value


def _plain(value: Any) -> Any:
    """JSON of what JSON does not know."""
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return str(value)


def _words(value: Any) -> str:
    """A cell of the document."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return pgettext("value", "yes") if value else _("no")
    if isinstance(value, dt.datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, dt.date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_words(one)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_words(one) for one in value)
    return str(_plain(value))
