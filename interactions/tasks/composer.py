"""The tab «Task» of the card's composer: one line, read as the quick line of the list is."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from accounts.models import User
from core import workdays
from core.errors import DomainError
from core.registries.composer import ComposerTab, composer_tabs
from customers.answers import piece
from customers.merged_away import standing
from customers.models import Customer
from interactions.tasks import services
from interactions.tasks.due import due
from interactions.tasks.spoken import LONGEST, parse
from journal.models import Operation

TEMPLATE = "tasks/composer.html"


def register() -> None:
    """After the meeting, as in the picture."""
    composer_tabs.add(
        ComposerTab(code="task", label=pgettext_lazy("composer", "Task"), icon="checkbox", answer=answer, weight=40)
    )


def answer(request: HttpRequest, customer_id: int) -> HttpResponse:
    """The line; saved, it is empty again and the card is told."""
    assert isinstance(request.user, User)
    customer = standing(get_object_or_404(Customer.objects.visible_to(request.user), pk=customer_id))
    said = request.POST.get("say", "")[:LONGEST]
    context = {"customer": customer, "said": said, "refused": ""}
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    try:
        operation = _make(request.user, customer, said)
    except DomainError as error:
        return render(request, TEMPLATE, {**context, "refused": str(error)}, status=422)
    done = piece(request, TEMPLATE, {**context, "said": ""}, done=operation, said=_("The task is added."))  # type: ignore[arg-type]
    events = json.loads(done["HX-Trigger"])
    done["HX-Trigger"] = json.dumps({**events, "tasksChanged": {}})
    return done


def _make(by: User, customer: Customer, said: str) -> Operation:
    spoken = parse(said, now=timezone.localtime(), language=get_language() or "ru")
    if spoken.problems:
        raise DomainError(" ".join(spoken.problems), code="say")
    day = workdays.calendar().next_work(spoken.day) if spoken.flexible else spoken.day
    when = due(day, spoken.clock, by.time_zone)
    task = services.create(
        by=by,
        text=spoken.text,
        customer_id=customer.pk,
        kind=spoken.kind,
        due_at=when.at,
        due_on=when.day,
        priority=spoken.priority,
        repeat=spoken.repeat,
    )
    return Operation.objects.get(pk=task.made_in)
