"""An archive back into an empty base."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.management.base import JsonObject, KartotekaCommand
from crm.management.commands.backup import told
from office.backups import restoring


class Command(KartotekaCommand):
    """Restore a backup."""

    help = gettext_lazy("Put a backup into an empty base; a damaged backup is refused before anything is touched.")

    def add_options(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help=_("the archive"))

    def work(self, **options: Any) -> JsonObject:
        with self.progress(0, _("Restoring")) as bar:
            verified = restoring.restore(options["file"], progress=bar.show)
        found = verified.manifest
        self.say(
            _("Restored: %(rows)s rows of %(tables)s tables and %(files)s files, as of %(at)s.")
            % {"rows": found.rows, "tables": len(found.tables), "files": found.files, "at": found.made_at}
        )
        if verified.erased:
            self.say(_("Erased again, for they had been erased since the backup: %(n)s.") % {"n": verified.erased})
        return {**told(found, verified.sha256), "erased": verified.erased}
