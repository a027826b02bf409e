"""The company's settings, for whoever needs its name, day or sender."""

import datetime as dt
from copy import copy
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.db.models import Max
from django.db.models.fields import AutoFieldMixin
from django.utils import timezone

import journal
from accounts.models import Company, User
from accounts.models.company import ONLY
from core import per_request
from core.registries.company import company_watches
from core.registries.demo import demo_tables
from journal.runs.schedules import reschedule


def current() -> Company:
    """One query by primary key a request, so always true; a copy, so that a form may change its own."""
    return copy(per_request.once("accounts.company", _read))


def _read() -> Company:
    return Company.objects.filter(pk=ONLY).first() or Company(pk=ONLY)


def today() -> dt.date:
    """The company's day: what «paid today» and «due today» mean."""
    return current().today()


@transaction.atomic
def change(*, by: User, **values: Any) -> Company:
    """Set some settings; `by` stands in the journal.

    Raises TypeError on a name there is not, DomainError on what the base that stands does not allow any more.
    """
    allowed = {field.name for field in Company._meta.concrete_fields} - {"id", "demo", "updated_at"}
    if unknown := values.keys() - allowed:
        raise TypeError(f"Company has no {', '.join(sorted(unknown))}")
    # Names stand in heads of letters, which are of one line.
    values |= {name: " ".join(values[name].split()) for name in ("name", "sender_name") if name in values}
    company, _made = Company.objects.select_for_update(no_key=True).get_or_create(pk=ONLY)
    changed = sorted(name for name, value in values.items() if getattr(company, name) != value)
    new = {name: values[name] for name in changed}
    for watch in company_watches:
        if new and watch.refuse is not None:
            watch.refuse(new)
    for name in changed:
        setattr(company, name, values[name])
    if changed:
        company.updated_at = timezone.now()
        company.save(update_fields=[*changed, "updated_at"])
        per_request.forget()
        for watch in company_watches:
            if watch.follow is not None:
                watch.follow(new, by)
        _record(by, changed)
    if "time_zone" in changed:
        reschedule(company.zone)
    return company


def _record(by: User, changed: list[str]) -> None:
    details = {"fields": changed}
    journal.record("company.changed", by=by, object_type="accounts.company", object_id=ONLY, details=details)


def set_logo(logo: UUID | None, *, by: User) -> Company:
    """The id of a stored picture, or none."""
    return change(by=by, logo=logo)


def mark_demo() -> None:
    """Called when a demo base has been made: remembers where the demo's rows end, to tell what people add.

    Only tables numbered in order can tell; what hangs on their rows goes with them.
    """
    models = [apps.get_model(label) for entry in demo_tables for label in entry.told]
    numbered = [model for model in models if isinstance(model._meta.pk, AutoFieldMixin)]
    marks = {model._meta.label_lower: _last_id(model) for model in numbered}
    Company.objects.filter(pk=ONLY).update(demo=marks)
    per_request.forget()


def _last_id(model: Any) -> int:
    return int(model.objects.aggregate(last=Max("pk"))["last"] or 0)
