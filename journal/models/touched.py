"""What has changed about a client since somebody last looked: scores, duplicates and triggers read it by position."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from journal.models.fields import CurrentTransaction, Xid8Field


class Touched(models.Model):
    """One row for a client and a kind of change, its newest. Written by the very statement that changes the data.

    A reader keeps the `tx` up to which he has read and takes rows with `his ≤ tx < pg_snapshot_xmin(now)`: by
    transaction, never by time or id, so that nothing which commits late is passed over.
    """

    customer_id = models.BigIntegerField()
    what = models.CharField(max_length=20)
    at = models.DateTimeField()
    tx = Xid8Field(db_default=CurrentTransaction())

    class Meta:
        verbose_name = _("touched client")
        verbose_name_plural = _("touched clients")
        constraints = [models.UniqueConstraint(fields=["customer_id", "what"], name="touched_once")]
        indexes = [models.Index(fields=["tx", "customer_id"], name="touched_by_tx")]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.what}"
