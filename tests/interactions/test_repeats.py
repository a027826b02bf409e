"""Repeats of one's own in the form of a task: made, shown again, told in words, refused with a sentence."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone, translation

from accounts.models import User
from core.errors import DomainError
from interactions.models import Task
from interactions.tasks import repeats, services
from interactions.tasks.repeat_form import boxes_of
from tests.harness.client import StrictClient

ClientFor = Callable[[User], StrictClient]
NEW = "/tasks/new/"


def day(distance: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=distance)


def typed(manager: User, **again: Any) -> dict[str, Any]:
    boxes = {"every": 1, "unit": "WEEKLY", "ends": "", **again}
    form = {"text": "Сверка", "kind": "call", "day": day(3).isoformat(), "responsible": manager.pk, "priority": "2"}
    return {**form, "repeat": "own", **{f"again-{name}": value for name, value in boxes.items()}}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("boxes", "rule"),
    [
        ({"every": 10, "unit": "DAILY"}, "FREQ=DAILY;INTERVAL=10"),
        ({"every": 2, "days": ["WE", "MO"]}, "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE"),
        ({"unit": "MONTHLY", "days": ["MO"], "ends": "times", "times": 5}, "FREQ=MONTHLY;COUNT=5"),
        ({"unit": "YEARLY", "every": 3}, "FREQ=YEARLY;INTERVAL=3"),
        ({"unit": "WEEKLY"}, "FREQ=WEEKLY"),
    ],
)
def test_it_is_made_and_shown_again(client_for: ClientFor, manager: User, boxes: dict[str, Any], rule: str) -> None:
    browser = client_for(manager)
    assert browser.post(NEW, typed(manager, **boxes)).status_code == 302
    task = Task.objects.get()
    assert task.repeat == rule
    form = browser.get(task.get_absolute_url()).context["form"]
    assert form["repeat"].value() == (rule if rule in repeats.PRESETS else "own")
    assert form.again["unit"].value() == boxes.get("unit", "WEEKLY")


@pytest.mark.django_db
def test_it_ends_on_its_day_and_a_change_of_another_box_keeps_it(client_for: ClientFor, manager: User) -> None:
    browser = client_for(manager)
    browser.post(NEW, typed(manager, ends="until", until=day(24).isoformat()))
    task = Task.objects.get()
    assert task.repeat == f"FREQ=WEEKLY;UNTIL={day(24):%Y%m%d}"
    answer = browser.post(
        task.get_absolute_url(), {**typed(manager, ends="until", until=day(24).isoformat()), "text": "Иначе"}
    )
    assert answer.status_code == 302
    closed = 0
    while found := Task.objects.open().first():
        assert found.text == "Иначе"
        services.close(found, by=manager)
        closed += 1
        Task.objects.open().update(due_on=day(3 + 7 * closed))
    assert closed == 4, "the day itself and three more"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("boxes", "said"),
    [
        ({"every": 0}, "1"),
        ({"every": 100}, "99"),
        ({"every": ""}, "Обязательное"),
        ({"every": "много"}, "целое число"),
        ({"unit": "SECONDLY"}, "SECONDLY"),
        ({"days": ["XX"]}, "XX"),
        ({"ends": "times"}, "сколько раз"),
        ({"ends": "times", "times": 501}, "500"),
        ({"ends": "times", "times": -1}, "1"),
        ({"ends": "until"}, "до какого дня"),
        ({"ends": "until", "until": "9999-12-31"}, "десяти лет"),
        ({"ends": "until", "until": "0001-01-01"}, "десяти лет"),
        ({"ends": "until", "until": "2026-02-30"}, "дату"),
    ],
)
def test_what_cannot_be_gets_a_sentence(client_for: ClientFor, manager: User, boxes: dict[str, Any], said: str) -> None:
    manager.language = "ru"
    manager.save(update_fields=["language"])
    answer = client_for(manager).post(NEW, typed(manager, **boxes))
    assert answer.status_code == 422
    again = answer.context["form"].again
    assert said in " ".join(" ".join(found) for found in again.errors.values())
    assert not Task.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("rule", ["FREQ=DAILY;COUNT=501", "FREQ=DAILY;INTERVAL=0", "FREQ=HOURLY", "FREQ=DAILY;X=1"])
def test_nothing_goes_round_the_form(client_for: ClientFor, manager: User, rule: str) -> None:
    answer = client_for(manager).post(NEW, {**typed(manager), "repeat": rule})
    assert answer.status_code == 422
    with pytest.raises(DomainError):
        services.create(by=manager, text="Сверка", repeat=rule)
    assert not Task.objects.exists()


def test_a_repeat_without_an_end_has_one() -> None:
    start, found, times = dt.date(2026, 11, 21), dt.date(2026, 11, 21), 0
    while found:
        last, found, times = found, repeats.next_day("FREQ=DAILY;INTERVAL=99", start, found), times + 1  # type: ignore[assignment]
    assert last <= dt.date(2036, 11, 21)
    assert times == 37


@pytest.mark.parametrize(
    ("rule", "ru", "en"),
    [
        ("FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,WE", "Каждые 3 недели: пн, ср", "Every 3 weeks: mon, wed"),
        (
            "FREQ=WEEKLY;BYDAY=FR;UNTIL=20270201",
            "Каждую неделю: пт, по 01.02.2027",
            "Every week: fri, until 1 Feb 2027",
        ),
        ("FREQ=DAILY;INTERVAL=21;COUNT=2", "Каждый 21 день, 2 раза", "Every 21 days, 2 times"),
    ],
)
def test_it_is_told_in_words(rule: str, ru: str, en: str) -> None:
    for language, said in (("ru", ru), ("en", en)):
        with translation.override(language):
            assert repeats.words(rule) == said


def test_boxes_show_what_stands() -> None:
    assert boxes_of("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;UNTIL=20270201") == {
        "every": "2", "unit": "WEEKLY", "days": ["MO"], "ends": "until", "until": dt.date(2027, 2, 1), "times": None,
    }  # fmt: skip
