"""The register of requests, declared for `listing`."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.template import Context
from django.utils.html import format_html
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from consents.models import SubjectRequest
from consents.models.request import SubjectRequestQuerySet
from consents.requests import words
from consents.requests.fields import OPEN, request_fields
from core.registries.fields import Field
from core.rules.tree import Condition, Group
from core.templatetags.ui import badge
from listing.pages import BuiltInView, Cell, Counter, ListPage, Shown, list_pages

IN_WORK = Condition("request_state", "is", (OPEN,))
LATE = Group(parts=(IN_WORK, Condition("request_late", "yes")))


def register() -> None:
    """Offer the list."""
    list_pages.add(RequestList())


def kind(row: Shown, value: str, context: Context) -> str:
    """What is asked, with the way to the card."""
    request: SubjectRequest = row.object
    return format_html(
        '<span class="table__name"><a href="{}">{}</a></span>', request.get_absolute_url(), words.name(request)
    )


def customer(row: Shown, value: str, context: Context) -> str:
    """The client, with the way to his card."""
    found = row.object.customer
    if found is None:
        return format_html('<span class="table__muted">{}</span>', "—")
    return format_html('<a class="link-quiet" href="{}">{}</a>', found.get_absolute_url(), found.title)


def due(row: Shown, value: str, context: Context) -> str:
    """By when, and how loudly."""
    return badge(words.due(row.object), words.tone(row.object))


def state(row: Shown, value: str, context: Context) -> str:
    """The word."""
    return badge(row.object.get_outcome_display(), words.outcome_tone(row.object))


class RequestList(ListPage):
    """Requests of people about their data: those who answer for personal data see all of them."""

    code = "requests"
    label = gettext_lazy("Requests of people")
    weight = 60
    url_name = "requests:list"
    template = "requests/list.html"
    table = SubjectRequest._meta.db_table
    permission = Permission.PRIVACY
    default_columns = ("request_kind", "request_applicant", "request_customer", "request_due", "request_state",
                       "request_assignee")  # fmt: skip
    first = "request_kind"
    default_sort = "request_due"
    cells: ClassVar[Mapping[str, Cell]] = {
        "request_kind": Cell(kind, "c-name"),
        "request_applicant": Cell(css="c-customer"),
        "request_customer": Cell(customer, "c-customer c-phone"),
        "request_due": Cell(due, "c-due c-since"),
        "request_state": Cell(state, "c-kind"),
        "request_assignee": Cell(css="c-owner c-customer"),
    }
    views = (
        BuiltInView("open", pgettext_lazy("requests", "In work"), Group(parts=(IN_WORK,))),
        BuiltInView("mine", pgettext_lazy("requests", "Mine"), Group(parts=(IN_WORK,)), mine="request_assignee"),
        BuiltInView("late", pgettext_lazy("requests", "Overdue"), LATE),
        BuiltInView("all", pgettext_lazy("requests", "All")),
    )
    counters = (Counter("late", gettext_lazy("overdue"), LATE),)
    nothing = (
        gettext_lazy("No requests here"),
        gettext_lazy("When somebody asks about his data, write it down: the date of the answer is counted by the law."),
    )

    def rows(self, user: User, *, archive: bool = False) -> SubjectRequestQuerySet:
        return SubjectRequest.objects.visible_to(user)

    def fields(self) -> Mapping[str, Field]:
        return request_fields()

    def related(self, rows: QuerySet[Any], columns: Sequence[Field]) -> QuerySet[Any]:
        return rows.select_related("customer", "assignee")
