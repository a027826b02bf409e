"""One card after another that does not keep to the standard; and what is missing on a card."""

from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, IntegerField, QuerySet, TextField
from django.db.models.expressions import RawSQL
from django.utils import timezone

from accounts import field_rights
from accounts.models import User
from customers.models import CardCheck, Customer, StandardRule
from customers.standard import completeness

MOST_SKIPPED = 500
TABLE = Customer._meta.db_table


@dataclass(frozen=True)
class State:
    """How a card stands: percent, what is missing that the reader may know of, whether it is due to be checked."""

    percent: int
    missing: tuple[tuple[str, str], ...]
    """(code, name of the field)."""
    due: bool
    asked: int


def _sql(text: str) -> str:
    return text.replace("{c}", TABLE)


def state_of(customer: Customer, reader: User) -> State | None:
    """None when the company has no standard. Two queries."""
    rules = list(StandardRule.objects.order_by("pk"))
    if not rules:
        return None
    of = completeness.asked(rules)
    row = (
        Customer.objects.filter(pk=customer.pk)
        .annotate(
            percent=RawSQL(_sql(completeness.percent_sql(of)), [], output_field=IntegerField()),  # noqa: S611
            missing=RawSQL(_sql(completeness.missing_sql(of)), [], output_field=ArrayField(TextField())),  # noqa: S611
            due=RawSQL(_sql(completeness.due_sql(rules)), [], output_field=BooleanField()),  # noqa: S611
            asked=RawSQL(_sql(completeness.needed_sql(of)), [], output_field=IntegerField()),  # noqa: S611
        )
        .values_list("percent", "missing", "due", "asked")
        .get()
    )
    labels = {one.field.code: one.field for one in of}
    missing = [(code, str(labels[code].label)) for code in row[1] if field_rights.may_read(reader, labels[code])]
    return State(row[0], tuple(missing), row[2], row[3])


def wanting(reader: User) -> "QuerySet[Customer]":
    """Cards the reader sees that are not full, or due to be checked."""
    rules = list(StandardRule.objects.order_by("pk"))
    rows = Customer.objects.visible_to(reader).active()
    if not rules:
        return rows.none()
    of = completeness.asked(rules)
    kinds = {rule.kind for rule in rules}
    if "" not in kinds:  # a base of people is not read through for rules of companies
        rows = rows.filter(kind__in=kinds)
    text = f"({_sql(completeness.wanting_sql(of))} OR {_sql(completeness.due_sql(rules))})"
    return rows.filter(RawSQL(text, [], output_field=BooleanField()))  # noqa: S611  # of our own templates only


def following(reader: User, *, after: int, skipped: list[int]) -> int | None:
    """The next card in the order of keys, round from the beginning; those skipped are passed over."""
    rows = wanting(reader).exclude(pk__in=skipped).order_by("pk").values_list("pk", flat=True)
    return rows.filter(pk__gt=after).first() or rows.exclude(pk=after).first()


def checked(*, by: User, customer: Customer) -> None:
    """The whole card was looked through and is right."""
    CardCheck.objects.update_or_create(customer=customer, defaults={"checked_at": timezone.now(), "checked_by": by})
