"""Why a file cannot be read: each reason once, as a sentence that says what to do."""

from django.utils.translation import gettext as _

from core.errors import DomainError
from imports.readers.parts import MAX_COLUMNS


def empty() -> DomainError:
    return DomainError(_("The file is empty."), code="empty")


def damaged() -> DomainError:
    return DomainError(
        _("The file is damaged or was not brought whole. Save it anew in its program and bring it again."),
        code="damaged",
    )


def bomb() -> DomainError:
    return DomainError(
        _("Unpacked, the file would be larger than is safe. Save it anew in its program, or split it."), code="bomb"
    )


def sparse() -> DomainError:
    return DomainError(
        _("The sheet is nearly empty but reaches very far. Delete what stands far from the table and save it anew."),
        code="sparse",
    )


def not_a_table() -> DomainError:
    return DomainError(
        _("This is no table. Bring a workbook (xlsx, xls, ods), a text table (csv, tsv) or contacts (vcf)."),
        code="not_a_table",
    )


def document() -> DomainError:
    return DomainError(
        _("This is a text document. Copy its table into a workbook and bring that, or save the table as CSV."),
        code="document",
    )


def encrypted() -> DomainError:
    return DomainError(
        _("The workbook is protected by a password. Take the protection off and bring it again."), code="encrypted"
    )


def no_sheet(name: str) -> DomainError:
    return DomainError(_("There is no sheet “%(name)s” in the file.") % {"name": name}, code="no_sheet")


def no_heading() -> DomainError:
    return DomainError(
        _("No row with headings was found among the first twenty. Say which row it is, or add one above the data."),
        code="no_heading",
    )


def no_rows() -> DomainError:
    return DomainError(_("There are headings in the file, but no rows below them."), code="no_rows")


def too_many_columns() -> DomainError:
    return DomainError(
        _("The table has more than %(limit)d columns. Delete those that are not needed and bring it again.")
        % {"limit": MAX_COLUMNS},
        code="too_many_columns",
    )


def encoding_unknown(name: str) -> DomainError:
    return DomainError(_("The encoding “%(name)s” is not known.") % {"name": name}, code="encoding_unknown")


def encoding_changes(line: int) -> DomainError:
    return DomainError(
        _("From line %(line)d on the file cannot be read in the encoding of its beginning. Save it in one, best UTF-8.")
        % {"line": line},
        code="encoding",
    )


def quote(line: int) -> DomainError:
    return DomainError(
        _("Near line %(line)d a cell does not end: a quotation mark is opened and never closed.") % {"line": line},
        code="quote",
    )


def endless_line(line: int) -> DomainError:
    return DomainError(
        _("Line %(line)d is longer than any row of a table can be. Save the table anew in its program.")
        % {"line": line},
        code="endless_line",
    )


def html_too_large(megabytes: int) -> DomainError:
    return DomainError(
        _("A web page named .xls can be read up to %(limit)d MB. Open it in Excel and save it as xlsx.")
        % {"limit": megabytes},
        code="too_big",
    )


def workbook_too_large(megabytes: int) -> DomainError:
    return DomainError(
        _("A workbook of this kind can be read up to %(limit)d MB, unpacked. Open it and save it as xlsx or CSV.")
        % {"limit": megabytes},
        code="too_big",
    )
