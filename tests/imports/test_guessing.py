"""A mapping that maps itself: by the program, by the heading, by the values."""

import datetime as dt

import pytest
from django.utils import translation

from core.registries.fields import fields
from imports.mapping.guessing import guess, proposed
from imports.mapping.headings import fingerprint, fold, without_number
from imports.mapping.plan import CUSTOMERS, targets_of
from imports.mapping.systems import recognise, systems
from tests.imports.headings import EXPORTS, split
from tests.imports.rows import found, rows

TODAY = dt.date(2026, 11, 21)


def targets(headings: list[str], *cells: list[str]) -> dict[str, str | None]:
    return {one.line.heading: one.target for one in guess(found(headings), rows(*cells), today=TODAY)}


@pytest.mark.parametrize("code", EXPORTS)
def test_export_of_every_program_maps_itself(code: str) -> None:
    text, expected = EXPORTS[code]
    headings = split(text)

    assert {heading: target for heading, target in targets(headings).items() if target} == expected


@pytest.mark.parametrize("code", EXPORTS)
def test_every_program_is_recognised(code: str) -> None:
    system = recognise(split(EXPORTS[code][0]))

    assert system is not None
    assert code.startswith(system.code)


def test_every_program_fills_targets_that_are_there() -> None:
    known = targets_of(CUSTOMERS)

    for system in systems():
        assert {line.target for line in system.lines.values() if line.target} <= set(known), system.code
        assert all(line.target in known and line.const for line in system.constants)
        assert system.marks
        assert system.name


def test_companies_of_bitrix_are_companies() -> None:
    headings = split(EXPORTS["bitrix24_companies"][0])

    assert proposed(found(headings), []).to_json()["kind"] == {"const": "company"}


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("ФИО", "full_name"), ("Ф.И.О. клиента", "full_name"), ("  Фамилия *", "last_name"), ("ФАМИЛИЯ:", "last_name"),
        ("Тел. моб.", "phone"), ("Телефон 2", "phone"), ("Телефон (3)", "phone"), ("Моб. тел", "phone"),
        ("Номер телефона клиента", "phone"), ("WhatsApp", "whatsapp"), ("Эл. почта", "email"),
        ("E-Mail клиента", "email"),
        ("Электронный адрес", "email"), ("Д.р.", "birth_date"), ("Дата рожд.", "birth_date"), ("ДР", "birth_date"),
        ("Населённый пункт", "city"), ("г.", None), ("Комм.", "note"), ("Пол", "sex"), ("ИНН организации", "inn"),
        ("Контрагент.КПП", "kpp"), ("Контакты / Телефон", "phone"), ("Менеджер", "responsible"),
        ("Ответственный менеджер", "responsible"), ("Откуда узнал", "source"), ("Метки", "tags"),
        ("uid", "external_id"),
        ("Наименование организации", "company"), ("Телефон менеджера", None), ("Факс", None), ("Почтовый индекс", None),
        ("Дата последней покупки", None), ("Сумма", None), ("Рассылка по e-mail: согласие", None),
        ("full_name", "full_name"), ("birth_date", "birth_date"), ("last_name", "last_name"),
    ],
)  # fmt: skip
def test_heading_is_known_by_its_words(heading: str, target: str | None) -> None:
    assert targets([heading]) == {heading: target}


def test_every_label_and_heading_of_the_catalogue_is_known_in_both_languages() -> None:
    for language in ("ru", "en"):
        with translation.override(language):
            for field in fields:
                if field.cleaner is not None and field.code != "full_name":
                    assert targets([str(field.label)]) == {str(field.label): field.code}
    for field in fields:
        for heading in field.headings:
            assert targets([heading.upper()]) == {heading.upper(): field.code}


COLUMNS = {
    "phone": ["89172341860", "+7 (987) 290-55-14", "8 843 567-01-22", ""],
    "email": ["a@mail.ru", "b@yandex.ru", "c@gmail.com", ""],
    "birth_date": ["03.05.1986", "1990-11-21", "31567", ""],
    "inn": ["7707083893", "500100732259", "7736050003", ""],
    "full_name": ["Иванова Мария Петровна", "ООО «Ромашка»", "Рустам Сафин", ""],
    "city": ["Казань", "Москва", "Самара", ""],
    "sex": ["м", "ж", "м", ""],
    "first_name": ["Мария", "Пётр", "Анна", ""],
}


@pytest.mark.parametrize("target", COLUMNS)
def test_nameless_column_is_known_by_its_values(target: str) -> None:
    [one] = guess(found(["Column 1"]), rows(*([cell] for cell in COLUMNS[target])), today=TODAY)

    assert one.target == target
    assert 0.5 < one.confidence <= 0.8
    assert len(one.samples) == min(3, len(set(filter(None, COLUMNS[target]))))


@pytest.mark.parametrize(
    "cells",
    [
        ["да", "нет", "да"],
        ["1", "0", "1"],
        ["12,50", "8", "900"],
        ["02.10.2026", "01.10.2026", "18.09.2026"],
        ["", "", ""],
    ],
)
def test_column_that_tells_nothing_is_left_out_with_a_reason(cells: list[str]) -> None:
    [one] = guess(found(["Column 1"]), rows(*([cell] for cell in cells)), today=TODAY)

    assert one.target is None
    assert one.why


def test_heading_that_contradicts_its_values_is_doubted() -> None:
    one, two = guess(
        found(["Телефон", "Почта"]), rows(*([f"a{n}@mail.ru", "нет такого"] for n in range(5))), today=TODAY
    )

    assert (one.target, two.target) == ("email", "email")
    assert one.confidence <= 0.6
    assert two.confidence < 0.5


def test_of_two_columns_for_one_value_the_better_one_wins_and_the_other_says_so() -> None:
    one, two = guess(found(["Город доставки", "Город"]), [], today=TODAY)

    assert (one.target, two.target) == (None, "city")
    assert "Город" in one.why


def test_notes_addresses_and_phones_may_be_several() -> None:
    assert targets(["Телефон", "Телефон 2", "Адрес", "Адрес 2", "Примечание", "Комментарий"]) == {
        "Телефон": "phone", "Телефон 2": "phone", "Адрес": "address", "Адрес 2": "address", "Примечание": "note",
        "Комментарий": "note",
    }  # fmt: skip


def test_name_beside_a_surname_is_the_first_name_and_alone_may_be_whole() -> None:
    assert targets(["Имя", "Фамилия"])["Имя"] == "first_name"
    assert targets(["Имя", "Телефон"], ["Иванова Мария Петровна", "1"])["Имя"] == "full_name"


def test_american_dates_are_seen_in_the_column() -> None:
    [one] = guess(found(["Birthday"]), rows(["03/04/1990"], ["12/25/1991"]), today=TODAY)

    assert one.line.dates == "mdy"


def test_three_hundred_columns_are_guessed_at_once() -> None:
    headings = [f"Колонка {n}" for n in range(298)] + ["ФИО", "Телефон"]

    guesses = guess(found(headings), rows(*[["x"] * 298 + ["Иванова Мария", "89172341860"]] * 50), today=TODAY)

    assert [one.target for one in guesses[-2:]] == ["full_name", "phone"]


def test_fingerprint_knows_the_shape_whatever_the_order_and_case() -> None:
    assert fingerprint(["ФИО", "Телефон "]) == fingerprint(["телефон", "фио*"])
    assert fingerprint(["ФИО"]) != fingerprint(["ФИО", "Телефон"])


def test_headings_fold_to_what_they_mean() -> None:
    assert fold("  Населённый\u00a0 пункт*: ") == "населенный пункт"
    assert without_number("телефон (2)") == "телефон"
    assert without_number("2") == "2"
