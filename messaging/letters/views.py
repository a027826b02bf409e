"""Pages of templates: all of them, a new one, one with its versions."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import only_with
from accounts.http import UserRequest
from accounts.models import User
from accounts.permissions import Permission
from core.errors import DomainError
from core.form_errors import refuse
from messaging.choices import Carrier
from messaging.letters import services, variables
from messaging.letters.comparing import differences
from messaging.letters.forms import EditForm, NewForm
from messaging.models import Snippet, Template, TemplateVersion

VERSIONS = 30


def may_use(user: User) -> bool:
    """Whether templates are anything to this person."""
    return user.has(Permission.MESSAGES_SEND) or user.has(Permission.TEMPLATES)


def reader(request: UserRequest) -> None:
    """Raises 404 for whoever neither writes templates nor by them."""
    if not may_use(request.user):
        raise Http404


def found(request: UserRequest, pk: int, *, to_change: bool = False) -> Template:
    """The template; whoever may only use it is refused its change."""
    reader(request)
    template = get_object_or_404(Template, pk=pk)
    if to_change and not request.user.has(Permission.TEMPLATES):
        raise PermissionDenied
    return template


@require_safe
@never_cache
def template_list(request: UserRequest) -> HttpResponse:
    """Those in use by channel; `?archived=1` those put away."""
    reader(request)
    away = "archived" in request.GET
    rows = TemplateVersion.objects.standing().filter(template__archived_at__isnull=not away)
    shown = list(rows.select_related("template", "author").order_by("template__channel", "template__name", "pk"))
    context = {
        "groups": [(label, [one for one in shown if one.template.channel == code]) for code, label in Carrier.choices],
        "number": len(shown),
        "away": away,
        "may_change": request.user.has(Permission.TEMPLATES),
        "has_away": away or Template.objects.filter(archived_at__isnull=False).exists(),
    }
    return render(request, "messaging/letters/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@only_with(Permission.TEMPLATES)
def new(request: UserRequest) -> HttpResponse:
    """A new letter, or by `?channel=sms` a new SMS."""
    channel = request.GET.get("channel", Carrier.EMAIL)
    if channel not in Carrier.values:
        raise Http404
    form = NewForm(request.POST or None, channel=channel)
    if form.is_valid():
        data = form.cleaned_data
        try:
            made = services.create(
                by=request.user, name=data["name"], channel=channel, message_class=data["message_class"],
                purpose=data["purpose"], language=data["language"], text=form.text(),
            )  # fmt: skip
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The template is made."))
            return redirect("letters:one", made.pk)
    context = {"form": form, "channel": channel, **tools(request.user)}
    return render(request, "messaging/letters/new.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def one(request: UserRequest, pk: int) -> HttpResponse:
    """The template with its form, for those who may change it; else as it reads."""
    template = found(request, pk, to_change=request.method == "POST")
    last = services.last_version(template)
    may_change = request.user.has(Permission.TEMPLATES) and template.archived_at is None
    initial = {"name": template.name, "subject": last.subject, "preheader": last.preheader, "body": last.body}
    form = EditForm(request.POST or None, channel=template.channel, initial=initial)
    if form.is_valid():
        try:
            made = services.save(template, form.text(), by=request.user, name=form.cleaned_data["name"])
        except DomainError as error:
            refuse(form, error)
        else:
            said = _("Saved as version %(number)s.") % {"number": made.number}
            messages.success(request, said if made.pk != last.pk else _("Saved."))
            return redirect("letters:one", pk)
    versions = TemplateVersion.objects.of(template).select_related("author")[:VERSIONS]
    context = {
        "template": template, "form": form, "last": last, "versions": versions, "may_change": may_change,
        "may_manage": request.user.has(Permission.TEMPLATES), "channel": template.channel, **tools(request.user),
    }  # fmt: skip
    return render(request, "messaging/letters/one.html", context, status=422 if form.is_bound else 200)


@require_safe
@never_cache
def version(request: UserRequest, pk: int, number: int) -> HttpResponse:
    """An earlier version beside the one in use."""
    template = found(request, pk)
    old = get_object_or_404(TemplateVersion.objects.select_related("author"), template=template, number=number)
    last = services.last_version(template)
    context = {
        "template": template, "version": old, "last": last, "lines": differences(old, last),
        "may_change": request.user.has(Permission.TEMPLATES) and template.archived_at is None,
    }  # fmt: skip
    return render(request, "messaging/letters/version.html", context)


@require_POST
def go_back(request: UserRequest, pk: int, number: int) -> HttpResponse:
    """What an earlier version said is what the template says again."""
    template = found(request, pk, to_change=True)
    get_object_or_404(TemplateVersion, template=template, number=number)
    try:
        made = services.go_back(template, number, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Saved as version %(number)s.") % {"number": made.number})
    return redirect("letters:one", pk)


@require_POST
def archive(request: UserRequest, pk: int) -> HttpResponse:
    """Into the archive, or out of it: what the button said."""
    template = found(request, pk, to_change=True)
    away = request.POST.get("away", "1") == "1"
    try:
        services.archive(template, by=request.user, away=away)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("letters:one", pk)
    messages.success(request, _("The template is in the archive.") if away else _("The template is in use again."))
    return redirect("letters:list")


def tools(user: User) -> dict[str, Any]:
    """What can be put into a text: variables by their groups, snippets."""
    groups: dict[str, list[variables.Variable]] = {}
    for variable in variables.offered(user).values():
        groups.setdefault(str(variable.group), []).append(variable)
    return {"variables": list(groups.items()), "snippets": Snippet.objects.order_by("name")}
