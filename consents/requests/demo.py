"""Requests of the demo base: some answered, some in work, one late, one stop of advertising."""

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

from accounts.models import User
from accounts.permissions import Permission
from consents.models import ProcessingBlock, SubjectRequest
from consents.requests.choices import BlockScope, Identity, Outcome, RequestKind, Via
from consents.requests.terms import ends_at, gone, term
from core.registries.demo import DemoPart, DemoPlan, demo_parts
from core.workdays import WorkCalendar
from customers.choices import CustomerKind
from customers.models import Customer

ZONE = ZoneInfo("Europe/Moscow")
REQUESTS: tuple[tuple[RequestKind, int, Via, Identity, Outcome, str], ...] = (
    (RequestKind.ACCESS, 6, Via.EMAIL, Identity.CONTACT, Outcome.OPEN, "Какие данные обо мне у вас есть?"),
    (RequestKind.ACCESS, 40, Via.LETTER, Identity.PASSPORT, Outcome.DONE, "Пришлите копию моих данных."),
    (RequestKind.CORRECT, 13, Via.PHONE, Identity.CODE, Outcome.OPEN, "Сменила фамилию, исправьте договор."),
    (RequestKind.STOP_ADS, 3, Via.MESSENGER, Identity.NOT_NEEDED, Outcome.DONE, "Больше не присылайте мне акции."),
    (RequestKind.WITHDRAW, 11, Via.OFFICE, Identity.SIGNATURE, Outcome.OPEN, "Отзываю согласие на обработку данных."),
    (RequestKind.ERASE, 1, Via.EMAIL, Identity.NOT_CHECKED, Outcome.OPEN, "Удалите всё, что обо мне храните."),
    (RequestKind.STOP_PROCESSING, 70, Via.LETTER, Identity.PASSPORT, Outcome.REFUSED, "Не обрабатывайте мои данные."),
)  # fmt: skip
"""(type, days ago, how it came, identity, outcome, words)."""
GROUND = "152-ФЗ, п. 5 ч. 1 ст. 6: исполняется договор"


def register() -> None:
    """After the clients."""
    demo_parts.add(DemoPart(code="requests", make=make, weight=60))


def make(plan: DemoPlan, progress: Callable[[int], None]) -> dict[str, int]:
    """A handful: each of a client of his own."""
    people = Customer.objects.filter(kind=CustomerKind.PERSON, archived_at__isnull=True).exclude(last_name="")
    clients = list(people.order_by("pk")[plan.seed % 5 : plan.seed % 5 + len(REQUESTS)])
    officers = User.objects.filter(
        is_active=True, is_system=False, role__permissions__contains=[Permission.PRIVACY.value]
    )
    assignee = officers.order_by("pk").first()
    rows = [_row(plan, client, assignee, *told) for client, told in zip(clients, REQUESTS, strict=False)]
    SubjectRequest.objects.bulk_create(rows)
    ProcessingBlock.objects.bulk_create([
        ProcessingBlock(customer=row.customer, scope=BlockScope.ADS, request=row, reason=str(row.text)[:300],
                        since=row.received_at)
        for row in rows if row.kind == RequestKind.STOP_ADS
    ])  # fmt: skip
    progress(len(rows))
    return {"requests": len(rows)}


def _row(
    plan: DemoPlan,
    client: Customer,
    assignee: User | None,
    kind: RequestKind,
    ago: int,
    via: Via,
    identity: Identity,
    outcome: Outcome,
    text: str,
) -> SubjectRequest:
    day = plan.end_date - dt.timedelta(days=ago)
    received = dt.datetime.combine(day, dt.time(10, 15), tzinfo=ZONE)
    due = term(kind, "ru").end(day, WorkCalendar())
    end, now = ends_at(due, ZONE), dt.datetime.combine(plan.end_date, dt.time(9), tzinfo=ZONE)
    is_open = outcome == Outcome.OPEN
    return SubjectRequest(
        kind=kind, regime="ru", received_at=received, via=via, customer=client, applicant=client.name, text=text,
        identity=identity, due_on=due, ends_at=end, assignee=assignee, outcome=outcome, created_at=received,
        alarm=gone(received, end, now) if is_open else 0,
        answered_at=None if is_open else min(end, received + dt.timedelta(days=2)) - dt.timedelta(minutes=1),
        refusal_basis=GROUND if outcome == Outcome.REFUSED else "",
    )  # fmt: skip
