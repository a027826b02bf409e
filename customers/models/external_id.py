"""What other programs call our clients."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from customers.models.customer import Customer
from journal import history


@history.tracked(
    "external_id",
    models.Index(fields=["customer", "pgh_id"], condition=Q(pgh_label="delete"), name="external_id_event_removed"),
)
class ExternalId(models.Model):
    """The number of a client in another program: by it an import finds the card again."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="external_ids")
    source = models.CharField(_("program"), max_length=100)
    value = models.CharField(_("number there"), max_length=200, db_collation="C")
    created_at = models.DateTimeField(_("added at"), default=timezone.now, editable=False)
    made_in = history.made_in_field()

    class Meta:
        verbose_name = _("external id")
        verbose_name_plural = _("external ids")
        indexes = [
            models.Index(fields=["value"], name="external_id_by_value"),
            history.made_in_index("external_id_made_in"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["source", "value"], name="external_id_is_one"),
            models.CheckConstraint(condition=~Q(source="") & ~Q(value=""), name="external_id_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.value}"
