"""Small parts of pages where messages are written."""

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

from core.text import numbers
from messaging.letters.values import SIGNS
from messaging.models import Gateway

register = template.Library()


@register.simple_tag
def textarea(bound: BoundField) -> SafeString:
    """The box of a text without a frame of its own: it stands within an editor."""
    described = f"{bound.auto_id}_error" if bound.errors else ""
    more = {"aria-describedby": described, "aria-invalid": "true"} if described else {}
    return bound.as_widget(attrs={"class": "input", **more})


@register.simple_tag
def price_of(gateway: Gateway, parts: int) -> str:
    """What an SMS of so many parts costs."""
    return numbers.money((gateway.price or 0) * parts, 2, SIGNS.get(gateway.currency, gateway.currency))
