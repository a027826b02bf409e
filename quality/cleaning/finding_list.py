"""What runs of cleaning found, as a list to be taken out: by an export like any other, within the rights of its maker.

On the screen the findings of a run have a page of their own, `quality:rows`, whose button asks for its rows.
"""

from collections.abc import Collection, Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from core.registries.cleaning import cleaning_checks
from core.registries.fields import Field, FieldType
from listing.pages import ListPage, list_pages
from quality.cleaning import showing
from quality.cleaning.operation import REASONS
from quality.models import CleaningRun, Finding, FindingState
from quality.models.cleaning import FindingQuerySet

CODE = "findings"
CLIENT = "(SELECT k.name FROM customers_customer k WHERE k.id = {c}.customer_id)"


def register() -> None:
    """Offer the list."""
    list_pages.add(FindingList())


class FindingList(ListPage):
    """Findings of all runs that are kept: for administrators, of clients they see."""

    code = CODE
    label = _("Findings of cleaning")
    weight = 910
    url_name = "quality:runs"
    table = Finding._meta.db_table
    permission = Permission.ADMINISTER
    default_columns: ClassVar[tuple[str, ...]] = (
        "finding_card", "finding_customer", "finding_kind", "finding_before", "finding_after", "finding_state",
        "finding_reason",
    )  # fmt: skip
    first = "finding_card"
    default_sort = "finding_number"

    def rows(self, user: User, *, archive: bool = False) -> FindingQuerySet:
        if not user.has(Permission.ADMINISTER):
            return Finding.objects.none()
        return Finding.objects.visible_to(user)

    def fields(self) -> Mapping[str, Field]:
        return {known.code: known for known in finding_fields()}


def finding_fields() -> list[Field]:
    """In the order of the columns offered."""
    choice, number = FieldType.CHOICE, FieldType.NUMBER
    return [
        _field(10, "finding_card", _("Card"), number, "{c}.customer_id"),
        _field(20, "finding_customer", _("Client"), FieldType.TEXT, CLIENT),
        _field(30, "finding_kind", pgettext_lazy("told", "What"), choice, "{c}.kind", choices=_kinds),
        _field(40, "finding_before", pgettext_lazy("value", "Was"), FieldType.OBJECT, "{c}.id::text", told=_before),
        _field(50, "finding_after", _("Becomes"), FieldType.OBJECT, "{c}.id::text", told=_after),
        _field(60, "finding_state", _("State"), choice, "{c}.state", choices=lambda: dict(FindingState.choices)),
        _field(70, "finding_reason", _("Why it was left alone"), choice, "{c}.reason", choices=lambda: REASONS),
        _field(80, "finding_run", _("Cleaning of the base"), choice, "{c}.run_id::text", choices=_runs, named=_runs,
               quick=_of_runs),
        _field(90, "finding_number", _("Number"), number, "{c}.id"),
    ]  # fmt: skip


def _field(weight: int, code: str, label: str | Promise, kind: FieldType, sql: str, **more: object) -> Field:
    return Field(code=code, label=label, type=kind, sql=sql, weight=weight, **more)  # type: ignore[arg-type]


def _kinds() -> Mapping[str, str | Promise]:
    return {code: label for check in cleaning_checks for code, label in check.kinds.items()}


def _runs(these: Collection[str] | None = None) -> Mapping[str, str | Promise]:
    """When each was begun; few are kept."""
    found = CleaningRun.objects.order_by("-started_at", "-id").values_list("pk", "started_at")
    named = {str(pk): date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT") for pk, at in found}
    return {pk: named[pk] for pk in named if these is None or pk in these}


def _of_runs(operator: str, params: list[Any]) -> tuple[str, list[Any]] | None:
    """«Is» by the index of a run; what is no key of a run is compared as text, and is nobody's."""
    try:
        keys = [UUID(text) for text in params[0]] if operator == "is" else []
    except ValueError:
        return None
    return (f"{Finding._meta.db_table}.run_id = ANY (%s)", [keys]) if keys else None


def _before(reader: User, ids: Collection[str]) -> Mapping[str, str]:
    return {key: one.before for key, one in _shown(reader, ids).items()}


def _after(reader: User, ids: Collection[str]) -> Mapping[str, str]:
    return {key: one.after for key, one in _shown(reader, ids).items()}


def _shown(reader: User, ids: Collection[str]) -> Mapping[str, showing.ShownFinding]:
    rows = Finding.objects.filter(pk__in=[int(key) for key in ids]).order_by("pk")
    return {str(one.finding.pk): one for one in showing.shown(rows, reader)}
