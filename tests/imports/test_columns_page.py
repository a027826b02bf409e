"""What the page «Columns» shows and what it reads back."""

import datetime as dt

import pytest
from django.http import QueryDict

from accounts.models import User
from core.errors import DomainError
from imports.mapping.asked import line_of, mapping_of
from imports.mapping.guessing import guess, proposed
from imports.mapping.plan import CUSTOMERS, Line, Mapping, targets_of
from imports.mapping.showing import ShownColumn, groups_of, shown, tells_nobody
from tests.imports.rows import found, rows

TODAY = dt.date(2026, 11, 21)
HEADINGS = ["ФИО", "Тел.", "Д.р.", "Пол", "Менеджер", "Комм."]
SAMPLE = rows(
    ["Иванова Мария Петровна", "89172341860", "03/05/1986", "м", "Мария Менеджерова", "гжель"],
    ["САФИН РУСТАМ", "нет номера", "12 июня", "третий", "Кто-то", ""],
)
pytestmark = pytest.mark.django_db


def columns(mapping: Mapping | None = None) -> list[ShownColumn]:
    guesses = guess(found(HEADINGS), SAMPLE, today=TODAY)
    mapping = mapping or proposed(found(HEADINGS), SAMPLE)
    return shown(guesses, mapping, HEADINGS, SAMPLE, targets_of(CUSTOMERS), today=TODAY)


def posted(query: str) -> Mapping:
    return mapping_of(QueryDict(query), HEADINGS, targets_of(CUSTOMERS))


def test_column_shows_samples_its_guess_and_how_much_of_it_is_read() -> None:
    name, phone, born, *_more = columns()

    assert name.reads == ("Иванова / Мария / Петровна",)
    assert (name.read, name.said, name.percent, name.tone) == (2, 2, 95, "ok")
    assert (phone.read, phone.said, phone.tone) == (1, 2, "warn")
    assert [text.replace("\u00a0", " ") for text in phone.reads] == ["+7 917 234-18-60"]
    assert (born.is_date, born.read) == (True, 1)
    assert born.reads == ("03.05.1986",)


def test_words_of_a_choice_can_be_given_a_meaning(manager: User) -> None:
    sex, responsible = columns()[3:5]

    assert [(word.said, word.meant) for word in sex.words] == [("м", "="), ("третий", "=")]
    assert [key for key, _name in sex.options] == ["m", "f"]
    assert (manager.email, manager.full_name) in responsible.options

    mapping = posted(
        "target-3=sex&was-3=sex&said-3=м&meant-3=%3D&said-3=третий&meant-3=f&target-4=responsible&was-4=responsible"
        f"&said-4=Кто-то&meant-4={manager.email}"
    )
    assert mapping.lines[3] == Line("Пол", "sex", values={"третий": "f"})
    again = columns(mapping)
    assert [word.meant for word in again[3].words] == ["f", "="]
    assert again[3].read == 2
    assert again[4].read == again[4].said == 2
    assert again[4].asked == 0


def test_dictionary_of_another_target_is_forgotten() -> None:
    assert posted("target-3=source&was-3=sex&said-3=м&meant-3=m").lines[3] == Line("Пол", "source")


def test_choice_of_a_person_is_read_back() -> None:
    mapping = posted(
        "target-0=full_name&order-0=fml&target-1=phone&target-2=birth_date&dates-2=mdy&target-5="
        "&const-target=source&const-value=+ярмарка+&const-target=&const-value=x&const-target=city&const-value="
    )

    assert mapping.to_json() == {
        "ФИО": {"target": "full_name", "order": "fml"}, "Тел.": "phone",
        "Д.р.": {"target": "birth_date", "dates": "mdy"}, "Пол": None, "Менеджер": None, "Комм.": None,
        "source": {"const": "ярмарка"},
    }  # fmt: skip


@pytest.mark.parametrize(
    "query",
    ["target-0=nowhere", "target-0=city&target-5=city", "const-target=nowhere&const-value=1", "target-0=custom.x"],
)
def test_forged_choice_is_refused(query: str) -> None:
    with pytest.raises(DomainError):
        posted(query)


def test_one_row_is_read_alone() -> None:
    assert line_of(QueryDict("target-5=note"), 5, "Комм.", targets_of(CUSTOMERS)) == Line("Комм.", "note")


def test_constant_beside_a_column_of_that_name_loses_neither() -> None:
    mapping = mapping_of(
        QueryDict("target-0=note&const-target=city&const-value=Казань"), ["city"], targets_of(CUSTOMERS)
    )

    assert mapping.lines == (Line("city", "note"), Line("", "city", const="Казань"))
    assert Mapping.from_json(mapping.to_json(), ["city"]) == mapping


def test_mapping_that_tells_nobody_is_known() -> None:
    assert tells_nobody(posted("target-5=note"))
    assert not tells_nobody(posted("target-1=phone"))


def test_every_target_stands_in_a_group() -> None:
    every = targets_of(CUSTOMERS)
    groups = groups_of(every, list(every))
    offered = [target.code for _heading, targets in groups_of(every, []) for target in targets]

    assert [target.code for _heading, targets in groups for target in targets] == list(every)
    assert all(heading for heading, _targets in groups)
    assert offered == [code for code, target in every.items() if not target.is_seldom]
    assert "consent.advertising.sms" in offered
