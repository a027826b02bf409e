"""Exports: what left the house, by whose hand and what for. Rows stay when their files are gone."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from accounts.permissions import Permission
from listing.exports.choices import LIVE, ExportFormat, ExportState

LONGEST_PURPOSE = 300


class ExportQuerySet(models.QuerySet["Export"]):
    """Questions about exports, one a method."""

    def visible_to(self, user: User) -> Self:
        """One's own; an administrator sees whose and what for, though not the files."""
        if not user.is_active:
            return self.none()
        return self if user.has(Permission.ADMINISTER) else self.made_by(user)

    def made_by(self, user: User) -> Self:
        """Those of one person."""
        return self.filter(maker=user)

    def newest_first(self) -> Self:
        """In the order of the page."""
        return self.order_by("-id")

    def counted(self) -> Self:
        """Those that took rows out."""
        return self.filter(state__in=[ExportState.READY, ExportState.EXPIRED])


class Export(models.Model):
    """One export; its number is what people and files call it by."""

    id = models.BigAutoField(primary_key=True)
    page = models.CharField(max_length=60)
    """Code of the list (`listing.pages.list_pages`)."""
    maker = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("maker"), on_delete=models.PROTECT, related_name="+", db_index=False
    )
    state = models.CharField(_("state"), max_length=9, choices=ExportState, default=ExportState.DRAFT)
    format = models.CharField(_("format"), max_length=5, choices=ExportFormat)
    choice = models.JSONField(default=dict)
    """`{"ids": […]}` or `{"rule": <tree>}`, with `"archive": bool`."""
    words = models.TextField()
    """The choice in words, as its maker was shown it."""
    order = models.CharField(max_length=60, blank=True)
    """Code of an order of the list."""
    columns = models.JSONField(default=list)
    """Codes of fields, in the order of the file."""
    masked = models.JSONField(default=list)
    """Those of them whose values its maker may not read."""
    purpose = models.CharField(_("purpose"), max_length=LONGEST_PURPOSE)
    chosen = models.PositiveIntegerField(default=0)
    """Rows that were asked for."""
    rows = models.PositiveIntegerField(_("rows"), default=0)
    """Rows that stand in the file."""
    operation = models.UUIDField(null=True, blank=True)
    job = models.UUIDField(null=True, blank=True)
    file = models.UUIDField(null=True, blank=True)
    """Id of a stored file; that package stands beside this one, so there is no foreign key."""
    file_name = models.CharField(max_length=255, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.BigIntegerField(default=0)
    unusual = models.JSONField(default=list)
    """Codes of what was unusual about it (`listing.exports.unusual`)."""
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    downloads = models.PositiveIntegerField(default=0)

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        indexes = [
            models.Index(fields=["maker", "-id"], name="export_of_maker"),
            models.Index(fields=["expires_at"], condition=Q(state="ready"), name="export_to_expire"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ExportState.values), name="export_state_is_known"),
            models.CheckConstraint(condition=Q(format__in=ExportFormat.values), name="export_format_is_known"),
            models.CheckConstraint(condition=~Q(purpose=""), name="export_has_a_purpose"),
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(file__isnull=False, expires_at__isnull=False),
                name="export_ready_has_its_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page} {self.pk}"

    @property
    def is_live(self) -> bool:
        """Whether it is being made."""
        return self.state in LIVE


class ExportLimit(models.Model):
    """How many rows a role may take out at once. A role without a row here has the default."""

    role = models.OneToOneField(
        Role, verbose_name=_("role"), on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    rows = models.PositiveIntegerField(_("rows at most"), null=True, blank=True)
    """NULL: no limit."""

    class Meta:
        verbose_name = _("limit of exports")
        verbose_name_plural = _("limits of exports")

    def __str__(self) -> str:
        return f"{self.role_id}: {self.rows}"
