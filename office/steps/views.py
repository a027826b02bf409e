"""The list of first steps, loaded into «Today»."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.http import UserRequest
from core.registries.first_steps import first_steps
from office.access import for_administrators


@require_safe
@never_cache
@for_administrators
def steps(request: UserRequest) -> HttpResponse:
    """What is done and what is not; nothing once all of it is."""
    found = [(step, step.done()) for step in first_steps]
    done = sum(is_done for _step, is_done in found)
    if done == len(found):
        return HttpResponse()
    return render(request, "office/steps/card.html", {"steps": found, "done": done})
