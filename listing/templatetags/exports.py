"""The buttons «Export» of a list: for those who may take lists out, nothing at all for others."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.permissions import Permission
from core.templatetags.ui import icon
from listing.state import State

register = template.Library()


@register.simple_tag
def export_filtered(state: State) -> SafeString:
    """All that the filters of the list leave."""
    if not state.user.has(Permission.EXPORT_CUSTOMERS):
        return SafeString("")
    where = f"{reverse('listing:export_new', args=[state.page.code])}?{state.query}"
    said = _("Export the list")
    return format_html(
        '<a class="btn btn--ghost btn--icon btn--sm" href="{0}" aria-label="{1}" title="{1}">{2}</a>',
        where,
        said,
        icon("download", "icon--sm"),
    )


@register.simple_tag(takes_context=True)
def export_ticked(context: dict[str, Any], code: str) -> SafeString:
    """Another address for the form of the bar under the list: the ticked rows, or all that its rule finds."""
    request = context["request"]
    if not request.user.has(Permission.EXPORT_CUSTOMERS):
        return SafeString("")
    return format_html(
        '<button class="btn btn--sm" type="submit" formaction="{}">{}{}</button>',
        f"{reverse('listing:export_new', args=[code])}?{request.GET.urlencode()}",
        icon("download"),
        pgettext("act", "Export"),
    )
