"""The attributes of a request for its list."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from accounts.models import User
from consents.requests.choices import Outcome, Regime, RequestKind, Via
from core.registries.fields import Field, FieldType

CLIENT = "(SELECT k.name FROM customers_customer k WHERE k.id = {c}.customer_id)"
OPEN = "open"
"""The outcome of what is in work, as filters call it: an empty text would mean «not filled»."""


def request_fields() -> dict[str, Field]:
    """By code, in the order of the columns offered."""
    text, choice, date = FieldType.TEXT, FieldType.CHOICE, FieldType.DATE
    due = {"order": "due_on", "index": "request_by_due"}
    received = {"order": "received_at", "index": "request_by_received"}
    late = "({c}.ends_at <= COALESCE({c}.answered_at, now()))"
    found = [
        _field(10, "request_number", pgettext_lazy("column of requests", "Number"), FieldType.NUMBER, "{c}.id"),
        _field(20, "request_kind", pgettext_lazy("column of requests", "What is asked"), choice, "{c}.kind",
               choices=lambda: dict(RequestKind.choices)),
        _field(30, "request_applicant", pgettext_lazy("column of requests", "Applicant"), text, "{c}.applicant"),
        _field(40, "request_customer", pgettext_lazy("column of requests", "Client"), text, CLIENT),
        _field(50, "request_due", pgettext_lazy("column of requests", "Answer by"), date, "{c}.due_on", **due),
        _field(60, "request_state", pgettext_lazy("column of requests", "Outcome"), choice,
               f"COALESCE(NULLIF({{c}}.outcome, ''), '{OPEN}')", choices=_outcomes),
        _field(70, "request_late", pgettext_lazy("column of requests", "Late"), FieldType.FLAG, late),
        _field(80, "request_assignee", pgettext_lazy("column of requests", "Who answers"), choice, "{c}.assignee_id",
               choices=_people, is_key=True),
        _field(90, "request_regime", pgettext_lazy("column of requests", "Law"), choice, "{c}.regime",
               choices=lambda: dict(Regime.choices)),
        _field(100, "request_via", pgettext_lazy("column of requests", "Came by"), choice, "{c}.via",
               choices=lambda: dict(Via.choices)),
        _field(110, "request_received", pgettext_lazy("column of requests", "Received"), FieldType.MOMENT,
               "{c}.received_at", **received),
        _field(120, "request_answered", pgettext_lazy("column of requests", "Answered"), FieldType.MOMENT,
               "{c}.answered_at"),
    ]  # fmt: skip
    return {known.code: known for known in found}


def _field(weight: int, code: str, label: str | Promise, kind: FieldType, sql: str, **more: object) -> Field:
    return Field(code=code, label=label, type=kind, sql=sql, weight=weight, **more)  # type: ignore[arg-type]


def _outcomes() -> Mapping[str, str | Promise]:
    return {value or OPEN: label for value, label in Outcome.choices}


def _people() -> Mapping[str, str | Promise]:
    users = User.objects.filter(is_system=False).order_by("last_name", "first_name", "pk")
    return {str(user.pk): user.full_name for user in users}
