"""What templates of lists need."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter(is_safe=True)
def stripped(markup: str) -> str:
    """Without space around, so that a cell with nothing in it is `:empty`."""
    return markup.strip()


@register.filter
def entry(extra: Mapping[str, Any], code: str) -> Any:
    """What `prepare` put under a field's code; None when there is nothing."""
    return extra.get(code)
