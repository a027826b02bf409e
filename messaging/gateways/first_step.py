"""Until a gateway is connected messages only go into the inbox of the trial."""

from django.utils.translation import gettext_lazy as _

from core.registries.first_steps import FirstStep, first_steps
from messaging.gateways.builtin import KIND
from messaging.models import Gateway


def register() -> None:
    """Add the step."""
    first_steps.add(
        FirstStep(
            code="gateways", label=_("Connect mail and SMS"), url_name="gateways:list", weight=60, done=_is_connected,
            about=_("Until then messages are kept in the inbox of the trial, and nothing leaves the house."),
        )
    )  # fmt: skip


def _is_connected() -> bool:
    return Gateway.objects.working().exclude(adapter=KIND).exists()
