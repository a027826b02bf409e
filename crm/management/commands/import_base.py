"""`manage.py import_base FILE`: the import wizard without the browser."""

import json
import time
from argparse import ArgumentParser
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.errors import DomainError
from core.text.numbers import number
from crm.management.base import JsonObject, KartotekaCommand, UsageError
from crm.management.clients import actor
from imports import whole
from imports.mapping.plan import Mapping, targets_of
from imports.models import Import
from imports.staging.rules import CONFLICTS, DEFAULT_KEYS, KEYS, MODES

ENTITIES = ("customers", "companies", "products", "purchases", "interactions")
SHOWN = 20
LISTED = 1_000
"""So many cells and rows that were not brought in are in the object; all of them are on the page of the import."""


class Command(KartotekaCommand):
    help = gettext_lazy("Bring a file of clients into the base")

    def add_options(self, parser: ArgumentParser) -> None:
        """Add the file and the decisions of the wizard."""
        parser.add_argument("file", type=Path, help=_("a table: xlsx, xls, ods, csv, vCard"))
        parser.add_argument("--entity", choices=ENTITIES, default="customers", help=_("what the rows are"))
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--profile", default="", help=_("name of a profile or of the program the file comes from"))
        which.add_argument("--mapping", type=Path, help=_("mapping file: heading → field"))
        parser.add_argument("--match", default=",".join(DEFAULT_KEYS), help=_("by what clients are found, in order"))
        parser.add_argument("--mode", choices=MODES, default="upsert", help=_("make new clients, update, or both"))
        parser.add_argument("--on-conflict", choices=CONFLICTS, default="fill", help=_("where the card says otherwise"))
        parser.add_argument("--dry-run", action="store_true", help=_("only check the file; nothing of it is kept"))
        parser.add_argument("--source", default="main", help=_("program whose numbers the file holds"))
        parser.add_argument("--user", default="", help=_("e-mail of the acting user; without it the built-in system"))

    def work(self, **options: Any) -> JsonObject:
        """Check and bring in; raises DomainError saying why it cannot be."""
        started, by = time.monotonic(), actor(options["user"])
        self.end_as_interrupted()
        with self.progress(0, _("Checking")) as bar:
            imported = whole.checked(_wish(options, by), bar.show)
        if options["dry_run"]:
            with whole.forgotten(imported, by=by):
                return self._tell(imported, started)
        with self.progress(0, _("Bringing in")) as bar:
            imported = whole.applied(imported, by=by, watch=bar.show)
        return self._tell(imported, started)

    def _tell(self, imported: Import, started: float) -> JsonObject:
        counts, seconds = whole.told(imported), round(time.monotonic() - started, 2)
        most = LISTED if self.as_json else SHOWN
        rejects = list(islice(whole.rejects(imported), most + 1))
        is_cut, rejects = len(rejects) > most, rejects[:most]
        self.say(
            _("Rows: %(rows)s. New: %(created)s, updated: %(updated)s, unchanged: %(unchanged)s.")
            % {name: number(count) for name, count in counts.items()}
        )
        self.say(
            _("Repeats: %(duplicates)s, doubtful: %(doubtful)s, rejected: %(rejected)s.")
            % {name: number(count) for name, count in counts.items()}
        )
        for one in rejects:
            self.say(f"  {one['row']}: {one['column']} {one['value']!r} — {one['message']}")
        if is_cut:
            self.say("  " + _("… and more: the page of the import and its workbook of errors have all of them."))
        if imported.operation:
            self.say(_("Operation %(id)s; take it back by `manage.py undo %(id)s`.") % {"id": imported.operation})
        detected = {
            name: imported.detected.get(name) for name in ("format", "encoding", "separator", "header_row", "profile")
        }
        return {
            "operation": str(imported.operation) if imported.operation else None,
            "detected": detected,
            "mapping": imported.mapping,
            **counts,
            "rejects": rejects,
            "rejects_cut": is_cut,
            "seconds": seconds,
        }


def _wish(options: dict[str, Any], by: User) -> whole.Wish:
    path: Path = options["file"]
    if not path.is_file():
        raise DomainError(_("There is no file %(path)s.") % {"path": path}, code="file")
    match = tuple(filter(None, (key.strip() for key in options["match"].split(","))))
    if set(match) - set(KEYS):
        raise UsageError(_("--match knows: %(keys)s.") % {"keys": ", ".join(KEYS)})
    source = options["source"].strip()
    if not 0 < len(source) <= 100:
        raise UsageError(_("--source is a name of 1 to 100 characters."))
    return whole.Wish(
        path=path,
        by=by,
        company=options["entity"] == "companies",
        mapping=_mapping(options["mapping"], _entity(options["entity"])),
        entity=_entity(options["entity"]),
        profile=options["profile"].strip(),
        match=match,
        mode=options["mode"],
        on_conflict=options["on_conflict"],
        source=source,
        fleeting=options["dry_run"],
    )


def _entity(name: str) -> str:
    """Companies are clients too."""
    return "customers" if name == "companies" else name


def _mapping(path: Path | None, entity: str) -> object | None:
    if path is None:
        return None
    try:
        found: object = json.loads(path.read_text(encoding="utf-8-sig"))
        Mapping.from_json(found, None, targets_of(entity))
    except (OSError, ValueError) as error:
        raise DomainError(_("The mapping file cannot be read: %(error)s") % {"error": error}, code="mapping") from error
    return found
