"""Before an import is applied: how many of its contacts may not be written to, and why (rule C-5)."""

from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts import company
from core import sql
from core.registries.import_notes import ImportNote, import_notes
from core.text.numbers import number
from imports.models import Import

COUNTS = ("contacts", "mailed", "unproved", "refused", "refused_apart")
"""Contacts; those advertising may be sent to; rows that agree without a proof; rows that refuse; of them those that are
not brought in themselves."""


def register() -> None:
    """Say it above the rows."""
    import_notes.add(ImportNote(code="consents", label=gettext_lazy("Consents"), sentence=sentence, tone="warn"))


def count(imported: Import) -> dict[str, int]:
    """Contacts of the rows that will be written, and what their consents come to; kept with the other counts."""
    with connection.cursor() as cursor:
        cursor.execute(
            sql.text("imports", "count_not_mailed"), {"import": imported.pk, "zone": company.current().time_zone}
        )
        return dict(zip(COUNTS, cursor.fetchone(), strict=True))


def sentence(import_id: UUID, _reader: int) -> str:
    """As it was counted when the rows were; empty when there are no contacts among them."""
    counts = Import.objects.values_list("counts", flat=True).get(pk=import_id)
    contacts, may, unproved, refused, apart = (counts.get(code, 0) for code in COUNTS)
    barred = contacts - may
    if not barred and not refused:
        return ""
    said = [_barred(barred, contacts)] if contacts else []
    if unproved:
        said.append(_unproved(unproved))
    elif barred:
        said.append(_("Advertising needs both consents, with source, date and basis of each."))
    if refused:
        said.append(_refused(refused))
    if apart:
        said.append(_apart(apart))
    return " ".join(said)


def _barred(barred: int, contacts: int) -> str:
    text = ngettext(
        "%(barred)s of %(all)s contact may not be mailed.",
        "%(barred)s of %(all)s contacts may not be mailed.",
        contacts,
    )
    return text % {"barred": number(barred), "all": number(contacts)}


def _unproved(rows: int) -> str:
    text = ngettext(
        "%(n)s row says “agrees” without source, date and basis: that grants nothing.",
        "%(n)s rows say “agrees” without source, date and basis: that grants nothing.",
        rows,
    )
    return text % {"n": number(rows)}


def _refused(rows: int) -> str:
    text = ngettext(
        "%(n)s row is a refusal and will be kept as one.",
        "%(n)s rows are refusals and will be kept as such.",
        rows,
    )
    return text % {"n": number(rows)}


def _apart(rows: int) -> str:
    text = ngettext(
        "Of them %(n)s row is not brought in, yet its refusal is kept.",
        "Of them %(n)s rows are not brought in, yet their refusals are kept.",
        rows,
    )
    return text % {"n": number(rows)}
