"""Texts to agree to come before the first letter."""

from django.utils.translation import gettext_lazy as _

from consents.models import ConsentDocument
from core.registries.first_steps import FirstStep, first_steps


def register() -> None:
    """Add the step."""
    first_steps.add(
        FirstStep(
            code="consents", label=_("Publish the texts of consents"), url_name="consents:documents", weight=50,
            about=_("No advertising may go out without them; there are texts to begin with."), done=_is_published,
        )
    )  # fmt: skip


def _is_published() -> bool:
    return ConsentDocument.objects.filter(valid_from__isnull=False, valid_to=None).exists()
