"""Tasks of the demo base: by COPY; the same seed gives the same tasks."""

import datetime as dt
import json
from collections.abc import Callable
from random import Random
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from core.registries.demo import DemoPart, DemoPlan, demo_parts
from interactions.tasks.choices import TaskKind

MOST = 20_000
EVERY = 12
"""One client in so many has tasks."""
ZONE = ZoneInfo("Europe/Moscow")
COLUMNS = (
    "text", "kind", "priority", "customer_id", "responsible_id", "author_id", "due_on", "due_at", "zone", "ends_at",
    "state", "needs_result", "result", "closed_at", "closed_by_id", "repeat", "repeat_from", "checklist", "remind_at",
    "created_at", "updated_at",
)  # fmt: skip
WORDS: tuple[tuple[TaskKind, str, str], ...] = (
    (TaskKind.CALL, "Перезвонить по доставке", "Доставку подтвердил, ждёт в субботу"),
    (TaskKind.CALL, "Уточнить цвет обеденной группы", "Выбрали дуб натуральный"),
    (TaskKind.CALL, "Напомнить о доплате 50 %", "Оплатит завтра"),
    (TaskKind.CALL, "Узнать, как прошла сборка", "Всё хорошо, просил второй комод"),
    (TaskKind.CALL, "Предложить подборку к новоселью", "Попросила прислать на почту"),
    (TaskKind.WRITE, "Отправить КП на оснащение номеров", "Отправлено, ответят в пятницу"),
    (TaskKind.WRITE, "Выслать счёт и договор", "Выслано"),
    (TaskKind.WRITE, "Прислать фото тканей", "Выбрала лён"),
    (TaskKind.MEET, "Показать образцы в салоне", "Пришла с мужем, думают"),
    (TaskKind.MEET, "Замер на объекте", "Замер снят, размеры в карточке"),
    (TaskKind.CONGRATULATE, "Поздравить с днём рождения", "Поздравили, рада"),
    (TaskKind.CHECK, "Проверить телефон и адрес", "Адрес поправлен"),
    (TaskKind.OTHER, "Собрать подборку сервизов", "Собрана"),
)

LATE = 0.15
"""Of those done, so many after their time."""


def register() -> None:
    """After the clients."""
    demo_parts.add(DemoPart(code="tasks", make=make, weight=40))


def make(plan: DemoPlan, progress: Callable[[int], None]) -> dict[str, int]:
    """One client in EVERY has a task or two: most done, some open, a few late."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, responsible_id FROM customers_customer"
            " WHERE responsible_id IS NOT NULL AND archived_at IS NULL AND id %% %s = %s ORDER BY id LIMIT %s",
            [EVERY, plan.seed % EVERY, MOST],
        )
        clients = cursor.fetchall()
    rng = Random(f"{plan.seed}:tasks")  # noqa: S311  # a demo base is no secret
    lines: list[tuple[object, ...]] = []
    for customer, person in clients:
        lines += [_line(rng, plan.end_date, customer, person, len(lines) + n) for n in range(rng.choice((1, 1, 2)))]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit TO off")
        with cursor.copy(f"COPY interactions_task ({', '.join(COLUMNS)}) FROM STDIN") as copy:
            for line in lines:
                copy.write_row(line)
    progress(len(lines))
    return {"tasks": len(lines)}


def _line(rng: Random, end: dt.date, customer: int, person: int, number: int) -> tuple[object, ...]:
    kind, text, result = rng.choice(WORDS)
    done = rng.random() < 0.6
    day = end - dt.timedelta(days=rng.randrange(1, 90)) if done else end + dt.timedelta(days=_ahead(rng))
    while day.weekday() > 4 and day != end:
        day += dt.timedelta(days=1)
    at = _moment(day, dt.time(rng.randrange(9, 18), rng.choice((0, 15, 30, 45)))) if rng.random() < 0.5 else None
    ends = at or _moment(day + dt.timedelta(days=1), dt.time())
    made = _moment(min(day, end) - dt.timedelta(days=rng.randrange(1, 10)), dt.time(10)) + dt.timedelta(
        microseconds=number
    )
    after = dt.timedelta(hours=rng.randrange(1, 60)) if rng.random() < LATE else dt.timedelta()
    closed = min(ends + after, _moment(end, dt.time())) - dt.timedelta(minutes=rng.randrange(5, 600)) if done else None
    repeat = "FREQ=MONTHLY" if not done and rng.random() < 0.08 else ""
    items = ["Взять каталог", "Проверить остатки", "Согласовать время"] if kind == TaskKind.MEET else []
    remind = None if done else at - dt.timedelta(minutes=15) if at else _moment(day, dt.time(9))
    return (
        text, kind.value, rng.choice((1, 2, 2, 2, 2, 3)), customer, person, person, day, at, ZONE.key, ends,
        "done" if done else "open", False, result if done else "", closed, person if done else None,
        repeat, day if repeat else None, _checklist(items, done),
        remind, made, closed or made,
    )  # fmt: skip


def _checklist(items: list[str], done: bool) -> str:  # private
    return json.dumps([{"text": item, "done": done} for item in items], ensure_ascii=False)


def _ahead(rng: Random) -> int:
    """A few late ones, many for today and this week."""
    return rng.choice((-9, -4, -2, -1, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 5, 6, 8, 10, 14, 21, 30))


def _moment(day: dt.date, clock: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, clock, tzinfo=ZONE).astimezone(dt.UTC)
