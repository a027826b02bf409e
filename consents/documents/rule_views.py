"""The operator, purposes, policies of channels, processors: what the texts and the gate rest on."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import journal
from accounts import company
from accounts.access import only_with
from accounts.http import UserRequest
from accounts.permissions import Permission
from consents.documents.forms import NewPurposeForm, OperatorForm, PolicyForm, ProcessorForm, PurposeForm
from consents.documents.policy import policy_of
from consents.models import Channel, ChannelPolicy, Operator, Processor, Purpose
from consents.models.document import ONLY
from consents.words import channel

OF_STAFF = frozenset({"dpo_name", "dpo_contact"})
"""That they were changed is told; the journal keeps nobody's name."""
LONGEST_SAID = 300


@require_http_methods(["GET", "POST"])
@never_cache
@only_with(Permission.PRIVACY)
def operator(request: UserRequest) -> HttpResponse:
    """Who answers for the data; begins with the company's name."""
    standing = Operator.objects.filter(pk=ONLY).first() or Operator(pk=ONLY)
    initial = {} if standing.name else {"name": company.current().name}
    form = OperatorForm(request.POST or None, instance=standing, initial=initial)
    if form.is_valid():
        form.instance.updated_at = timezone.now()
        return _saved(request, form, "consents.operator", "consents:operator")
    return _form(request, form, _("Operator"), template="consents/operator.html")


@require_safe
@never_cache
@only_with(Permission.PRIVACY)
def policy_text(request: UserRequest) -> HttpResponse:
    """The privacy policy to start from, on A4."""
    found = policy_of(Operator.objects.filter(pk=ONLY).first() or Operator(pk=ONLY))
    return render(request, "consents/policy.html", {"policy": found})


@require_http_methods(["GET", "POST"])
@never_cache
@only_with(Permission.PRIVACY)
def rules(request: UserRequest) -> HttpResponse:
    """Purposes, channels and processors on one page."""
    policies = list(ChannelPolicy.objects.order_by("channel__weight", "jurisdiction"))
    channels = [
        (row, channel(row.code), [one for one in policies if one.channel_id == row.code])
        for row in Channel.objects.order_by("weight", "code")
    ]
    context = {
        "purposes": list(Purpose.objects.order_by("archived_at", "weight", "code")),
        "channels": channels,
        "processors": list(Processor.objects.order_by("archived_at", "name", "pk")),
    }
    return render(request, "consents/rules.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@only_with(Permission.PRIVACY)
def purpose(request: UserRequest, code: str = "") -> HttpResponse:
    """One purpose, or a new one."""
    standing = get_object_or_404(Purpose, pk=code) if code else Purpose()
    form = (PurposeForm if code else NewPurposeForm)(request.POST or None, instance=standing)
    if form.is_valid():
        return _saved(request, form, "consents.purpose", "consents:rules")
    if not code:
        return _form(request, form, _("New purpose"))
    return _form(request, form, standing.name, put_away="" if standing.is_built_in else "consents:purpose_archive")


@require_POST
@only_with(Permission.PRIVACY)
def purpose_archive(request: UserRequest, code: str) -> HttpResponse:
    """Not used any more, or again: no new consents for it, those given stay as they are. Only one of the company’s."""
    standing = get_object_or_404(Purpose, pk=code, is_built_in=False)
    return _put_away(request, standing, "consents.purpose")


@require_http_methods(["GET", "POST"])
@never_cache
@only_with(Permission.PRIVACY)
def policy(request: UserRequest, pk: int) -> HttpResponse:
    """What may go by a channel under one law."""
    standing = get_object_or_404(ChannelPolicy, pk=pk)
    form = PolicyForm(request.POST or None, instance=standing)
    if form.is_valid():
        form.instance.changed_at = timezone.now()
        return _saved(request, form, "consents.channelpolicy", "consents:rules")
    title = f"{channel(standing.channel_id)}: {standing.get_jurisdiction_display()}"
    return _form(request, form, title)


@require_http_methods(["GET", "POST"])
@never_cache
@only_with(Permission.PRIVACY)
def processor(request: UserRequest, pk: int | None = None) -> HttpResponse:
    """One processor, or a new one."""
    standing = get_object_or_404(Processor, pk=pk) if pk is not None else Processor()
    form = ProcessorForm(request.POST or None, instance=standing)
    if form.is_valid():
        return _saved(request, form, "consents.processor", "consents:rules")
    put_away = "consents:processor_archive" if pk is not None else ""
    return _form(request, form, standing.name or _("New processor"), put_away=put_away)


@require_POST
@only_with(Permission.PRIVACY)
def processor_archive(request: UserRequest, pk: int) -> HttpResponse:
    """Not used any more, or again."""
    standing = get_object_or_404(Processor, pk=pk)
    return _put_away(request, standing, "consents.processor")


def _put_away(request: UserRequest, standing: Purpose | Processor, kind: str) -> HttpResponse:
    with transaction.atomic():
        standing.archived_at = None if standing.archived_at else timezone.now()
        standing.save(update_fields=["archived_at"])
        _tell(request, kind, standing.pk, standing.name)
    return redirect("consents:rules")


def _saved(request: UserRequest, form: "forms.ModelForm[Any]", kind: str, to: str) -> HttpResponse:
    with transaction.atomic():
        before = _values(form)
        standing = form.save()
        _tell(request, kind, standing.pk, str(standing), _changes(before, _values(form)))
    messages.success(request, _("Saved."))
    return redirect(to)


def _values(form: "forms.ModelForm[Any]") -> dict[str, Any]:
    """Of the row as it stands in the base; empty of a new one."""
    model = form._meta.model
    return model.objects.filter(pk=form.instance.pk).values(*(form._meta.fields or ())).first() or {}


def _changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list[str]]:
    """What was and what is, by field: who could be written to on a day is asked for years later."""
    return {
        name: [] if name in OF_STAFF else [_said(before.get(name)), _said(value)]
        for name, value in after.items()
        if before.get(name) != value
    }


def _said(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)[:LONGEST_SAID]


def _tell(
    request: UserRequest, kind: str, pk: object, name: str, changes: Mapping[str, list[str]] = MappingProxyType({})
) -> None:
    details = {"name": name, "model": kind, "changes": dict(changes)}
    journal.record("consents.settings", by=request.user, object_type=kind, object_id=str(pk), details=details)


def _form(
    request: UserRequest, form: "forms.ModelForm[Any]", title: str, *, template: str = "consents/rule.html",
    put_away: str = "",
) -> HttpResponse:  # fmt: skip
    """`put_away`: name of the address by which it is taken out of use and back."""
    context = {
        "form": form,
        "title": title,
        "put_away": reverse(put_away, args=[form.instance.pk]) if put_away else "",
    }
    return render(request, template, context, status=422 if form.is_bound else 200)
