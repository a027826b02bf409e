"""Reasons to get in touch with a client today."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils.functional import Promise

from core.registry import Registry


@dataclass(frozen=True, kw_only=True)
class TodayItem:
    """A client, why today, and what to press."""

    customer_id: int
    reason: str | Promise
    act_label: str | Promise
    act_url: str


@dataclass(frozen=True, kw_only=True)
class TodaySource:
    """`items(request, day, limit)`; heavier reasons (smaller weight) stand first on the page."""

    code: str
    label: str | Promise
    items: Callable[[HttpRequest, date, int], list[TodayItem]]
    weight: int = 100
    permission: str = ""


today_sources: Registry[TodaySource] = Registry("today_sources", "reasons of the «Today» page")
