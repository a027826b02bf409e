"""What the journal says of reports: a file that left the house."""

from django.utils.translation import gettext_lazy as _

import journal
from accounts.models import User
from core.registries.objects import ObjectKind, object_kinds
from core.registries.operations import Seen
from core.registries.reports import Report, ReportAsk, reports
from core.registries.verbs import Verb, verbs

TAKEN = "report.taken"
REPORT = "reports.report"


def register() -> None:
    """Fill our places."""
    verbs.add(
        Verb(
            code=TAKEN,
            sentence=_("Report taken as a file: %(object)s, %(since)s – %(until)s"),
            label=_("Report taken as a file"),
            tell=lambda details: {"since": details.get("since", "—"), "until": details.get("until", "—")},
            icon="file-spreadsheet",
        )
    )
    object_kinds.add(ObjectKind(code=REPORT, label=_("report"), seen_by=_seen))


def _seen(codes: list[str], user_id: int) -> dict[str, Seen]:
    return {code: Seen(str(reports.get(code).label), "") for code in codes if code in reports}


def taken(report: Report, ask: ReportAsk, *, by: User) -> None:
    """Write down that the file was made, and for which days."""
    details = {"since": ask.since.isoformat(), "until": ask.until.isoformat()}
    journal.record(TAKEN, by=by, object_type=REPORT, object_id=report.code, details=details)
