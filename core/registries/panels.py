"""Panels of the client card: facts, lists and forms that packages above `customers` show there."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.http import HttpRequest
from django.utils.functional import Promise

from core.registry import Registry


class PanelPlace(StrEnum):
    """Columns of the card."""

    LEFT = "left"
    MAIN = "main"
    RIGHT = "right"


@dataclass(frozen=True, kw_only=True)
class CardPanel:
    """Loaded lazily by its own request, which checks the reader's rights again."""

    code: str
    title: str | Promise
    place: PanelPlace
    render: Callable[[HttpRequest, int], str]
    """(request, customer id) to safe HTML; called only for a client the reader may see."""
    weight: int = 100
    permission: str = ""
    shows: Callable[[], bool] | None = None
    """Whether there is anything to show on any card; asked with each card, so one cheap statement at most."""


card_panels: Registry[CardPanel] = Registry("card_panels", "panels of the client card")
