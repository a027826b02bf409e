"""The wizard walked by a test client: each step by its page, background work done here and now."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from imports.jobs import follow
from imports.models import Import
from journal import runs
from journal.models import Operation
from journal.operations import run_now
from tests.harness.client import StrictClient

HEADINGS = ("ФИО", "Телефон", "E-mail", "Дата рождения", "Город")
RULES = {
    "order": ["external_id", "inn", "phone", "email", "name_birth_date"],
    "use": ["external_id", "inn", "phone", "email"],
    "mode": "upsert",
    "on_conflict": "fill",
    "source_name": "салон",
    "responsible": "",
    "tag": "",
}


def table(
    rows: Sequence[Sequence[str]], headings: Sequence[str] = HEADINGS, name: str = "клиенты.csv"
) -> SimpleUploadedFile:
    """A file as a person has it."""
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([headings, *rows])
    return SimpleUploadedFile(name, text.getvalue().encode("utf-8-sig"), content_type="text/csv")


def brought(browser: StrictClient, rows: Sequence[Sequence[str]], **rules: Any) -> Import:
    """Upload, columns as guessed, rules, the check done."""
    response = browser.post(reverse("imports:new"), {"file": table(rows)})
    assert response.status_code == 302, response.content.decode()
    imported = Import.objects.get()
    page = browser.get(response["Location"])
    assert page.status_code == 200
    targets = {f"target-{at}": code for at, code in enumerate(("full_name", "phone", "email", "birth_date", "city"))}
    response = browser.post(reverse("imports:mapping", args=[imported.pk]), {**targets, "act": "next"})
    assert response.status_code == 302, response.content.decode()
    assert browser.get(reverse("imports:rules", args=[imported.pk])).status_code == 200
    return checked(browser, imported, **rules)


def checked(browser: StrictClient, imported: Import, **rules: Any) -> Import:
    """The rules sent, the rows checked."""
    response = browser.post(reverse("imports:rules", args=[imported.pk]), {**RULES, **rules})
    assert response.status_code == 302, response.content.decode()
    imported.refresh_from_db()
    assert imported.job
    runs.run_here(imported.job)
    imported.refresh_from_db()
    return imported


def applied(browser: StrictClient, imported: Import) -> Import:
    """The button pressed, the work done."""
    assert browser.post(reverse("imports:apply", args=[imported.pk])).status_code == 302
    imported.refresh_from_db()
    assert imported.operation
    operation = run_now(Operation.objects.get(pk=imported.operation))
    follow(imported, operation)
    imported.refresh_from_db()
    return imported
