"""The journal proper: append-only, sealed by transaction (architecture, section 4 «Journal and consent ledger»)."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from journal.models.fields import ClockTime, CurrentEra, CurrentTransaction, Xid8Field


class EntryQuerySet(models.QuerySet["Entry"]):
    """Questions about entries, one a method."""

    def newest_first(self) -> "EntryQuerySet":
        """In the order of the journal page."""
        return self.order_by("-id")


class Entry(models.Model):
    """Somebody did something to something. Written by `journal.record` only.

    Sealed: id, time, actor, verb, object type and id, `details_hmac`. Erasable: `details` and `salt`
    (to NULL, by the owner's function `erase_details`), so that erasure breaks no seal. `at`, `tx` and `era` are
    filled by the database; the application's role has no right to name `at` and `tx`.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(_("when"), db_default=ClockTime())
    actor_id = models.BigIntegerField()
    actor_name = models.CharField(_("who"), max_length=200)
    verb = models.CharField(_("what"), max_length=60)
    """A code of `core.registries.verbs`."""
    object_type = models.CharField(max_length=60, blank=True)
    """A code of `core.registries.objects`."""
    object_id = models.CharField(max_length=40, blank=True)
    details = models.JSONField(null=True, blank=True)
    salt = models.BinaryField(null=True, blank=True)
    details_hmac = models.BinaryField()
    """sha256 of salt and details; empty where there never were any, so that the absence is sealed too."""
    era = models.IntegerField(db_default=CurrentEra())
    tx = Xid8Field(db_default=CurrentTransaction())
    """The transaction that wrote the row: what is sealed is a range of these, never of ids."""

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal")
        indexes = [
            models.Index(fields=["tx", "id"], name="entry_by_tx"),
            models.Index(fields=["object_type", "object_id", "-id"], name="entry_of_object"),
            models.Index(fields=["actor_id", "-id"], name="entry_of_actor"),
            models.Index(fields=["verb", "-id"], name="entry_of_verb"),
            # Of some days: entries lie in the order of time, so a few kilobytes of ranges are enough.
            BrinIndex(fields=["at"], name="entry_by_time", pages_per_range=32, autosummarize=True),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(era__gte=1), name="entry_era_counts_from_one"),
            # Salt and details come and go together.
            models.CheckConstraint(
                condition=Q(details__isnull=True, salt__isnull=True) | Q(details__isnull=False, salt__isnull=False),
                name="entry_details_have_salt",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name}: {self.verb}"

    @property
    def is_erased(self) -> bool:
        """Whether there were details that an erasure has taken."""
        return self.details is None and bool(self.details_hmac)


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
    """A code of `core.registries.ledgers`: `journal`, later `consents`."""
    n = models.BigIntegerField()
    """From 1 without a gap, within the stream."""
    era = models.IntegerField()
    from_tx = Xid8Field()
    to_tx = Xid8Field()
    """Exclusive: `pg_snapshot_xmin(pg_current_snapshot())` at the time of sealing; `END_OF_ERA` closes an era."""
    count = models.BigIntegerField()
    digest = models.BinaryField()
    prev = models.BinaryField()
    """The digest of the seal before; empty in the first."""
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        constraints = [models.UniqueConstraint(fields=["stream", "n"], name="seal_order")]

    def __str__(self) -> str:
        return f"{self.stream} {self.n}"
