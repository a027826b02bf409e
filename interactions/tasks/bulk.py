"""Acts on many tasks at once: one operation, one undo."""

import datetime as dt
from contextlib import AbstractContextManager

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import scope
from accounts.models import User
from core import sql, workdays
from core.errors import DomainError
from interactions.tasks import due as due_of
from interactions.tasks import rights, services
from interactions.tasks.choices import TaskState
from interactions.tasks.models import Task, TaskQuerySet
from interactions.tasks.notices import tell_moved
from journal.models import Operation
from journal.operations import single

AT_ONCE = 1_000


def close(tasks: TaskQuerySet, *, by: User) -> tuple[Operation, int]:
    """Done; those that ask for a result are left open. Returns how many were closed."""
    with _one(by, "close") as operation:
        ids = _locked(tasks.filter(needs_result=False))
        plain = Task.objects.filter(pk__in=ids, repeat="")
        closed = plain.update(
            state=TaskState.DONE, closed_at=timezone.now(), closed_by=by, updated_at=timezone.now()
        )  # fmt: skip
        for task in Task.objects.filter(pk__in=ids, state=TaskState.OPEN).order_by("pk"):
            services.close(task, by=by)
            closed += 1
    return _counted(operation, closed)


def move(tasks: TaskQuerySet, *, by: User, to: User) -> tuple[Operation, int]:
    """To another person; tasks of clients he may not see stay. Raises DomainError when he is dismissed."""
    rights.refuse_doer(to, None)
    found = scope.reach(to)
    with _one(by, "move") as operation:
        if not found.everything:
            own = scope.among(found.people or (to.pk,), "customer__responsible")
            tasks = tasks.filter(own) | tasks.filter(customer__isnull=True)
        ids = _locked(tasks)
        moved = Task.objects.filter(pk__in=ids).exclude(responsible=to).update(
            responsible=to, updated_at=timezone.now()
        )  # fmt: skip
        tell_moved(to, moved, by=by)
    return _counted(operation, moved)


def postpone(tasks: TaskQuerySet, *, by: User, to: dt.date) -> tuple[Operation, int]:
    """To a day, each with its hour in its zone; a day off gives way to the next work day."""
    due_of.refuse_far(to)
    day = workdays.calendar().next_work(to)
    with _one(by, "postpone") as operation:
        ids = _locked(tasks)
        with connection.cursor() as cursor:
            cursor.execute(sql.statement("interactions", "postpone_tasks"), {"ids": ids, "day": day})
    return _counted(operation, len(ids))


def _one(by: User, what: str) -> AbstractContextManager[Operation]:
    return single(by=by, params={"what": f"tasks.{what}", "object_type": services.TASK})


def _locked(tasks: TaskQuerySet) -> list[int]:
    """Ids of the open ones among them. Raises DomainError on too many for one act."""
    ids = sorted(tasks.open().order_by().values_list("pk", flat=True)[: AT_ONCE + 1])
    if len(ids) > AT_ONCE:
        raise DomainError(
            _("At most %(most)d tasks are changed at once: narrow the list by filters.") % {"most": AT_ONCE},
            code="too_many",
        )
    locked = Task.objects.open().filter(pk__in=ids).order_by("pk").select_for_update(no_key=True)
    return list(locked.values_list("pk", flat=True))


def _counted(operation: Operation, count: int) -> tuple[Operation, int]:
    operation.total = operation.applied = count
    operation.save(update_fields=["total", "applied"])
    return operation, count
