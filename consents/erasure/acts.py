"""The act and the journal of destruction, as order 179 of Roskomnadzor asks: kept three years, in Russian.

The act (p. 3): operator, processor, subjects, who destroyed with signatures, categories, medium and system, method,
reason, date. The journal (p. 5): subjects, categories, system, reason, date.
"""

import csv
import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts import company
from accounts.models import User
from consents.erasure import trail
from consents.erasure.planning import Line
from consents.models import Erasure, Operator
from consents.requests.terms import months_after
from files.services import store

YEARS = 3
SYSTEM = "Kartoteka"
LANGUAGE = "ru"


def write(erasure: Erasure) -> None:
    """Store both documents; the caller keeps the row."""
    with translation.override(LANGUAGE):
        words = told(erasure)
        act = render_to_string("requests/act_file.html", words)
        journal = _journal(erasure, words)
        names = _("act-%(number)s.html"), _("destruction-journal-%(number)s.csv")
    by = erasure.approver or erasure.author
    for field, name, content in (("act_file", names[0], act.encode()), ("journal_file", names[1], journal)):
        file = ContentFile(content, name=name % {"number": erasure.pk})
        setattr(erasure, field, store(file, by=by, belongs_to=(trail.ERASURE, erasure.pk)).pk)
    erasure.keep_until = months_after(company.today(), 12 * YEARS)


def told(erasure: Erasure) -> dict[str, Any]:
    """Everything the act says, in the language that is active."""
    operator = Operator.objects.first()
    lines = [Line.of(one) for one in erasure.done]
    return {
        "erasure": erasure,
        "operator": (operator.name if operator else "") or company.current().name or "—",
        "address": (operator.address if operator else "") or "—",
        "inn": operator.inn if operator else "",
        "subjects": list(erasure.subjects.filter(done_at__isnull=False).order_by("customer_id")),
        "executors": _executors(erasure),
        "gone": [line for line in lines if line.is_destroyed],
        "stays": [line for line in lines if line.stays],
        "system": SYSTEM,
        "reason": _reason(erasure),
        "at": timezone.localtime(erasure.done_at) if erasure.done_at else None,
    }


def _reason(erasure: Erasure) -> str:
    note = f": {erasure.note}" if erasure.note else ""
    asked = _("; request No. %(number)s") % {"number": erasure.request_id} if erasure.request_id else ""
    return f"{erasure.get_reason_display()}{note}{asked}"


def _executors(erasure: Erasure) -> Sequence[tuple[str, str]]:
    """(name, post): who planned it and who approved it."""
    found: list[User] = [erasure.author]
    if erasure.approver is not None and erasure.approver_id != erasure.author_id:
        found.append(erasure.approver)
    return [(person.full_name, str(person.role)) for person in found]


def _journal(erasure: Erasure, words: dict[str, Any]) -> bytes:
    """A row a person and a category; with the mark by which spreadsheets know the encoding."""
    out = io.StringIO()
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerow([_("Subject"), _("Category of data"), _("Information system"), _("Reason"), _("Date")])
    day = _date(words["at"])
    for subject in words["subjects"]:
        name = subject.name or f"№ {subject.customer_id}"
        for line in words["gone"]:
            table.writerow([_plain(name), line.categories, words["system"], words["reason"], day])
    return ("\ufeff" + out.getvalue()).encode()


def _plain(text: str) -> str:
    """No spreadsheet takes a name for a formula."""
    return f"'{text}" if text[:1] in "=+-@" else text


def _date(at: dt.datetime | None) -> str:
    return at.strftime("%d.%m.%Y") if at else ""
