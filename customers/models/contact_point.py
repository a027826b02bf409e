"""Ways to reach a client. Consent and delivery belong to the point, so a changed number is a new point."""

from collections.abc import Iterable
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from customers.choices import ContactKind, ContactProblem, ContactState
from customers.identifiers import new_id
from customers.models.customer import Customer
from journal import history


class ContactPointQuerySet(models.QuerySet["ContactPoint"]):
    """Questions about contact points, one a method."""

    def primary_of(self, customers: Iterable[int]) -> Self:
        """Return the first phone and first e-mail of each of these clients, for a list."""
        return self.filter(customer_id__in=list(customers), is_primary=True)

    def of(self, customer: Customer) -> Self:
        """Return all points that stand on the card of one client, in its order."""
        return self.filter(customer=customer, archived_at__isnull=True).order_by("kind", "position", "id")


@history.tracked(
    "contact_point",
    # What was taken off a card is found by the card; what still stands there, by its own id.
    models.Index(fields=["customer", "pgh_id"], condition=Q(pgh_label="delete"), name="contact_point_event_removed"),
)
class ContactPoint(models.Model):
    """One phone, e-mail, nick of a messenger or site: what was typed, and its standard form when there is one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="contact_points")
    kind = models.CharField(_("kind"), max_length=8, choices=ContactKind.choices)
    # Exactly as it was typed or imported: normalising must not lose anything.
    raw = models.TextField(_("as typed"))
    # E.164 or the lower-case address; empty when `problem` says why. Collation C: equality and prefixes, no more.
    value = models.CharField(_("value"), max_length=320, blank=True, db_collation="C")
    problem = models.CharField(_("problem"), max_length=16, choices=ContactProblem.choices, blank=True)
    label = models.CharField(_("label"), max_length=100, blank=True)
    # Dialled after the number answers; consent and delivery do not depend on it.
    extension = models.CharField(_("extension"), max_length=10, blank=True, default="", db_default="")
    is_primary = models.BooleanField(_("primary"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    # What people found out by calling or writing: who says so, and when.
    state = models.CharField(
        _("state"), max_length=8, choices=ContactState.choices, blank=True, default="", db_default=""
    )
    state_at = models.DateTimeField(_("state since"), null=True, blank=True, editable=False)
    state_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("state told by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        db_index=False,  # users are never deleted, and nobody looks from here
        related_name="+",
    )
    state_why = models.CharField(_("why this state"), max_length=200, blank=True, default="", db_default="")
    created_at = models.DateTimeField(_("added at"), default=timezone.now, editable=False)
    # Off the card, not out of the base: consent and delivery belong to the point.
    archived_at = models.DateTimeField(_("removed at"), null=True, blank=True, editable=False)
    made_in = history.made_in_field()

    objects = ContactPointQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact point")
        verbose_name_plural = _("contact points")
        indexes = [
            models.Index(fields=["kind", "value"], name="contact_point_by_value"),
            # The last digits of a number are the first ones of the turned number.
            models.Index(Reverse("value"), condition=Q(kind="phone"), name="contact_point_by_tail"),
            history.made_in_index("contact_point_made_in"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ContactKind.values), name="contact_point_kind_is_known"),
            models.CheckConstraint(condition=~Q(raw=""), name="contact_point_is_not_empty"),
            models.CheckConstraint(
                condition=(Q(problem="") & ~Q(value="")) | (Q(problem__in=ContactProblem.values) & Q(value="")),
                name="contact_point_has_value_or_problem",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ContactKind.PHONE) | Q(value="") | Q(value__regex=r"^\+[1-9][0-9]{4,14}$"),
                name="contact_point_phone_is_e164",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ContactKind.EMAIL) | Q(value="") | Q(value__regex=r"^[^@\s]+@[^@\sA-Z]+$"),
                name="contact_point_email_is_an_address",
            ),
            models.CheckConstraint(
                condition=Q(state="", state_at=None) | (Q(state__in=ContactState.values) & ~Q(state_at=None)),
                name="contact_point_state_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(archived_at=None) | Q(is_primary=False), name="contact_point_removed_is_not_primary"
            ),
            # Also the way a list finds the first phone and e-mail of its rows.
            models.UniqueConstraint(
                fields=["customer", "kind"], condition=Q(is_primary=True), name="contact_point_one_primary_of_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.value or self.raw

    @property
    def is_valid(self) -> bool:
        """Whether the point can be called or written to, as far as its form tells."""
        return not self.problem
