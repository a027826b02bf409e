"""A task for each of many clients, ticked or found by a rule: one operation, previewed and undoable."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.db import connection
from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import scope
from accounts.models import User
from accounts.permissions import Permission
from core import sql, workdays
from core.errors import DomainError
from core.registries.list_acts import TickedAct, ticked_acts
from core.registries.operations import Sample
from customers import operations
from customers.bulk_acts import SAMPLES
from customers.models import Customer
from interactions.tasks import due, rights
from interactions.tasks.choices import Priority, TaskKind
from interactions.tasks.models import LONGEST_TEXT, Task
from interactions.tasks.notices import tell_moved
from journal.models import Operation

KIND = "interactions.tasks_for_clients"
REASONS = {
    "doer_gone": gettext_lazy("whoever is to do it does not work here any more"),
    "doer_sees_not": gettext_lazy("whoever is to do it may not see the client"),
    "no_tasks": gettext_lazy("you may not give tasks any more"),
}


def register() -> None:
    """Offer the act, and its button over ticked clients."""
    operations.offer(KIND, gettext_lazy("Tasks for clients"), TaskAct(), reasons=REASONS)
    ticked_acts.add(
        TickedAct(
            code="tasks", page="customers", label=gettext_lazy("Task"), icon="checkbox",
            url_name="tasks:for_clients", may=may, weight=50,
        )
    )  # fmt: skip


def may(user: User) -> bool:
    """Whether the person may give many tasks at once."""
    return rights.may_add(user) and user.has(Permission.BULK_CHANGE)


class TaskAct:
    """Params: `text`, `kind`, `day` and `doer`, the id of a person or nothing for each client's responsible."""

    writes: type[Model] = Task

    def sentence(self, params: Mapping[str, Any]) -> str:
        words = {
            "kind": TaskKind(params["kind"]).label,
            "text": params["text"],
            "day": date_format(dt.date.fromisoformat(params["day"]), "DATE_FORMAT"),
            "doer": _doer_name(params),
        }
        return _("%(kind)s: “%(text)s”, %(day)s, %(doer)s") % words

    def cases(self, operation: Operation, reader: User) -> list[When]:
        """The same open task of the same day is not given twice."""
        params = operation.params
        if not may(reader):
            return [When(pk__isnull=False, then=Value("no_tasks"))]
        same = Task.objects.open().filter(customer=OuterRef("pk"), text=params["text"], due_on=params["day"])
        return [
            When(archived_at__isnull=False, then=Value("archived")),
            *_refused(params.get("doer")),
            When(Exists(same), then=Value("unchanged")),
        ]

    def write(self, operation: Operation, batch: RawSQL) -> None:
        """One statement; each doer is told once how many there are."""
        params = operation.params
        values = {
            "doer": params.get("doer"), "by": operation.actor_id, "text": params["text"], "kind": params["kind"],
            "priority": Priority.NORMAL, "day": params["day"], "made_in": operation.pk,
        }  # fmt: skip
        ids = list(Customer.objects.filter(pk__in=batch).order_by("pk").values_list("pk", flat=True))
        with connection.cursor() as cursor:
            cursor.execute(sql.statement("interactions", "insert_tasks_for_clients"), {**values, "ids": ids})
            given = dict(cursor.fetchall())
        people = {one.pk: one for one in User.objects.filter(pk__in=[*given, operation.actor_id]).order_by("pk")}
        for pk, count in given.items():
            tell_moved(people[pk], count, by=people[operation.actor_id])

    def samples(self, operation: Operation, rows: "QuerySet[Customer]") -> tuple[Sample, ...]:
        text = str(operation.params["text"])
        return tuple(Sample(str(row.pk), row.title, ((_("Task"), "—", text),)) for row in rows[:SAMPLES])


def _refused(doer: int | None) -> list[When]:
    """Clients whose task nobody could do: the person named, or the responsible, is dismissed or may not see them."""
    if doer is None:
        return [When(responsible__is_active=False, then=Value("doer_gone"))]
    person = User.objects.select_related("role").filter(pk=doer, is_active=True).first()
    if person is None:
        return [When(pk__isnull=False, then=Value("doer_gone"))]
    found = scope.reach(person)
    if found.everything:
        return []
    return [When(~Q(responsible__in=found.people or (person.pk,)), then=Value("doer_sees_not"))]


def _doer_name(params: Mapping[str, Any]) -> str:
    if params.get("doer") is None:
        return _("the responsible of each client")
    return User.objects.filter(pk=params["doer"]).order_by("pk").first().full_name  # type: ignore[union-attr]  # never deleted


class TasksForm(forms.Form):
    """What is to be done, by whom, when."""

    text = forms.CharField(label=gettext_lazy("What is to be done"), max_length=LONGEST_TEXT)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=TaskKind.choices, initial=TaskKind.CALL)
    day = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    doer = forms.ChoiceField(label=gettext_lazy("Who does it"), required=False)

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        people = [(str(one.pk), one.full_name) for one in rights.doers(user)]
        choices = [("", gettext_lazy("the responsible of each client")), *people]
        self.fields["doer"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["day"].initial = workdays.calendar().next_work(timezone.localdate())

    def clean_day(self) -> dt.date:
        """A day off gives way to the next work day."""
        day: dt.date = self.cleaned_data["day"]
        try:
            due.refuse_far(day)
        except DomainError as error:
            raise forms.ValidationError(str(error)) from error
        return workdays.calendar().next_work(day)

    @property
    def params(self) -> dict[str, Any]:
        """For the operation."""
        data = self.cleaned_data
        return {
            "text": " ".join(data["text"].split()), "kind": data["kind"], "day": data["day"].isoformat(),
            "doer": int(data["doer"]) if data["doer"] else None,
        }  # fmt: skip
