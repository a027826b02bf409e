"""The frame of the wizard: which steps there are, which of them are done."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from accounts.http import UserRequest
from imports.models import Import

STEPS = {
    "file": _("File"),
    "columns": _("Columns"),
    "rules": _("Rules"),
    "check": _("Check"),
    "apply": _("Bringing in"),
    "result": _("Result"),
}


def page(
    request: UserRequest, template: str, imported: Import, step: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page of the wizard."""
    return render(request, template, {"import": imported, "steps": steps_at(step), **context}, status=status)


def steps_at(step: str) -> list[dict[str, Any]]:
    """The bar of steps, with this one under way."""
    at = list(STEPS).index(step)
    return [{"label": label, "done": place < at, "current": place == at} for place, label in enumerate(STEPS.values())]
