"""What a person is told: in the bell, and by letter if he wants."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.people import User


class MailState(models.TextChoices):
    """What becomes of the letter about it."""

    NONE = "", _("no letter")
    DUE = "due", _("to be sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Questions about notifications, one a method."""

    def in_bell_of(self, user: User) -> Self:
        """One's own; nobody sees another's."""
        return self.filter(user=user, in_bell=True)

    def unread(self) -> Self:
        """Not opened yet."""
        return self.filter(read_at=None)

    def newest_first(self) -> Self:
        """In the order of the bell."""
        return self.order_by("-id")


class Notification(models.Model):
    """One thing one person is told. The sentence is made when it is read, in his language."""

    id = models.BigAutoField(primary_key=True)
    user = models.ForeignKey(
        User, verbose_name=_("user"), on_delete=models.CASCADE, related_name="notifications", db_index=False
    )
    kind = models.CharField(max_length=60)
    """A code of `core.registries.notifications`."""
    title = models.CharField(max_length=300, blank=True)
    """What the kind cannot say by itself; never a client's personal data, since letters carry it."""
    params = models.JSONField(default=dict, blank=True)
    """What the kind's sentence is made of."""
    url = models.CharField(max_length=300, blank=True)
    """A path within the product."""
    actor_id = models.BigIntegerField(null=True, blank=True)
    actor_name = models.CharField(max_length=200, blank=True)
    object_type = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=40, blank=True)
    in_bell = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    mail = models.CharField(max_length=6, choices=MailState, default=MailState.NONE, blank=True)
    mail_tries = models.PositiveSmallIntegerField(default=0)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        indexes = [
            models.Index(fields=["user", "-id"], condition=Q(in_bell=True), name="notification_bell"),
            models.Index(fields=["user"], condition=Q(in_bell=True, read_at=None), name="notification_unread"),
            models.Index(fields=["id"], condition=Q(mail="due"), name="notification_mail_due"),
            models.Index(fields=["created_at"], name="notification_age"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(mail__in=MailState.values), name="notification_mail_known"),
            # A page of ours and nothing else: `//host` would lead away.
            models.CheckConstraint(
                condition=Q(url="") | (Q(url__startswith="/") & ~Q(url__startswith="//")), name="notification_url_ours"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
