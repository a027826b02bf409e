"""What a template may say, and what it may not: nothing runs for ever, reaches for objects or leaves a hole."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from liquid.exceptions import LiquidError

from core.errors import DomainError
from customers.models import CustomField
from messaging import letters
from messaging.letters import checking, sms
from messaging.letters.engine import LONGEST_SOURCE, fill
from messaging.letters.rendering import Source, render_source
from tests.factories.customers import make_person


@pytest.mark.parametrize(
    ("source", "line", "column", "says"),
    [
        ("{{ first_nam }}", 1, 4, "first_name"),
        ("Hi\n  {{ customer.__class__ }}", 2, 6, "customer.__class__"),
        ("{{ first_name.__class__.__mro__ }}", 1, 4, "first_name.__class__"),
        ("{{ tags[0] }}", 1, 4, "tags[0]"),
        ("{{ first_name | shout }}", 1, 17, "shout"),
        ("{% include 'secrets' %}", 1, 4, "include"),
        ("{% if city %}a", 1, 1, "endif"),
        ("{{ first_name", 1, 1, "скобки"),
        ("{{ city | money }}", 1, 11, "не число"),
        ("{% for i in (1..1000000000) %}x{% endfor %}", 1, 1, "слишком тяжёлый"),
        ("{% for i in (1..900) %}{% for j in (1..900) %}{% endfor %}{% endfor %}", 1, 1, "слишком тяжёлый"),
        (
            "{% assign x = 'ab' %}{% for i in (1..999) %}{% assign x = x | append: x %}{% endfor %}",
            1,
            1,
            "слишком длинный",
        ),
        ("{{ note }}", 1, 4, "note"),
        ("x" * (LONGEST_SOURCE + 1), 1, 1, "слишком длинный"),
    ],
)
def test_bad_template_is_refused_with_its_place(source: str, line: int, column: int, says: str) -> None:
    found = checking.check(source)

    assert found
    assert says in str(found[0])
    assert found[0].line == line
    assert column == 1 or found[0].column == column


def test_ten_megabytes_are_refused_by_a_sentence() -> None:
    found = checking.check("я" * 10_000_000)

    assert [one.words for one in found] == ["Текст слишком длинный: не больше 100 тысяч знаков."]


@pytest.mark.parametrize(
    "source", ["<script>alert(1)</script>", "<p onclick='x()'>", "<a href='javascript:x'>", "<iframe src=x>", "<form>"]
)
def test_letter_carries_no_scripts_and_frames(source: str) -> None:
    assert checking.check(source, html=True)


@pytest.mark.parametrize(
    "source",
    [
        "{% for i in (1..1000) %}" + "{% if 1 == 2 %}{% endif %}" * 1000 + "{% endfor %}",
        "{% capture x %}{% for i in (1..1000) %}" + "x" * 9_000 + "{% endfor %}{% endcapture %}",
        "{% assign x = 9 %}{% for i in (1..1000) %}{% assign x = x | times: x %}{% endfor %}{{ x }}",
        "{% if 1 %}" * 50 + "{% endif %}" * 50,
        "{{ (1..10000000000) | join }}",
        "{% for i in (1..99999999999999999999999999) %}{% endfor %}",
    ],
)
def test_template_that_works_for_ever_ends_soon_and_small(source: str) -> None:
    try:
        made = fill(source, {}, html=False)
    except LiquidError:
        return

    assert len(made) < 100


def test_values_are_escaped_in_a_letter_and_plain_in_a_text() -> None:
    values = {"first_name": "<b>Anna</b>"}

    assert fill("{{ first_name }}", values, html=True) == "&lt;b&gt;Anna&lt;/b&gt;"
    assert fill("{{ first_name }}", values, html=False) == "<b>Anna</b>"


@pytest.mark.parametrize(
    ("text", "encoding", "units", "parts"),
    [
        ("", "GSM-7", 0, 0),
        ("a" * 160, "GSM-7", 160, 1),
        ("a" * 161, "GSM-7", 161, 2),
        ("a" * 306, "GSM-7", 306, 2),
        ("a" * 307, "GSM-7", 307, 3),
        ("€" * 80, "GSM-7", 160, 1),
        ("€" * 81, "GSM-7", 162, 2),
        ("a" * 152 + "€" + "a" * 152, "GSM-7", 306, 3),
        ("я" * 70, "UCS-2", 70, 1),
        ("я" * 71, "UCS-2", 71, 2),
        ("я" * 134, "UCS-2", 134, 2),
        ("я" * 135, "UCS-2", 135, 3),
        ("😀" * 35, "UCS-2", 70, 1),
        ("я" * 66 + "😀" + "я" * 66, "UCS-2", 134, 3),
        ("a\r\nb", "GSM-7", 3, 1),
        ("`", "UCS-2", 1, 1),
    ],
)
def test_parts_of_an_sms(text: str, encoding: str, units: int, parts: int) -> None:
    assert sms.count(text) == sms.Segments(encoding, units, parts)


def words(body: str, **more: Any) -> Source:
    return Source(channel="sms", body=body, language="en", **more)


@pytest.mark.django_db
def test_values_of_many_clients_cost_what_those_of_one_do() -> None:
    people = [make_person(f"Surname{number} Anna", city="Kazan").pk for number in range(5)]
    source = words("{{ greeting }}, {{ city }}, {{ purchases_total }}, {{ sex }}")
    with CaptureQueriesContext(connection) as one:
        render_source(source, people[:1])

    with CaptureQueriesContext(connection) as many:
        made = render_source(source, people)

    assert len(many) == len(one)
    assert {one.text for one in made.values()} == {"Hello, Anna, Kazan, 0\u00a0₽,"}


@pytest.mark.django_db
def test_days_sums_and_lists_read_as_the_language_writes_them() -> None:
    person = make_person("Морозова Анна", birth_date="1990-03-05")
    body = "{{ greeting }}! {{ birth_date | date: 'day' }}, {{ birth_date }}, {{ 12500 | money }}, {{ 2 | plus: 1.5 }}"

    made = render_source(Source(channel="sms", body=body, language="ru"), [person.pk])[person.pk]

    assert made.text == "Здравствуйте, Анна! 5 марта, 5 марта 1990, 12\u202f500\u00a0₽, 3,5"


@pytest.mark.django_db
def test_deleted_own_field_is_its_default_or_a_refusal_never_a_hole() -> None:
    CustomField.objects.create(code="size", name="Size", type="text", position=1)
    person = make_person()
    assert not checking.check("{{ custom.size }}")

    CustomField.objects.all().delete()
    refused = render_source(words("Size {{ custom.size }}"), [person.pk])[person.pk]
    default = render_source(words("Size {{ custom.size | default: 'M' }}"), [person.pk])[person.pk]

    assert "custom.size" in refused.fault
    assert refused.text == ""
    assert default.text == "Size M"


@pytest.mark.django_db
def test_empty_value_is_told_by_its_name() -> None:
    person = make_person("Морозова", city="")

    made = render_source(words("{{ greeting }}, {{ city }}"), [person.pk])[person.pk]

    assert made.text == "Hello,"
    assert "city" in made.empty


@pytest.mark.django_db
def test_letter_has_its_sheet_its_text_and_a_way_to_refuse() -> None:
    person = make_person("Морозова Анна")
    source = Source(
        channel="email", body="{{ greeting }}!\n\nOur <a href='https://x.example/'>news</a>.", language="en",
        subject="News\nfor {{ first_name }}", message_class="advertising", is_html=True, signature="Yours,\nus",
    )  # fmt: skip

    made = render_source(source, [person.pk], extra={person.pk: {"unsubscribe_url": "https://x.example/u"}})[person.pk]

    assert made.subject == "News for Анна"
    assert "<p style=" in made.html
    assert 'href="https://x.example/u"' in made.html
    assert "Yours,\nus" in made.text
    assert "news (https://x.example/)" in made.text


@pytest.mark.django_db
def test_advertising_sms_says_how_to_refuse() -> None:
    person = make_person()
    links = {person.pk: {"unsubscribe_url": "https://x.example/u/1"}}

    left_out = render_source(words("Sale", message_class="advertising"), [person.pk], extra=links)[person.pk]
    inside = render_source(words("{{ unsubscribe_url }} Sale", message_class="advertising"), [person.pk], extra=links)

    assert left_out.text == "Sale\nNo more: https://x.example/u/1"
    assert inside[person.pk].text == "https://x.example/u/1 Sale"


@pytest.mark.django_db
def test_version_that_is_not_there_is_refused() -> None:
    with pytest.raises(DomainError):
        letters.render(10**9, [1])
