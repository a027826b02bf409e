"""From ticked clients, or a whole segment, to the preview of their tasks."""

import json

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import UserRequest
from core.errors import DomainError
from customers import selection
from customers.bulk_views import chosen
from interactions.tasks import for_clients
from interactions.tasks.views import adder
from journal.operations import draft
from listing.pages import list_pages


@require_POST
def ask(request: UserRequest) -> HttpResponse:
    """What is to be done, by whom, when; then the preview of the operation."""
    adder(request)
    if not for_clients.may(request.user):
        raise PermissionDenied
    choice = chosen(request)
    if choice is None:
        messages.warning(request, _("Tick the clients first."))
        return redirect("customers:list")
    try:
        selection.check(choice, request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("customers:list")
    form = for_clients.TasksForm(request.POST if "filled" in request.POST else None, user=request.user)
    if form.is_bound and form.is_valid():
        operation = draft(for_clients.KIND, {"chosen": choice.to_json(), **form.params}, request.user)
        return redirect("office:operation", operation.pk)
    context = {
        "page": list_pages.get("customers"),
        "act_url": reverse("tasks:for_clients"),
        "act": "",
        "choice": choice,
        "rule": json.dumps(dict(choice.rule), ensure_ascii=False),
        "words": selection.words(choice),
        "form": form,
    }
    return render(request, "tasks/for_clients.html", context, status=422 if form.is_bound else 200)
