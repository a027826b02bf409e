"""Rows cleaned: realistic ones, and all that people bring."""

import datetime as dt
from typing import Any

import pytest
from django.utils import translation

from accounts.models import User
from core.cells import sentences
from core.errors import DomainError
from core.registries.fields import code_alone
from imports.cleaning import Cleaner, CleanRow, message
from imports.mapping.plan import CUSTOMERS, Mapping, targets_of
from tests.imports.rows import Row, rows

TODAY = dt.date(2026, 11, 21)
with code_alone():
    TARGETS = list(targets_of(CUSTOMERS))


def clean(target: str, *cells: Any, **more: Any) -> CleanRow:
    """One row with an id and one or more cells of a target."""
    headings = ["id", *(f"c{n}" for n in range(len(cells)))]
    entry = {"target": target, **more} if more else target
    mapping = Mapping.from_json({"id": "external_id", **dict.fromkeys(headings[1:], entry)}, headings)
    return Cleaner(mapping, headings, today=TODAY).clean(Row(2, ("1", *cells)))


def codes(row: CleanRow) -> list[str]:
    return [problem.code for problem in row.problems]


@pytest.fixture(autouse=True)
def people(db: None) -> None:
    """The reader of responsibles asks who is there."""


def test_realistic_row() -> None:
    headings = ["ФИО", "Тел.", "E-mail", "Д.р.", "Город", "Теги", "Примечание", "Прим. 2"]
    mapping = Mapping.from_json(
        {"ФИО": "full_name", "Тел.": "phone", "E-mail": "email", "Д.р.": "birth_date", "Город": "city",
         "Теги": "tags", "Примечание": "note", "Прим. 2": "note", "source": {"const": "ярмарка"}},
        headings,
    )  # fmt: skip
    [row] = Cleaner(mapping, headings, today=TODAY).clean_many(
        rows(["ИВАНОВА мария петровна", "89172341860, +7(987)290-55-14", "a@gmial.com", "03.05.86", "г. КАЗАНЬ",
              "опт, VIP", "звонить днём", "любит гжель"])
    )  # fmt: skip

    assert row.values == {
        "full_name": "ИВАНОВА мария петровна", "last_name": "ИВАНОВА", "first_name": "мария",
        "middle_name": "петровна", "sex": "f", "birth_date": dt.date(1986, 5, 3), "city": "Казань",
        "note": "звонить днём\nлюбит гжель", "source": "ярмарка",
    }  # fmt: skip
    assert [point.value for point in row.phones] == ["+79172341860", "+79872905514"]
    assert row.emails[0].value == "a@gmial.com"
    assert row.tags == ("опт", "VIP")
    assert codes(row) == ["email_typo", "short_year", "put_right"]
    assert row.rejected == ""


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("89172341860", ["+79172341860"]),
        (79172341860.0, ["+79172341860"]),
        (89172341860, ["+79172341860"]),
        ("79161234567.0", ["+79161234567"]),
        ("7.9161234567E+10", ["+79161234567"]),
        ("8 (843) 567-01-22 доб. 12", ["+78435670122"]),
        ("8 495 123-45-67, доб. 123; 89172341860", ["+74951234567", "+79172341860"]),
        ("89172341860/89172341861\n+7 987 290-55-14", ["+79172341860", "+79172341861", "+79872905514"]),
        ("89172341860 ::: 8 917 234 18 60", ["+79172341860"]),
        ("'+79172341860", ["+79172341860"]),
        ("\u202a+7\u00a0917\u200b234-18-60\u202c", ["+79172341860"]),
        ('"89172341860"', ["+79172341860"]),
        ("нет", []), ("-", []), ("0", []), (None, []), ("", []), (0, []), ("#N/A", []), (float("nan"), []),
    ],
)  # fmt: skip
def test_phones_of_a_cell(cell: Any, values: list[str]) -> None:
    row = clean("phone", cell)

    assert [point.value for point in row.phones] == values
    assert not row.problems


def test_what_is_beyond_the_limit_of_a_cell_is_told() -> None:
    row = clean("phone", "; ".join(f"+7916000{n:04}" for n in range(60)))

    assert len(row.phones) == 50
    assert [(one.code, one.grade) for one in row.problems] == [("too_many_in_cell", "question")]
    assert "60" in message(row.problems[0])


@pytest.mark.parametrize("cell", ["7.9E+10", "7,9E+10", "7.91612E+10", "7.9e10", " 7.9E+10 "])
def test_rounded_phone_rejects_the_row_and_is_never_guessed(cell: str) -> None:
    row = clean("phone", cell)

    assert row.phones == ()
    assert row.rejected == "phone_digits_lost"
    assert row.problems[0].grade == "rejects"
    assert cell.strip() in message(row.problems[0])


@pytest.mark.parametrize(
    ("target", "cell", "code"),
    [
        ("phone", "222-33-44", "impossible_phone"),
        ("phone", "не скажу", "not_a_phone"),
        ("phone", "a@mail.ru", "phone_is_email"),
        ("phone", "89172341860, 123", "impossible_phone_of_several"),
        ("phone", "#ЗНАЧ!", "broken_formula"),
        ("email", "ivan", "email_without_at"),
        ("email", "a@b@c.ru", "not_an_email"),
        ("email", "a@mail,ru", "email_comma"),
        ("email", "a@mail.ru; ivan", "email_without_at"),
        ("birth_date", "12 июня", "date_without_year"),
        ("birth_date", "31.02.1990", "no_such_day"),
        ("birth_date", "давно", "not_a_date"),
        ("birth_date", "01.01.2050", "birth_in_future"),
        ("birth_date", dt.date(2050, 1, 1), "birth_in_future"),
        ("birth_date", "01.01.1880", "birth_too_long_ago"),
        ("birth_date", 12, "not_a_date"),
        ("sex", "третий", "sex_not_known"),
        ("kind", "марсианин", "kind_not_known"),
        ("inn", "7707083894", "inn_check"),
        ("inn", "77070838", "inn_length"),
        ("inn", "7.707E+09", "digits_lost"),
        ("inn", "ИНН", "not_an_inn"),
        ("kpp", "77", "not_a_kpp"),
        ("external_id", "1.5E+20", "digits_lost"),
        ("city", "#REF!", "broken_formula"),
        ("responsible", "Никто Такой", "responsible_unknown"),
    ],
)
def test_cell_that_cannot_be_read_leaves_the_field_empty_and_is_reported(target: str, cell: Any, code: str) -> None:
    headings = ["имя", "x"]
    mapping = Mapping.from_json({"имя": "first_name", "x": target}, headings)
    row = Cleaner(mapping, headings, today=TODAY).clean(Row(7, ("Мария", cell)))

    assert row.rejected == ""
    assert row.values == {"first_name": "Мария", "full_name": "Мария"}
    [problem] = row.problems
    assert (problem.code, problem.column, problem.target) == (code, 1, target)
    assert str(problem.raw) in {str(cell), "01.01.2050"}
    for language in ("ru", "en"):
        with translation.override(language):
            assert message(problem)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("03.05.1986", dt.date(1986, 5, 3)), ("1990-11-21", dt.date(1990, 11, 21)), ("3/5/1986", dt.date(1986, 5, 3)),
        ("22.08.1986 14:30:00", dt.date(1986, 8, 22)), ("22.08.1986 14:30", dt.date(1986, 8, 22)),
        ("1986-08-22T14:30:00.000Z", dt.date(1986, 8, 22)), ("12/25/1990", dt.date(1990, 12, 25)),
        (31567, dt.date(1986, 6, 4)), (31567.0, dt.date(1986, 6, 4)), ("31567", dt.date(1986, 6, 4)),
        (dt.date(1986, 6, 4), dt.date(1986, 6, 4)),
        (dt.datetime(1986, 6, 4, 12, 30), dt.date(1986, 6, 4)),  # noqa: DTZ001  # as readers give it
        ("12 июня 1985 г.", dt.date(1985, 6, 12)),
        ("Aug 5, 1990", dt.date(1990, 8, 5)), ("19900805", dt.date(1990, 8, 5)),
        ("0.0.00", None), ("00.00.0000", None), ("-", None), ("#N/A", None), ("nan", None), ("0000-00-00", None),
    ],
)  # fmt: skip
def test_dates(cell: Any, day: dt.date | None) -> None:
    row = clean("birth_date", cell)

    assert row.values.get("birth_date") == day
    assert not row.problems


def test_mixed_dates_are_decided_for_the_whole_column() -> None:
    def days(*cells: str) -> list[Any]:
        mapping = Mapping.from_json({"d": "birth_date", "id": "external_id"}, ["id", "d"])
        table = rows(*(["1", cell] for cell in cells))
        cleaner = Cleaner(mapping, ["id", "d"], today=TODAY, sample=table)
        return [row.values.get("birth_date") or row.problems[0].code for row in cleaner.clean_many(table)]

    assert days("03/04/1990", "25/12/1990") == [dt.date(1990, 4, 3), dt.date(1990, 12, 25)]
    assert days("03/04/1990", "12/25/1990") == [dt.date(1990, 3, 4), dt.date(1990, 12, 25)]
    assert days("03/04/1990", "12/25/1990", "25/12/1990", "04.03.1990") == [
        "date_of_two_readings", dt.date(1990, 12, 25), dt.date(1990, 12, 25), dt.date(1990, 3, 4),
    ]  # fmt: skip
    assert days("03/04/1990") == [dt.date(1990, 4, 3)]


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["САФИН РУСТАМ"], {"last_name": "Сафин", "first_name": "Рустам", "full_name": "Сафин Рустам"}),
        (["иванова анна-мария петровна"], {"last_name": "Иванова", "first_name": "Анна-Мария",
                                           "middle_name": "Петровна", "full_name": "Иванова Анна-Мария Петровна",
                                           "sex": "f"}),
        (["Мария Иванова"], {"last_name": "Иванова", "first_name": "Мария", "full_name": "Иванова Мария"}),
        (["Иванов, Пётр"], {"last_name": "Иванов", "first_name": "Пётр", "full_name": "Иванов Пётр"}),
        (["ООО «РОМАШКА»"], {"kind": "company", "full_name": "ООО «РОМАШКА»"}),
        (["ИП Иванов И. И."], {"kind": "company", "full_name": "ИП Иванов И. И."}),
        (["Ромашка АО"], {"kind": "company", "full_name": "Ромашка АО"}),
        (["Мамедов Али Гасан оглы"], {"last_name": "Мамедов", "first_name": "Али", "middle_name": "Гасан оглы",
                                      "full_name": "Мамедов Али Гасан оглы", "sex": "m"}),
        (["=cmd|' /C calc'!A0"], {"last_name": "=cmd|'", "first_name": "/C", "middle_name": "calc'!A0",
                                  "full_name": "=cmd|' /C calc'!A0"}),
        (["<b>Иван</b>"], {"last_name": "<b>Иван</b>", "full_name": "<b>Иван</b>"}),
    ],
)  # fmt: skip
def test_whole_names(cells: list[str], values: dict[str, Any]) -> None:
    assert clean("full_name", *cells).values == {"external_id": "1", **values}


def test_order_of_a_column_tells_names_that_no_dictionary_knows() -> None:
    assert clean("full_name", "Аргишти Тигранакерт", order="fml").values["first_name"] == "Аргишти"
    assert clean("full_name", "Аргишти Тигранакерт").values["last_name"] == "Аргишти"
    assert clean("full_name", "Иванова Мария", order="fml").values["last_name"] == "Иванова"


def company(**cells: str) -> CleanRow:
    headings = list(cells)
    mapping = Mapping.from_json({code: code for code in headings}, headings)
    return Cleaner(mapping, headings, today=TODAY).clean(Row(2, tuple(cells.values())))


def test_company_is_told_by_kind_name_inn_or_the_want_of_a_person() -> None:
    assert company(full_name="Ромашка", kind="Юр. лицо").values["kind"] == "company"
    assert company(full_name="Ромашка", inn="7707083893").values["kind"] == "company"
    assert "kind" not in company(full_name="Ромашка", inn="500100732259").values
    assert "kind" not in company(full_name="Иванова Мария", inn="7707083893").values
    assert "kind" not in company(last_name="Иванова", company="ООО «Берег»").values
    alone = company(company="ООО «Берег»", phone="89172341860")
    assert alone.values == {"kind": "company", "full_name": "ООО «Берег»"}
    assert codes(alone) == ["company_by_name"]


def test_company_has_nothing_of_a_person() -> None:
    row = company(full_name="ООО «Берег»", sex="м", birth_date="03.05.1986")

    assert row.values == {"kind": "company", "full_name": "ООО «Берег»"}
    assert codes(row) == ["company_has_none", "company_has_none"]


def test_row_without_a_name_and_a_key_is_rejected() -> None:
    row = company(city="Казань", phone="нет такого")

    assert row.rejected == "nothing_to_know_by"
    assert codes(row) == ["not_a_phone", "nothing_to_know_by"]
    assert company(city="Казань", phone="89172341860").rejected == ""
    assert company(kind="компания", phone="89172341860").values == {}


def test_numbers_are_text_and_lost_zeros_come_back() -> None:
    assert clean("kpp", 770701001.0).values["kpp"] == "770701001"
    assert clean("kpp", "11601001").values["kpp"] == "011601001"
    assert codes(clean("inn", 104000052)) == codes(clean("inn", "0104000052")[:0] or clean("inn", 104000052))
    assert company(external_id="15.0", full_name="А").values["external_id"] == "15"
    assert company(external_id="0015", full_name="А").values["external_id"] == "0015"
    mapping = Mapping.from_json({"id": "external_id"}, ["id"])
    assert Cleaner(mapping, ["id"], today=TODAY).clean(Row(1, (15.0,))).values["external_id"] == "15"


def test_what_nobody_sees_goes_with_a_notice_and_long_text_is_cut_with_one() -> None:
    assert clean("city", "Ка\u200bзань\u202e").values["city"] == "Казань"
    row = clean("city", "Ка\0за\x07нь")
    assert (row.values["city"], codes(row)) == ("Казань", ["control_characters"])
    row = clean("note", "я" * 1_000_000)
    assert (len(str(row.values["note"])), codes(row)) == (10_000, ["cut"])
    assert len(row.problems[0].raw) < 400
    row = clean("address", "я" * 400, "ю" * 400)
    assert (len(str(row.values["address"])), codes(row)) == (500, ["cut"])
    assert clean("note", "a\r\nb_x000D_\nc").values["note"] == "a\nb\nc"


@pytest.mark.parametrize(
    "cell", ["1e5\ud800", "\ufeff", "\x00", "'", "''", "=1+1", "'=1+1", "@SUM(1)", "💥", "ﷺ" * 100]
)
@pytest.mark.parametrize("target", TARGETS)
def test_no_cell_breaks_any_field(target: str, cell: str) -> None:
    row = clean(target, cell) if target != "external_id" else company(external_id=cell)

    for problem in row.problems:
        assert message(problem)
        problem.raw.replace("\ud800", "").encode()
    for value in row.values.values():
        str(value).encode()
        assert "\0" not in str(value)


def test_formula_text_stays_text() -> None:
    assert clean("note", "=1+1").values["note"] == "=1+1"
    assert clean("note", "'=1+1").values["note"] == "=1+1"


def test_dictionary_of_values_says_what_is_meant(manager: User) -> None:
    assert clean("sex", "1", values={"1": "m"}).values["sex"] == "m"
    assert clean("kind", "марсианин", values={"МАРСИАНИН": "person"}).values["kind"] == "person"
    assert clean("city", "мск", values={"мск": "Москва"}).values["city"] == "Москва"
    assert "city" not in clean("city", "мск", values={"мск": ""}).values
    row = clean("responsible", "Маша", values={"маша": manager.email})
    assert row.values["responsible"] == str(manager.pk)


def test_responsible_is_found_by_every_way_of_writing_a_name(manager: User, colleague: User) -> None:
    assert colleague.pk != manager.pk
    for name in ("Мария Менеджерова", "Менеджерова Мария", "менеджерова м. п.", "Менеджерова", manager.email.upper()):
        assert clean("responsible", name).values["responsible"] == str(manager.pk), name


def test_tags_are_split_and_each_stands_once() -> None:
    row = clean("tags", "опт, VIP; Опт\n* myContacts ::: #сайт", "vip")

    assert row.tags == ("опт", "VIP", "myContacts", "сайт")


def test_labels_of_phones_come_from_heading_and_cell() -> None:
    headings = ["Рабочий телефон", "Телефон"]
    mapping = Mapping.from_json(dict.fromkeys(headings, "phone"), headings)

    row = Cleaner(mapping, headings, today=TODAY).clean(Row(2, ("89172341860", "8 987 290-55-14 (муж)")))

    assert [point.label for point in row.phones] == ["рабочий", "муж"]


def test_short_and_long_rows_are_read_and_what_stands_beyond_is_said() -> None:
    mapping = Mapping.from_json({"a": "first_name", "b": "city"}, ["a", "b"])
    short, long = Cleaner(mapping, ["a", "b"], today=TODAY).clean_many([Row(2, ("Мария",)), Row(3, ("Анна", "Уфа", 5))])

    assert short.values == {"first_name": "Мария", "full_name": "Мария"}
    assert long.values["city"] == "Уфа"
    assert codes(long) == ["beyond_headings"]


def test_constant_that_cannot_be_read_is_refused() -> None:
    mapping = Mapping.from_json({"a": "first_name", "birth_date": {"const": "вчера"}}, ["a"])

    with pytest.raises(DomainError, match="вчера"):
        Cleaner(mapping, ["a"], today=TODAY)


def test_every_sentence_can_be_said_in_both_languages() -> None:
    params = {"most": 1, "length": 2, "day": "1", "years": 1, "digits": 1, "part": "x", "count": 1, "text": "x"}
    for language in ("ru", "en"):
        with translation.override(language):
            for text in sentences.values():
                assert str(text) % {"raw": "x", "fix": "y", **params}


@pytest.mark.parametrize(("target", "cell"), [("email", "i•••@mail.ru"), ("city", "К•••"), ("address", "у•••")])
def test_what_is_shown_instead_of_a_closed_value_is_none(target: str, cell: str) -> None:
    row = clean(target, cell)

    assert codes(row) == ["masked"]
    assert not row.values.get(target)


def test_a_slip_beside_another_address_is_put_right_alone() -> None:
    (problem,) = clean("email", "a@gmial.com, b@mail.ru").problems

    assert (problem.code, problem.fix, problem.params["part"]) == ("email_typo", "a@gmail.com", "a@gmial.com")
