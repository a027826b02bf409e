"""History: before-images of changed and deleted rows, written by statement-level triggers.

INSERT is not tracked: a table that operations fill carries `made_in`, the operation's id. The context id of an
event *is* the operation's id (`journal.context`), so nothing of an operation is copied into the event tables.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import pghistory
import pgtrigger
from django.db import models
from pghistory.models import Event

M = TypeVar("M", bound=type[models.Model])

KEPT_DAYS = 30
"""How long before-images live for certain; whole months go, so up to a month longer."""


class HistoryEvent(Event):
    """What a row was before a change. `pgh_id` orders the changes of one row: it is drawn under the row's lock."""

    pgh_id = models.BigAutoField(primary_key=True)
    pgh_label = models.CharField(max_length=6)
    """`update` or `delete`."""
    pgh_context_id = models.UUIDField(null=True)
    """The operation; NULL: something that bypassed the services."""

    class Meta:
        abstract = True


def made_in_field() -> "models.UUIDField[Any, Any]":
    """The operation that made the row; NULL: rows older than operations, or a demo base."""
    return models.UUIDField(null=True, blank=True, editable=False)


def made_in_index(name: str) -> models.Index:
    """For undo, which looks for what an operation made; costs nothing to rows that none made."""
    return models.Index(fields=["made_in"], condition=models.Q(made_in__isnull=False), name=name)


def tracked(prefix: str, *indexes: models.Index, silent: Sequence[str] = ()) -> Callable[[M], M]:
    """Keep the history of a model. `prefix` begins the names of the indexes; a change of nothing but `silent` columns,
    where a job notes how far it is, is no change.

    There is no context column but the id: pghistory would write a row of its own for each context, and a copy of the
    metadata into each event, where our operation stands already.
    """
    # A save that changes nothing but `updated_at` is no change.
    changed = pgtrigger.AnyChange(exclude=list(silent), exclude_auto=True)
    update = pghistory.UpdateEvent(row=pghistory.Old, level=pghistory.Statement, condition=changed)
    delete = pghistory.DeleteEvent(row=pghistory.Old, level=pghistory.Statement)

    def decorate(model: M) -> M:
        track = pghistory.track(
            update,
            delete,
            context_field=None,  # type: ignore[arg-type]  # documented, not declared
            obj_field=pghistory.ObjForeignKey(related_name="+", related_query_name="+", db_index=False),
            base_model=HistoryEvent,
            model_name=f"{model.__name__}Event",
            meta={
                "indexes": [
                    models.Index(fields=["pgh_context_id", "pgh_obj"], name=f"{prefix}_event_context"),
                    models.Index(fields=["pgh_obj", "pgh_id"], name=f"{prefix}_event_object"),
                    *indexes,
                ]
            },
        )
        track(model)
        return model

    return decorate


def event_model(model: type[models.Model]) -> type[HistoryEvent]:
    """The event table of a tracked model."""
    found: type[HistoryEvent] = model.pgh_event_model  # type: ignore[attr-defined]  # set by pghistory
    return found


def event_models() -> list[type[HistoryEvent]]:
    """Every event table, by name."""
    from django.apps import apps

    found = [model for model in apps.get_models() if issubclass(model, HistoryEvent)]
    return sorted(found, key=lambda model: model._meta.db_table)
