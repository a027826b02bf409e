"""Tabs of the composer that write the history: a note, a call, a meeting, and the rarer kinds."""

import json
from functools import partial
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from accounts.http import UserRequest
from core.errors import DomainError
from core.form_errors import refuse
from core.registries.composer import ComposerTab, composer_tabs
from customers import zones
from customers.answers import piece
from customers.merged_away import standing
from customers.models import Customer
from interactions.log import services
from interactions.log.choices import InteractionKind
from interactions.log.forms import EntryForm
from journal.operations import single

K = InteractionKind
RARER = (K.LETTER, K.MESSENGER, K.SMS, K.VISIT, K.FILE, K.REVIEW, K.COMPLAINT)
"""Letters and SMS that came, or went by another way: those that leave from here have tabs of their own."""


def register() -> None:
    """Fill the tabs in the order of the prototype."""
    composer_tabs.add(
        _tab("note", K.NOTE.label, "note", (K.NOTE,), 10),
        _tab("call", K.CALL.label, "phone", (K.CALL,), 20),
        _tab("meeting", K.MEETING.label, "users", (K.MEETING,), 30),
        _tab("other", pgettext_lazy("kind of interaction", "Other"), "dots", RARER, 90),
    )


def _tab(code: str, label: object, icon: str, kinds: tuple[K, ...], weight: int) -> ComposerTab:
    return ComposerTab(
        code=code,
        label=label,  # type: ignore[arg-type]  # stubs take a label of choices for a plain object
        icon=icon,
        answer=partial(answer, code=code, kinds=tuple(kind.value for kind in kinds)),
        weight=weight,
    )


def answer(request: HttpRequest, customer_id: int, *, code: str, kinds: tuple[str, ...]) -> HttpResponse:
    """The form; saved, it is empty again and the timeline is told."""
    request = cast("UserRequest", request)  # the composer lets nobody else in
    user = request.user
    customer = standing(get_object_or_404(Customer.objects.visible_to(user), pk=customer_id))
    clock = zones.clock_of(customer, user) if K.CALL.value in kinds else ""
    context = {"customer": customer, "code": code, "clock": clock}
    if request.method != "POST":
        data = request.GET if request.GET.get("kind") in kinds else None
        form = EntryForm(customer=customer, user=user, kinds=kinds, initial={"kind": kinds[0]})
        if data is not None:
            form = EntryForm(customer=customer, user=user, kinds=(data["kind"], *_others(kinds, data["kind"])))
        return render(request, "interactions/entry_form.html", {**context, "form": form})
    form = EntryForm(request.POST, request.FILES, customer=customer, user=user, kinds=kinds)
    if form.is_valid():
        try:
            with single(by=user) as operation:
                services.record(by=user, customer_id=customer_id, **form.values())
        except DomainError as error:
            refuse(form, error)
        else:
            fresh = EntryForm(customer=customer, user=user, kinds=kinds)
            done = piece(
                request, "interactions/entry_form.html", {**context, "form": fresh}, done=operation,
                said=_("Written down."),
            )  # fmt: skip
            events = json.loads(done["HX-Trigger"])
            done["HX-Trigger"] = json.dumps({**events, "tasksChanged": {}})
            return done
    return render(request, "interactions/entry_form.html", {**context, "form": form}, status=422)


def _others(kinds: tuple[str, ...], first: str) -> list[str]:
    return [kind for kind in kinds if kind != first]
