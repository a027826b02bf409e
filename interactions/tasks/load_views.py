"""How much each person has to do, for whoever leads them; and the company's own work days."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

import journal
from accounts import company
from accounts.http import UserRequest
from accounts.models import Team, User
from accounts.permissions import Permission, Scope
from core import workdays
from core.registries.verbs import Verb, verbs
from interactions.tasks import rights
from interactions.tasks.models import CalendarDay, Task
from interactions.tasks.views import reader

CHANGED = "tasks.calendar_changed"
WEEK = dt.timedelta(days=7)
MOST_TEAMS = 50


def register() -> None:
    """Name our verb."""
    verbs.add(Verb(code=CHANGED, sentence=gettext_lazy("Work calendar changed"), icon="calendar"))


@dataclass(frozen=True)
class Load:
    """One person's numbers, each with the list behind it."""

    person: User
    open: int
    overdue: int
    today: int
    week: int
    done: int

    def way(self, **conditions: str) -> str:
        """The list of what was counted."""
        return f"{reverse('tasks:list')}?{urlencode({'task_responsible__is': self.person.pk, **conditions})}"

    @property
    def open_url(self) -> str:
        return self.way(view="open", task_state__is="open")

    @property
    def overdue_url(self) -> str:
        return self.way(view="overdue", task_overdue__yes="1")

    @property
    def today_url(self) -> str:
        return self.way(view="open", task_state__is="open", task_due__next_days="0")

    @property
    def week_url(self) -> str:
        return self.way(view="open", task_state__is="open", task_due__next_days="7")

    @property
    def done_url(self) -> str:
        return self.way(view="done", task_state__is="done", task_closed__last_days="7")


@require_safe
@never_cache
def load(request: UserRequest) -> HttpResponse:
    """Whose day is full and who has room, of all or of chosen teams; for those who see more than their own clients."""
    reader(request)
    if request.user.role.scope == Scope.OWN:
        raise Http404
    rows = loads(request.user)
    teams = Team.objects.filter(pk__in={row.person.team_id for row in rows}).order_by("name")
    chosen = _chosen(request)
    choices = [(team, team.pk in chosen, _toggled(chosen, team.pk)) for team in teams]
    chosen &= {team.pk for team in teams}
    rows = [row for row in rows if not chosen or row.person.team_id in chosen]
    most = max((row.open for row in rows), default=0) or 1
    names = ("overdue", "today", "week", "open", "done")
    context = {
        "rows": [(row, round(100 * row.open / most)) for row in rows],
        "teams": choices if len(choices) > 1 else [],
        "chosen": chosen,
        "total": {name: sum(getattr(row, name) for row in rows) for name in names} if len(rows) > 1 else None,
    }
    return render(request, "tasks/load.html", context)


def _chosen(request: UserRequest) -> set[int]:
    """Teams of the address; what is no number is no team."""
    asked = request.GET.getlist("team")[:MOST_TEAMS]
    return {int(one) for one in asked if one.isascii() and one.isdecimal() and len(one) < 19}


def _toggled(chosen: set[int], team: int) -> str:
    """The address with this team taken in, or out."""
    query = urlencode([("team", pk) for pk in sorted(chosen ^ {team})])
    return f"{reverse('tasks:load')}?{query}" if query else reverse("tasks:load")


def loads(user: User) -> list[Load]:
    """The people with their numbers; those gone who still have something open stand first: somebody must take it."""
    # Days are the company's, as in the lists behind.
    ours, now = company.current(), timezone.now()
    today = ours.today()
    since = dt.datetime.combine(today - WEEK, dt.time(), tzinfo=ours.zone)
    seen = Task.objects.visible_to(user).filter(Q(state="open") | Q(state="done", closed_at__gte=since))
    counted = seen.order_by().values("responsible").annotate(
        opened=Count("pk", filter=Q(state="open")),
        overdue=Count("pk", filter=Q(state="open", ends_at__lte=now)),
        today=Count("pk", filter=Q(state="open", due_on=today)),
        week=Count("pk", filter=Q(state="open", due_on__range=(today, today + WEEK))),
        done=Count("pk", filter=Q(state="done")),
    )  # fmt: skip
    numbers = {one["responsible"]: one for one in counted}
    nothing = dict.fromkeys(("opened", "overdue", "today", "week", "done"), 0)
    found = []
    for person in [*rights.doers(user), *_gone(pk for pk, one in numbers.items() if one["opened"])]:
        one = numbers.get(person.pk, nothing)
        found.append(Load(person, one["opened"], one["overdue"], one["today"], one["week"], one["done"]))
    return sorted(found, key=lambda row: (row.person.is_active, -row.overdue, -row.open))


def _gone(busy: Iterable[int | None]) -> QuerySet[User]:
    """Of these, who does not work here any more."""
    found = User.objects.filter(pk__in=[pk for pk in busy if pk is not None], is_active=False)
    return found.select_related("role").order_by("last_name", "pk")


class DayForm(forms.ModelForm[CalendarDay]):
    """A day that the company works, or does not."""

    is_work = forms.TypedChoiceField(
        label=gettext_lazy("What it is"),
        choices=(("1", gettext_lazy("Work day")), ("", gettext_lazy("Day off"))),
        coerce=bool,
        required=False,
        empty_value="",
    )

    def clean_is_work(self) -> bool:
        """Nothing chosen is a day off."""
        return bool(self.cleaned_data["is_work"])

    class Meta:
        model = CalendarDay
        fields = ("day", "is_work", "note")
        widgets = {"day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}  # Django's own way


@require_http_methods(["GET", "POST"])
@never_cache
def days(request: UserRequest) -> HttpResponse:
    """The administrator's days; each goes before what the state says."""
    reader(request)
    if not request.user.has(Permission.ADMINISTER):
        raise PermissionDenied
    form = DayForm(request.POST if request.method == "POST" and "remove" not in request.POST else None)
    if request.method == "POST":
        removed = request.POST.get("remove", "")
        if removed:
            pk = int(removed) if removed.isdecimal() and len(removed) < 19 else 0
            CalendarDay.objects.filter(pk=pk).delete()
        elif not form.is_valid():
            return _days(request, form, 422)
        else:
            form.save()
        journal.record(CHANGED, by=request.user, object_type="accounts.company", object_id=1)
        messages.success(request, _("The work calendar is changed."))
        return redirect("tasks:days")
    return _days(request, form, 200)


def _days(request: UserRequest, form: DayForm, status: int) -> HttpResponse:
    today = timezone.localdate()
    state = workdays.WorkCalendar()
    ahead = [today + dt.timedelta(days=number) for number in range(366)]
    feasts = [(day, state.name(day)) for day in ahead if state.name(day)]
    moved = [(day, "") for day in ahead if day.weekday() > 4 and state.is_work(day)]
    context = {"form": form, "own": CalendarDay.objects.order_by("-day"), "feasts": sorted(feasts + moved)}
    return render(request, "tasks/days.html", context, status=status)
