"""Cells of the list of clients that are more than text."""

from django.template import Context
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from core.templatetags.ui import avatar, icon, moment, tag
from listing.pages import Shown


def name(row: Shown, text: str, context: Context) -> str:
    """The client with his picture, the way to his card, and a look at it without leaving the list."""
    way = f"?list={context['list_key']}" if context.get("list_key") else ""
    return format_html(
        '<span class="table__name">{}<a href="{}{}">{}</a>{}</span>',
        avatar(row.title, org=row.object.is_company),
        reverse("customers:detail", args=[row.pk]),
        way,
        row.title,
        _peek(row, way),
    )


def phone(row: Shown, text: str, context: Context) -> str:
    """The first phone, with what is wrong with it."""
    return _point(row, "phone")


def email(row: Shown, text: str, context: Context) -> str:
    """The first address of mail, with what is wrong with it."""
    return _point(row, "email")


def responsible(row: Shown, text: str, context: Context) -> str:
    """Two letters of the person; his name is said aloud."""
    person = row.object.responsible
    if person is None:
        return mark_safe('<span class="table__muted">\u2014</span>')
    return avatar(person.full_name, "avatar--sm", label=True)


def tags(row: Shown, text: str, context: Context) -> str:
    """Tags with their colours."""
    worn = format_html_join("", "{}", ((tag(one.name, one.hue),) for one in row.extra.get("tags", ())))
    return format_html('<span class="row row--tight row--nowrap">{}</span>', worn)


def since(row: Shown, text: str, context: Context) -> str:
    """The day the card was made."""
    return moment(row.object.created_at, "date")


def _point(row: Shown, code: str) -> str:
    point = row.extra.get(code)
    if point is None:
        return ""
    if not point.problem:
        return str(point.text)
    warning = format_html(
        '<span class="u-inline u-warn" role="img" aria-label="{0}" title="{0}">{1}</span>',
        point.problem,
        icon("alert-circle", "icon--sm"),
    )
    return format_html("{}{}", warning, point.text)


def _peek(row: Shown, way: str) -> str:
    return format_html(
        '<button class="btn btn--ghost btn--icon btn--sm table__actions" type="button" hx-get="{}{}"'
        ' hx-target="#drawer" data-peek aria-label="{}">{}</button>',
        reverse("customers:peek", args=[row.pk]),
        way,
        _("Quick view: %(title)s") % {"title": row.title},
        icon("eye", "icon--sm"),
    )
