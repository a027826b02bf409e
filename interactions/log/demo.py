"""Interactions of the demo base: by COPY; the same seed gives the same history."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from random import Random

from django.db import connection, transaction

from core.registries.demo import DemoPart, DemoPlan, demo_parts
from interactions.log.choices import Direction, InteractionKind
from interactions.log.models import Outcome

EVERY = 2
"""One client in so many has a history."""
MOST = 30_000
ROWS_IN_BATCH = 10_000
DAYS = 720
K, D = InteractionKind, Direction
COLUMNS = (
    "customer_id", "kind", "direction", "at", "duration", "rating", "text", "outcome_id", "author_id", "pinned_at",
    "created_at", "updated_at",
)  # fmt: skip
# Kind, direction, outcome, words; those who come more than once are more frequent.
SAID: tuple[tuple[InteractionKind, str, str, str], ...] = (
    (K.CALL, D.OUT, "reached", "Приедет за сервизом сама. Спросила про комод «Верба» в дубе, выслали фото."),
    (K.CALL, D.OUT, "reached", "Доставку перенесли на субботу, подъём до 12:00."),
    (K.CALL, D.OUT, "silent", ""),
    (K.CALL, D.OUT, "silent", "Автоответчик."),
    (K.CALL, D.OUT, "call_back", "На совещании, просил набрать после обеда."),
    (K.CALL, D.OUT, "thinks", "Сравнивает с дубом, решит после зарплаты."),
    (K.CALL, D.IN, "reached", "Уточняла, есть ли гжель в наличии. Отложили до пятницы."),
    (K.CALL, D.IN, "agreed", "Согласовали замер и предоплату."),
    (K.CALL, D.MISSED, "", ""),
    (K.LETTER, D.OUT, "", "Отправили подборку обеденных групп с ценами."),
    (K.LETTER, D.IN, "", "Просит счёт на юридическое лицо."),
    (K.MESSENGER, D.IN, "", "Прислал фото комнаты, просит помочь с цветом."),
    (K.MESSENGER, D.OUT, "", "Фото тканей, лён натуральный и графит."),
    (K.SMS, D.OUT, "", "Заказ готов, ждём вас в салоне на Баумана."),
    (K.MEETING, "", "agreed", "Подбор текстиля для спальни. Бюджет до 60 тысяч, решение после сдачи дома."),
    (K.MEETING, "", "thinks", "Показали образцы, пришла с мужем, думают."),
    (K.VISIT, D.IN, "", "Смотрел комоды, взял каталог."),
    (K.NOTE, "", "", "Собирает гжель. Звонить только после обеда."),
    (K.NOTE, "", "", "Не любит, когда звонят с незнакомых номеров: сначала писать."),
    (K.COMPLAINT, D.IN, "", "Скол на блюде из сервиза, просит замену."),
    (K.REVIEW, D.IN, "", "Сервиз пришёл без единого скола, упаковали прекрасно. Спасибо за терпение с подбором!"),
    (K.FILE, D.OUT, "", "Коммерческое предложение на оснащение номеров."),
)
WEIGHTS = (6, 5, 6, 3, 3, 3, 5, 2, 3, 4, 2, 4, 3, 3, 2, 2, 4, 3, 2, 1, 1, 2)
SECONDS = {K.CALL: (40, 900), K.MEETING: (900, 5400), K.VISIT: (300, 2400)}
Line = tuple[object, ...]


def register() -> None:
    """After the clients, before their tasks."""
    demo_parts.add(DemoPart(code="interactions", make=make, weight=35))


def make(plan: DemoPlan, progress: Callable[[int], None]) -> dict[str, int]:
    """One client in EVERY has one to eight entries, most of them lately."""
    outcomes = dict(Outcome.objects.exclude(code="").order_by("pk").values_list("code", "pk"))
    lines = _lines(plan, _clients(plan), outcomes)
    written = 0
    while batch := list(islice(lines, ROWS_IN_BATCH)):
        _write(batch)
        written += len(batch)
        progress(len(batch))
    return {"interactions": written}


def _clients(plan: DemoPlan) -> list[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, responsible_id FROM customers_customer"
            " WHERE responsible_id IS NOT NULL AND archived_at IS NULL AND id %% %s = %s ORDER BY id LIMIT %s",
            [EVERY, plan.seed % EVERY, MOST],
        )
        return [(customer, person) for customer, person in cursor.fetchall()]


def _lines(plan: DemoPlan, clients: Sequence[tuple[int, int]], outcomes: dict[str, int]) -> Iterator[Line]:
    rng = Random(f"{plan.seed}:interactions")  # noqa: S311  # a demo base is no secret
    ends = dt.datetime.combine(plan.end_date - dt.timedelta(days=1), dt.time(15), tzinfo=dt.UTC)
    number = 0
    for customer, person in clients:
        for _ in range(rng.choice((1, 1, 2, 3, 4, 5, 8))):
            number += 1
            yield _line(rng, ends, (customer, person, number), outcomes)


def _line(rng: Random, ends: dt.datetime, whose: tuple[int, int, int], outcomes: dict[str, int]) -> Line:
    customer, person, number = whose
    kind, direction, outcome, text = rng.choices(SAID, WEIGHTS)[0]
    at = ends - dt.timedelta(days=int(DAYS * rng.random() ** 1.4), minutes=rng.randrange(0, 540))
    at += dt.timedelta(microseconds=number)
    silent = outcome == "silent" or direction == D.MISSED
    lasted = rng.randrange(*SECONDS[kind]) if kind in SECONDS and not silent else None
    rating = rng.choice((3, 4, 4, 5, 5, 5, 5)) if kind == K.REVIEW else None
    pinned = at if kind == K.NOTE and rng.random() < 0.2 else None
    return (
        customer, kind.value, str(direction), at, lasted, rating, text, outcomes.get(outcome), person, pinned, at, at,
    )  # fmt: skip


@transaction.atomic
def _write(lines: Sequence[Line]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit TO off")
        with cursor.copy(f"COPY interactions_interaction ({', '.join(COLUMNS)}) FROM STDIN") as copy:
            for line in lines:
                copy.write_row(line)
