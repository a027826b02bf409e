"""Why a campaign stands, in words."""

from django.utils.translation import gettext as _

ERRORS, COMPLAINTS, EMPTY, BROKEN = "errors", "complaints", "empty", "broken"


def why(code: str) -> str:
    """In the reader's language; nothing for a campaign that a person stopped."""
    return {
        ERRORS: _("too many messages were not delivered"),
        COMPLAINTS: _("too many people complained"),
        EMPTY: _("nobody is left who may be written to"),
        BROKEN: _("its audience or its text cannot be used any more"),
    }.get(code, "")
