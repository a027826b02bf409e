"""Who is whom to whom: one row for two clients, read from both sides."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from customers.choices import RelationKind
from customers.models.customer import Customer
from journal import history


class RelationQuerySet(models.QuerySet["Relation"]):
    """Questions about relations, one a method."""

    def visible_to(self, user: User) -> Self:
        """Only those whose both sides the reader may see."""
        seen = Customer.objects.visible_to(user).values("pk")
        return self.filter(customer__in=seen, other__in=seen)

    def about(self, customer_id: int) -> Self:
        """Those of one client, from either side."""
        return self.filter(Q(customer=customer_id) | Q(other=customer_id))


@history.tracked(
    "relation",
    models.Index(fields=["customer", "pgh_id"], condition=Q(pgh_label="delete"), name="relation_event_removed"),
    models.Index(fields=["other", "pgh_id"], condition=Q(pgh_label="delete"), name="relation_event_removed_back"),
)
class Relation(models.Model):
    """`other` is `kind` to `customer`: the director to the company, the child to the parent."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="relations")
    other = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="relations_back")
    kind = models.CharField(_("kind"), max_length=10, choices=RelationKind.choices)
    # In one's own words, beside the kind: who signs, who buys.
    role = models.CharField(_("role"), max_length=100, blank=True)
    created_at = models.DateTimeField(_("added at"), default=timezone.now, editable=False)
    made_in = history.made_in_field()

    objects = RelationQuerySet.as_manager()

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        indexes = [history.made_in_index("relation_made_in")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RelationKind.values), name="relation_kind_is_known"),
            models.CheckConstraint(condition=~Q(customer=F("other")), name="relation_is_of_two"),
            # The same tie the other way round is the same tie, or a contradiction.
            models.UniqueConstraint(
                Least("customer", "other"), Greatest("customer", "other"), "kind", name="relation_is_one"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
