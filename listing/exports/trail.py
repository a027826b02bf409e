"""What the journal, the bell and the list of operations say of exports."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from accounts.permissions import Permission
from core.registries.notifications import Channel, NotificationKind, notification_kinds
from core.registries.objects import ObjectKind, object_kinds
from core.registries.operations import OperationKind, Preview, Seen, operation_kinds
from core.registries.verbs import Verb, verbs
from core.text.numbers import number
from listing.exports.choices import EXPORT
from listing.exports.limits import LIMIT_CHANGED
from listing.exports.models import Export
from listing.pages import list_pages

EXPORTED = "export.made"
DOWNLOADED = "export.downloaded"
SECRETS = "export.secrets_shown"
READY = "export.ready"
UNUSUAL = "export.unusual"


def register() -> None:
    """Fill our places."""
    verbs.add(
        Verb(
            code=EXPORTED,
            sentence=gettext_lazy("Export made: %(object)s, rows: %(rows)s. Purpose: %(purpose)s"),
            label=gettext_lazy("Export made"),
            tell=lambda details: {"rows": _count(details), "purpose": details.get("purpose", "—")},
            icon="download",
        ),
        Verb(
            code=SECRETS,
            sentence=gettext_lazy("Sensitive fields shown by an export: %(fields)s. %(object)s, rows: %(rows)s"),
            label=gettext_lazy("Sensitive fields shown by an export"),
            tell=lambda details: {"fields": ", ".join(details.get("fields", [])) or "—", "rows": _count(details)},
            icon="eye",
        ),
        Verb(code=DOWNLOADED, sentence=gettext_lazy("Export downloaded: %(object)s"), icon="download"),
        Verb(
            code=LIMIT_CHANGED,
            sentence=gettext_lazy("Limit of exports of the role “%(role)s”: %(rows)s"),
            label=gettext_lazy("Limit of exports changed"),
            tell=lambda details: {
                "role": details.get("role", "—"),
                "rows": _("none") if details.get("rows", "") is None else _count(details),
            },
            icon="settings",
        ),
    )
    object_kinds.add(ObjectKind(code=EXPORT, label=gettext_lazy("export"), seen_by=_seen))
    operation_kinds.add(
        OperationKind(
            code=EXPORT,
            label=gettext_lazy("Export"),
            object_type=EXPORT,
            sentence=_sentence,
            preview=_no_preview,
            freeze=_nothing,
            apply=_nothing,
            undoable=False,
            permission=Permission.EXPORT_CUSTOMERS,
        )
    )
    notification_kinds.add(
        NotificationKind(
            code=READY,
            label=gettext_lazy("My export is ready"),
            sentence=_ready,
            icon="download",
            permission=Permission.EXPORT_CUSTOMERS,
            weight=15,
        ),
        NotificationKind(
            code=UNUSUAL,
            label=gettext_lazy("An unusual export"),
            sentence=_unusual,
            icon="alert-triangle",
            channels=(Channel.BELL, Channel.MAIL),
            permission=Permission.ADMINISTER,
            weight=40,
        ),
    )


def _count(details: Mapping[str, Any]) -> str:
    return number(details["rows"]) if isinstance(details.get("rows"), int) else "—"


def name_of(number_of_export: object) -> str:
    """«Export No. 12»."""
    return _("Export No. %(number)s") % {"number": number_of_export}


def _seen(ids: list[str], user_id: int) -> dict[str, Seen]:
    user = User.objects.select_related("role").get(pk=user_id)
    known = Export.objects.visible_to(user).filter(pk__in=[pk for pk in ids if pk.isdecimal()])
    return {
        str(pk): Seen(name_of(pk), reverse("listing:export", args=[pk])) for pk in known.values_list("pk", flat=True)
    }


def _sentence(params: Mapping[str, Any]) -> str:
    page = params.get("page", "")
    label = str(list_pages.get(page).label) if page in list_pages else page
    return f"{name_of(params.get('export', '—'))}: {label}"


def _ready(params: Mapping[str, Any]) -> str:
    rows = int(params.get("rows", 0))
    told = ngettext("%(export)s is ready: %(rows)s row", "%(export)s is ready: %(rows)s rows", rows)
    return told % {"export": name_of(params.get("number", "—")), "rows": number(rows)}


def _unusual(params: Mapping[str, Any]) -> str:
    from listing.exports.unusual import REASONS

    rows = int(params.get("rows", 0))
    why = "; ".join(str(REASONS.get(code, code)) for code in params.get("reasons", []))
    told = ngettext(
        "Unusual export by %(who)s, %(rows)s row: %(why)s", "Unusual export by %(who)s, %(rows)s rows: %(why)s", rows
    )
    return told % {"who": params.get("who", "—"), "rows": number(rows), "why": why}


def _no_preview(operation_id: UUID, user_id: int) -> Preview:
    return Preview(total=0, will_change=0, unchanged=0)


def _nothing(*_args: object) -> None:
    """An export changes nothing: its own job makes the file."""
