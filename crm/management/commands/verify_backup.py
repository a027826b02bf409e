"""Proof that an archive is whole."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.management.base import JsonObject, KartotekaCommand
from crm.management.commands.backup import told
from office.backups import verifying


class Command(KartotekaCommand):
    """Check a backup without touching the base."""

    help = gettext_lazy("Read a whole backup and compare every table and file with its sum.")

    def add_options(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help=_("the archive"))

    def work(self, **options: Any) -> JsonObject:
        with self.progress(0, _("Checking")) as bar:
            verified = verifying.verify(options["file"], progress=bar.show)
        found = verified.manifest
        self.say(
            _("The backup of %(at)s is whole: %(rows)s rows, %(files)s files, SHA-256 %(sha256)s.")
            % {"at": found.made_at, "rows": found.rows, "files": found.files, "sha256": verified.sha256}
        )
        if found.files_missing:
            self.say(_("Files lost before it was made: %(count)s.") % {"count": len(found.files_missing)})
        return told(found, verified.sha256)
