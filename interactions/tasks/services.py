"""What is done to tasks. Each function is one act, one operation that can be undone, with `by` who does it."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core import workdays
from core.errors import DomainError
from customers.models import Customer
from interactions.tasks import due as due_of
from interactions.tasks import repeats, rights
from interactions.tasks.choices import Priority, TaskKind, TaskState
from interactions.tasks.due import Due
from interactions.tasks.models import LONGEST_RESULT, LONGEST_TEXT, Task
from interactions.tasks.notices import tell_given
from journal.models import Operation
from journal.operations import single

TASK = "interactions.task"
MOST_ITEMS = 50
LONGEST_ITEM = 200
CHANGEABLE = frozenset(
    {"text", "kind", "priority", "due", "responsible", "repeat", "checklist", "remind_at", "needs_result"}
)


def create(
    *,
    by: User,
    text: str,
    customer_id: int | None = None,
    kind: TaskKind | str = TaskKind.OTHER,
    due_at: dt.datetime | None = None,
    due_on: dt.date | None = None,
    responsible: User | None = None,
    priority: Priority | int = Priority.NORMAL,
    repeat: str = "",
    checklist: Iterable[str] = (),
    remind: bool = True,
    needs_result: bool = False,
) -> Task:
    """Return the new task; without a person it is one's own, without a day it is for today.

    Raises DomainError on a day far away, a person who cannot do it, an unreadable repeat; Http404 on a client `by`
    may not see.
    """
    doer = responsible or by
    customer = _client(by, customer_id)
    rights.refuse_doer(doer, customer)
    when = _when(doer, due_at, due_on)
    rule = repeats.clean(repeat)
    with single(by=by) as operation:
        task = Task.objects.create(
            text=_text(text),
            kind=TaskKind(kind),
            priority=Priority(priority),
            customer=customer,
            responsible=doer,
            author=by,
            **when.columns(),
            repeat=rule,
            repeat_from=when.day if rule else None,
            checklist=items_of(checklist),
            remind_at=_reminder(when) if remind else None,
            needs_result=needs_result,
            made_in=operation.pk,
        )
        _about(operation, task)
        tell_given(task, by=by)
    return task


def change(
    task: Task, *, by: User, values: Mapping[str, Any], check: Callable[[Task], None] | None = None
) -> Operation | None:
    """Set some of CHANGEABLE; `due` is a `Due`, `checklist` a list of words. Returns None when nothing differs.

    `check` looks at the locked row first, and raises when it is not what the person saw.
    """
    if unknown := set(values) - CHANGEABLE:
        raise ValueError(f"not a field of a task: {', '.join(sorted(unknown))}")
    with single(by=by) as operation:
        standing = _locked(task)
        if not standing.is_open:
            raise DomainError(_("This task is closed: open it again to change it."), code="closed")
        if check is not None:
            check(standing)
        columns = _columns(standing, values)
        new = {name: value for name, value in columns.items() if getattr(standing, name) != value}
        given = "responsible_id" in new
        _write(standing, new)
        _about(operation, standing)
        if given:
            tell_given(standing, by=by)
    return operation if new else None


def close(task: Task, *, by: User, result: str = "", state: TaskState = TaskState.DONE) -> Operation:
    """Done, or given up. A repeat goes on with its next day. Raises DomainError when it is closed already."""
    with single(by=by) as operation:
        standing = _locked(task)
        if not standing.is_open:
            raise DomainError(_("This task is closed already."), code="closed")
        result = result.replace("\0", "").strip()[:LONGEST_RESULT]
        if state == TaskState.DONE and standing.needs_result and not result:
            raise DomainError(_("Say what came of it: this task asks for its result."), code="result")
        _write(standing, {"state": state, "result": result, "closed_at": timezone.now(), "closed_by_id": by.pk})
        if state == TaskState.DONE:
            _go_on(standing, operation)
        _about(operation, standing)
    return operation


def cancel(task: Task, *, by: User, result: str = "") -> Operation:
    """Give the task up; a repeat ends."""
    return close(task, by=by, result=result, state=TaskState.CANCELLED)


def reopen(task: Task, *, by: User) -> Operation:
    """Open again; a repeat that went on meanwhile stays with its next day, one that was given up is here again."""
    with single(by=by) as operation:
        standing = _locked(task)
        if standing.is_open:
            raise DomainError(_("This task is open already."), code="open")
        if standing.responsible is not None:
            rights.refuse_doer(standing.responsible, standing.customer)
        repeat = standing.repeat if standing.state == TaskState.CANCELLED else ""
        _write(standing, {"state": TaskState.OPEN, "closed_at": None, "closed_by_id": None, "repeat": repeat})
        _about(operation, standing)
    return operation


def postpone(task: Task, *, by: User, to: dt.date) -> Operation | None:
    """To another day with the same hour; a day off gives way to the next work day."""
    due_of.refuse_far(to)
    when = due_of.due(workdays.calendar().next_work(to), _clock(task), task.zone)
    return change(task, by=by, values={"due": when})


def tick(task: Task, *, by: User, place: int, done: bool) -> Operation | None:
    """Tick one thing of the checklist off, or on again."""
    with single(by=by) as operation:
        standing = _locked(task)
        if not 0 <= place < len(standing.checklist):
            raise Http404
        if not standing.is_open:
            raise DomainError(_("This task is closed: open it again to change it."), code="closed")
        items = [dict(item) for item in standing.checklist]
        items[place]["done"] = done
        _write(standing, {"checklist": items})
        _about(operation, standing)
    return operation


def items_of(words: Iterable[str]) -> list[dict[str, object]]:
    """A checklist out of lines; empty ones are left out. Raises DomainError on too many."""
    found = [word for line in words if (word := line.replace("\0", "").strip()[:LONGEST_ITEM])]
    if len(found) > MOST_ITEMS:
        raise DomainError(_("A checklist holds at most %(most)d things.") % {"most": MOST_ITEMS}, code="checklist")
    return [{"text": word, "done": False} for word in found]


def _columns(task: Task, values: Mapping[str, Any]) -> dict[str, Any]:
    columns: dict[str, Any] = {name: values[name] for name in ("priority", "kind", "needs_result") if name in values}
    if "text" in values:
        columns["text"] = _text(values["text"])
    if "due" in values:
        when: Due = values["due"]
        columns |= when.columns()
        columns["remind_at"] = _reminder(when) if task.remind_at else None
    if "remind_at" in values:
        columns["remind_at"] = values["remind_at"]
    if "repeat" in values:
        columns["repeat"] = repeats.clean(values["repeat"])
        columns["repeat_from"] = columns.get("due_on", task.due_on) if columns["repeat"] else None
    if "checklist" in values:
        done = {item["text"] for item in task.checklist if item["done"]}
        columns["checklist"] = [{**item, "done": item["text"] in done} for item in items_of(values["checklist"])]
    if "responsible" in values and values["responsible"].pk != task.responsible_id:
        rights.refuse_doer(values["responsible"], task.customer)
        columns["responsible_id"] = values["responsible"].pk
    return columns


def _write(task: Task, new: Mapping[str, Any]) -> None:
    if not new:
        return
    for name, value in new.items():
        setattr(task, name, value)
    task.save(update_fields=[*new, "updated_at"])


def _go_on(task: Task, operation: Operation) -> None:
    """The next of a repeat: after today, so that a month away does not leave thirty overdue ones."""
    if not task.repeat or task.repeat_from is None:
        return
    today = timezone.localdate(timezone=task.zone_info)
    day = repeats.next_day(task.repeat, task.repeat_from, max(task.due_on, today))
    if day is None:
        return
    if task.kind != TaskKind.CONGRATULATE:
        day = workdays.calendar().next_work(day)
    when = due_of.due(day, _clock(task), task.zone)
    Task.objects.create(
        text=task.text,
        kind=task.kind,
        priority=task.priority,
        customer_id=task.customer_id,
        responsible_id=_goes_on_with(task),
        author_id=task.author_id,
        **when.columns(),
        repeat=task.repeat,
        repeat_from=task.repeat_from,
        checklist=[{**item, "done": False} for item in task.checklist],
        remind_at=_reminder(when) if task.remind_at else None,
        needs_result=task.needs_result,
        made_in=operation.pk,
    )


def _goes_on_with(task: Task) -> int | None:
    """Whoever has it; of one who works here no more, whoever has just done it."""
    stays = task.responsible is not None and task.responsible.is_active
    return task.responsible_id if stays else task.closed_by_id


def _locked(task: Task) -> Task:
    return (
        Task.objects.select_for_update(of=("self",), no_key=True)
        .select_related("customer", "responsible")
        .get(pk=task.pk)
    )


def _client(by: User, customer_id: int | None) -> Customer | None:
    if customer_id is None:
        return None
    found = Customer.objects.visible_to(by).filter(pk=customer_id).order_by("pk").first()
    if found is None:
        raise Http404
    return found


def _when(doer: User, at: dt.datetime | None, day: dt.date | None) -> Due:
    if at is not None:
        return due_of.of_moment(at, doer.time_zone)
    return due_of.due(day or timezone.localdate(), None, doer.time_zone)


def _clock(task: Task) -> dt.time | None:
    return task.due_at.astimezone(task.zone_info).time() if task.due_at else None


def _reminder(when: Due) -> dt.datetime | None:
    """The usual one; none for what is over already."""
    return due_of.usual_reminder(when) if when.ends_at > timezone.now() else None


def _text(text: str) -> str:
    text = " ".join(text.replace("\0", "").split())
    if not text:
        raise DomainError(_("Say what is to be done."), code="text")
    if len(text) > LONGEST_TEXT:
        raise DomainError(_("A task is at most %(most)d characters long.") % {"most": LONGEST_TEXT}, code="text")
    return text


def _about(operation: Operation, task: Task) -> None:
    """Let the list of operations name the task; within a bulk operation it is one of many."""
    if operation.kind == "edit" and "object_id" not in operation.params:
        operation.params.update(object_type=TASK, object_id=str(task.pk))
