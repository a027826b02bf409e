"""The page «Today»."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import company
from accounts import today as looked_at
from accounts.http import UserRequest
from accounts.permissions import Permission
from desk.board import board
from interactions.tasks import rights

MORNING, DAY, EVENING, NIGHT = 5, 12, 18, 23


@require_safe
@never_cache
def today(request: UserRequest) -> HttpResponse:
    """One's own day, or the team's for who leads one."""
    day = company.today()
    whose = looked_at.whose(request)
    people = looked_at.colleagues(request.user)
    colleague = next((person for person in people if str(person.pk) == whose), None)
    context = {
        "board": board(request, day),
        "day": day,
        "greeting": colleague.full_name if colleague else greeting(request),
        "whose": whose,
        "colleagues": people,
        "colleague": colleague,
        "sees_clients": request.user.has(Permission.VIEW_CUSTOMERS),
        "may_add": rights.may_add(request.user) and request.user.has(Permission.VIEW_CUSTOMERS),
    }
    return render(request, "desk/today.html", context)


def greeting(request: HttpRequest) -> str:
    """By the reader's own clock; whose name is not known is greeted without it."""
    hour = timezone.localtime().hour
    if MORNING <= hour < DAY:
        named, bare = _("Good morning, %(name)s"), _("Good morning")
    elif DAY <= hour < EVENING:
        named, bare = _("Good afternoon, %(name)s"), _("Good afternoon")
    elif EVENING <= hour < NIGHT:
        named, bare = _("Good evening, %(name)s"), _("Good evening")
    else:
        named, bare = _("Hello, %(name)s"), _("Hello")
    name = getattr(request.user, "first_name", "")
    return named % {"name": name} if name else bare
