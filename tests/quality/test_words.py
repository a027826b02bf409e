"""Names, phones, e-mails, cities and companies in the one form in which they are compared."""

import pytest

from quality.matching.companies import read_company
from quality.matching.contacts import match_email, match_phone
from quality.matching.persons import Person, read_person
from quality.matching.places import read_address, read_city
from quality.matching.words import full_form, one_form, sound, stem


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("Щербаков", "щербаков"), ("Shcherbakov", "щербаков"), ("Shherbakov", "щербаков"), ("Семён", "семен"),
        ("Bdfyjd", "иванов"), ("Cthutq", "сергей"), ("mestovskaya", "местовская"), ("О’Брайен", "обрайен"),
        ("Анна-Мария", "анна-мария"), ("123", ""), ("—", ""), ("Robert", "роберт"), ("ИВАНОВ,", "иванов"),
    ],
)  # fmt: skip
def test_one_form_of_a_word(typed: str, form: str) -> None:
    assert one_form(typed) == form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Yulia", "Юлия"), ("Iuliia", "Юлия"), ("Dmitrij", "Дмитрий"), ("Dmitriy", "Дмитрий"), ("Наталья", "Наталия"),
        ("Kseniya", "Ксения"), ("Малютин", "Молютин"), ("Шевчук", "Шифчук"),
    ],
)  # fmt: skip
def test_what_sounds_alike(one: str, other: str) -> None:
    assert sound(one_form(one)) == sound(one_form(other))


def test_short_names_and_surnames_of_women() -> None:
    assert full_form("саша") == "александр" == full_form("александра")
    assert full_form("катя") == full_form("екатерина")
    assert [stem(name) for name in ("иванова", "вертинская", "ильина", "толстая", "шевченко", "кузьмина")] == [
        "иванов", "вертинский", "ильин", "толстый", "шевченко", "кузьмин",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("parts", "person"),
    [
        (("Вертинская Елена Алексеевна", "", ""), Person("вертинский", "елена", "алексеевна")),
        (("Елена", "Вертинская", ""), Person("вертинский", "елена", "")),
        (("", "Иван Иванов", ""), Person("иванов", "иван", "")),
        (("Иванов И. И.", "", ""), Person("иванов", "и", "и")),
        (("Абрамович Роман Абрамович", "", ""), Person("абрамович", "роман", "абрамович")),
        (("Саша", "Петров", "Иванович"), Person("петров", "саша", "иванович")),
        (("Роман", "Иван", ""), Person("роман", "иван", "")),
        (("Шевченко", "С.", ""), Person("шевченко", "с", "")),
        (("Иван", "Иванович", ""), Person("", "иван", "иванович")),
        (("тест", "тест", ""), Person()),
        (("ааааа", "", ""), Person()),
        (("", "", ""), Person()),
        (("---", "?", "*"), Person()),
    ],
)
def test_parts_of_a_name_wherever_they_were_typed(parts: tuple[str, str, str], person: Person) -> None:
    assert read_person(*parts) == person


@pytest.mark.parametrize(
    ("value", "raw", "phone"),
    [
        ("+79161234567", "", "9161234567"), ("", "8 (916) 123-45-67", "9161234567"), ("", "222-33-44", "2223344"),
        ("", "00000000000", ""), ("", "8 (916) 111-11-11", ""), ("", "нет", ""), ("+77011234567", "", "7011234567"),
        ("+4915112345678", "", "4915112345678"),
    ],
)  # fmt: skip
def test_phones(value: str, raw: str, phone: str) -> None:
    assert match_phone(value, raw) == phone


@pytest.mark.parametrize(
    ("value", "raw", "email"),
    [
        ("i.van.ov+shop@gmail.com", "", "ivanov@gmail.com"), ("ivanov@googlemail.com", "", "ivanov@gmail.com"),
        ("ivan-ov@ya.ru", "", "ivan.ov@yandex.ru"), ("ivanov@maill.ru", "", "ivanov@mail.ru"),
        ("", "Ivanоv@mail.ru", "ivanov@mail.ru"), ("", "не помню", ""), ("test@mail.ru", "", ""),
        ("ivanov@firma.ru", "", "ivanov@firma.ru"),
    ],
)  # fmt: skip
def test_emails(value: str, raw: str, email: str) -> None:
    assert match_email(value, raw) == email


def test_companies_without_their_forms() -> None:
    names = [
        'ООО "Ромашка"', "Общество с ограниченной ответственностью «Ромашка»", "ромашка, ооо", "Romashka LLC",
        "ООО «РОМАШКА»",
    ]  # fmt: skip
    assert {read_company(name) for name in names} == {"ромашка"}
    assert read_company("ООО") == "ооо"
    assert read_company("ПАО Сбербанк") == read_company("Публичное акционерное общество «Сбербанк»")


def test_cities_and_addresses() -> None:
    assert {read_city(city) for city in ("г. СПб", "Санкт-Петербург", "Saint Petersburg", "питер")} == {
        "санкт-петербург"
    }
    assert read_city("Ростов") == read_city("г.Ростов-на-Дону") == "ростов-на-дону"
    assert read_address("109012, г. Москва, ул. Ильинка, д. 4, кв. 12") == ("москва ильинка", "109012 4 12")
    assert read_address("") == ("", "")
