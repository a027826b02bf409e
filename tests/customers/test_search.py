"""Search of clients: each kind of input, in the palette and in the list alike."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from accounts.models import Role, Team, User
from customers import points, services
from customers.models import Customer, ExternalId
from customers.search.finding import MOST, find
from customers.search.marking import Piece, pieces
from customers.search.query import LONGEST, clean, read
from customers.search.typos import MOST as MOST_TYPOS
from customers.search.typos import near
from tests.factories.customers import make_company, make_email, make_person, make_phone
from tests.factories.users import make_user
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db


def ids(user: User, typed: str) -> list[int]:
    return [hit.id for hit in find(user, typed).hits]


@pytest.fixture
def elena() -> Customer:
    """The one whom everybody looks for, among others."""
    for name in ("Иванов Пётр Сергеевич", "Сидорова Анна Львовна", "Ким Олег"):
        make_phone(make_person(name))
    elena = make_person("Морозова Елена Викторовна")
    make_phone(elena, "+7 917 234-18-60")
    make_phone(elena, "8 843 590-12-77")
    make_email(elena, "elena.moroz@mail.example.com")
    return elena


@pytest.mark.parametrize(
    "typed",
    [
        "Морозова",
        "морозова елена",
        "Елена Морозова",
        "елена викт мороз",
        "виктор",
        "розов",
        "  МОРОЗОВА   ЕЛЕНА  ",
        "«Морозова»",
        "vjhjpjdf",
        "vjhjpjdf tktyf",
        "morozova",
        "Elena Morozova",
        "мо",
        "vj",
        "Мрозова",
        "Морозава",
        "Мороозва",
        "Моорозова",
        "Морозава Елена",
        "Елена Морозава",
        "Еленна",
        "1860",
        "18-60",
        "234-18-60",
        "89172341860",
        "+7 (917) 234-18-60",
        "9172341860",
        "+7 917 234",
        "8917234",
        "1277",
        "\u202a+7 917 234-18-60\u202c",
        "elena.moroz@mail.example.com",
        "ELENA.MOROZ@mail.example.com",
        "elena.moroz",
        "удутфюьщкщя",
    ],
)
def test_elena_is_found(elena: Customer, admin_user: User, typed: str) -> None:
    assert elena.pk in ids(admin_user, typed)


@pytest.mark.parametrize(
    "typed",
    ["", " ", "\t\n", "%", "_", "%%%", "____", "'", '"', "\\", "\x00", "\x00\x00", "💐", "«»", "Ж%", "0000000", "@"],
)
def test_what_is_nobody_finds_nobody(elena: Customer, admin_user: User, typed: str) -> None:
    assert ids(admin_user, typed) == []


@pytest.mark.parametrize(
    "typed",
    [
        "м" * 100_000,
        "морозова " * 12_000,
        "1" * 100_000,
        "a@" * 50_000,
        "אבג דהו",
        "\u202eавозором",
        "'; DROP TABLE customers_customer; --",
        "%(limit)s",
        "{visible}",
        "\ud800",
        "👩\u200d👩\u200d👧 Морозова",
        "ⅷ²³",
        "٣٤٥٦",
    ],
)
def test_strange_input_is_read_without_harm(elena: Customer, admin_user: User, typed: str) -> None:
    find(admin_user, typed)

    assert len(clean(typed)) <= LONGEST


@given(st.text(max_size=60))
def test_anything_can_be_read(typed: str) -> None:
    query = read(typed)

    assert len(query.variants) <= 8
    assert all(variant == variant.strip() != "" for variant in query.variants)
    assert all(len(near(variant)) <= MOST_TYPOS + 6 for variant in query.variants[:1])


@pytest.mark.parametrize("typed", ["100%", "снег_", r"a\b"])
def test_signs_of_like_are_signs(admin_user: User, typed: str) -> None:
    wanted = make_company(f"ООО {typed} лучший")
    make_company("ООО 1000 снегов ab лучший")

    assert ids(admin_user, typed) == [wanted.pk]


@pytest.mark.parametrize(("name", "typed"), [("Семёнов Пётр", "семенов петр"), ("Семенов Петр", "Семёнов Пётр")])
def test_yo_is_ye(admin_user: User, name: str, typed: str) -> None:
    customer = make_person(name)

    assert ids(admin_user, typed) == [customer.pk]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Мельникова Ольга", "olga melnikova"),
        ("Юрьев Дмитрий", "dmitry yuryev"),
        ("Щербакова Татьяна", "tatyana shcherbakova"),
        ("Хвостиков Сергей", "khvostikov sergey"),
        ("Чернышева Юлия", "yulia chernysheva"),
        ("Жуков Илья", "ilya zhukov"),
        ("Эдуардов Евгений", "eduardov"),
        ("Хабибуллина Эльвира", "[f,b,ekkbyf"),
    ],
)
def test_names_in_latin_letters(admin_user: User, name: str, typed: str) -> None:
    assert make_person(name).pk in ids(admin_user, typed)


def test_company_is_found_by_its_name(admin_user: User) -> None:
    company = make_company("ООО «Тихий берег»")

    assert all(ids(admin_user, typed) == [company.pk] for typed in ("тихий", "берег тихий", "nb[bq ,thtu", "ООО тихий"))


def test_latin_name_typed_in_the_russian_layout(admin_user: User) -> None:
    company = make_company("IKEA")

    assert ids(admin_user, "шлуф") == [company.pk]


def test_exact_answer_is_not_followed_by_guesses(admin_user: User) -> None:
    exact = [make_person(f"Петров Пётр{number}").pk for number in range(10)]
    make_person("Петроев Пётр")

    assert set(ids(admin_user, "петров")) == set(exact)


def test_guesses_are_marked_and_stand_last(admin_user: User) -> None:
    exact, near_by = make_person("Хвостиков Олег"), make_person("Хвостяков Олег")

    found = find(admin_user, "хвостиков").hits

    assert [(hit.id, hit.like) for hit in found] == [(exact.pk, False), (near_by.pk, True)]


def test_whole_number_stands_before_tails(admin_user: User) -> None:
    tail, whole = make_person("Аникин Олег"), make_person("Яшин Олег")
    make_phone(tail, "+375 29 234 18 60")
    make_phone(whole, "+7 917 234-18-60")

    assert ids(admin_user, "2341860") == [tail.pk, whole.pk]
    assert ids(admin_user, "+79172341860") == [whole.pk]


def test_two_letters_ask_the_beginning_only(admin_user: User) -> None:
    make_person("Морозова Ольга")

    assert ids(admin_user, "ол") == []


def test_no_more_than_two_hundred(admin_user: User) -> None:
    customers = [Customer(name=f"Ким {n}", sort_name=f"ким {n}") for n in range(MOST + 5)]
    Customer.objects.bulk_create(customers)

    found = find(admin_user, "ким")

    assert len(found.hits) == MOST
    assert found.is_full


def test_archived_client_is_found_marked_and_last(admin_user: User) -> None:
    archived, standing = make_person("Ким Анна"), make_person("Ким Яна")
    services.archive(by=admin_user, customer=archived)

    found = find(admin_user, "ким").hits

    assert [(hit.id, hit.archived) for hit in found] == [(standing.pk, False), (archived.pk, True)]


def test_contact_taken_off_the_card_is_not_found(admin_user: User) -> None:
    customer = make_person("Ким Анна")
    point = make_phone(customer, "+7 972 123-45-67")
    assert ids(admin_user, "123-45-67") == [customer.pk]

    points.remove(by=admin_user, customer=customer, pk=point.pk)

    assert ids(admin_user, "123-45-67") == []


def test_number_in_another_program_is_found_as_it_is_written(admin_user: User, manager: User) -> None:
    customer = make_person("Ким Анна")
    ExternalId.objects.create(customer=customer, source="bitrix24", value="A-0015")

    assert ids(admin_user, "A-0015") == [customer.pk]
    assert ids(admin_user, "A-0016") == []
    assert ids(manager, "A-0015") == []


def test_renamed_client_is_found_by_the_new_name_alone(admin_user: User) -> None:
    customer = make_person("Морозова Елена")
    services.change(by=admin_user, customer=customer, values={"last_name": "Щукина"})

    assert ids(admin_user, "щукина") == [customer.pk]
    assert ids(admin_user, "морозова") == []


KINDS_OF_INPUT = [
    "морозова",
    "vjhjpjdf",
    "morozova",
    "розов",
    "морозава",
    "еленна",
    "1860",
    "89172341860",
    "elena.moroz@",
    "мо",
]


@pytest.mark.parametrize("typed", KINDS_OF_INPUT)
def test_manager_finds_his_own_and_never_a_colleague_s(
    client_for: Callable[[User], StrictClient], manager: User, colleague: User, elena: Customer, typed: str
) -> None:
    Customer.objects.filter(pk=elena.pk).update(responsible=colleague)

    assert ids(manager, typed) == []
    assert elena.pk in ids(colleague, typed)
    for user, seen in ((manager, False), (colleague, True)):
        palette = client_for(user).post(reverse("palette_search"), {"q": typed}).content.decode()
        page = client_for(user).post(reverse("customers:search"), {"q": typed}, follow=True).content.decode()
        assert (elena.get_absolute_url() in palette) is seen
        assert (elena.get_absolute_url() in page) is seen
        assert ("234-18-60" in page) is (seen or "234-18-60" in typed)


def test_stranger_finds_nobody(elena: Customer, stranger: User) -> None:
    assert all(ids(stranger, typed) == [] for typed in KINDS_OF_INPUT)


@pytest.mark.parametrize("typed", ["морозова", "хзщшг", "qwerty", "1860", "elena@"])
@pytest.mark.parametrize("count", [0, 30])
def test_number_of_queries_is_bounded(
    elena: Customer, admin_user: User, django_assert_max_num_queries: DjangoAssertNumQueries, typed: str, count: int
) -> None:
    for _ in range(count):
        make_phone(make_person(), f"+7 917 {_:03} 18-60")

    # Two savepoints, two settings of the planner, five stages at most.
    with django_assert_max_num_queries(12):
        find(admin_user, typed)


def test_name_is_marked_where_it_was_found() -> None:
    assert pieces("Семёнова Ольга", ["семенова", "ctvtyjdf"]) == [Piece("Семёнова", True), Piece(" Ольга", False)]
    assert pieces("<b>", ["%"]) == [Piece("<b>", False)]
    assert pieces("İvan", ["van"]) == [Piece("İvan", False)]


@pytest.fixture
def team_lead(manager: User) -> User:
    """Leads the team in which `manager` works."""
    lead = make_user(role=Role.objects.get(code="supervisor"))
    User.objects.filter(pk=manager.pk).update(team=Team.objects.create(name="Север", lead=lead))
    return User.objects.select_related("role").get(pk=lead.pk)


@pytest.mark.parametrize(
    "typed",
    [
        "Морозова Е",  # beginning of the name
        "елена викт мороз",  # words in any order
        "vjhjpjdf",  # the other layout
        "Морозава",  # a typo
        "234-18-60",  # digits of a phone
        "elena.moroz",  # beginning of an e-mail
        "500100732259",  # INN
        "Гжельский",  # company
        "EXT-7",  # number in another program
    ],
)
def test_every_stage_keeps_to_the_team(team_lead: User, manager: User, colleague: User, typed: str) -> None:
    of_team = {}
    for keeper in (team_lead, manager, colleague, None):
        found = make_person("Морозова Елена Викторовна", responsible=keeper, company="Гжельский фарфор")
        Customer.objects.filter(pk=found.pk).update(inn="500100732259")
        make_phone(found, "+7 917 234-18-60")
        make_email(found, "elena.moroz@mail.example.com")
        ExternalId.objects.create(customer=found, source=f"1С {found.pk}", value="EXT-7")
        of_team[found.pk] = keeper in (team_lead, manager)

    assert set(ids(team_lead, typed)) == {pk for pk, is_there in of_team.items() if is_there}
