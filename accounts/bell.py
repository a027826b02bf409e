"""The bell in the page's frame, and the kinds of things this package itself tells."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import Permission
from core.registries.frame import FrameSlot, frame_slots
from core.registries.notifications import Channel, NotificationKind, notification_kinds

JOB_DONE = "job.done"
JOB_FAILED = "job.failed"
SCHEDULE_FAILED = "job.schedule_failed"
BOTH = (Channel.BELL, Channel.MAIL)


def register() -> None:
    frame_slots.add(
        FrameSlot(code="bell", label=gettext_lazy("Notifications"), url_name="notifications_bell", weight=50)
    )
    notification_kinds.add(
        NotificationKind(
            code=JOB_DONE,
            label=gettext_lazy("My long work is finished"),
            sentence=_done,
            icon="circle-check",
            weight=10,
        ),
        NotificationKind(
            code=JOB_FAILED,
            label=gettext_lazy("My long work has failed"),
            sentence=_failed,
            icon="alert-triangle",
            channels=BOTH,
            weight=20,
        ),
        NotificationKind(
            code=SCHEDULE_FAILED,
            label=gettext_lazy("Work on schedule has failed"),
            sentence=_failed,
            icon="alert-triangle",
            channels=BOTH,
            permission=Permission.ADMINISTER,
            weight=30,
        ),
    )


def _done(params: Mapping[str, Any]) -> str:
    return _("Finished: %(what)s") % {"what": _what(params)}


def _failed(params: Mapping[str, Any]) -> str:
    return _("Failed: %(what)s") % {"what": _what(params)}


def _what(params: Mapping[str, Any]) -> str:
    """Name of the job's kind in the reader's language."""
    from core.registries.jobs import job_kinds

    code = params.get("job_kind", "")
    return str(job_kinds.get(code).label) if code in job_kinds else _("background work")
