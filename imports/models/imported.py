"""One file that is brought in, with everything a person decided about it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from files.models import StoredFile


class ImportState(models.TextChoices):
    """Where it stands; the steps of the wizard follow it."""

    UPLOADED = "uploaded", _("the file is here")
    MAPPED = "mapped", _("columns are named")
    CHECKING = "checking", _("rows are being checked")
    CHECKED = "checked", _("rows are checked")
    APPLYING = "applying", _("being brought in")
    DONE = "done", _("brought in")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("stopped and taken back")


class ImportQuerySet(models.QuerySet["Import"]):
    """Questions about imports, one a method."""

    def visible_to(self, user: User) -> "ImportQuerySet":
        """One's own, for those who may bring files in; an administrator's everybody's."""
        if not user.is_active or not user.has(Permission.IMPORT_BASE):
            return self.none()
        lasting = self.filter(fleeting=False)
        return lasting if user.has(Permission.ADMINISTER) else lasting.filter(owner=user)

    def newest_first(self) -> "ImportQuerySet":
        """In the order of their page."""
        return self.order_by("-created_at", "-id")


class Import(models.Model):
    """A file and the decisions about it. Its rows are `StagedRow`s; what applying made is found by `operation`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entity = models.CharField(max_length=20, default="customers")
    file = models.ForeignKey(
        StoredFile, verbose_name=_("file"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("name of the file"), max_length=255)
    sha256 = models.CharField(max_length=64, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who"), on_delete=models.PROTECT, related_name="imports"
    )
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.UPLOADED)
    options = models.JSONField(default=dict, blank=True)
    detected = models.JSONField(default=dict, blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    match = models.JSONField(default=list, blank=True)
    """Keys in the order they are asked."""
    mode = models.CharField(max_length=6, default="upsert")
    on_conflict = models.CharField(max_length=9, default="fill")
    conflicts = models.JSONField(default=dict, blank=True)
    """Target to what is done with it, where it differs."""
    source = models.CharField(max_length=100, default="main")
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    tag = models.CharField(max_length=50, blank=True)
    job = models.UUIDField(null=True, blank=True)
    operation = models.UUIDField(null=True, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    error = models.TextField(blank=True)
    fleeting = models.BooleanField(default=False, db_default=False)
    """Only looked at by a command: no page shows it, and it goes with the command."""
    checked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="import_newest"),
            models.Index(fields=["owner", "-created_at", "-id"], name="import_of_owner"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ImportState.values), name="import_state_is_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def headings(self) -> list[str]:
        """Headings of the file as they were found."""
        return list(self.detected.get("headings", []))

    @property
    def has_work(self) -> bool:
        """Whether applying the checked rows would do anything: write some, or keep refusals of others."""
        return any(self.counts.get(code) for code in ("new", "updated", "refused_apart"))

    @property
    def is_open(self) -> bool:
        """Whether it may still be changed."""
        return self.state in {ImportState.UPLOADED, ImportState.MAPPED, ImportState.CHECKED}
