"""Tags that people put on clients."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.text.names import HUES
from customers.models.customer import Customer
from journal import history

LONGEST_TAG = 50
LONGEST_DATA_LABEL = 50
LONGEST_DATA = 200


@history.tracked("tag")
class Tag(models.Model):
    """A word and its colour, one for the whole company. Put away it is offered no more; who wears it keeps it."""

    name = models.CharField(_("name"), max_length=LONGEST_TAG)
    hue = models.PositiveSmallIntegerField(_("hue"), validators=[MaxValueValidator(HUES - 1)])
    # What is asked for beside the tag, such as «introduced on»; empty: the tag is a word alone.
    data_label = models.CharField(
        _("what is asked for"), max_length=LONGEST_DATA_LABEL, blank=True, default="", db_default=""
    )
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("added at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        constraints = [
            models.UniqueConstraint(Lower("name"), name="tag_name_is_one"),
            models.CheckConstraint(condition=~Q(name=""), name="tag_has_a_name"),
            models.CheckConstraint(condition=Q(hue__lt=HUES), name="tag_hue_is_known"),
        ]

    def __str__(self) -> str:
        return self.name


@history.tracked(
    "customer_tag",
    # What was taken off is found by the card.
    models.Index(fields=["customer", "pgh_id"], condition=Q(pgh_label="delete"), name="customer_tag_event_removed"),
)
class CustomerTag(models.Model):
    """A tag on a client; taken off, the row goes and its history stays."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="customer_tags", db_index=False)
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="customer_tags", db_index=False)
    data = models.CharField(_("data of the tag"), max_length=LONGEST_DATA, blank=True, default="", db_default="")
    created_at = models.DateTimeField(_("added at"), default=timezone.now, editable=False)
    made_in = history.made_in_field()

    class Meta:
        verbose_name = _("tag of a client")
        verbose_name_plural = _("tags of clients")
        indexes = [
            models.Index(fields=["tag", "customer"], name="customer_tag_by_tag"),
            history.made_in_index("customer_tag_made_in"),
        ]
        constraints = [models.UniqueConstraint(fields=["customer", "tag"], name="customer_tag_once")]

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.tag_id}"
