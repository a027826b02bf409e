"""What became of an import: counts, what was not written and why, what to do next."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.http import UserRequest
from accounts.models import User
from core.cells import sentences
from core.text.numbers import number
from customers.models import Customer, Tag
from imports import services
from imports.models import Import, ImportState, StagedRow, Verdict
from imports.steps.loading import load, step_url
from imports.steps.shell import page
from imports.steps.shown_rows import cards_seen, reason_of
from imports.steps.summary import Tile
from imports.trade import ENTITIES
from imports.trade.showing import made, made_label, opened
from journal.models import Operation, OperationItem, OperationState
from journal.operations import may_undo, undone_by

TOLD = 50
REASONS = 8


@dataclass(frozen=True)
class Next:
    """One thing to do after an import."""

    icon: str
    label: str
    says: str
    act: str | Promise
    url: str
    download: bool = False


@dataclass(frozen=True)
class Reason:
    """Why rows were not brought in, and how many of them."""

    label: str
    count: int
    percent: int


@dataclass(frozen=True)
class Told:
    """A row that could not be written."""

    number: int
    name: str
    url: str
    reason: str


class Result:
    """An import that is over."""

    def __init__(self, imported: Import, operation: Operation) -> None:
        self.imported = imported
        self.operation = operation
        self.operation_id = operation.pk
        self.may_undo = may_undo(operation)
        self.rejected = imported.counts.get("rejected", 0)
        self.created = self._made() if not self.undone else 0

    def _made(self) -> int:
        if self.imported.entity in ENTITIES:
            return made(self.imported.entity, self.operation.pk)
        return Customer.objects.filter(made_in=self.operation.pk).count()

    @property
    def open_label(self) -> str:
        """Of the button to what was brought in."""
        return opened(self.imported.entity)[0] if self.imported.entity in ENTITIES else _("Open the clients")

    @property
    def undone(self) -> bool:
        return self.operation.state in {OperationState.UNDONE, OperationState.UNDOING}

    @property
    def tone(self) -> str:
        return "ok" if self.imported.state == ImportState.DONE and not self.undone else "warn"

    @property
    def headline(self) -> str:
        if self.operation.state == OperationState.UNDOING:
            return _("The import is being taken back.")
        if self.undone:
            return _("The import is taken back.")
        if self.imported.state == ImportState.DONE:
            return _("Done in %(time)s.") % {"time": self._took()}
        return _("The import did not get to its end; what it had brought in is taken back.")

    @property
    def sentence(self) -> str:
        rows = self.imported.counts.get("rows", 0)
        said = ngettext("%(done)s row of %(all)s is brought in.", "%(done)s rows of %(all)s are brought in.", rows)
        return "" if self.undone else said % {"done": number(self.operation.applied), "all": number(rows)}

    @property
    def created_url(self) -> str:
        """The list of clients that carry the file's tag; without one the newest first."""
        if self.imported.entity in ENTITIES:
            return opened(self.imported.entity)[1]
        tag = Tag.objects.filter(name__iexact=self.imported.tag).first() if self.imported.tag else None
        chosen = {"view": "all", **({"tags__is": tag.pk} if tag else {"sort": "-created_at"})}
        return f"{reverse('customers:list')}?{urlencode(chosen)}"

    @property
    def tiles(self) -> list[Tile]:
        updated = max(self.operation.applied - self.created, 0) if not self.undone else 0
        label: str | Promise = gettext_lazy("New clients")
        if self.imported.entity in ENTITIES:
            label, updated = made_label(self.imported.entity), self.imported.counts.get("updated", 0)
        return [
            Tile("created", label, self.created),
            Tile("updated", pgettext_lazy("count", "Updated"), updated),
            Tile("refused", gettext_lazy("Changed since the check"), self.operation.refused),
            Tile("doubtful", gettext_lazy("Doubtful"), self.imported.counts.get("doubtful", 0)),
            Tile("rejected", gettext_lazy("Not brought in"), self.rejected),
        ]

    @property
    def steps(self) -> list[Next]:
        found = []
        if self.rejected:
            label = ngettext("Put %(n)s row right", "Put %(n)s rows right", self.rejected)
            found.append(
                Next(
                    "file-export",
                    label % {"n": number(self.rejected)},
                    _("take the file with the reasons, put it right and bring it again"),
                    gettext_lazy("Download"),
                    reverse("imports:rejects", args=[self.imported.pk]),
                    download=True,
                )
            )
        if self.imported.counts.get("doubtful", 0):
            found.append(
                Next(
                    "users",
                    _("Look at the doubtful rows"),
                    _("they were not brought in"),
                    gettext_lazy("Open"),
                    f"{reverse('imports:preview', args=[self.imported.pk])}?tab=doubtful",
                )
            )
        found.append(
            Next(
                "history",
                _("All about this act"),
                _("what was written, what was kept, who did it"),
                gettext_lazy("Open"),
                reverse("office:operation", args=[self.operation_id]),
            )
        )
        return found

    @property
    def reasons(self) -> list[Reason]:
        """Commonest first."""
        rows = StagedRow.objects.of(self.imported).filter(verdict=Verdict.REJECTED).order_by()
        found = list(rows.values_list("reason").annotate(n=Count("pk")).order_by("-n", "reason")[:REASONS])
        most = max((count for _code, count in found), default=1)
        return [Reason(_short(code), count, round(count * 100 / most)) for code, count in found]

    def _took(self) -> str:
        started, ended = self.operation.started_at, self.operation.finished_at
        seconds = max(int((ended - started).total_seconds()), 1) if started and ended else 1
        minutes, rest = divmod(seconds, 60)
        if not minutes:
            return ngettext("%(n)s second", "%(n)s seconds", rest) % {"n": number(rest)}
        said = ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": number(minutes)}
        return f"{said} {ngettext('%(n)s second', '%(n)s seconds', rest) % {'n': rest}}" if rest else said


def _short(code: str) -> str:
    """A reason without the cell it was said of."""
    text = str(sentences.get(code, code))
    return text.partition(": ")[0].partition("%(")[0].rstrip(" “«(.") or text


@require_safe
@never_cache
def result(request: UserRequest, import_id: UUID) -> HttpResponse:
    """The page of an import that is over."""
    imported = load(request, import_id)
    operation = services.operation_of(imported)
    if operation is None or imported.state in {ImportState.CHECKED, ImportState.APPLYING}:
        return redirect(step_url(imported), imported.pk) if imported.is_open or operation else redirect("imports:list")
    after = request.GET.get("after", "")
    told, more = told_of(operation, request.user, int(after) if after.isdecimal() and len(after) < 16 else 0)
    context: dict[str, Any] = {
        "result": Result(imported, operation),
        "undo": undone_by(operation),
        "told": told,
        "told_first": "?" if after else "",
        "told_after": f"?after={more}" if more else "",
    }
    return page(request, "imports/result.html", imported, "result", context)


def told_of(operation: Operation, reader: User, after: int) -> tuple[list[Told], int | None]:
    """Rows that were not written, in the order of the file, and the number to go on after."""
    items = OperationItem.objects.filter(operation_id=operation.pk, state="refused", seq__gt=after).order_by("seq")
    found = list(items[: TOLD + 1])
    rows = {
        str(row.pk): row
        for row in StagedRow.objects.filter(pk__in=[int(one.object_id) for one in found]).order_by("pk")
    }
    cards = cards_seen({row.customer_id for row in rows.values() if row.customer_id}, reader)
    told = []
    for item in found[:TOLD]:
        row = rows.get(item.object_id)
        card = cards.get(row.customer_id or 0) if row else None
        name = card.title if card else str(row.said["values"].get("full_name", "")) if row else ""
        told.append(
            Told(row.number if row else item.seq, name, card.get_absolute_url() if card else "", reason_of(item.reason))
        )
    return told, found[TOLD - 1].seq if len(found) > TOLD else None
