"""Requests of people about their data, and clients whose processing is stopped."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from consents.requests.choices import BlockScope, Identity, Outcome, Regime, RequestKind, Via
from consents.requests.terms import ALARMS
from customers.models import Customer

LONGEST_TEXT = 10_000


class SubjectRequestQuerySet(models.QuerySet["SubjectRequest"]):
    """Questions about requests, one a method."""

    def visible_to(self, user: User) -> Self:
        """All of them, for those who answer for personal data; nobody else knows of any."""
        return self if user.is_active and user.has(Permission.PRIVACY) else self.none()

    def open(self) -> Self:
        """Not answered yet."""
        return self.filter(outcome=Outcome.OPEN)

    def by_due(self) -> Self:
        """What must be answered first stands first."""
        return self.order_by("due_on", "pk")


class SubjectRequest(models.Model):
    """One request. Its key is its number. Kept three years after the answer: proof that it was answered in time."""

    kind = models.CharField(gettext_lazy("what is asked"), max_length=16, choices=RequestKind)
    regime = models.CharField(gettext_lazy("law"), max_length=2, choices=Regime, default=Regime.RU)
    received_at = models.DateTimeField(gettext_lazy("received"), default=timezone.now)
    via = models.CharField(gettext_lazy("came by"), max_length=10, choices=Via, default=Via.EMAIL)
    customer = models.ForeignKey(
        Customer, verbose_name=gettext_lazy("client"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="subject_requests",
    )  # fmt: skip
    applicant = models.CharField(gettext_lazy("applicant"), max_length=300)
    contact = models.CharField(gettext_lazy("where to answer"), max_length=300, blank=True)
    representative = models.CharField(gettext_lazy("representative and his document"), max_length=500, blank=True)
    text = models.TextField(gettext_lazy("what he writes"), max_length=LONGEST_TEXT, blank=True)
    identity = models.CharField(
        gettext_lazy("identity"), max_length=10, choices=Identity, blank=True, default=Identity.NOT_CHECKED
    )
    identity_note = models.CharField(gettext_lazy("how it was checked"), max_length=300, blank=True)
    due_on = models.DateField(gettext_lazy("answer by"))
    """By the law, an extension included."""
    ends_at = models.DateTimeField(editable=False)
    """When that day is over in the company's zone."""
    extended_at = models.DateTimeField(null=True, blank=True, editable=False)
    extension_reason = models.CharField(gettext_lazy("why more time"), max_length=500, blank=True)
    alarm = models.PositiveSmallIntegerField(default=0, editable=False)
    """Which share of the time has been told as gone, in percent."""
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=gettext_lazy("who answers"), on_delete=models.SET_NULL, null=True,
        blank=True, related_name="+",
    )  # fmt: skip
    outcome = models.CharField(
        gettext_lazy("outcome"), max_length=10, choices=Outcome, blank=True, default=Outcome.OPEN
    )
    refusal_basis = models.CharField(gettext_lazy("ground of the refusal"), max_length=500, blank=True)
    answer = models.TextField(gettext_lazy("answer"), max_length=LONGEST_TEXT, blank=True)
    answered_at = models.DateTimeField(gettext_lazy("answered"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = SubjectRequestQuerySet.as_manager()

    class Meta:
        app_label = "consents"
        verbose_name = gettext_lazy("request about personal data")
        verbose_name_plural = gettext_lazy("requests about personal data")
        indexes = [
            models.Index(fields=["due_on", "id"], name="request_by_due"),
            models.Index(fields=["received_at", "id"], name="request_by_received"),
            models.Index(fields=["ends_at"], condition=Q(outcome=""), name="request_open"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RequestKind.values), name="request_kind_is_known"),
            models.CheckConstraint(condition=Q(regime__in=Regime.values), name="request_regime_is_known"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="request_outcome_is_known"),
            models.CheckConstraint(condition=Q(alarm__in=[0, *ALARMS]), name="request_alarm_is_known"),
            models.CheckConstraint(condition=~Q(applicant=""), name="request_has_an_applicant"),
            models.CheckConstraint(
                condition=Q(outcome="", answered_at=None) | ~Q(outcome="") & Q(answered_at__isnull=False),
                name="request_answered_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.REFUSED) | ~Q(refusal_basis=""), name="request_refused_says_why"
            ),
            models.CheckConstraint(
                condition=Q(extended_at=None) | ~Q(extension_reason=""), name="request_extension_says_why"
            ),
            models.CheckConstraint(condition=Q(ends_at__gte=F("received_at")), name="request_ends_after_it_came"),
        ]

    def __str__(self) -> str:
        return _("Request %(number)s") % {"number": self.pk}

    def get_absolute_url(self) -> str:
        """The card of the request."""
        return reverse("requests:one", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.outcome == Outcome.OPEN

    def is_late(self, now: dt.datetime | None = None) -> bool:
        """Whether the law's time is over without an answer, or was when it was given."""
        return (self.answered_at or now or timezone.now()) >= self.ends_at


class ProcessingBlockQuerySet(models.QuerySet["ProcessingBlock"]):
    """Questions about stopped processing, one a method."""

    def visible_to(self, user: User) -> Self:
        """Of clients the reader sees: whoever works with one must know that he may not."""
        return self.filter(customer__in=Customer.objects.visible_to(user))

    def standing(self) -> Self:
        """Those that hold now."""
        return self.filter(lifted_at__isnull=True)


class ProcessingBlock(models.Model):
    """A client whose data may not be used, wholly or for advertising. The gate reads the standing ones."""

    customer = models.ForeignKey(
        Customer, verbose_name=gettext_lazy("client"), on_delete=models.CASCADE, related_name="processing_blocks",
        db_index=False,
    )  # fmt: skip
    scope = models.CharField(gettext_lazy("what is stopped"), max_length=3, choices=BlockScope, default=BlockScope.ALL)
    request = models.ForeignKey(SubjectRequest, on_delete=models.SET_NULL, null=True, blank=True, related_name="blocks")
    reason = models.CharField(gettext_lazy("reason"), max_length=300)
    since = models.DateTimeField(gettext_lazy("since"), default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True, editable=False)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    lift_reason = models.CharField(gettext_lazy("why it was lifted"), max_length=300, blank=True)

    objects = ProcessingBlockQuerySet.as_manager()

    class Meta:
        app_label = "consents"
        verbose_name = gettext_lazy("stop of processing")
        verbose_name_plural = gettext_lazy("stops of processing")
        indexes = [
            models.Index(fields=["customer"], name="processing_block_of_customer"),
            models.Index(fields=["customer", "scope"], condition=Q(lifted_at=None), name="processing_block_standing"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(scope__in=BlockScope.values), name="processing_block_scope_is_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="processing_block_says_why"),
            models.UniqueConstraint(
                fields=["customer", "scope"], condition=Q(lifted_at=None), name="processing_block_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.scope}"


class AnswerTemplate(models.Model):
    """A text to begin an answer with; the company's own words, which an update never writes over."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(gettext_lazy("name"), max_length=100)
    kind = models.CharField(gettext_lazy("what is asked"), max_length=16, choices=RequestKind, blank=True)
    """Empty: fits any."""
    body = models.TextField(gettext_lazy("text"), max_length=LONGEST_TEXT)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "consents"
        verbose_name = gettext_lazy("template of an answer")
        verbose_name_plural = gettext_lazy("templates of answers")

    def __str__(self) -> str:
        return self.name
