"""`manage.py subject_bundle CUSTOMER --out DIR`: a copy of all that is kept about a person."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import journal
from consents.requests import bundle, trail
from core.errors import DomainError
from crm.management.base import JsonObject, KartotekaCommand
from crm.management.clients import actor, named
from crm.management.whole_file import whole_file
from customers.tracking import CUSTOMER


class Command(KartotekaCommand):
    help = gettext_lazy("Write a copy of all that is kept about a person: JSON, a document to read, his files")

    def add_options(self, parser: ArgumentParser) -> None:
        """Add whose copy, where to, who asks."""
        parser.add_argument("customer", metavar="CUSTOMER", help=_("number of the card, or an external id"))
        parser.add_argument(
            "--out", required=True, type=Path, metavar="DIR", help=_("folder to write the archive into")
        )
        parser.add_argument("--user", default="", help=_("e-mail of the acting user; without it the built-in system"))

    def work(self, **options: Any) -> JsonObject:
        """Raises DomainError when the folder cannot be written to, or the archive is there already."""
        customer = named(options["customer"])
        by = actor(options["user"])
        path = options["out"] / f"copy-{customer.pk}.zip"
        if path.exists():
            raise DomainError(_("%(path)s exists already: name another file.") % {"path": path}, code="exists")
        try:
            options["out"].mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DomainError(
                _("%(path)s cannot be written: %(reason)s.") % {"path": path, "reason": error.strerror},
                code="unwritable",
            ) from error
        with whole_file(path) as target:
            rows = bundle.write(Path(target.name), [customer.pk])
        journal.record(trail.COPIED, by=by, object_type=CUSTOMER, object_id=customer.pk, details={"rows": rows})
        self.say(_("The copy is written: %(path)s, records: %(rows)s.") % {"path": path, "rows": rows})
        return {"file": str(path), "rows": rows, "customer": customer.pk}
