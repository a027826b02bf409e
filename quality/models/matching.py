"""Cards as they are compared, how often words stand in the base, searches for duplicates and how far they have come."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from customers.models import Customer
from journal.models.fields import CurrentTransaction, Xid8Field


def word_field(length: int = 100) -> "models.CharField[str, str]":
    """A word in the one form in which it is compared; empty: the card does not say."""
    return models.CharField(max_length=length, blank=True, default="", db_default="", db_collation="C")


class MatchCard(models.Model):
    """A card as the matcher compares it. One row for each card that is not in the archive; made again when it changes.

    Made by `quality.matching.normalise` for the form, the import and the job alike.
    """

    customer = models.OneToOneField(
        Customer, primary_key=True, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False
    )
    made_of = models.BigIntegerField()
    """A digest of what the card said: another one there means that this row is old."""
    tx = Xid8Field(db_default=CurrentTransaction())
    """Whoever searches takes rows written since his own position."""
    kind = models.CharField(max_length=8)
    last = word_field()
    """A surname as men have it, or the name of a company without its legal form."""
    last_sound = word_field()
    first = word_field()
    nick = word_field()
    """The first name in full: of Sasha, Alexander."""
    first_sound = word_field()
    middle = word_field()
    born = models.DateField(null=True)
    city = word_field()
    address = word_field(200)
    """Its words; numbers stand in `place`."""
    place = word_field(50)
    inn = word_field(12)
    kpp = word_field(9)
    phones = ArrayField(models.TextField(), default=list)
    emails = ArrayField(models.TextField(), default=list)
    blocks = ArrayField(models.BigIntegerField(), default=list)
    """Hashes under which cards that may be one are looked for: `quality_blocks()` makes them."""

    class Meta:
        verbose_name = _("card for comparison")
        verbose_name_plural = _("cards for comparison")
        indexes = [
            GinIndex(fields=["blocks"], name="match_card_by_block"),
            models.Index(fields=["tx"], name="match_card_by_tx"),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id}"


class TermCount(models.Model):
    """In how many cards a surname, a first name, a city stands: a rare one proves more."""

    field = models.CharField(max_length=8)
    term = models.CharField(max_length=100, db_collation="C")
    number = models.IntegerField()

    class Meta:
        verbose_name = _("how often a word stands")
        verbose_name_plural = _("how often words stand")
        constraints = [models.UniqueConstraint(fields=["field", "term"], name="term_count_is_one")]

    def __str__(self) -> str:
        return f"{self.field} {self.number}"


class SearchKind(models.TextChoices):
    """What was searched."""

    WHOLE = "whole", _("the whole base")
    CHANGED = "changed", _("cards that changed")
    OPERATION = "since", _("cards of one operation")


class DuplicateSearch(models.Model):
    """A search for duplicates and what it found."""

    kind = models.CharField(_("searched"), max_length=8, choices=SearchKind)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    customers = models.PositiveIntegerField(_("cards searched"), default=0)
    size = models.PositiveIntegerField(_("cards in the base"), default=0)
    candidates = models.PositiveIntegerField(_("pairs compared"), default=0)
    pairs = models.PositiveIntegerField(_("pairs found"), default=0)
    sure = models.PositiveIntegerField(_("sure pairs"), default=0)
    asked = models.PositiveIntegerField(_("pairs to look at"), default=0)
    merged = models.PositiveIntegerField(_("merged by themselves"), default=0)

    class Meta:
        verbose_name = _("search for duplicates")
        verbose_name_plural = _("searches for duplicates")
        indexes = [models.Index(fields=["-started_at", "-id"], name="duplicate_search_newest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.started_at:%d.%m.%Y %H:%M}"


class MatchPosition(models.Model):
    """One row: up to which change cards were made comparable and searched. Who writes pairs holds it."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    tx = Xid8Field(default=0)
    """Of `journal.Touched`: changes of transactions before it have been taken over."""
    searched_tx = Xid8Field(default=0)
    """Of `MatchCard`: rows written before it have been searched."""
    families = models.FloatField(default=1.0)
    """How much signs of relatives count, as the last whole search has found: see `matching.weights`."""
    merges_sure = models.BooleanField(_("merge sure duplicates by night"), default=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    changed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("position of the search for duplicates")
        verbose_name_plural = _("positions of the search for duplicates")

    def __str__(self) -> str:
        return str(self.tx)
