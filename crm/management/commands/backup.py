"""Database and files in one archive."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.services import system_user
from crm.management.base import JsonObject, KartotekaCommand
from journal.entries.record import record
from office.backups import jobs, making, verifying
from office.backups.manifest import Manifest


class Command(KartotekaCommand):
    """Make a backup."""

    help = gettext_lazy("Save the whole base, tables and files, into one archive that any program opens.")

    def add_options(self, parser: ArgumentParser) -> None:
        parser.add_argument("--out", required=True, type=Path, metavar="FILE", help=_("where to write it (.zip)"))

    def work(self, **options: Any) -> JsonObject:
        path: Path = options["out"]
        with self.progress(0, _("Backup")) as bar:
            made = making.make(path, progress=bar.show)
        verified = verifying.verify(path)
        with transaction.atomic():
            record(jobs.MADE, by=system_user(), details={"rows": made.rows, "files": made.files})
        self.say(
            _("Saved: %(rows)s rows of %(tables)s tables and %(files)s files in %(path)s.")
            % {"rows": made.rows, "tables": len(made.tables), "files": made.files, "path": path}
        )
        return told(made, verified.sha256)


def told(found: Manifest, sha256: str) -> JsonObject:
    """What the three commands print for programs."""
    return {
        "tables": {part.name: part.rows for part in found.tables},
        "rows": found.rows,
        "files": found.files,
        "files_missing": list(found.files_missing),
        "made_at": found.made_at,
        "sha256": sha256,
    }
