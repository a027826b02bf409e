"""Are the seals of the journal whole?"""

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.registries.ledgers import ledgers
from crm.management.base import JsonObject, KartotekaCommand
from journal.seals.report import Report, StreamReport
from journal.seals.verifying import verify
from journal.seals.words import sentence


class Command(KartotekaCommand):
    """Make all digests anew; exit code 1 when a seal is broken."""

    help = gettext_lazy(
        "Check the seals of the journal and of the consent ledger; count what is not sealed yet. "
        "Says what is wrong and where; exit code 1 when a seal is broken."
    )

    def add_options(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-seal", action="store_true", help=_("do not seal first: write nothing"))

    def work(self, **options: Any) -> JsonObject:
        with self.progress(0, _("Verifying")) as bar:

            def show(done: int, total: int) -> None:
                bar.total = total
                bar.advance(done - bar.done)

            report = verify(seal_first=not options["no_seal"], progress=show)
        self._tell(report)
        self.exit_code = 0 if report.ok else 1
        return report.as_json()

    def _tell(self, report: Report) -> None:
        for stream in report.streams:
            self.say(_summary(stream))
            if stream.first_break:
                self.say("  " + sentence(stream.first_break))
                self.say("  " + _("Broken seals and entries in all: %(count)s.") % {"count": stream.breaks})
            elif stream.last_digest:
                self.say("  " + _("Digest of the last seal: %(digest)s") % {"digest": stream.last_digest})
        self.say(_("All seals are whole.") if report.ok else _("The journal has been tampered with."))


def _summary(stream: StreamReport) -> str:
    checked = ngettext("%(count)s entry checked", "%(count)s entries checked", stream.checked)
    unsealed = ngettext("%(count)s is not sealed yet", "%(count)s are not sealed yet", stream.unsealed)
    return "{}: {}, {}.".format(
        ledgers.get(stream.stream).label,
        checked % {"count": stream.checked},
        unsealed % {"count": stream.unsealed},
    )
