"""Pages of tasks: the list, one task, its form, its closing. A stranger's task is 404, as if there were none."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from accounts.http import UserRequest
from accounts.permissions import Permission
from core import workdays
from core.errors import DomainError
from core.form_errors import refuse
from customers.answers import away, piece
from customers.models import Customer
from interactions.tasks import repeats, rights, services, words
from interactions.tasks.clashes import TaskClashError
from interactions.tasks.forms import CloseForm, TaskForm, initial_of
from interactions.tasks.models import Task
from journal.models import Operation
from listing.pages import list_pages
from listing.views import show

STEPS = {"tomorrow": 1, "week": 7}


def reader(request: UserRequest) -> None:
    """Raises 404 for those who know of no clients at all."""
    if not request.user.has(Permission.VIEW_CUSTOMERS):
        raise Http404


def adder(request: UserRequest) -> None:
    """Raises for those who may not make tasks."""
    reader(request)
    if not rights.may_add(request.user):
        raise PermissionDenied


def visible(request: UserRequest, pk: int) -> Task:
    """The task, or 404."""
    reader(request)
    rows = Task.objects.visible_to(request.user).select_related("customer", "responsible", "author", "closed_by")
    return get_object_or_404(rows, pk=pk)


def changeable(request: UserRequest, pk: int) -> Task:
    """The task, for whoever may change it."""
    task = visible(request, pk)
    if not rights.may_change(request.user, task):
        raise PermissionDenied
    return task


@require_safe
@never_cache
def task_list(request: UserRequest) -> HttpResponse:
    """One page of the tasks the reader may see."""
    reader(request)
    may_add = rights.may_add(request.user)
    may_bulk = may_add and request.user.has(Permission.BULK_CHANGE)
    people = rights.doers(request.user) if may_bulk else ()
    return show(request, list_pages.get("tasks"), may_add=may_add, ticks=may_bulk, people=people)


@require_http_methods(["GET", "POST"])
@never_cache
def new(request: UserRequest) -> HttpResponse:
    """The form of a new task; `?customer=` is whom it is about."""
    adder(request)
    customer = _customer(request)
    if request.method == "GET":
        day = workdays.calendar().next_work(timezone.localdate() + dt.timedelta(days=1))
        initial = {"responsible": request.user.pk, "day": day}
        return _form(request, TaskForm(user=request.user, initial=initial), customer=customer)
    form = TaskForm(request.POST, user=request.user)
    if not form.is_valid():
        return _form(request, form, customer=customer, status=422)
    data = form.cleaned_data
    try:
        task = services.create(
            by=request.user,
            text=data["text"],
            customer_id=customer.pk if customer else None,
            kind=data["kind"],
            due_at=data["due"].at,
            due_on=data["due"].day,
            responsible=data["responsible"],
            priority=data["priority"],
            repeat=data["repeat"],
            checklist=data["checklist"].splitlines(),
            remind=data["remind"],
            needs_result=data["needs_result"],
        )
    except DomainError as error:
        return _refused(request, form, error, customer=customer)
    return done(request, Operation.objects.get(pk=task.made_in), _("The task is added."))


@require_http_methods(["GET", "POST"])
@never_cache
def one(request: UserRequest, pk: int) -> HttpResponse:
    """The task with its form; whoever may not change it reads it."""
    task = visible(request, pk)
    if request.method == "GET":
        return _form(request, TaskForm(user=request.user, task=task, initial=initial_of(task)), task=task)
    if not rights.may_change(request.user, task):
        raise PermissionDenied
    form = TaskForm(request.POST, user=request.user, task=task)
    if not form.is_valid():
        return _form(request, form, task=task, status=422)
    try:
        operation = services.change(task, by=request.user, values=form.values, check=form.check)
    except TaskClashError as clash:
        form.show_clash(clash)
        return _form(request, form, task=task, status=422)
    except DomainError as error:
        return _refused(request, form, error, task=task)
    return done(request, operation, _("The task is changed.") if operation else _("Nothing was different."))


@require_http_methods(["GET", "POST"])
@never_cache
def close(request: UserRequest, pk: int) -> HttpResponse:
    """Ask what came of it, and close; `give_up` closes it as not done."""
    task = changeable(request, pk)
    form = CloseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        act = services.cancel if "give_up" in request.POST else services.close
        try:
            operation = act(task, by=request.user, result=form.cleaned_data["result"])
        except DomainError as error:
            form.add_error("result", str(error))
        else:
            return done(request, operation, _("The task is closed."))
    template = "tasks/close.html" if request.htmx else "tasks/close_page.html"
    context = {"task": task, "form": form, "when": words.when(task)}
    return render(request, template, context, status=422 if form.is_bound else 200)


@require_POST
def settle(request: UserRequest, pk: int) -> HttpResponse:
    """Done by one press, without words; what asks for its result is asked by its dialog."""
    task = changeable(request, pk)
    return _act(request, lambda: services.close(task, by=request.user), _("The task is closed."))


@require_POST
def reopen(request: UserRequest, pk: int) -> HttpResponse:
    """Open again."""
    task = changeable(request, pk)
    return _act(request, lambda: services.reopen(task, by=request.user), _("The task is open again."))


@require_POST
def postpone(request: UserRequest, pk: int) -> HttpResponse:
    """By a step from today: `to` is tomorrow, week, or a day."""
    task = changeable(request, pk)
    asked = request.POST.get("to", "")
    try:
        to = timezone.localdate() + dt.timedelta(days=STEPS[asked]) if asked in STEPS else dt.date.fromisoformat(asked)
    except ValueError:
        messages.error(request, _("Choose a day."))
        return redirect(task.get_absolute_url())
    return _act(request, lambda: services.postpone(task, by=request.user, to=to), _("The task is put off."))


@require_POST
def tick(request: UserRequest, pk: int) -> HttpResponse:
    """One thing of the checklist."""
    task = changeable(request, pk)
    place = request.POST.get("place", "")
    if not place.isdecimal() or len(place) > 3:
        raise Http404
    try:
        services.tick(task, by=request.user, place=int(place), done="done" in request.POST)
    except DomainError as error:
        messages.error(request, str(error))
        return HttpResponseClientRefresh() if request.htmx else redirect(task.get_absolute_url())
    task.refresh_from_db()
    return render(request, "tasks/checklist.html", {"task": task, "may_change": True})


def done(request: UserRequest, operation: Operation | None, said: str) -> HttpResponse:
    """On a card the dialog is closed and the panels are told; a list is shown anew; without scripts it is the list."""
    if not request.htmx:
        return away(request, reverse("tasks:list"), said, operation)
    if (request.htmx.current_url_abs_path or "").startswith(reverse("customers:list")):
        response = piece(request, "tasks/nothing.html", {}, done=operation, said=said)
        response["HX-Trigger-After-Swap"] = "taskDone"
        return response
    messages.success(request, said, extra_tags=f"undo:{operation.pk}" if operation else "")
    return HttpResponseClientRefresh()


def _act(request: UserRequest, act: Any, said: str) -> HttpResponse:
    try:
        return done(request, act(), said)
    except DomainError as error:
        messages.error(request, str(error))
        return HttpResponseClientRefresh() if request.htmx else redirect("tasks:list")


def _customer(request: UserRequest) -> Customer | None:
    asked = request.GET.get("customer", "")
    if not asked:
        return None
    if not asked.isdecimal() or len(asked) > 18:
        raise Http404
    return get_object_or_404(Customer.objects.visible_to(request.user), pk=int(asked))


def _refused(request: UserRequest, form: TaskForm, error: DomainError, **more: Any) -> HttpResponse:
    refuse(form, error)
    return _form(request, form, status=422, **more)


def _form(
    request: UserRequest, form: TaskForm, *, task: Task | None = None, customer: Customer | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    template = "tasks/form.html" if request.htmx else "tasks/page.html"
    context = {
        "form": form,
        "task": task,
        "customer": task.customer if task else customer,
        "when": words.when(task) if task else "",
        "tone": words.tone(task) if task else "",
        "repeat": repeats.words(task.repeat) if task else "",
        "may_change": task is None or rights.may_change(request.user, task),
    }
    return render(request, template, context, status=status)
