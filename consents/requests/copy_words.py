"""What a person's copy calls columns that have no name for people, and which columns say nothing to him."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

OF_MACHINES = frozenset(
    {
        "id", "customer", "pgh_obj_id", "pgh_label", "point", "last_event", "document_sha256", "file_sha256",
        "supersedes", "sort_name", "position", "version", "object_id", "actor_id", "alarm", "ends_at", "erasure", "job",
        "key", "message_class", "request", "rows", "run", "seq", "snapshot", "walk",
    }
)  # fmt: skip
"""Numbers and hashes: they stand in the machine-readable file, not in the document for people."""
DERIVED = frozenset({"consents.clientconsents", "consents.subjectbundle", "consents.erasedcustomer"})
"""Sums of other rows, and rows about this very copy: in the machine-readable file alone."""
LABELS: dict[str, str | Promise] = {"interactions.lasttouch": _("Last touch")}
"""Of tables whose model has no name for people."""
HEADINGS: dict[str, str | Promise] = {
    "at": _("when"),
    "category": _("category"),
    "channel": pgettext_lazy("heading of a copy", "channel"),
    "created_at": _("made on"),
    "details": _("details"),
    "document": pgettext_lazy("heading of a copy", "text"),
    "done_at": pgettext_lazy("heading of a copy", "done"),
    "error": _("error"),
    "expires_at": _("until"),
    "extended_at": pgettext_lazy("heading of a copy", "extended"),
    "family": _("channels"),
    "file": _("file"),
    "kind": _("kind"),
    "lifted_at": pgettext_lazy("heading of a copy", "lifted"),
    "other": pgettext_lazy("heading of a copy", "other card"),
    "pgh_created_at": pgettext_lazy("heading of a copy", "stood until"),
    "purchase": _("purchase"),
    "purpose": _("purpose"),
    "recent": pgettext_lazy("heading of a copy", "messages"),
    "repeat_from": pgettext_lazy("heading of a copy", "repeats from"),
    "segment": _("segment"),
    "silent_since": pgettext_lazy("heading of a copy", "silent since"),
    "since": _("since"),
    "states": _("state"),
    "status": _("state"),
    "tag": _("tag"),
    "values": _("values"),
    "zone": _("time zone"),
}
"""By the field's name, where its own name is for programmers."""
