"""Kinds of things a person is told, in the bell or by letter."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise

from core.registry import Registry


class Channel(StrEnum):
    """Where a person is told. There is no digest: at once or never."""

    BELL = "bell"
    MAIL = "mail"


@dataclass(frozen=True, kw_only=True)
class NotificationKind:
    """`sentence(params)` makes the text in the reader's language; a stored title goes before it.

    A letter carries the sentence: it must not hold clients' personal data.
    """

    code: str
    label: str | Promise
    sentence: Callable[[Mapping[str, Any]], str]
    icon: str = "bell"
    channels: tuple[Channel, ...] = (Channel.BELL,)
    """Where those are told who have chosen nothing."""
    permission: str = ""
    """Who is shown the choice on his profile; empty: everybody."""
    weight: int = 100


notification_kinds: Registry[NotificationKind] = Registry("notification_kinds", "what people are told")
