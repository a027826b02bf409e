"""From ticked clients, or a whole segment, to the preview of their tasks."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.http import UserRequest
from core.errors import DomainError
from customers.bulk_views import asked, picked
from interactions.tasks import for_clients
from interactions.tasks.views import adder
from journal.operations import draft


@require_POST
def ask(request: UserRequest) -> HttpResponse:
    """What is to be done, by whom, when; then the preview of the operation."""
    adder(request)
    if not for_clients.may(request.user):
        raise PermissionDenied
    try:
        choice = picked(request)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("customers:list")
    form = for_clients.TasksForm(request.POST if "filled" in request.POST else None, user=request.user)
    if form.is_bound and form.is_valid():
        operation = draft(for_clients.KIND, {"chosen": choice.to_json(), **form.params}, request.user)
        return redirect("office:operation", operation.pk)
    return asked(request, "tasks/for_clients.html", choice, form)
