"""Templates that name a field: such a field is not deleted in silence."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from liquid.exceptions import LiquidError

from core.registries.field_uses import FieldUse, field_uses
from messaging.letters.checking import codes_of
from messaging.models import TemplateVersion


def register() -> None:
    """Tell of them."""
    field_uses.add(FieldUse(code="messaging.templates", uses=templates_with, weight=40))


def templates_with(code: str) -> Iterator[str]:
    """By name: what stands in the last versions of those that are not in the archive."""
    rows = TemplateVersion.objects.standing().filter(template__archived_at=None).select_related("template")
    for version in rows.order_by("template__name", "pk"):
        if _names(code, version.subject, version.preheader, version.body):
            yield _("message template “%(name)s”") % {"name": version.template.name}


def _names(code: str, *sources: str) -> bool:
    try:
        return code in codes_of(*sources)
    except (LiquidError, RecursionError):
        return False
