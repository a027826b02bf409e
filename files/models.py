"""One row for each file that was given; the content stands in the store under its hash, once."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    """Questions about files, one a method."""

    def of(self, object_type: str, *object_ids: str | int) -> "StoredFileQuerySet":
        """What belongs to these objects."""
        return self.filter(belongs_to_type=object_type, belongs_to_id__in=[str(number) for number in object_ids])

    def with_content(self, sha256: str) -> "StoredFileQuerySet":
        """Rows that share one content."""
        return self.filter(sha256=sha256)


class StoredFile(models.Model):
    """A file somebody gave, and what it belongs to (type and id, no foreign key: any room may own files)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sha256 = models.CharField(max_length=64)
    """Of the content, in hexadecimal: the key in the store."""
    size = models.BigIntegerField()
    """Bytes."""
    content_type = models.CharField(max_length=100)
    """By the content, never by what the browser or the name said."""
    name = models.CharField(_("file"), max_length=255)
    """As the person's computer called it, without folders."""
    belongs_to_type = models.CharField(max_length=60)
    belongs_to_id = models.CharField(max_length=40)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        indexes = [
            models.Index(fields=["belongs_to_type", "belongs_to_id", "-created_at"], name="file_of_object"),
            models.Index(fields=["sha256"], name="file_by_content"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="file_is_not_empty"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="file_sha256_is_one"),
        ]

    def __str__(self) -> str:
        return self.name
