"""Exports as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat

from accounts.models import User
from listing.exports import trail
from listing.exports.choices import ExportFormat, ExportState
from listing.exports.columns import heading
from listing.exports.models import Export
from listing.exports.unusual import REASONS
from listing.pages import list_pages

TONES = {
    ExportState.READY: "ok",
    ExportState.FAILED: "bad",
    ExportState.CANCELLED: "warn",
    ExportState.EXPIRED: "line",
}


@dataclass(frozen=True)
class Shown:
    """One export with everything in words."""

    export: Export
    mine: bool

    @property
    def name(self) -> str:
        return trail.name_of(self.export.pk)

    @property
    def list_name(self) -> str:
        code = self.export.page
        return str(list_pages.get(code).label) if code in list_pages else code

    @property
    def state(self) -> str:
        return str(ExportState(self.export.state).label)

    @property
    def tone(self) -> str:
        return TONES.get(ExportState(self.export.state), "info")

    @property
    def format(self) -> str:
        return str(ExportFormat(self.export.format).label)

    @property
    def size(self) -> str:
        return filesizeformat(self.export.size) if self.export.size else ""

    @property
    def rows(self) -> int:
        """Those in the file; before there is one, those asked for."""
        return self.export.rows if self.is_made else self.export.chosen

    @property
    def is_made(self) -> bool:
        return self.export.state in (ExportState.READY, ExportState.EXPIRED)

    @property
    def is_ready(self) -> bool:
        return self.mine and self.export.state == ExportState.READY

    @property
    def left_out(self) -> int:
        """Rows that stopped being the maker's while it was made."""
        return self.export.chosen - self.export.rows if self.is_made else 0

    @property
    def columns(self) -> str:
        """Names of the columns, the masked ones marked."""
        fields = list_pages.get(self.export.page).fields() if self.export.page in list_pages else {}
        names = [heading(fields[code], fields.values()) if code in fields else code for code in self.export.columns]
        marks = ["*" if code in self.export.masked else "" for code in self.export.columns]
        return ", ".join(f"{name}{mark}" for name, mark in zip(names, marks, strict=True))

    @property
    def unusual(self) -> list[str]:
        return [str(REASONS.get(code, code)) for code in self.export.unusual]


def shown(export: Export, reader: User) -> Shown:
    """For this reader."""
    return Shown(export, export.maker_id == reader.pk)


def shown_all(exports: Iterable[Export], reader: User) -> list[Shown]:
    """In their order; makers are loaded by the caller."""
    return [shown(one, reader) for one in exports]
