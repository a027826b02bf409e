"""Problems alike, gathered by column and kind, and one answer for all of them."""

import json
import re
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.http import UserRequest
from core import sql
from core.cells import sentences
from core.text.numbers import number
from imports import services
from imports.cleaning.rows import ROW, Problem, message
from imports.models import Import, ImportState
from imports.staging import fixing
from imports.steps.cells import TONES
from imports.steps.loading import fixable, held, load
from imports.steps.preview import LONGEST_CELL, summary_of
from imports.steps.shell import page

VALUES = 8
COLUMN = re.compile(r"-?[0-9]{1,5}")
GRADES = {
    "rejects": gettext_lazy("the row is not brought in"),
    "left_out": gettext_lazy("the field stays empty"),
    "question": gettext_lazy("taken as it stands"),
    "fixed": gettext_lazy("fixed automatically"),
}
TABS = {"rejects": "rejected", "left_out": "bad", "question": "questions", "fixed": "fixed"}


@dataclass(frozen=True)
class Value:
    """What stands in some of the cells."""

    raw: str
    fix: str
    count: int


@dataclass
class Group:
    """Cells of a column with one thing to be said of them."""

    column: int
    label: str
    problem: str
    grade: str
    says: str
    count: int
    has_fixes: bool
    more: int
    values: list[Value] = field(default_factory=list)

    @property
    def code(self) -> str:
        return f"problem-{self.column}-{self.problem}-{self.grade}"

    @property
    def tone(self) -> str:
        return TONES[self.grade]

    @property
    def grade_label(self) -> str:
        return str(GRADES[self.grade])

    @property
    def tab(self) -> str:
        return TABS[self.grade]

    @property
    def of_cells(self) -> bool:
        """Not of a whole row, which has no cell to put right."""
        return self.column != ROW


@require_safe
@never_cache
def problems(request: UserRequest, import_id: UUID) -> HttpResponse:
    """All groups, the gravest first."""
    imported = load(request, import_id)
    context = {
        "summary": summary_of(imported),
        "groups": groups_of(imported),
        "fixable": imported.state == ImportState.CHECKED,
    }
    return page(request, "imports/problems.html", imported, "check", context)


def groups_of(imported: Import) -> list[Group]:
    """By one statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("imports", "group_problems"), {"import": imported.pk, "most": VALUES})
        lines = cursor.fetchall()
    groups: dict[tuple[Any, ...], Group] = {}
    for at, target, code, grade, params, raw, fix, cells, of_group, values, fixable_cells in lines:
        key = (at, target, code, grade)
        if key not in groups:
            problem = Problem(at, target, raw, code, _loaded(params), fix, grade)
            says = message(problem) if values == 1 else str(sentences[code]).partition(": ")[0]
            says = says if "%(" not in says else message(problem)
            groups[key] = Group(
                column=at,
                label=imported.headings[at] if 0 <= at < len(imported.headings) else _("the whole row"),
                problem=code,
                grade=grade,
                says=says,
                count=of_group,
                has_fixes=bool(fixable_cells) and grade != "fixed",
                more=max(values - VALUES, 0),
            )
        if grade != "fixed" and at != ROW:
            groups[key].values.append(Value(raw, fix or "", cells))
    return list(groups.values())


def _loaded(params: Any) -> dict[str, Any]:
    return dict(json.loads(params) if isinstance(params, str) else params or {})


@require_POST
def fix_all(request: UserRequest, import_id: UUID) -> HttpResponse:
    """One answer for all cells alike."""
    imported = load(request, import_id)
    fixable(imported)
    data = request.POST
    column = int(said) if COLUMN.fullmatch(said := data.get("column", "")) else ROW - 1
    act, code = data.get("act", ""), data.get("code", "").replace("\0", "")[:60]
    raw = data["raw"].replace("\0", "") if act == "value" and "raw" in data else None
    if act == "drop":
        with held(imported):
            count, again = fixing.drop_alike(imported, column, code)
    elif act in {"take", "value", "empty"} and 0 <= column < len(imported.headings):
        value = data.get("value", "").replace("\0", "").strip()[:LONGEST_CELL]
        with held(imported):
            count, again = fixing.fix_alike(imported, column, code, raw, act, value)
    else:
        return redirect("imports:problems", imported.pk)
    said = ngettext("%(n)s row is put right.", "%(n)s rows are put right.", count)
    if act == "drop":
        said = ngettext("%(n)s row is left out.", "%(n)s rows are left out.", count)
    messages.success(request, said % {"n": number(count)})
    if again:
        services.start_preview(imported, by=request.user)
        return redirect("imports:running", imported.pk)
    return redirect("imports:problems", imported.pk)
