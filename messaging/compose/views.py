"""While one writes to a client: the law and the look of it. Afterwards: what became of it, taken back, sent again."""

import json
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.http import UserRequest
from accounts.permissions import Permission
from core.errors import DomainError
from customers import rights
from customers.answers import editable
from customers.normalise.contacts import display_contact
from files.models import StoredFile
from messaging.choices import Carrier, Status
from messaging.compose import hiding, law, timeline, writing
from messaging.compose.forms import KINDS, ComposeForm
from messaging.letters import previews
from messaging.letters.look_views import names_of
from messaging.letters.rendering import Rendered
from messaging.models import Gateway, Message, TemplateVersion
from messaging.outbox import writing as outbox

CANCELLABLE = (Status.QUEUED, Status.HELD, Status.LEASED)


@require_POST
@never_cache
def look(request: UserRequest, pk: int, channel: str) -> HttpResponse:
    """What the law says of the contact, what is wrong with the text, how long an SMS is. Nothing is saved."""
    form = _form(request, pk, channel)
    form.is_valid()
    template = form.chosen_template
    points = [one.point.pk for one in form.points]
    chosen = form.cleaned_data.get("point") or (form.points[0].point if form.points else None)
    kind = template.message_class if template else form.cleaned_data.get("message_class", "")
    found = law.answers(
        form.customer.pk, channel, points, by=request.user, purpose=template.purpose if template else ""
    )
    made = _made(form, request)
    context = {
        "answers": [one for one in found if chosen is not None and one.point_id == chosen.pk],
        "kind": kind,
        "made": made,
        "template": template,
        "empty": names_of(made.empty) if made else [],
        "count": previews.counted(made, channel) if made else None,
        "gateway": Gateway.objects.default_of(channel),
    }
    return render(request, "messaging/compose/look.html", context)


@require_POST
@never_cache
def preview(request: UserRequest, pk: int, channel: str) -> HttpResponse:
    """What the client would get, for the frame."""
    made = _made(_form(request, pk, channel), request)
    return previews.answer(made or Rendered(fault=_("Write the text first.")))


@require_safe
@never_cache
def one(request: UserRequest, pk: UUID) -> HttpResponse:
    """What became of a message: below its line of the timeline, or a page where a link of a report led to it."""
    message = _message(request, pk)
    context = _told(request, message)
    if request.htmx:
        return render(request, "messaging/compose/one.html", context)
    return render(request, "messaging/compose/page.html", {**context, "title": timeline.title(message)})


@require_safe
@never_cache
def letter(request: UserRequest, pk: UUID) -> HttpResponse:
    """The letter as it was sent, for the frame."""
    message = _message(request, pk)
    return previews.answer(Rendered(html=hiding.html_of(message), text=hiding.text_of(message)))


@require_POST
def cancel(request: UserRequest, pk: UUID) -> HttpResponse:
    """Take it back while it waits: from the toast, or from the timeline."""
    message = _message(request, pk, to_change=True)
    count = outbox.cancel([message.pk], by=request.user)
    said = _("Taken back: it was not sent.") if count else _("Too late: it has been handed over.")
    if request.htmx:
        message.refresh_from_db()
        return _with_toast(render(request, "messaging/compose/one.html", _told(request, message)), said)
    (messages.success if count else messages.error)(request, said)
    back = request.POST.get("next", "")
    fits = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if fits else f"/clients/{message.customer_id}/")


@require_POST
def again(request: UserRequest, pk: UUID) -> HttpResponse:
    """The same words to the same contact once more."""
    message = _message(request, pk, to_change=True)
    try:
        writing.send_again(message, by=request.user)
    except DomainError as error:
        context = {**_told(request, message), "error": str(error)}
        return render(request, "messaging/compose/one.html", context, status=422)
    said = _("It leaves in %(seconds)d seconds.") % {"seconds": writing.UNDO_SECONDS}
    return _with_toast(render(request, "messaging/compose/one.html", _told(request, message)), said)


def _form(request: UserRequest, pk: int, channel: str) -> ComposeForm:
    if channel not in KINDS:
        raise Http404
    customer = editable(request, pk, Permission.MESSAGES_SEND)
    return ComposeForm(request.POST, customer=customer, user=request.user, channel=channel)


def _made(form: ComposeForm, request: UserRequest) -> Rendered | None:
    """None where nothing is written yet."""
    if not form.is_valid():
        faults = [str(error) for name, errors in form.errors.items() if name != "attached" for error in errors]
        return Rendered(fault=faults[0]) if faults else None
    written = form.writing()
    if written.version is None and not written.body.strip():
        return None
    return writing.made(written, by=request.user)


def _message(request: UserRequest, pk: UUID, *, to_change: bool = False) -> Message:
    rows = Message.objects.visible_to(request.user).select_related("customer", "created_by", "approved_by", "gateway")
    message = get_object_or_404(rows, pk=pk)
    if to_change and not request.user.has(Permission.MESSAGES_SEND):
        raise PermissionDenied
    return message


def _told(request: UserRequest, message: Message) -> dict[str, object]:
    may_write = request.user.has(Permission.MESSAGES_SEND)
    version = None
    if message.template_version_id is not None:
        version = TemplateVersion.objects.select_related("template").filter(pk=message.template_version_id).first()
    kind = KINDS[message.channel]
    return {
        "message": message,
        "text": hiding.text_of(message),
        "address": rights.shown(request.user, kind, display_contact(kind, message.address, message.address)),
        "events": message.events.order_by("at", "pk"),
        "why": law.told(message),
        "version": version,
        "files": StoredFile.objects.filter(pk__in=message.attachments).order_by("name", "pk"),
        "has_letter": message.channel == Carrier.EMAIL and bool(hiding.html_of(message)),
        "may_cancel": may_write and message.status in CANCELLABLE,
        "may_send_again": may_write and writing.may_send_again(message),
    }


def _with_toast(response: HttpResponse, said: str) -> HttpResponse:
    response["HX-Trigger"] = json.dumps({"toast": {"toasts": [{"text": said}]}, "cardChanged": {}})
    return response
