"""The list of imports: one's own, an administrator everybody's."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.http import UserRequest
from accounts.permissions import Permission
from core.errors import DomainError
from imports import services
from imports.models import Import, ImportState
from imports.services import visible_to
from imports.steps.loading import load
from journal.models import Operation
from journal.models.operation import OperationState

PAGE = 50
TONES = {
    ImportState.DONE: "ok",
    ImportState.FAILED: "bad",
    ImportState.CANCELLED: "warn",
    ImportState.CHECKING: "info",
    ImportState.APPLYING: "info",
}


@dataclass(frozen=True)
class Row:
    """A line of the page; its `imported` goes by the name of `import` in templates."""

    imported: Import
    undone: bool = False

    @property
    def name(self) -> str:
        return self.imported.name

    @property
    def who(self) -> str:
        return self.imported.owner.full_name

    @property
    def state(self) -> str:
        return _("taken back") if self.undone else str(ImportState(self.imported.state).label)

    @property
    def tone(self) -> str:
        return "warn" if self.undone else TONES.get(ImportState(self.imported.state), "line")

    @property
    def rows(self) -> int:
        return int(self.imported.counts.get("rows", 0))

    @property
    def created(self) -> int:
        return int(self.imported.counts.get("new", 0))

    @property
    def updated(self) -> int:
        return int(self.imported.counts.get("updated", 0))

    @property
    def rejected(self) -> int:
        return int(self.imported.counts.get("rejected", 0))

    @property
    def has_file(self) -> bool:
        return self.imported.file_id is not None

    @property
    def may_delete(self) -> bool:
        return self.imported.is_open


@require_safe
@never_cache
def imports(request: UserRequest) -> HttpResponse:
    """Newest first. Raises Http404 for one who may not bring files in."""
    if not request.user.has(Permission.IMPORT_BASE):
        raise Http404
    rows = visible_to(request.user).select_related("owner").newest_first()
    after = request.GET.get("after", "")
    last = visible_to(request.user).filter(pk=after).first() if _is_id(after) else None
    if last is not None:
        rows = rows.filter(created_at__lte=last.created_at).exclude(created_at=last.created_at, pk__gte=last.pk)
    found = list(rows[: PAGE + 1])
    context = {
        "rows": rows_of(found[:PAGE]),
        "after": f"?after={found[PAGE - 1].pk}" if len(found) > PAGE else "",
        "first": "?" if last else "",
        "administers": request.user.has(Permission.ADMINISTER),
    }
    return render(request, "imports/list.html", context)


@require_POST
def delete(request: UserRequest, import_id: UUID) -> HttpResponse:
    """Throw a draft away."""
    imported = load(request, import_id)
    try:
        services.delete(imported, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The draft is deleted."))
    return redirect("imports:list")


def rows_of(found: list[Import]) -> list[Row]:
    """Lines of these imports, in their order."""
    undone = _undone(found)
    return [Row(one, one.operation in undone) for one in found]


def _undone(found: list[Import]) -> set[UUID]:
    """Operations of these imports that were taken back, or are being."""
    taken = Operation.objects.filter(pk__in=[one.operation for one in found if one.operation])
    back = taken.filter(state__in=[OperationState.UNDONE, OperationState.UNDOING])
    return set(back.order_by("pk").values_list("pk", flat=True))


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
