"""Acts that can be watched, explained and taken back. A single edit is one too."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OperationState(models.TextChoices):
    """Life of an operation. `UNDONE` is the state of the undone one; its undo is an operation of its own."""

    DRAFT = "draft", _("being prepared")
    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("in progress")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("stopped")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")


class OperationQuerySet(models.QuerySet["Operation"]):
    """Questions about operations, one a method."""

    def started_by(self, actor_id: int) -> "OperationQuerySet":
        """Those of one person."""
        return self.filter(actor_id=actor_id)

    def newest_first(self) -> "OperationQuerySet":
        """In the order of the operations page."""
        return self.order_by("-created_at", "-id")


class Operation(models.Model):
    """One act of one person over one or many objects. Its id is the pghistory context of all it changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    """A code of `core.registries.operations.operation_kinds`; `edit` and `undo` are kinds too."""
    state = models.CharField(max_length=10, choices=OperationState, default=OperationState.DRAFT)
    params = models.JSONField(default=dict, blank=True)
    """What the kind needs to apply it; never personal data beyond what the change itself carries."""
    actor_id = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)
    undoes = models.UUIDField(null=True, blank=True)
    """The operation this one takes back."""
    job = models.UUIDField(null=True, blank=True)
    """The run that applies it now, or did."""
    position = models.BigIntegerField(default=0)
    """Up to which item (`OperationItem.seq`) it is applied: where a restarted worker goes on."""
    total = models.PositiveIntegerField(default=0)
    applied = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    """Undo only: objects, or fields of them, that were changed since and so were left."""
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = OperationQuerySet.as_manager()

    class Meta:
        verbose_name = _("operation")
        verbose_name_plural = _("operations")
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="operation_newest"),
            models.Index(fields=["actor_id", "-created_at"], name="operation_of_actor"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=OperationState.values), name="operation_state_is_known"),
            # One undo of an operation at a time; a failed or stopped one may be tried again.
            models.UniqueConstraint(
                fields=["undoes"],
                condition=Q(undoes__isnull=False) & ~Q(state__in=["failed", "cancelled", "undone"]),
                name="operation_undone_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class ItemState(models.TextChoices):
    """What became of one object. `FROZEN` ones the operation's position has passed are done: most need no mark."""

    FROZEN = "frozen", _("chosen")
    UNCHANGED = "unchanged", _("had nothing to change")
    REFUSED = "refused", _("refused")
    KEPT = "kept", _("kept, changed since")


class ItemAct(models.TextChoices):
    """What an undo does with the object; empty in other operations, which know it from their kind."""

    CHANGE = "change", _("gets its values back")
    DESTROY = "destroy", _("is removed")
    BRING_BACK = "bring_back", _("comes back")


class OperationItem(models.Model):
    """One object of an operation, frozen when it was confirmed. Refused and kept ones say why."""

    pk = models.CompositePrimaryKey("operation_id", "seq")
    operation_id = models.UUIDField()
    seq = models.BigIntegerField()
    """Order of work within the operation, from 1."""
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    makes = models.BigIntegerField(null=True, blank=True)
    """Key of the row that applying makes of the object, where the kind takes it beforehand."""
    act = models.CharField(max_length=10, choices=ItemAct, blank=True, db_default="")
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.FROZEN, db_default="frozen")
    reason = models.CharField(max_length=60, blank=True, db_default="")
    """Code of the reason; the kind, or the undo engine, puts it into words."""
    details = models.JSONField(null=True, blank=True)
    """Refused and kept only: codes of fields, tables that stand in the way. Never values."""

    class Meta:
        verbose_name = _("object of an operation")
        verbose_name_plural = _("objects of operations")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ItemState.values), name="operation_item_state_is_known"),
            models.CheckConstraint(condition=Q(act__in=["", *ItemAct.values]), name="operation_item_act_is_known"),
        ]
        indexes = [
            models.Index(
                fields=["operation_id", "state", "seq"],
                condition=Q(state__in=["refused", "kept"]),
                name="operation_item_told",
            ),
            # Undo of an undo destroys what that brought back, if nothing else points at it.
            models.Index(
                fields=["operation_id", "object_type", "object_id"],
                condition=Q(act="bring_back"),
                name="operation_item_brought_back",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.object_type} {self.object_id}: {self.state}"
