"""What the embedded services say, for translation: `embedded` knows no Django, so its texts are repeated here.

A test holds both lists equal. The catalogue is read by the standard library: these words are needed before
Django has its settings.
"""

import gettext
import os
import sys
from contextlib import suppress
from typing import Any

from core import catalogues
from crm.management.language import chosen_language
from embedded import ServicesError
from embedded.paths import PROJECT


def _(text: str) -> str:
    """Mark a text for the catalogue."""
    return text


MESSAGES = {
    "var_not_folder": _("%(path)s is not a folder. Move it away or name another folder in KARTOTEKA_VAR."),
    "var_not_writable": _(
        "Cannot write to %(path)s (it belongs to user %(owner)s). Run as that user or name another "
        "folder in KARTOTEKA_VAR."
    ),
    "disk_full": _("The disk that holds %(path)s is full. Free at least %(need)s MB and start again."),
    "no_binaries": _("The servers are not installed for this machine. Run: %(command)s"),
    "no_service_user": _("There is no user %(user)s. Name an existing one, not root, in KARTOTEKA_SERVICE_USER."),
    "user_blocked": _(
        "User %(user)s, who runs the servers, cannot reach the data in %(path)s. Name a user who "
        "can in KARTOTEKA_SERVICE_USER."
    ),
    "data_of_other": _(
        "The data in %(path)s belong to user %(owner)s. Run as that user or name another folder in KARTOTEKA_VAR."
    ),
    "data_in_use": _(
        "The data in %(path)s are in use by another copy. Stop it or name another folder in KARTOTEKA_VAR."
    ),
    "data_not_ours": _(
        "%(path)s is not a PostgreSQL data folder. Move it away (a new one is made) or put the data back from a backup."
    ),
    "data_damaged": _(
        "PostgreSQL cannot read its data in %(path)s: %(reason)s. Move the folder away and restore "
        "a backup; details are in %(log)s."
    ),
    "other_major": _(
        "The data in %(path)s were made by PostgreSQL %(found)s, this version brings %(ours)s. "
        "Carry them over:\n%(commands)s"
    ),
    "start_failed": _("%(server)s did not start: %(reason)s. Details are in %(log)s."),
    "start_stalled": _("%(server)s has shown no progress for %(seconds)s s. Details are in %(log)s."),
    "keeper_lost": _("The keeper of the servers ended before they were ready. Details are in %(log)s."),
    "provision_failed": _("PostgreSQL runs, but the roles and the database could not be made: %(reason)s"),
}
NOTICES = {
    "moved_home": _(
        "User %(user)s, who runs the servers, cannot reach %(path)s: data and copies of the "
        "programs are kept in %(home)s."
    ),
    "recovering": _("PostgreSQL is putting its data in order after a crash: %(seconds)s s so far."),
    "queue_reset": _("The queue's file was damaged; it was put aside as %(path)s and the queue starts empty."),
}


def sentence(error: ServicesError, language: str | None = None) -> str:
    """Return what went wrong and what to do, in the language of the command."""
    return _translated(MESSAGES[error.code], language) % error.params


def notice(code: str, params: dict[str, Any], language: str | None = None) -> str:
    """Return what a person should know although all is well."""
    return _translated(NOTICES[code], language) % params


def _translated(text: str, language: str | None) -> str:
    with suppress(OSError):
        catalogues.compile_stale()
    code = language or chosen_language(sys.argv, os.environ)
    return gettext.translation("django", PROJECT / "locale", [code], fallback=True).gettext(text)
