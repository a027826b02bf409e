"""«Consents» on the card: five shields and the event behind each."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import pgettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from consents.ledger.reading import shields
from core.registries.consent_acts import consent_acts
from core.registries.panels import CardPanel, PanelPlace, card_panels


def register() -> None:
    """Add the panel to the card."""
    card_panels.add(
        CardPanel(
            code="consents",
            title=pgettext_lazy("client", "Consents"),
            place=PanelPlace.LEFT,
            render=render_panel,
            weight=10,
            permission=Permission.VIEW_CUSTOMERS,
        )
    )


def render_panel(request: HttpRequest, customer_id: int) -> str:
    """The shields of a client the reader may see."""
    assert isinstance(request.user, User)
    context = {
        "shields": shields(customer_id),
        "customer_id": customer_id,
        "may_edit": request.user.has(Permission.EDIT_CUSTOMERS),
        "acts": [
            (one, one.url(customer_id))
            for one in consent_acts
            if not one.permission or request.user.has(Permission(one.permission))
        ],
    }
    return render_to_string("consents/panel.html", context, request)
