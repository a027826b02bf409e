"""What the search box and the palette look through."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise

from core.registry import Registry


@dataclass(frozen=True, kw_only=True)
class SearchHit:
    """One line of the results."""

    label: str
    detail: str
    icon: str
    url: str


@dataclass(frozen=True, kw_only=True)
class SearchSource:
    """`find(request, text, limit)` returns only what the reader may see, best first."""

    code: str
    label: str | Promise
    find: Callable[[HttpRequest, str, int], list[SearchHit]]
    weight: int = 100
    permission: str = ""


search_sources: Registry[SearchSource] = Registry("search_sources", "what the search box looks through")
