"""Words of exports that stand in the database, with labels for people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ExportState(models.TextChoices):
    """Life of an export."""

    DRAFT = "draft", _("to be confirmed")
    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("in progress")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("stopped")
    EXPIRED = "expired", _("file removed")


class ExportFormat(models.TextChoices):
    """What the file is."""

    XLSX = "xlsx", _("Excel workbook (.xlsx)")
    CSV = "csv", _("CSV for Excel (.csv)")
    VCARD3 = "vcf", _("Address book, vCard 3.0 (.vcf)")
    VCARD4 = "vcf4", _("Address book, vCard 4.0 (.vcf)")
    JSON = "json", _("JSON lines, nothing lost (.jsonl)")


LIVE = (ExportState.QUEUED, ExportState.RUNNING)
EXPORT = "listing.export"
"""Object type of the journal and of stored files; kind of the operation and of the job."""
