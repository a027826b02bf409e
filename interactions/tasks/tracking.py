"""Tasks have a history, and whoever may see one may read what happened to it."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from core.registries.operations import Seen, TrackedModel, tracked_models
from interactions.tasks.models import Task
from interactions.tasks.services import TASK


def register() -> None:
    """Let acts on tasks be taken back."""
    tracked_models.add(
        TrackedModel(
            code=TASK,
            model=Task,
            label=_("task"),
            field_labels={
                "text": _("what"),
                "kind": _("kind"),
                "priority": _("priority"),
                "responsible_id": _("responsible"),
                "due_on": _("day"),
                "due_at": _("hour"),
                "state": _("state"),
                "result": _("result"),
                "repeat": _("repeat"),
                "checklist": _("checklist"),
                "customer_id": _("client"),
            },
            changed_labels={
                "text": pgettext_lazy("accusative", "what is to be done"),
                "kind": pgettext_lazy("accusative", "kind"),
                "priority": pgettext_lazy("accusative", "priority"),
                "responsible_id": pgettext_lazy("accusative", "responsible"),
                "due_on": pgettext_lazy("accusative", "day"),
                "due_at": pgettext_lazy("accusative", "hour"),
                "state": pgettext_lazy("accusative", "state"),
                "result": pgettext_lazy("accusative", "result"),
                "repeat": pgettext_lazy("accusative", "repeat"),
                "checklist": pgettext_lazy("accusative", "checklist"),
                "customer_id": pgettext_lazy("accusative", "client"),
            },
            together=(
                ("due_on", "due_at", "zone", "ends_at", "remind_at"),
                ("state", "result", "closed_at", "closed_by"),
            ),
            part_of="customer_id",
            whole="customers.customer",
            seen_by=_seen_by,
            weight=60,
        )
    )


def _seen_by(ids: list[str], user_id: int) -> dict[str, Seen]:
    """Tasks the reader may open."""
    reader = User.objects.select_related("role").get(pk=user_id)
    rows = Task.objects.visible_to(reader).filter(pk__in=ids).order_by("pk")
    return {str(row.pk): Seen(row.text, row.get_absolute_url()) for row in rows}
