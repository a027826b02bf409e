"""A segment by what a person types in a shell: its number or its name."""

from django.utils.translation import gettext as _

from core.errors import DomainError
from segmentation.models import Segment


def by_name(said: str) -> Segment:
    """Raises DomainError when there is none, or more than one of that name."""
    rows = Segment.objects.live()
    if said.isdecimal() and len(said) < 19:
        found = list(rows.filter(pk=int(said)))
    else:
        found = list(rows.filter(name__iexact=said.strip()).order_by("pk")[:2])
    if not found:
        raise DomainError(_("There is no segment “%(name)s”.") % {"name": said}, code="segment")
    if len(found) > 1:
        raise DomainError(
            _("There are several segments “%(name)s”: give the number instead of the name.") % {"name": said},
            code="segment",
        )
    return found[0]
