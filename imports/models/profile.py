"""What the columns of a table of one shape are: remembered, so that the next file of that shape maps itself."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission

LONGEST_NAME = 100


class MappingProfileQuerySet(models.QuerySet["MappingProfile"]):
    """Questions about templates of columns, one a method."""

    def visible_to(self, user: User) -> Self:
        """One's own and the shared ones, for those who may bring files in."""
        if not (user.is_active or user.is_system) or not user.has(Permission.IMPORT_BASE):
            return self.none()
        return self.filter(Q(owner=user) | Q(shared=True))

    def of(self, entity: str) -> Self:
        """Those for one kind of table."""
        return self.filter(entity=entity)

    def own_first(self, user: User) -> Self:
        """One's own before the others', the newest first."""
        own = models.Case(models.When(owner=user, then=0), default=1, output_field=models.SmallIntegerField())
        return self.order_by(own, "-updated_at", "pk")


class MappingProfile(models.Model):
    """A named mapping, found again by the set of headings it was made for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    entity = models.CharField(max_length=20, default="customers")
    fingerprint = models.CharField(max_length=64, db_collation="C")
    mapping = models.JSONField(default=dict)
    options = models.JSONField(default=dict, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who"), on_delete=models.CASCADE, related_name="+"
    )
    shared = models.BooleanField(_("for everybody"), default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = MappingProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("template of columns")
        verbose_name_plural = _("templates of columns")
        indexes = [models.Index(fields=["fingerprint"], name="mapping_profile_by_shape")]
        constraints = [
            models.UniqueConstraint("owner", "entity", Lower("name"), name="mapping_profile_one_name"),
            models.CheckConstraint(condition=~Q(name=""), name="mapping_profile_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
