"""Parts of pages that show notifications: a built-in library, as `core.templatetags.ui`."""

from django import template
from django.utils.safestring import SafeString

from accounts import notifications
from accounts.models import Notification
from core.templatetags.ui import icon

register = template.Library()


@register.simple_tag
def notification_sentence(notification: Notification) -> str:
    """What it says, in the reader's language."""
    return notifications.sentence(notification)


@register.simple_tag
def notification_icon(notification: Notification) -> SafeString:
    """The icon of its kind."""
    return icon(notifications.icon(notification))
