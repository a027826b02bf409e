"""Makes the file of an export: rows in pieces, memory flat, progress told. Safe to kill: it begins anew."""

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import company
from accounts.models import User
from accounts.permissions import Permission
from core import disk
from core.errors import DomainError
from core.registries.exports import file_stores
from journal.models import Operation, OperationState
from listing.exports import choosing, columns, ending, freezing, values
from listing.exports.choices import LIVE, ExportFormat, ExportState
from listing.exports.columns import Offered
from listing.exports.models import Export
from listing.exports.writers import (
    About,
    CsvWriter,
    JsonLinesWriter,
    VCard3Writer,
    VCard4Writer,
    WorkbookWriter,
    Writer,
)
from listing.pages import ListPage, list_pages

WRITERS: dict[str, type[Writer]] = {
    ExportFormat.XLSX: WorkbookWriter,
    ExportFormat.CSV: CsvWriter,
    ExportFormat.VCARD3: VCard3Writer,
    ExportFormat.VCARD4: VCard4Writer,
    ExportFormat.JSON: JsonLinesWriter,
}
Progress = Callable[[int, int], None]
Step = Callable[[], AbstractContextManager[object]]


def page_of(export: Export) -> ListPage:
    """The list it is made of. Raises DomainError when that is gone from the product."""
    if export.page not in list_pages:
        raise DomainError(_("The list this export is made of is not there any more."), code="page")
    return list_pages.get(export.page)


def allow(user: User) -> None:
    """Raises DomainError when the person may not take lists out, or not any more."""
    if not (user.is_active or user.is_system) or not user.has(Permission.EXPORT_CUSTOMERS):
        raise DomainError(_("You may not take lists out of the base. Ask the administrator."), code="right")


def make(export_id: int, *, step: Step, progress: Progress) -> Export:
    """Write the file, keep it, write down that it was made. Raises DomainError when the right is gone meanwhile."""
    with step():
        export = _begin(export_id)
    if export.state not in LIVE:
        return export  # an earlier attempt was killed after its last step
    with _draft_file() as path:
        picked = columns.choose(export.maker, page_of(export).fields(), export.columns)
        rows = write(export, path, picked, progress)
        with step():
            return ending.ready(export_id, path, rows, picked=picked, name=_file_name(export))


def _begin(export_id: int) -> Export:
    export = Export.objects.select_related("maker__role").select_for_update(of=("self",), no_key=True).get(pk=export_id)
    if export.state == ExportState.QUEUED:
        export.state = ExportState.RUNNING
        export.save(update_fields=["state"])
        begun = {"state": OperationState.RUNNING, "started_at": timezone.now()}
        Operation.objects.filter(pk__in=[export.operation]).update(**begun)
    return export


def write(export: Export, path: Path, picked: Sequence[Offered], progress: Progress) -> int:
    """The file as its maker may have it now; returns how many rows stand in it."""
    allow(export.maker)
    page = page_of(export)
    seen = choosing.seen(page, export.maker, export.choice)
    assert export.operation is not None
    reader = choosing.reader_of(export.maker)
    made = [columns.column(one) for one in picked]
    with WRITERS[export.format](path, made, about(export, page)) as writer:
        for upto, pks in freezing.pieces(export.operation, export.chosen):
            writer.add(values.records(seen, pks, picked, reader))
            progress(upto, export.chosen)
    return writer.rows


def about(export: Export, page: ListPage) -> About:
    """What the file says of itself."""
    here = company.current()
    return About(
        number=export.pk,
        list_name=str(page.label),
        made_by=export.maker.full_name,
        made_at=export.created_at,
        purpose=export.purpose,
        rule=export.words,
        company=here.name,
        zone=here.zone,
    )


@contextmanager
def _draft_file() -> Iterator[Path]:
    """Where the file lies while it is made; a full disk becomes a sentence."""
    handle, name = tempfile.mkstemp(dir=file_stores.get("files").folder(), prefix="export-")
    os.close(handle)
    path = Path(name)
    try:
        yield path
    except OSError as error:
        if disk.is_full(error):
            raise disk.no_room() from error
        raise
    finally:
        path.unlink(missing_ok=True)


def _file_name(export: Export) -> str:
    words = {"list": str(page_of(export).label), "number": export.pk}
    name = _("%(list)s, export %(number)s") % words
    return f"{name}.{WRITERS[export.format].ending}"
