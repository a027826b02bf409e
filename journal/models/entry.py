"""The journal proper: append-only, sealed by transaction (architecture, section 4 «Journal and consent ledger»)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """Somebody did something to something. Written by `journal.record` only.

    Sealed: id, time, actor, verb, object type and id, `details_hmac`. Erasable: `details` and `salt`
    (to NULL, by the owner's function `erase_details`), so that erasure breaks no seal. The columns `tx`
    (xid8 of the inserting transaction) and `era` have defaults in the database; see the migrations.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(_("when"))
    actor_id = models.BigIntegerField()
    actor_name = models.CharField(_("who"), max_length=200)
    verb = models.CharField(_("what"), max_length=60)
    object_type = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=40, blank=True)
    details = models.JSONField(null=True, blank=True)
    salt = models.BinaryField(null=True, blank=True)
    details_hmac = models.BinaryField()
    era = models.IntegerField(db_default=1)

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal")
        indexes = [
            models.Index(fields=["object_type", "object_id", "-id"], name="entry_of_object"),
            models.Index(fields=["actor_id", "-id"], name="entry_of_actor"),
            models.Index(fields=["verb", "-id"], name="entry_of_verb"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name}: {self.verb}"


class Era(models.Model):
    """One row: the current era, raised by `restore`, since a new cluster counts transactions anew."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    number = models.IntegerField(default=1)

    class Meta:
        verbose_name = _("era")
        verbose_name_plural = _("eras")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="era_one_row")]

    def __str__(self) -> str:
        return str(self.number)


class Seal(models.Model):
    """Proof over all rows of a stream from one range of transactions; each seal covers the one before."""

    id = models.BigAutoField(primary_key=True)
    stream = models.CharField(max_length=20)
    """`journal`, later `consents`."""
    n = models.BigIntegerField()
    era = models.IntegerField()
    from_tx = models.BigIntegerField()
    to_tx = models.BigIntegerField()
    """Exclusive: `pg_snapshot_xmin(pg_current_snapshot())` at the time of sealing."""
    count = models.BigIntegerField()
    digest = models.BinaryField()
    prev = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        constraints = [models.UniqueConstraint(fields=["stream", "n"], name="seal_order")]

    def __str__(self) -> str:
        return f"{self.stream} {self.n}"
