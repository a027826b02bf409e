"""The statement that weighs pairs says of any two people what a naive count in Python says."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quality.matching import keeping
from quality.matching.cards import Compared, Said, compared, joined
from quality.matching.explain import SAID, in_favour, words
from quality.matching.scoring import score_pairs
from quality.matching.weights import FEWEST, WEIGHTS, Thresholds, families
from quality.models import MatchCard, MatchPosition
from quality.search import finding
from tests.factories.customers import make_person
from tests.quality import matching_oracle

pytestmark = pytest.mark.django_db
SLOW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
CARDS = 14
PERSON = st.builds(
    lambda last, first, middle, born, phone, email, city: Said(
        0, "person", last, first, middle, "", born, city,
        points=joined([("phone", f"+7{one}", "") for one in phone] + [("email", one, "") for one in email]),
    ),
    st.sampled_from(["", "Морозова", "Морозов", "Мороз", "Марозова", "Иванов", "Иванофф", "Щербаков", "Елена"]),
    st.sampled_from(["", "Елена", "Лена", "Е", "Алёна", "Александр", "Саша", "Алексндр", "Иван", "Морозова"]),
    st.sampled_from(["", "Викторовна", "В", "Викторована", "Ивановна", "Петровна"]),
    st.sampled_from(
        [None, *(dt.date(*day) for day in ((1980, 5, 3), (1980, 3, 5), (1980, 1, 1), (1981, 5, 3), (1955, 12, 31)))]
    ),
    st.lists(st.sampled_from(["9161234567", "9161234568", "9031112233"]), max_size=2, unique=True),
    st.lists(st.sampled_from(["morozova@mail.ru", "morozova@bk.ru", "marozova@mail.ru", "boss@firma.ru"]), max_size=2,
             unique=True),
    st.sampled_from(["", "Москва", "мск", "Казань", "Казнь", "Омск"]),
)  # fmt: skip


@settings(suppress_health_check=SLOW, deadline=None, max_examples=15)
@given(people=st.lists(PERSON, min_size=2, max_size=CARDS), share=st.sampled_from([0.0, 0.4, 1.0]))
def test_weights_are_those_of_a_naive_count(people: list[Said], share: float) -> None:
    ids = [make_person("Кто-то").pk for _one in people]
    base = [compared(one)._replace(customer_id=pk) for one, pk in zip(people, ids, strict=True)]
    MatchCard.objects.all().delete()
    keeping.write(base)
    by_statement = weighed(len(base), share)
    for at, x in enumerate(base):
        for y in base[at + 1 :]:
            ours = float(by_statement[x.customer_id, y.customer_id])
            assert ours == pytest.approx(matching_oracle.score(x, y, base, share), abs=0.02), (x, y)


def weighed(cards: int, share: float) -> dict[tuple[int, int], Decimal]:
    every = "(SELECT a.customer_id AS a, b.customer_id AS b FROM quality_matchcard a JOIN quality_matchcard b"
    pairs = f"{every} ON a.customer_id < b.customer_id)"
    finding.count_terms()
    shares = finding.shares_of("quality_matchcard")
    with connection.cursor() as cursor:
        values = {"cards": max(cards, FEWEST), "families": share, "ask": -1000, "sure": 1000}
        cursor.execute(score_pairs(pairs, shares=f"({shares})"), values)
        return {(a, b): score for a, b, score, _decision, _reasons in cursor.fetchall()}


def test_every_outcome_has_words_and_a_weight() -> None:
    assert {(field, outcome) for field, said in WEIGHTS.items() for outcome in said} == {
        (field, outcome) for field, said in SAID.items() for outcome in said
    }
    reasons = [
        {"field": "phone", "outcome": "same", "weight": 17.0}, {"field": "city", "outcome": "other", "weight": -3.3},
        {"field": "gone", "outcome": "same", "weight": 1.0},
    ]  # fmt: skip
    assert words(reasons) == ["совпал телефон +17", "разные города -3.3"]
    assert in_favour(reasons) == ["совпал телефон"]


def test_thresholds_grow_with_the_base() -> None:
    small, large = Thresholds.of(10), Thresholds.of(1_000_000)
    assert small == Thresholds.of(200)
    assert large.ask - small.ask == pytest.approx(large.sure - small.sure)
    assert large.ask > small.ask + 10


def test_relatives_count_where_there_are_families() -> None:
    assert families(0, 0) == 1.0
    assert families(1, 200) == 0.0
    assert families(300, 2000) == 1.0
    assert 0 < families(5, 100) < 1
    MatchPosition.objects.create(pk=1)
    assert MatchPosition.objects.get().families == 1.0


def test_a_row_has_the_columns_of_its_table() -> None:
    own = {field.attname for field in MatchCard._meta.concrete_fields}
    assert set(Compared._fields) == own - {"tx", "blocks"}
