"""`manage.py export_base`: a list into a file, by the same rights, limits and journal as in the browser."""

import json
import os
import shutil
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.errors import DomainError
from core.text.numbers import number
from crm.management.base import JsonObject, KartotekaCommand, UsageError
from crm.management.clients import actor
from journal import runs
from listing.exports import columns, services, source
from listing.exports.choices import ExportFormat
from listing.exports.models import Export
from listing.exports.services import Wish
from segmentation.segments.finding import by_name
from segmentation.segments.rules import condition_of

ENDINGS = {".csv": "csv", ".xlsx": "xlsx", ".vcf": "vcf", ".json": "json", ".jsonl": "json"}


class Command(KartotekaCommand):
    help = gettext_lazy("Export a list into a file; it is written into the journal")

    def add_options(self, parser: ArgumentParser) -> None:
        """Add what to export, how and where."""
        parser.add_argument("--entity", default="customers", help=_("code of the list: customers"))
        chosen = parser.add_mutually_exclusive_group()
        chosen.add_argument("--segment", help=_("number or name of a segment"))
        chosen.add_argument("--filter", help=_("a rule as JSON, or the name of a file with it after @; without it all"))
        parser.add_argument("--archive", action="store_true", help=_("from the archive"))
        parser.add_argument("--columns", default="", help=_("codes of fields after commas; without them all"))
        parser.add_argument("--format", choices=ExportFormat.values, help=_("without it by the name of the file"))
        parser.add_argument("--out", required=True, type=Path, help=_("the file to write; it must not exist"))
        parser.add_argument("--purpose", required=True, help=_("what the export is for"))
        parser.add_argument("--user", default="", help=_("e-mail of the acting user; without it the built-in system"))

    def work(self, **options: Any) -> JsonObject:
        """Export here and now, whatever the size; raises DomainError saying why it cannot be."""
        out = _free(options["out"])
        by = actor(options["user"])
        export = services.prepare(_wish(options, out, by), by=by)
        run = services.start(export, by=by, wake_up=False)
        runs.run_here(run.pk)
        made = Export.objects.get(pk=export.pk)
        _save(made, out, by)
        self.say(_("Exported: %(rows)s. File: %(file)s") % {"rows": number(made.rows), "file": out})
        return {"rows": made.rows, "file": str(out), "operation": str(made.operation), "export": made.pk}


def _wish(options: dict[str, Any], out: Path, by: User) -> Wish:
    page = source.page_named(options["entity"])
    if page is None:
        raise UsageError(_("There is no list “%(code)s”.") % {"code": options["entity"]})
    kind = options["format"] or ENDINGS.get(out.suffix.lower())
    if kind is None:
        raise UsageError(_("The name of the file tells no format: add --format."))
    codes = [code.strip() for code in options["columns"].split(",") if code.strip()]
    return Wish(
        page=page,
        choice={"rule": _chosen(options), "archive": options["archive"]},
        columns=codes or list(columns.offered(by, page.fields())),
        format=kind,
        purpose=options["purpose"],
    )


def _chosen(options: dict[str, Any]) -> dict[str, Any]:
    if not options["segment"]:
        return _rule(options["filter"])
    if options["entity"] != "customers":
        raise UsageError(_("A segment is of clients: it chooses nothing of another list."))
    return {"all": [condition_of(by_name(options["segment"])).to_json()]}


def _rule(text: str | None) -> dict[str, Any]:
    if not text:
        return {}
    try:
        raw = Path(text[1:]).read_text(encoding="utf-8") if text.startswith("@") else text
        rule = json.loads(raw)
    except (OSError, ValueError) as error:
        raise UsageError(_("The filter cannot be read: it is not JSON.")) from error
    if not isinstance(rule, dict):
        raise UsageError(_("The filter cannot be read: it is not JSON."))
    return rule


def _free(out: Path) -> Path:
    """Raises UsageError when something stands there, or when there is no such folder."""
    if out.exists():
        raise UsageError(_("%(file)s exists already; nothing is overwritten.") % {"file": out})
    if not out.resolve().parent.is_dir():
        raise UsageError(_("There is no folder %(folder)s.") % {"folder": out.resolve().parent})
    return out


def _save(export: Export, out: Path, by: User) -> None:
    """A copy for its owner's eyes only; the kept one goes at once, since nobody can download the system's."""
    begun = False
    try:
        with services.take(export, by=by) as content, open(out, "xb", opener=_private) as target:
            begun = True
            shutil.copyfileobj(content, target)
    except OSError as error:
        if begun:  # a half of a list is none
            out.unlink(missing_ok=True)
        raise DomainError(
            _("The file cannot be written: %(why)s") % {"why": error.strerror or error}, code="out"
        ) from error
    services.drop_file(export)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
