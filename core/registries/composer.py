"""Tabs of the composer on a card: what a person can write down there without leaving it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise

from core.registry import Registry


@dataclass(frozen=True, kw_only=True)
class ComposerTab:
    """`answer(request, customer id)`: the form to a GET; to a POST the form again, empty and with a toast, or with 422.

    Called only for a client the person may see and with the right to change clients.
    """

    code: str
    label: str | Promise
    icon: str
    answer: Callable[[HttpRequest, int], HttpResponse]
    key: str = ""
    """A physical key that opens it from anywhere on the card, such as `KeyC`."""
    weight: int = 100
    permission: str = ""


composer_tabs: Registry[ComposerTab] = Registry("composer_tabs", "what can be written down on a card")
