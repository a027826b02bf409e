"""The column that says why, known again when the workbook comes back."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, override

from imports.mapping.headings import fold

REASON = gettext_lazy("Why not brought in (Kartoteka)")
LANGUAGES = ("ru", "en")


def is_ours(heading: str) -> bool:
    """Whether a column was written by us, in whatever language: it is left out, and does not tell shapes apart."""
    return fold(heading) in {fold(_in(REASON, language)) for language in LANGUAGES}


def _in(text: str | Promise, language: str) -> str:
    with override(language):
        return str(text)
