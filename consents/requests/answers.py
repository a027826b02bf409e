"""Templates of answers: built-in Russian texts to start from, the company's own words once they are changed."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts import company
from consents.models import AnswerTemplate, Operator, SubjectRequest
from consents.requests import words
from consents.requests.answers_ru import COMPANY, TEXTS

WORDS = {
    "applicant": _("who asks"),
    "number": _("number of the request"),
    "received": _("the day it came"),
    "due": _("the last day to answer"),
    "today": _("today"),
    "company": _("name of the company"),
    "law": _("time and article of the law"),
    "client": _("number of the client’s card"),
    "backups": _("the day by which no backup holds the data any more"),
}
"""What a text may hold as `{word}`."""


def ensure_templates(*, using: str, **_signal: object) -> None:
    """After each migration: built-in texts that are not there; what people have changed stays theirs."""
    rows = AnswerTemplate.objects.using(using)
    for code, (name, kind, body) in TEXTS.items():
        rows.get_or_create(code=code, defaults={"name": name, "kind": kind, "body": body})


def fitting(request: SubjectRequest) -> list[AnswerTemplate]:
    """Those for such a request, and those for any."""
    rows = AnswerTemplate.objects.filter(kind__in=["", request.kind]).order_by("-kind", "name", "pk")
    return list(rows)


def filled(template: AnswerTemplate, request: SubjectRequest) -> str:
    """The text with its words put in; a word nobody knows stays as it stands."""
    text = template.body
    for word, value in _values(request).items():
        text = text.replace("{" + word + "}", str(value))
    return text


def _values(request: SubjectRequest) -> dict[str, Any]:
    def day(value: Any) -> str:
        return date_format(value, "d.m.Y")

    return {
        "applicant": request.applicant,
        "number": request.pk,
        "received": day(timezone.localtime(request.received_at)),
        "due": day(request.due_on),
        "today": day(timezone.localdate()),
        "company": _operator() or COMPANY,
        "law": words.rule(request),
        "client": request.customer_id or "—",
        "backups": day(timezone.localdate() + dt.timedelta(days=settings.BACKUP_DAYS)),
    }


def _operator() -> str:
    known = Operator.objects.first()
    return (known.name if known else "") or company.current().name
