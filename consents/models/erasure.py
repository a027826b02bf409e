"""Erasures: planned by one, approved by another, done for good; what proves them, and what repeats them."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from consents.models.request import SubjectRequest
from customers.models import Customer


class ErasureReason(models.TextChoices):
    """Why data are destroyed; stands in the act."""

    WITHDRAWN = "withdrawn", gettext_lazy("consent withdrawn, no other ground (152-FZ 21(5))")
    UNLAWFUL = "unlawful", gettext_lazy("data processed without a ground (152-FZ 20(3), 21(3))")
    REACHED = "reached", gettext_lazy("purpose reached (152-FZ 21(4))")
    EXPIRED = "expired", gettext_lazy("storage period is over (152-FZ 5(7), 21(4))")
    GDPR = "gdpr", gettext_lazy("right to erasure (GDPR 17)")
    RESTORED = "restored", gettext_lazy("erased before, came back with a backup")


class ErasureState(models.TextChoices):
    """Life of an erasure."""

    PLANNED = "planned", gettext_lazy("waits for approval")
    APPROVED = "approved", gettext_lazy("approved")
    RUNNING = "running", gettext_lazy("in progress")
    DONE = "done", gettext_lazy("done")
    REFUSED = "refused", gettext_lazy("not approved")
    FAILED = "failed", gettext_lazy("broke off")


LIVE = (ErasureState.PLANNED, ErasureState.APPROVED, ErasureState.RUNNING)


class ErasureQuerySet(models.QuerySet["Erasure"]):
    """Questions about erasures, one a method."""

    def visible_to(self, user: User) -> Self:
        """All, for those who answer for personal data."""
        return self if user.is_active and user.has(Permission.PRIVACY) else self.none()

    def newest_first(self) -> Self:
        """In the order of their page."""
        return self.order_by("-pk")


class Erasure(models.Model):
    """One act of destruction, of one person or of many whose storage period is over. Its key is the act's number."""

    reason = models.CharField(gettext_lazy("reason"), max_length=10, choices=ErasureReason)
    note = models.CharField(gettext_lazy("details of the reason"), max_length=300, blank=True)
    request = models.ForeignKey(
        SubjectRequest, on_delete=models.SET_NULL, null=True, blank=True, related_name="erasures"
    )
    state = models.CharField(max_length=8, choices=ErasureState, default=ErasureState.PLANNED)
    plan = models.JSONField(default=list)
    """What was counted when it was planned: codes and numbers, nothing of the person."""
    done = models.JSONField(default=list)
    """The same of what was done."""
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    not_before = models.DateTimeField(default=timezone.now)
    """A disposal warns first: it is approved no sooner."""
    job = models.UUIDField(null=True, blank=True)
    error = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    act_file = models.UUIDField(null=True, blank=True)
    journal_file = models.UUIDField(null=True, blank=True)
    keep_until = models.DateField(null=True, blank=True)
    """Of the act and the journal: order 179 asks for three years."""

    objects = ErasureQuerySet.as_manager()

    class Meta:
        app_label = "consents"
        verbose_name = gettext_lazy("erasure")
        verbose_name_plural = gettext_lazy("erasures")
        constraints = [
            models.CheckConstraint(condition=Q(reason__in=ErasureReason.values), name="erasure_reason_is_known"),
            models.CheckConstraint(condition=Q(state__in=ErasureState.values), name="erasure_state_is_known"),
            models.CheckConstraint(
                condition=Q(approver=None) | ~Q(approver=F("author")) | Q(reason="restored"),
                name="erasure_needs_two_persons",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "refused"]) | Q(approver__isnull=False, approved_at__isnull=False),
                name="erasure_done_was_approved",
            ),
        ]

    def __str__(self) -> str:
        return _("Erasure %(number)s") % {"number": self.pk}


class ErasureSubject(models.Model):
    """Whom an erasure is about. The name is kept as long as the act: order 179 asks for it."""

    erasure = models.ForeignKey(Erasure, on_delete=models.CASCADE, related_name="subjects")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(gettext_lazy("name"), max_length=300, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    kept_back = models.CharField(max_length=300, blank=True)
    """Why he was left out, in the words of whoever ran it."""

    class Meta:
        app_label = "consents"
        verbose_name = gettext_lazy("person of an erasure")
        verbose_name_plural = gettext_lazy("persons of erasures")
        constraints = [models.UniqueConstraint(fields=["erasure", "customer"], name="erasure_subject_once")]

    def __str__(self) -> str:
        return f"{self.erasure_id}: {self.customer_id}"


class ErasedCustomer(models.Model):
    """The ledger that a restore replays: who is erased, in numbers alone. A copy stands beside the backups."""

    customer = models.OneToOneField(Customer, on_delete=models.CASCADE, related_name="+")
    erased_at = models.DateTimeField()
    erasure = models.ForeignKey(Erasure, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)
    """Tells his row from that of another base with the same number: a hash of when the card was made."""

    class Meta:
        app_label = "consents"
        verbose_name = gettext_lazy("erased client")
        verbose_name_plural = gettext_lazy("erased clients")

    def __str__(self) -> str:
        return str(self.customer_id)


class SubjectBundle(models.Model):
    """A copy of all that is kept about a person, made for him: taken out once, gone after a week."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    request = models.ForeignKey(
        SubjectRequest, on_delete=models.SET_NULL, null=True, blank=True, related_name="bundles"
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    job = models.UUIDField(null=True, blank=True)
    file = models.UUIDField(null=True, blank=True)
    """A stored file; gone once it was taken."""
    rows = models.PositiveIntegerField(default=0)
    ready_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        app_label = "consents"
        verbose_name = gettext_lazy("copy of a person’s data")
        verbose_name_plural = gettext_lazy("copies of people’s data")
        indexes = [models.Index(fields=["expires_at"], condition=Q(file__isnull=False), name="bundle_to_expire")]

    def __str__(self) -> str:
        return str(self.pk)


class StoragePeriod(models.Model):
    """Which clients are kept no longer: those a rule over fields finds, such as «last touch over three years ago»."""

    name = models.CharField(gettext_lazy("name"), max_length=100)
    tree = models.JSONField(default=dict)
    """A rule of `core.rules`, taken from a saved view of the list of clients."""
    basis = models.CharField(gettext_lazy("ground"), max_length=300)
    warning_days = models.PositiveSmallIntegerField(gettext_lazy("warning, days"), default=14)
    is_on = models.BooleanField(gettext_lazy("in force"), default=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "consents"
        verbose_name = gettext_lazy("storage period")
        verbose_name_plural = gettext_lazy("storage periods")
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(basis=""), name="storage_period_says_why"),
            models.CheckConstraint(
                condition=Q(warning_days__gte=1, warning_days__lte=365), name="storage_warning_is_possible"
            ),
        ]

    def __str__(self) -> str:
        return self.name
