"""What people are told of imports, and what the journal keeps of them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.permissions import Permission
from core.registries.file_owners import FileOwner, file_owners
from core.registries.notifications import Channel, NotificationKind, notification_kinds
from core.registries.objects import ObjectKind, object_kinds
from core.registries.verbs import Verb, verbs
from core.text.numbers import number

DONE, STOPPED, CHECKED = "imports.done", "imports.stopped", "imports.checked"
FILE_TAKEN, REJECTS_TAKEN = "imports.file_taken", "imports.rejects_taken"


def register() -> None:
    """Fill our places."""
    notification_kinds.add(
        NotificationKind(
            code=DONE, label=gettext_lazy("An import is over"), sentence=_done, icon="file-import",
            channels=(Channel.BELL,), permission=Permission.IMPORT_BASE,
        ),
        NotificationKind(
            code=CHECKED, label=gettext_lazy("The rows of a file are checked"), sentence=_checked, icon="file-import",
            channels=(Channel.BELL,), permission=Permission.IMPORT_BASE,
        ),
        NotificationKind(
            code=STOPPED, label=gettext_lazy("An import was stopped or failed"), sentence=_stopped,
            icon="alert-circle", channels=(Channel.BELL, Channel.MAIL), permission=Permission.IMPORT_BASE,
        ),
    )  # fmt: skip
    verbs.add(
        Verb(code="imports.created", sentence=gettext_lazy("File brought for an import: %(object)s"), icon="upload"),
        Verb(code="imports.deleted", sentence=gettext_lazy("Draft of an import deleted: %(object)s"), icon="trash"),
        Verb(code=FILE_TAKEN, sentence=gettext_lazy("File of an import downloaded: %(object)s"), icon="download"),
        Verb(
            code=REJECTS_TAKEN,
            sentence=gettext_lazy("Rejected rows of an import downloaded: %(object)s"),
            icon="download",
        ),
    )
    object_kinds.add(ObjectKind(code="imports.import", label=gettext_lazy("import")))
    file_owners.add(FileOwner(code="imports.import", may_see=_may_see))


def _done(params: Mapping[str, Any]) -> str:
    applied = int(params.get("applied", 0))
    said = ngettext("Import is over: %(n)s row brought in.", "Import is over: %(n)s rows brought in.", applied)
    return said % {"n": number(applied)}


def _checked(params: Mapping[str, Any]) -> str:
    return _("The rows are checked: look at them and bring them in.")


def _stopped(params: Mapping[str, Any]) -> str:
    return _("The import did not get to its end; what it had brought in is taken back.")


def _may_see(user: Any, object_id: str) -> bool:
    from imports.models import Import

    return Import.objects.visible_to(user).filter(pk=object_id).exists()
