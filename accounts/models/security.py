"""Where people are signed in, and which addresses may not sign in for a while."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.people import User


class BrowserSession(models.Model):
    """One browser of one person. The session itself is Django's; here stands what a person knows it by."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="browser_sessions", verbose_name=_("user"))
    session_key = models.CharField(max_length=40, unique=True)
    epoch = models.PositiveIntegerField()
    """The person's `session_epoch` at sign-in; a session of an older one has ended."""
    ip = models.GenericIPAddressField(null=True, blank=True)
    user_agent = models.CharField(max_length=300, blank=True)
    began_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        indexes = [models.Index(fields=["seen_at"], name="browsersession_age")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.seen_at:%Y-%m-%d}"


class SignInLock(models.Model):
    """Failures in a row of one address, whether there is such a person or not: an answer must not tell."""

    email_hash = models.CharField(max_length=64, primary_key=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="sign_in_locks"
    )
    failures = models.PositiveIntegerField(default=0)
    locks = models.PositiveSmallIntegerField(default=0)
    """How many times in a row it was locked; each time is longer."""
    locked_until = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("lock of sign-in")
        verbose_name_plural = _("locks of sign-in")
        indexes = [models.Index(fields=["failed_at"], name="signinlock_age")]

    def __str__(self) -> str:
        return self.email_hash
