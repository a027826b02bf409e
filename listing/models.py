"""What people keep of lists: views under a name, columns of their own, the view a role begins with; and exports."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from listing.exports.models import Export, ExportLimit

__all__ = ["DefaultView", "Export", "ExportLimit", "ListColumns", "SavedView"]

LONGEST_NAME = 60


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Questions about saved views, one a method."""

    def visible_to(self, user: User) -> "SavedViewQuerySet":
        """One's own and those shared with everybody."""
        return self.filter(Q(owner=user) | Q(is_shared=True))

    def of_page(self, page: str) -> "SavedViewQuerySet":
        """In the order of the tabs."""
        return self.filter(page=page).order_by("is_shared", "position", "name", "pk")


class SavedView(models.Model):
    """Filters, order and columns of a list under a name: a tab above it."""

    page = models.CharField(max_length=40)
    """Code of the list."""
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    tree = models.JSONField(default=dict, blank=True)
    """The rule tree as JSON; fields that have gone since are dropped with a notice when it is opened."""
    sort = models.CharField(max_length=60, blank=True)
    columns = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    """Codes of fields; empty: the reader's own choice."""
    archive = models.BooleanField(default=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    is_shared = models.BooleanField(_("seen by everybody"), default=False)
    position = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("view of a list")
        verbose_name_plural = _("views of lists")
        constraints = [
            models.UniqueConstraint(fields=["page", "owner", "name"], name="view_name_is_one"),
            models.CheckConstraint(condition=~Q(name=""), name="view_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class ListColumns(models.Model):
    """Which columns one person has chosen for one list."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    page = models.CharField(max_length=40)
    columns = ArrayField(models.CharField(max_length=60), default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "page"], name="columns_once_for_a_list")]

    def __str__(self) -> str:
        return f"{self.page}: {', '.join(self.columns)}"


class DefaultView(models.Model):
    """The tab with which people of a role begin."""

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="+")
    page = models.CharField(max_length=40)
    view = models.CharField(max_length=60)
    """Code of a built-in view, or the number of a shared one."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["role", "page"], name="view_of_a_role_is_one")]

    def __str__(self) -> str:
        return f"{self.role_id}: {self.page}/{self.view}"
