"""«Next step» on the card: what was promised to this client."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.registries.panels import CardPanel, PanelPlace, card_panels
from interactions.tasks import rights, words
from interactions.tasks.models import Task

SHOWN = 5


def register() -> None:
    """The first panel of the right column."""
    card_panels.add(CardPanel(code="next", title=_("Next step"), place=PanelPlace.RIGHT, render=render, weight=20))


def render(request: HttpRequest, customer_id: int) -> str:
    """Open tasks, what ends first first."""
    assert isinstance(request.user, User)
    tasks = list(
        Task.objects.visible_to(request.user).open().filter(customer=customer_id).select_related("responsible").by_due()
        [: SHOWN + 1]
    )  # fmt: skip
    context = {
        "rows": [(task, words.when(task), words.tone(task)) for task in tasks[:SHOWN]],
        "more": len(tasks) > SHOWN,
        "customer_id": customer_id,
        "may_add": rights.may_add(request.user),
    }
    return render_to_string("tasks/panel.html", context, request)
