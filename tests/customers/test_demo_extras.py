"""The demo base shows what a card can hold: messengers, dates, relations, a tag with data, words, a standard."""

import datetime as dt
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from core.db import OWNER
from customers.models import (
    CardCheck,
    ContactPoint,
    CustomerDate,
    CustomerTag,
    DictionaryTerm,
    Relation,
    StandardRule,
)
from customers.normalise.contacts import normalise_contact

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", OWNER])


def seed(**options: Any) -> None:
    call_command("seed_demo", json=True, stdout=StringIO(), end_date=dt.date(2026, 11, 21), **options)


def test_every_kind_has_examples() -> None:
    seed(customers=600)

    kinds = set(ContactPoint.objects.values_list("kind", flat=True))
    assert kinds >= {"telegram", "whatsapp", "max", "site"}
    assert {"child", "wedding", "contract", "founded"} <= set(CustomerDate.objects.values_list("kind", flat=True))
    assert {"contact", "director", "accountant", "referred"} <= set(Relation.objects.values_list("kind", flat=True))
    assert not Relation.objects.filter(kind="contact", other__kind="company").exists()
    assert CustomerTag.objects.filter(data="10 %").exists()
    assert StandardRule.objects.count() == 2
    assert CardCheck.objects.exists()
    assert DictionaryTerm.objects.get(text="МСК").means == DictionaryTerm.objects.get(text="Москва")
    messengers = ContactPoint.objects.exclude(kind__in=["phone", "email"])
    wrong = [row for row in messengers if normalise_contact(row.kind, row.raw).value != row.value]
    assert wrong == []


def test_more_clients_leave_what_there_is() -> None:
    seed(customers=200)
    before = set(CustomerDate.objects.values_list("pk", flat=True))

    seed(customers=100, add=True)

    assert before <= set(CustomerDate.objects.values_list("pk", flat=True))
    assert StandardRule.objects.count() == 2
