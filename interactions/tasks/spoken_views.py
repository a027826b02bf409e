"""The quick line: what was understood is shown before anything is made."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import UserRequest
from core import workdays
from core.errors import DomainError
from core.text import moments
from customers.models import Customer
from interactions.tasks import repeats, services
from interactions.tasks.due import due
from interactions.tasks.spoken import LONGEST, Spoken, parse
from interactions.tasks.spoken_names import find_clients
from interactions.tasks.views import adder, done
from journal.models import Operation

NOBODY = "0"


@dataclass(frozen=True)
class Understood:
    """A line with its day off moved away, and the clients it may be about."""

    spoken: Spoken
    clients: list[Customer]
    chosen: Customer | None
    when: str
    repeat: str
    off: str
    """The feast or day off it falls on, when the day was named."""


@require_POST
def understand(request: UserRequest) -> HttpResponse:
    """The preview under the line. By POST: names do not belong in addresses."""
    adder(request)
    if not request.POST.get("say", "").strip():
        return HttpResponse("")
    return render(request, "tasks/understood.html", {"found": understood(request)})


@require_POST
def say(request: UserRequest) -> HttpResponse:
    """Make the task."""
    adder(request)
    found = understood(request)
    spoken = found.spoken
    try:
        if spoken.problems:
            raise DomainError(" ".join(spoken.problems), code="say")
        when = due(spoken.day, spoken.clock, request.user.time_zone)
        task = services.create(
            by=request.user,
            text=spoken.text,
            customer_id=found.chosen.pk if found.chosen else None,
            kind=spoken.kind,
            due_at=when.at,
            due_on=when.day,
            priority=spoken.priority,
            repeat=spoken.repeat,
        )
    except DomainError as error:
        if request.htmx:
            context = {"found": found, "refused": str(error)}
            return render(request, "tasks/understood.html", context, status=422)
        messages.error(request, str(error))
        return done(request, None, _("Nothing was added."))
    return done(request, Operation.objects.get(pk=task.made_in), _("The task is added."))


def understood(request: UserRequest) -> Understood:
    """Reads the line of the request, with the client that was ticked."""
    text = request.POST.get("say", "")[:LONGEST]
    spoken = parse(text, now=timezone.localtime(), language=get_language() or "ru")
    calendar = workdays.calendar()
    day = calendar.next_work(spoken.day) if spoken.flexible else spoken.day
    if day != spoken.day:
        spoken = Spoken(**{**vars(spoken), "day": day})
    off = "" if calendar.is_work(day) else calendar.name(day) or _("a day off")
    is_card = request.GET.get("about") == "card"
    people = [] if is_card else find_clients(request.user, spoken.names, text)
    return Understood(spoken, people, _chosen(request, people), _when(spoken), repeats.words(spoken.repeat), off)


def _chosen(request: UserRequest, people: list[Customer]) -> Customer | None:
    """The one that was ticked while he is still among those found; else the first."""
    asked = request.POST.get("customer", "")
    if asked == NOBODY:
        return None
    return next((one for one in people if str(one.pk) == asked), people[0] if people else None)


def _when(spoken: Spoken) -> str:
    day = moments.relative_day(spoken.day, timezone.localdate())
    named = f"{day}, {date_format(spoken.day, 'l').lower()}"
    return f"{named}, {spoken.clock:%H:%M}" if spoken.clock else named
