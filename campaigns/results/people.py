"""The people behind a number of a campaign, as far as the reader may see them: by key, whatever their number."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from accounts.models import User
from campaigns.choices import OK
from campaigns.models import Campaign, Recipient, Response
from campaigns.results.reading import outcome_in_words
from customers.models import Customer
from listing.keyset import Cursor, Order, keyset_page
from messaging.models import Message

PAGE = 50
BY_NUMBER = Order("number", ())
DONE = {"opened": "opened_at", "clicked": "clicked_at", "answered": "answered_at", "left": "left_at"} | {
    "bought": "bought_at"
}


@dataclass(frozen=True)
class Behind:
    """One page of them."""

    title: str
    customers: list[Customer]
    before: int | None
    after: int | None


def behind(campaign: Campaign, what: str, user: User, cursor: Cursor) -> Behind:
    """`what`: `sent`, something a person did, or the outcome of the audience."""
    if what in DONE:
        responses = Response.objects.visible_to(user).filter(campaign=campaign, **{f"{DONE[what]}__isnull": False})
        done = keyset_page(responses.select_related("customer"), BY_NUMBER, cursor, PAGE)
        return Behind(title(what), [one.customer for one in done.rows], done.before, done.after)
    rows = Recipient.objects.visible_to(user).filter(campaign=campaign)
    if what == "sent":
        letters = Message.objects.filter(
            campaign_id=campaign.pk, step=0, occurrence=OuterRef("occurrence"), customer=OuterRef("customer"),
            handed_at__isnull=False,
        )  # fmt: skip
        rows = rows.filter(Exists(letters), outcome=OK)
    elif what != "audience":
        rows = rows.filter(outcome=what)
    page = keyset_page(rows.select_related("customer"), BY_NUMBER, cursor, PAGE)
    return Behind(title(what), [one.customer for one in page.rows], page.before, page.after)


def title(what: str) -> str:
    """What these people have in common."""
    names = {
        "audience": _("In the audience"), "sent": _("Sent to"), "opened": _("Opened it"),
        "clicked": _("Followed a link"), "bought": _("Bought"), "answered": _("Answered"), "left": _("Unsubscribed"),
    }  # fmt: skip
    return names.get(what) or outcome_in_words(what)
