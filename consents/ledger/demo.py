"""Consents of the demo base: the shop has published its texts, and most of its clients have said what they want."""

import datetime as dt
from collections.abc import Callable

from django.db import transaction
from django.db.models import Min
from django.utils import translation

from accounts import company
from accounts.services import system_user
from consents.choices import ADVERTISING, MARKETING
from consents.documents import publishing
from consents.documents.starting import sample_for
from consents.ledger.checking import kind_of
from consents.ledger.writing import append_rows
from consents.models import ConsentDocument, Operator, Processor
from consents.models.document import ONLY
from core import sql
from core.registries.demo import DemoPart, DemoPlan, demo_parts
from customers.models import Customer

BATCH = 10_000
PROCESSOR = "ООО «Демо-шлюз СМС»"
DETAILS = {
    "inn": "1655000018",
    "ogrn": "1221600000010",
    "address": "420111, Казань, улица Баумана, 1",
    "dpo_name": "Ольга Сафина",
    "dpo_contact": "privacy@demo.example.com",
}
NAME = "ООО «Лён и глина»"


def register() -> None:
    """After clients and purchases."""
    demo_parts.add(DemoPart(code="consents", make=make, weight=40))


def make(plan: DemoPlan, progress: Callable[[int], None]) -> dict[str, int]:
    """Texts, a processor, and events by batches of clients; each batch is a transaction of its own."""
    pd, ads = _texts()
    ends = dt.datetime.combine(plan.end_date - dt.timedelta(days=1), dt.time(15), tzinfo=dt.UTC)
    written, last = 0, 0
    while (first := Customer.objects.filter(pk__gt=last).aggregate(first=Min("pk"))["first"]) is not None:
        last = first + BATCH - 1
        params = {"first": first, "last": last, "seed": plan.seed, "ends": ends, "pd": pd.pk, "ads": ads.pk}
        with transaction.atomic():
            count = append_rows(sql.text("consents", "invent_consents"), params, by=system_user())
        written += count
        progress(count)
    return {"consents": written}


def _texts() -> tuple[ConsentDocument, ConsentDocument]:
    operator, _made = Operator.objects.get_or_create(pk=ONLY)
    if not operator.name:
        operator.name = company.current().name or NAME
        for name, value in DETAILS.items():
            setattr(operator, name, value)
        operator.save()
    Processor.objects.get_or_create(name=PROCESSOR, defaults={"country": "RU", "purposes": [MARKETING, ADVERTISING]})
    return _text(MARKETING, operator), _text(ADVERTISING, operator)


def _text(purpose: str, operator: Operator) -> ConsentDocument:
    kind = kind_of(purpose, "sms")
    standing = ConsentDocument.objects.filter(kind=kind, purpose=purpose, locale="ru", valid_from__isnull=False)
    if (found := standing.filter(valid_to=None).first()) is not None:
        return found
    with translation.override("ru"):
        text = sample_for(kind, purpose, "", operator)
    draft = publishing.save_draft(
        by=system_user(), kind=kind, purpose=purpose, title=text.title, label=text.label, body=text.body
    )
    return publishing.publish(by=system_user(), pk=draft.pk)
