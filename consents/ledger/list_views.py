"""A tab of the list of clients: whom no advertising may reach, by any channel."""

from django.utils.translation import gettext_lazy as _

from core.rules.tree import Condition, Group
from listing.pages import BuiltInView, ListAddition, list_additions

NO_CONSENT = Group(parts=(Condition("consents", "empty"),))


def register() -> None:
    """Add it."""
    view = BuiltInView("no-consent", _("Without consent"), NO_CONSENT)
    list_additions.add(ListAddition(code="consents", page="customers", views=(view,), weight=200))
