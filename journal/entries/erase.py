"""Takes the details of entries away for good; that and how many is an entry itself. Seals stay whole."""

from collections.abc import Iterable

from django.db import connection, transaction
from django.utils.translation import gettext as _

from core.errors import DomainError
from journal.actors import Actor


@transaction.atomic
def erase_details(ids: Iterable[int], *, act: str, by: Actor) -> int:
    """How many entries had details. `act` names the act of destruction; raises DomainError when it is empty."""
    if not act.strip():
        raise DomainError(_("Name the act of destruction this erasure belongs to."), code="act")
    with connection.cursor() as cursor:
        cursor.execute("SELECT erase_details(%s, %s, %s, %s)", [list(ids), act, by.pk, by.full_name])
        return int(cursor.fetchone()[0])
