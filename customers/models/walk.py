"""A walk: a filtered list gone through card by card, with an outcome for each."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from customers.models.customer import Customer

LONGEST_OUTCOME = 40


class Walk(models.Model):
    """Of one person; its clients stand still from the moment it began. Not tracked: it changes no card."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="walks", db_index=False)
    name = models.CharField(_("name"), max_length=300)
    outcomes = models.JSONField(_("outcomes"), default=list)
    """Words a person chooses from, in the order of their keys."""
    position = models.PositiveIntegerField(default=1)
    """`seq` of the stop where he stands."""
    total = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("walk")
        verbose_name_plural = _("walks")
        indexes = [models.Index(fields=["owner", "-created_at"], name="walk_of_a_person")]

    def __str__(self) -> str:
        return self.name


class WalkStop(models.Model):
    """A client of a walk, and how it went with him; without an outcome he has not been dealt with yet."""

    walk = models.ForeignKey(Walk, on_delete=models.CASCADE, related_name="stops", db_index=False)
    seq = models.PositiveIntegerField()
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    outcome = models.CharField(_("outcome"), max_length=LONGEST_OUTCOME, blank=True, default="", db_default="")
    note = models.CharField(_("note"), max_length=500, blank=True, default="", db_default="")
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("stop of a walk")
        verbose_name_plural = _("stops of walks")
        constraints = [models.UniqueConstraint(fields=["walk", "seq"], name="walk_stop_has_its_place")]

    def __str__(self) -> str:
        return f"{self.walk_id}: {self.seq}"
