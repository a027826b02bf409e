"""A line in Russian or English, read as a task."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interactions.tasks import repeats
from interactions.tasks.choices import Priority, TaskKind
from interactions.tasks.spoken import parse
from interactions.tasks.spoken_names import nominatives

ZONE = ZoneInfo("Europe/Moscow")
NOW = dt.datetime(2026, 11, 21, 10, 30, tzinfo=ZONE)  # a Saturday


@pytest.mark.parametrize(
    ("line", "day", "clock", "text"),
    [
        ("завтра 12:00 позвонить Сафиной", (2026, 11, 22), (12, 0), "Позвонить Сафиной"),
        ("tomorrow 12:00 call Safina", (2026, 11, 22), (12, 0), "Call Safina"),
        ("через неделю написать Иванову", (2026, 11, 28), None, "Написать Иванову"),
        ("через 2 недели написать", (2026, 12, 5), None, "Написать"),
        ("через две недели написать", (2026, 12, 5), None, "Написать"),
        ("через месяц проверить", (2026, 12, 21), None, "Проверить"),
        ("через 2 часа перезвонить", (2026, 11, 21), (12, 30), "Перезвонить"),
        ("через полчаса перезвонить", (2026, 11, 21), (11, 0), "Перезвонить"),
        ("в пятницу встреча", (2026, 11, 27), None, "Встреча"),
        ("во вторник в 9 утра встреча", (2026, 11, 24), (9, 0), "Встреча"),
        ("в субботу встреча", (2026, 11, 28), None, "Встреча"),
        ("15.12 в 9 позвонить", (2026, 12, 15), (9, 0), "Позвонить"),
        ("31 декабря поздравить Петровых", (2026, 12, 31), None, "Поздравить Петровых"),
        ("15.01 позвонить", (2027, 1, 15), None, "Позвонить"),
        ("15.12.2027 позвонить", (2027, 12, 15), None, "Позвонить"),
        ("3 марта 2027 года позвонить", (2027, 3, 3), None, "Позвонить"),
        ("позвонить Сафиной послезавтра в 3", (2026, 11, 23), (15, 0), "Позвонить Сафиной"),
        ("позвонить в 9:15", (2026, 11, 22), (9, 15), "Позвонить"),
        ("позвонить в 18", (2026, 11, 21), (18, 0), "Позвонить"),
        ("сегодня вечером позвонить", (2026, 11, 21), (18, 0), "Позвонить"),
        ("in 3 days send the invoice", (2026, 11, 24), None, "Send the invoice"),
        ("next week call Ivan", (2026, 11, 23), None, "Call Ivan"),
        ("Dec 31 at 9pm congratulate Anna", (2026, 12, 31), (21, 0), "Congratulate Anna"),
        ("on friday at noon meet Anna", (2026, 11, 27), (12, 0), "Meet Anna"),
        ("2026-12-01 call", (2026, 12, 1), None, "Call"),
        ("позвонить", (2026, 11, 21), None, "Позвонить"),
        ("в пятницу в 15 встреча", (2026, 11, 27), (15, 0), "Встреча"),
        ("next monday 3pm call Anna", (2026, 11, 23), (15, 0), "Call Anna"),
        ("завтра 9 утра позвонить", (2026, 11, 22), (9, 0), "Позвонить"),
        ("завтра 3 часа дня позвонить", (2026, 11, 22), (15, 0), "Позвонить"),
        ("завтра в 15-30 позвонить", (2026, 11, 22), (15, 30), "Позвонить"),
        ("15 января позвонить", (2027, 1, 15), None, "Позвонить"),
        ("до 15 января отправить договор", (2027, 1, 15), None, "Отправить договор"),
        ("к пятнице подготовить КП", (2026, 11, 27), None, "Подготовить КП"),
        ("до среды отправить счёт", (2026, 11, 25), None, "Отправить счёт"),
        ("ко вторнику позвонить", (2026, 11, 24), None, "Позвонить"),
        ("by friday send the offer", (2026, 11, 27), None, "Send the offer"),
        ("this friday call Anna", (2026, 11, 27), None, "Call Anna"),
        ("в эту пятницу позвонить", (2026, 11, 27), None, "Позвонить"),
        ("к завтра подготовить отчёт", (2026, 11, 22), None, "Подготовить отчёт"),
        ("через полтора часа перезвонить", (2026, 11, 21), (12, 0), "Перезвонить"),
        ("через 2 ч перезвонить", (2026, 11, 21), (12, 30), "Перезвонить"),
        ("через полгода позвонить", (2027, 5, 21), None, "Позвонить"),
        ("до конца месяца сверить адрес", (2026, 11, 30), None, "Сверить адрес"),
        ("by the end of the year send the invoice", (2026, 12, 31), None, "Send the invoice"),
        ("завтра после обеда позвонить", (2026, 11, 22), (14, 0), "Позвонить"),
        ("отправить КП на 412 500 рублей завтра", (2026, 11, 22), None, "Отправить КП на 412 500 рублей"),
    ],
)  # fmt: skip
def test_lines(line: str, day: tuple[int, int, int], clock: tuple[int, int] | None, text: str) -> None:
    found = parse(line, now=NOW)
    assert (found.day, found.clock, found.text) == (dt.date(*day), dt.time(*clock) if clock else None, text)
    assert not found.problems


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("перезвонить Анне", TaskKind.CALL),
        ("написать письмо", TaskKind.WRITE),
        ("встретиться в офисе", TaskKind.MEET),
        ("поздравить Анну", TaskKind.CONGRATULATE),
        ("уточнить адрес", TaskKind.CHECK),
        ("подумать", TaskKind.OTHER),
        ("email the offer", TaskKind.WRITE),
    ],
)
def test_kinds(line: str, kind: TaskKind) -> None:
    assert parse(line, now=NOW).kind == kind


@pytest.mark.parametrize(
    "line", ["31 февраля позвонить", "32.13.2026 звонок", "завтра в 25:00 звонок", "через 9999 лет звонок"]
)
def test_what_cannot_be_is_said(line: str) -> None:
    assert parse(line, now=NOW).problems


def test_urgency_and_repeats_are_read() -> None:
    found = parse("срочно: каждую пятницу в 10 отчёт", now=NOW)
    assert (found.priority, found.repeat, found.day) == (Priority.HIGH, "FREQ=WEEKLY", dt.date(2026, 11, 27))
    assert parse("раз в неделю звонить Анне", now=NOW).repeat == "FREQ=WEEKLY"
    assert parse("ежемесячно сверка", now=NOW).repeat == "FREQ=MONTHLY"
    assert parse("send the weekly report", now=NOW).repeat == ""
    assert parse("каждый рабочий день планёрка", now=NOW).repeat == "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"


def test_slashes_follow_the_language() -> None:
    assert parse("03/12 call", now=NOW, language="en").day == dt.date(2027, 3, 12)
    assert parse("03/12 звонок", now=NOW, language="ru").day == dt.date(2026, 12, 3)


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("Сафиной", "сафина"), ("Иванову", "иванов"), ("Ивановым", "иванов"), ("Достоевскому", "достоевский"),
        ("Андрею", "андрей"), ("Елене", "елена"), ("Марии", "мария"), ("Петру", "петр"), ("Крупской", "крупская"),
        ("Алёне", "алена"), ("Игорю", "игорь"), ("Сафина", "сафина"),
    ],
)  # fmt: skip
def test_cases_lead_to_the_name(word: str, name: str) -> None:
    assert name in nominatives(word)


@given(st.text(max_size=200), st.sampled_from(["ru", "en"]))
def test_any_text_is_read_without_a_fall(line: str, language: str) -> None:
    found = parse(line, now=NOW, language=language)
    assert isinstance(found.day, dt.date)
    assert found.text or found.problems


@given(st.dates(min_value=dt.date(2026, 11, 21), max_value=dt.date(2036, 1, 1)), st.times())
def test_a_written_day_and_hour_come_back(day: dt.date, clock: dt.time) -> None:
    line = f"{day:%d.%m.%Y} {clock:%H:%M} позвонить Анне"
    found = parse(line, now=NOW)
    said = clock.replace(second=0, microsecond=0, fold=0)
    assert (found.day, found.text) == (day, "Позвонить Анне")
    assert found.clock in {said, said.replace(hour=(said.hour + 12) % 24)}


rules = st.builds(
    lambda frequency, interval, count: f"FREQ={frequency};INTERVAL={interval}" + (f";COUNT={count}" if count else ""),
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    st.integers(1, 99),
    st.one_of(st.none(), st.integers(1, 500)),
)


@given(rules, st.dates(min_value=dt.date(2020, 1, 1), max_value=dt.date(2035, 12, 31)), st.integers(0, 5000))
def test_a_repeat_goes_forward_and_ends(rule: str, start: dt.date, distance: int) -> None:
    after = start + dt.timedelta(days=distance)
    found = repeats.next_day(repeats.clean(rule), start, after)
    if found is not None:
        assert after < found <= start.replace(year=start.year + 10, day=min(start.day, 28))


def test_a_month_without_a_31st_has_its_last_day() -> None:
    assert repeats.next_day("FREQ=MONTHLY", dt.date(2027, 1, 31), dt.date(2027, 1, 31)) == dt.date(2027, 2, 28)
    assert repeats.next_day("FREQ=YEARLY", dt.date(2028, 2, 29), dt.date(2028, 2, 29)) == dt.date(2029, 2, 28)


@pytest.mark.parametrize(
    "rule", ["FREQ=SECONDLY", "FREQ=DAILY;COUNT=501", "FREQ=DAILY;INTERVAL=0", "x", "FREQ=DAILY;FREQ=DAILY", "COUNT=3"]
)
def test_endless_and_unreadable_repeats_are_refused(rule: str) -> None:
    from core.errors import DomainError

    with pytest.raises(DomainError):
        repeats.clean(rule)
