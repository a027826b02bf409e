"""What templates of clients need."""

import json
from typing import Any

from django import template

from accounts.http import UserRequest
from accounts.models import User
from customers import neighbours, rights
from listing.state import State

register = template.Library()


@register.simple_tag
def list_name(state: State, request: UserRequest) -> str:
    """The name under which cards opened from this page find the list again."""
    title = "" if state.tab.code == "all" else str(state.tab.label)
    return neighbours.keep(request.user, neighbours.CameFrom(request.GET.urlencode(), title))


@register.simple_tag
def as_seen(reader: User, code: str, text: str) -> str:
    """A value of a card as this person may read it."""
    return rights.shown(reader, code, text)


@register.filter
def as_json(value: Any) -> str:
    """For a hidden box; escaped like any text."""
    return json.dumps(value, ensure_ascii=False)
