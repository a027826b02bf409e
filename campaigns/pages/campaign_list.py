"""The list of campaigns, declared for `listing`."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from campaigns.choices import LAUNCHED, CampaignKind, State
from campaigns.models import Campaign
from campaigns.models.campaign import CampaignQuerySet
from campaigns.pages.fields import campaign_fields
from core.registries.fields import Field
from core.rules.tree import Condition, Group
from core.templatetags.ui import avatar, badge, moment
from core.text.numbers import number
from listing.pages import BuiltInView, Cell, Counter, ListPage, Shown, list_pages

TONES = {
    State.DONE: "ok", State.FAILED: "bad", State.PAUSED: "warn", State.AWAITING: "warn", State.STOPPED: "warn",
    State.SENDING: "accent", State.PREPARING: "accent", State.APPROVED: "info", State.SCHEDULED: "info",
}  # fmt: skip
"""Colour of a state's badge."""
NOTHING = mark_safe('<span class="table__muted">\u2014</span>')


def register() -> None:
    """Offer the list."""
    list_pages.add(CampaignList())


def _states(*states: str) -> Group:
    return Group(parts=(Condition("campaign_state", "is", tuple(str(state) for state in states)),))


DRAFTS = _states(State.DRAFT, State.APPROVED)
AWAITING = _states(State.AWAITING)
RUNNING = _states(State.SCHEDULED, *LAUNCHED)
EVENTS = Group(parts=(Condition("campaign_kind", "is", (str(CampaignKind.TRIGGER),)),))
DONE = _states(State.DONE, State.STOPPED, State.FAILED)


def _name(row: Shown, text: str, context: Context) -> str:
    return format_html(
        '<span class="table__name"><a href="{}">{}</a></span>', row.object.get_absolute_url(), row.object.name
    )


def _state(row: Shown, text: str, context: Context) -> str:
    return badge(row.object.state_in_words, TONES.get(row.object.state, ""))


def _total(row: Shown, text: str, context: Context) -> str:
    return format_html('<span class="num">{}</span>', number(row.object.total)) if row.object.started_at else NOTHING


def _begins(row: Shown, text: str, context: Context) -> str:
    campaign: Campaign = row.object
    if campaign.started_at is not None:
        return moment(campaign.started_at)
    return moment(campaign.send_at, "full") if campaign.send_at is not None else NOTHING


def _author(row: Shown, text: str, context: Context) -> str:
    author = row.object.author
    return avatar(author.full_name, "avatar--sm", label=True) if author is not None else NOTHING


class CampaignList(ListPage):
    """Campaigns the reader may see, the newest first."""

    code = "campaigns"
    label = gettext_lazy("Campaigns")
    weight = 70
    url_name = "campaigns:list"
    template = "campaigns/list.html"
    table = Campaign._meta.db_table
    permission = Permission.CAMPAIGNS
    default_columns = ("campaign_name", "campaign_state", "campaign_total", "campaign_channel", "campaign_begins",
                       "campaign_template", "campaign_author", "campaign_made")  # fmt: skip
    first = "campaign_name"
    default_sort = "-campaign_made"
    cells: ClassVar[Mapping[str, Cell]] = {
        "campaign_name": Cell(_name, "c-name"),
        "campaign_state": Cell(_state, "c-due c-since"),
        "campaign_total": Cell(_total, "c-count"),
        "campaign_begins": Cell(_begins, "c-client"),
        "campaign_template": Cell(css="c-customer"),
        "campaign_author": Cell(_author, "c-owner"),
    }
    views = (
        BuiltInView("all", pgettext_lazy("campaigns", "All")),
        BuiltInView("mine", pgettext_lazy("campaigns", "Mine"), mine="campaign_author"),
        BuiltInView("drafts", pgettext_lazy("campaigns", "Drafts"), DRAFTS),
        BuiltInView("awaiting", pgettext_lazy("campaigns", "Await approval"), AWAITING),
        BuiltInView("running", pgettext_lazy("campaigns", "On their way"), RUNNING),
        BuiltInView("done", pgettext_lazy("campaigns", "Over"), DONE),
        BuiltInView("events", gettext_lazy("Triggers"), EVENTS),
    )
    counters = (Counter("awaiting", gettext_lazy("await approval"), AWAITING),)
    nothing = (
        gettext_lazy("No campaigns here"),
        gettext_lazy(
            "A campaign is one message to many clients: choose a segment, write, see who will get it and who not and"
            " why, send."
        ),
    )

    def rows(self, user: User, *, archive: bool = False) -> CampaignQuerySet:
        return Campaign.objects.visible_to(user)

    def fields(self) -> Mapping[str, Field]:
        return campaign_fields()

    def related(self, rows: QuerySet[Any], columns: Sequence[Field]) -> QuerySet[Any]:
        return rows.select_related("author")

    def prepare(self, rows: Sequence[Shown], columns: Sequence[Field], user: User) -> None:
        """What a row is called aloud."""
        for row in rows:
            row.title = row.object.name
