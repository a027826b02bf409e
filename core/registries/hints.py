"""Hints shown while a card is typed or looked at: a possible duplicate, a missing consent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise

from core.registry import Registry


class HintTone(StrEnum):
    """How loud a hint is; the names of the `note` component's variants."""

    INFO = "info"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, kw_only=True)
class Hint:
    """A sentence, and where to go."""

    tone: HintTone
    text: str | Promise
    url: str = ""
    url_label: str | Promise = ""


@dataclass(frozen=True, kw_only=True)
class CardHint:
    """`hints(request, customer id or None while creating, values typed so far)`."""

    code: str
    hints: Callable[[HttpRequest, int | None, Mapping[str, str]], list[Hint]]
    weight: int = 100
    rows: Callable[[], QuerySet[Any]] | None = None
    """Rows of the client `OuterRef("pk")` without which a card has nothing to say; asked for in the statement that
    reads the card."""


card_hints: Registry[CardHint] = Registry("card_hints", "hints while a card is typed or read")
