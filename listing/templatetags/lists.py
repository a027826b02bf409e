"""What templates of lists need."""

import json
from urllib.parse import urlencode

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from core.registries.list_acts import filter_acts as of_filter
from core.registries.list_acts import list_acts as acts
from core.registries.list_acts import ticked_acts as of_ticked
from core.templatetags.ui import icon
from listing.pages import Shown
from listing.showing import RowCell
from listing.state import State

LONGEST = 80

register = template.Library()


@register.simple_tag(takes_context=True)
def row_cell(context: Context, cell: RowCell, row: Shown) -> str:
    """What stands in one column of a row; nothing at all where there is nothing, so that the cell is `:empty`."""
    if cell.cell.html is None:
        return Truncator(cell.text).chars(LONGEST)
    return cell.cell.html(row, cell.text, context)


@register.simple_tag
def list_acts(state: State, css: str = "btn u-hide-m") -> SafeString:
    """Buttons that other packages put beside those of the list, for those who may."""
    mine = (
        act for act in acts if act.page == state.page.code and (not act.permission or state.user.has(act.permission))
    )
    return format_html_join(
        "", '<a class="{}" href="{}">{}<span>{}</span></a>',
        ((css, reverse(act.url_name), icon(act.icon), act.label) for act in mine),
    )  # fmt: skip


@register.simple_tag
def filter_acts(state: State) -> SafeString:
    """Buttons that other packages put beside the filters: each takes the rule of the list along."""
    if not state.tree.parts:
        return SafeString()
    user, rule = state.user, urlencode({"rule": json.dumps(state.tree.to_json(), separators=(",", ":"))})
    mine = (
        act for act in of_filter if act.page == state.page.code and (not act.permission or user.has(act.permission))
    )
    return format_html_join(
        "", '<a class="btn btn--ghost btn--sm u-hide-m" href="{}?{}">{}{}</a>',
        ((reverse(act.url_name), rule, icon(act.icon, "icon--sm"), act.label) for act in mine),
    )  # fmt: skip


@register.simple_tag(takes_context=True)
def ticked_acts(context: Context, code: str, css: str = "btn btn--sm") -> SafeString:
    """Buttons of the bar over ticked rows that other packages bring: other addresses for the form of the bar."""
    user = context["request"].user
    mine = (act for act in of_ticked if act.page == code and act.may(user))
    return format_html_join(
        "", '<button class="{}" type="submit" formaction="{}">{}{}</button>',
        ((css, reverse(act.url_name), icon(act.icon), act.label) for act in mine),
    )  # fmt: skip
