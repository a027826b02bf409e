"""Panels of the client card: facts, lists and forms that packages above `customers` show there."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
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
    shows: Callable[[], QuerySet[Any]] | None = None
    """Rows without which no card has anything to show; asked for in the statement that reads the card."""


card_panels: Registry[CardPanel] = Registry("card_panels", "panels of the client card")
