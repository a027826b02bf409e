"""What is done to interactions. Each function is one act, one operation that can be undone, with `by` who does it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from core.errors import DomainError
from core.registries.outcomes import outcome_effects
from customers.models import ContactPoint, Customer
from files.contents import Upload
from files.services import store
from interactions.log import mentions
from interactions.log.choices import DIRECTED, INCOMING, OUTGOING, TIMED, Direction, InteractionKind
from interactions.log.models import EDIT_WINDOW, LONGEST_CALL, LONGEST_TEXT, Interaction, Outcome
from interactions.tasks import services as tasks
from interactions.tasks.choices import TaskKind
from interactions.tasks.models import Task
from journal.models import Operation
from journal.operations import single

INTERACTION = "interactions.interaction"
EARLIEST = dt.datetime(1970, 1, 2, tzinfo=dt.UTC)
CLOCK_DRIFT = dt.timedelta(minutes=5)
MOST_FILES = 10
CORRECTED = ("text", "direction", "at", "duration", "rating")
WITHOUT_WORDS = frozenset({InteractionKind.CALL, InteractionKind.MEETING, InteractionKind.VISIT, InteractionKind.FILE})
"""That it happened says enough."""


@dataclass(frozen=True)
class NextStep:
    """The task that an outcome asks for."""

    text: str
    due_on: dt.date | None = None
    due_at: dt.datetime | None = None


def record(
    *,
    by: User,
    customer_id: int,
    kind: str,
    text: str = "",
    direction: str = "",
    at: dt.datetime | None = None,
    duration: int | None = None,
    rating: int | None = None,
    outcome: Outcome | None = None,
    point: ContactPoint | None = None,
    next_step: NextStep | None = None,
    files: Iterable[Upload] = (),
    pin: bool = False,
    by_client: bool = False,
) -> Interaction:
    """Return what was written down. `at` is aware, now unless given; `duration` is in seconds.

    A client's own words (`by_client`) have no author among us, and mention nobody whatever stands in them after an @.
    Raises DomainError on a time that cannot be, on words too long or missing, on a next step that is missing, on a
    mention of one who may not see the client; Http404 on a client `by` may not see.
    """
    customer = Customer.objects.get(pk=customer_id) if by_client else _client(by, customer_id)
    values = _checked(kind, text, direction, at, duration, rating)
    if outcome is not None and f",{kind}," not in outcome.kinds:
        raise DomainError(_("This outcome is not for what you write down."), code="outcome")
    if outcome is not None and outcome.needs_next and next_step is None:
        raise DomainError(
            _("“%(outcome)s” asks for the next step: say what is to be done and when.") % {"outcome": outcome},
            code="next_text",
        )
    if point is not None and point.customer_id != customer.pk:
        raise Http404
    told = set() if by_client else mentions.found(values["text"], customer)
    attached = list(files)
    if len(attached) > MOST_FILES:
        raise DomainError(_("At most %(most)d files at once.") % {"most": MOST_FILES}, code="attached")
    if kind == InteractionKind.FILE and not attached and not values["text"]:
        raise DomainError(_("Attach the file that was sent, or write what it was."), code="attached")
    with single(by=by) as operation:
        made = Interaction.objects.create(
            customer=customer,
            **values,
            outcome=outcome,
            point=point,
            author=None if by_client else by,
            pinned_at=timezone.now() if pin else None,
            made_in=operation.pk,
        )
        for upload in attached:
            store(upload, by=by, belongs_to=(INTERACTION, made.pk))
        _effect(outcome, made, by)
        if next_step is not None:
            _plan(made, next_step, by)
        _about(operation, made)
        mentions.tell(told, made, by=by)
    return made


def change(interaction: Interaction, *, by: User, values: Mapping[str, Any]) -> Operation | None:
    """Correct one's own words: `text`, `at`, `duration`, `rating`, `direction`, `outcome`. None when nothing differs.

    Raises DomainError when it is somebody else's, or the time for it is over.
    """
    with single(by=by) as operation:
        standing = _locked(interaction)
        refuse_change(standing, by)
        asked = {name: getattr(standing, name) for name in CORRECTED} | dict(values)
        outcome = asked.pop("outcome", standing.outcome)
        is_other = outcome is not None and outcome != standing.outcome
        if is_other:
            _refuse_without_step(outcome, standing)
        columns = _checked(standing.kind, **asked) | {"outcome_id": outcome.pk if outcome else None}
        told = mentions.found(columns["text"], standing.customer, but=mentions.named(standing.text))
        new = {name: value for name, value in columns.items() if getattr(standing, name) != value}
        _write(standing, new)
        if is_other:
            _effect(outcome, standing, by)
        _about(operation, standing)
        mentions.tell(told, standing, by=by)
    return operation if new else None


def pin(interaction: Interaction, *, by: User, pinned: bool) -> Operation:
    """Keep it above the history, or let it go back to its day."""
    with single(by=by) as operation:
        standing = _locked(interaction)
        _write(standing, {"pinned_at": timezone.now() if pinned else None})
        _about(operation, standing)
    return operation


def take_off(interaction: Interaction, *, by: User) -> Operation:
    """Off the card; kept in the base. Raises DomainError for those who may not."""
    with single(by=by) as operation:
        standing = _locked(interaction)
        if standing.author_id != by.pk and not by.has(Permission.HANDOVER):
            raise DomainError(
                _("Only its author or the author’s supervisor can take an entry off the card."), code="author"
            )
        _write(standing, {"archived_at": timezone.now(), "pinned_at": None})
        _about(operation, standing)
    return operation


def move(interaction: Interaction, *, by: User, customer_id: int) -> Operation:
    """To the card it should have been written on. Raises DomainError when it stands there already."""
    to = _client(by, customer_id)
    with single(by=by) as operation:
        standing = _locked(interaction)
        if standing.customer_id == to.pk:
            raise DomainError(_("It stands on this card already."), code="customer")
        # The number it went by belongs to the other client.
        _write(standing, {"customer_id": to.pk, "point_id": None})
        _about(operation, standing)
    return operation


def refuse_change(interaction: Interaction, by: User) -> None:
    """Raises DomainError when `by` may not correct these words, or not any more."""
    if interaction.author_id != by.pk:
        raise DomainError(_("Only its author can correct an entry. Add a note instead."), code="author")
    if timezone.now() - interaction.created_at > EDIT_WINDOW:
        raise DomainError(
            _("An entry can be corrected for %(hours)d hours. Add a note instead.")
            % {"hours": EDIT_WINDOW.total_seconds() // 3600},
            code="window",
        )


def may_change(interaction: Interaction, user: User) -> bool:
    """Whether `change` would be let through."""
    try:
        refuse_change(interaction, user)
    except DomainError:
        return False
    return user.has(Permission.EDIT_CUSTOMERS)


def _checked(
    kind: str, text: str, direction: str, at: dt.datetime | None, duration: int | None, rating: int | None
) -> dict[str, Any]:
    if kind not in InteractionKind.values:
        raise DomainError(_("There is no such kind of entry."), code="kind")
    text = text.replace("\0", "").strip()
    if len(text) > LONGEST_TEXT:
        raise DomainError(_("An entry is at most %(most)d characters long.") % {"most": LONGEST_TEXT}, code="text")
    if not text and kind not in WITHOUT_WORDS:
        raise DomainError(_("Write what happened."), code="text")
    at = at or timezone.now()
    if at > timezone.now() + CLOCK_DRIFT:
        raise DomainError(_("This has not happened yet. Plan it as a task."), code="at")
    if at < EARLIEST:
        raise DomainError(_("Such an early date cannot be right."), code="at")
    if rating is not None and not 1 <= rating <= 5:
        raise DomainError(_("A rating is from 1 to 5."), code="rating")
    if duration is not None and not 0 <= duration <= LONGEST_CALL:
        raise DomainError(_("Nothing lasts longer than a day here."), code="duration")
    return {
        "kind": kind,
        "text": text,
        "direction": direction_of(kind, direction),
        "at": at,
        "duration": duration if kind in TIMED else None,
        "rating": rating if kind == InteractionKind.REVIEW else None,
    }


def direction_of(kind: str, direction: str) -> str:
    """The way it went: some kinds have one of their own, a meeting has none; what is not said went to the client."""
    if kind in DIRECTED:
        if direction not in Direction.values or (direction == Direction.MISSED and kind != InteractionKind.CALL):
            return Direction.OUT
        return direction
    return Direction.IN if kind in INCOMING else Direction.OUT if kind in OUTGOING else ""


def _effect(outcome: Outcome | None, made: Interaction, by: User) -> None:
    """In the same transaction. Without the package that brings the effect the outcome is only written down."""
    if outcome is not None and outcome.effect in outcome_effects:
        outcome_effects.get(outcome.effect).run(made.customer_id, str(made.point_id) if made.point_id else None, by.pk)


def _refuse_without_step(outcome: Outcome, standing: Interaction) -> None:
    """A correction has no box for the next step: there must be one already. Raises DomainError."""
    if outcome.needs_next and not Task.objects.open().filter(customer=standing.customer_id).exists():
        raise DomainError(
            _("“%(outcome)s” asks for the next step: add a task for this client first.") % {"outcome": outcome},
            code="outcome",
        )


def _plan(made: Interaction, step: NextStep, by: User) -> None:
    tasks.create(
        by=by,
        text=step.text,
        customer_id=made.customer_id,
        kind=TaskKind.CALL if made.kind == InteractionKind.CALL else TaskKind.OTHER,
        due_on=step.due_on,
        due_at=step.due_at,
    )


def _write(standing: Interaction, new: Mapping[str, Any]) -> None:
    if not new:
        return
    for name, value in new.items():
        setattr(standing, name, value)
    standing.save(update_fields=[*new, "updated_at"])


def _locked(interaction: Interaction) -> Interaction:
    rows = Interaction.objects.select_for_update(of=("self",), no_key=True).select_related("customer", "outcome")
    return rows.get(pk=interaction.pk)


def _client(by: User, customer_id: int) -> Customer:
    found = Customer.objects.visible_to(by).filter(pk=customer_id).order_by("pk").first()
    if found is None:
        raise Http404
    return found


def _about(operation: Operation, interaction: Interaction) -> None:
    """Let the list of operations name it; within a bulk operation it is one of many."""
    if operation.kind == "edit" and "object_id" not in operation.params:
        operation.params.update(object_type=INTERACTION, object_id=str(interaction.pk))
