"""The step «Columns» as its pages answer, and templates that make the next file map itself."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from accounts.models import Role, User
from core.errors import DomainError
from imports.mapping import remembered
from imports.mapping.plan import Mapping
from imports.models import Import, MappingProfile
from tests.factories.users import make_user
from tests.harness.client import StrictClient
from tests.imports.walking import table

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]
HEADINGS = ("ФИО", "Тел.", "Пол", "Комм.")
ROWS = (("Иванова Мария Петровна", "89172341860", "ж", "гжель"), ("САФИН РУСТАМ", "нет номера", "третий", ""))
CHOSEN = {"target-0": "full_name", "target-1": "phone", "target-2": "sex", "target-3": "note"}


@pytest.fixture
def importer(db: None) -> User:
    """Brings files in, does not administer."""
    role = Role.objects.create(code="importer", name="Importer", permissions=["customers.view", "imports.run"])
    return make_user(role=role, first_name="Инна", last_name="Загрузчикова")


def uploaded(browser: StrictClient, headings: tuple[str, ...] = HEADINGS, rows: object = ROWS) -> Import:
    response = browser.post(reverse("imports:new"), {"file": table(list(rows), headings)})  # type: ignore[call-overload]
    assert response.status_code == 302, response.content.decode()
    return Import.objects.latest("created_at")


def page(imported: Import) -> str:
    return reverse("imports:mapping", args=[imported.pk])


def test_page_shows_samples_guesses_and_how_names_are_split(importer: User, client_for: Browser) -> None:
    browser = client_for(importer)

    text = browser.get(page(uploaded(browser))).content.decode()

    assert "Иванова / Мария / Петровна" in text
    assert '<option value="phone" selected>' in text
    assert "третий" in text
    assert "89172341860" in text


def test_choice_is_kept_and_the_next_step_opens(importer: User, client_for: Browser) -> None:
    browser = client_for(importer)
    imported = uploaded(browser)

    response = browser.post(
        page(imported),
        {
            **CHOSEN,
            "was-2": "sex",
            "said-2": ["третий"],
            "meant-2": ["f"],
            "const-target": "city",
            "const-value": "Уфа",
        },
    )

    assert response["Location"] == reverse("imports:rules", args=[imported.pk])
    imported.refresh_from_db()
    assert imported.mapping == {
        "ФИО": "full_name", "Тел.": "phone", "Пол": {"target": "sex", "values": {"третий": "f"}}, "Комм.": "note",
        "city": {"const": "Уфа"},
    }  # fmt: skip
    assert 'value="Уфа"' in browser.get(page(imported)).content.decode()


def test_mapping_that_tells_nobody_or_says_one_thing_twice_is_refused_in_words(
    importer: User, client_for: Browser
) -> None:
    browser = client_for(importer)
    imported = uploaded(browser)
    before = imported.mapping

    nobody = browser.post(page(imported), {"target-3": "note"})
    twice = browser.post(page(imported), {"target-0": "city", "target-3": "city"})

    assert (nobody.status_code, twice.status_code) == (422, 422)
    assert "Комм." in twice.content.decode()
    imported.refresh_from_db()
    assert imported.mapping == before


def test_samples_are_read_again_without_saving(importer: User, client_for: Browser) -> None:
    browser = client_for(importer)
    imported = uploaded(browser)

    response = browser.post(page(imported), {"target-3": "full_name", "act": "show"})

    assert response.status_code == 200
    assert '<select class="input input--sm u-mt2" name="order-3"' in response.content.decode()
    imported.refresh_from_db()
    assert imported.mapping["ФИО"] == "full_name"


def test_one_row_is_read_again_when_its_field_changes(importer: User, client_for: Browser) -> None:
    browser = client_for(importer)
    imported = uploaded(browser)

    text = browser.post(
        reverse("imports:mapping_column", args=[imported.pk, 3]),
        {"target-3": "full_name"},
        headers={"hx-request": "true"},
    ).content.decode()

    assert text.startswith('<tr id="column-3"')
    assert "order-3" in text
    for at, data in ((9, {}), (3, {"target-3": "nowhere"})):
        address = reverse("imports:mapping_column", args=[imported.pk, at])
        assert browser.post(address, data).status_code == 404


def test_three_hundred_columns_are_one_page_with_few_queries(
    importer: User, client_for: Browser, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    browser = client_for(importer)
    wide = tuple(f"Колонка {n}" for n in range(298))
    imported = uploaded(browser, (*wide, "ФИО", "Телефон"), [(*(["x"] * 298), "Иванова Мария", "89172341860")] * 20)

    with django_assert_max_num_queries(20):  # type: ignore[attr-defined]
        text = browser.get(page(imported)).content.decode()

    assert text.index('id="column-298"') < text.index("<details") < text.index('id="column-0"')
    assert len(text) < 1_600_000


def test_stranger_and_another_importer_get_404(
    importer: User, stranger: User, colleague: User, client_for: Browser
) -> None:
    imported = uploaded(client_for(importer))
    other = make_user(role=importer.role, first_name="Иван", last_name="Другой")

    for user in (stranger, colleague, other):
        browser = client_for(user)
        assert browser.get(page(imported)).status_code == 404
        assert browser.post(page(imported), CHOSEN).status_code == 404
        assert browser.post(reverse("imports:mapping_column", args=[imported.pk, 0]), CHOSEN).status_code == 404


def test_saved_template_maps_the_next_file_of_the_shape_and_says_so(importer: User, client_for: Browser) -> None:
    browser = client_for(importer)
    imported = uploaded(browser)
    mine = {**CHOSEN, "target-2": "", "target-3": "source", "act": "save", "profile_name": "  Салон "}

    assert browser.post(page(imported), mine).status_code == 302
    profile = MappingProfile.objects.get()
    assert (profile.name, profile.owner, profile.shared) == ("Салон", importer, False)

    again = uploaded(browser, ("Комм.", "Пол ", "ТЕЛ.", "ФИО"), [row[::-1] for row in ROWS])
    assert {heading.strip(): target for heading, target in again.mapping.items()} == {
        "Комм.": "source", "Пол": None, "ТЕЛ.": "phone", "ФИО": "full_name",
    }  # fmt: skip
    assert "«Салон»" in browser.get(page(again)).content.decode()
    assert "«Салон»" not in browser.post(page(again), {"act": "use", "profile": ""}).content.decode()
    assert "«Салон»" in browser.post(page(again), {"act": "use", "profile": str(profile.pk)}).content.decode()


def test_template_without_a_name_is_refused_and_one_of_the_same_name_written_over(
    importer: User, client_for: Browser
) -> None:
    browser = client_for(importer)
    imported = uploaded(browser)

    assert browser.post(page(imported), {**CHOSEN, "act": "save", "profile_name": " "}).status_code == 422
    for target in ("note", "source"):
        data = {**CHOSEN, "target-3": target, "act": "save", "profile_name": "салон", "profile_shared": "1"}
        assert browser.post(page(imported), data).status_code == 302

    assert MappingProfile.objects.get().mapping["Комм."] == "source"


def test_templates_of_others_are_seen_only_when_shared(
    importer: User, admin_user: User, stranger: User, client_for: Browser
) -> None:
    mapping = Mapping.from_json({"ФИО": "full_name"})
    own = remembered.remember(by=admin_user, name="мой", headings=HEADINGS, mapping=mapping)
    shared = remembered.remember(by=admin_user, name="общий", headings=HEADINGS, mapping=mapping, shared=True)
    browser = client_for(importer)
    imported = uploaded(browser)

    assert remembered.offered(importer) == [shared]
    assert remembered.offered(stranger) == []
    assert browser.post(page(imported), {"act": "use", "profile": str(shared.pk)}).status_code == 200
    for forged in (str(own.pk), "00000000-0000-0000-0000-000000000000", "1", "x"):
        assert browser.post(page(imported), {"act": "use", "profile": forged}).status_code == 404
    for pk in (str(own.pk), str(shared.pk)):
        with pytest.raises(DomainError):
            remembered.forget(by=importer, pk=pk)
    with pytest.raises(DomainError):
        remembered.by_name(importer, "мой")
    assert remembered.by_name(importer, "ОБЩИЙ") == shared


def test_template_outlives_a_target_that_is_gone(importer: User) -> None:
    profile = MappingProfile.objects.create(
        owner=importer,
        name="x",
        fingerprint="",
        mapping={"ФИО": "full_name", "Обувь": "custom.shoe", "city": {"const": "Уфа"}},
    )

    mapping = remembered.mapping_of(profile, ["ФИО", "Обувь"])

    assert mapping.targets == {"full_name", "city"}


def test_zeros_in_answers_are_no_error(admin_user: User, client_for: Callable[[User], StrictClient]) -> None:
    browser = client_for(admin_user)
    browser.post(reverse("imports:new"), {"file": table([("Анна", "+79161234567", "", "", "")])})
    imported = Import.objects.get()
    answer = {
        "target-0": "full_name", "said-0": "Ан\0на", "meant-0": "А\0нна", "was-0": "full_name", "const-target": "city",
        "const-value": "Каз\0ань", "act": "next",
    }  # fmt: skip
    assert browser.post(reverse("imports:mapping", args=[imported.pk]), answer).status_code in {302, 422}
    said = {"sheet": "Л\0ист", "encoding": "cp1251", "act": "show"}
    assert browser.post(reverse("imports:upload_of", args=[imported.pk]), said).status_code in {302, 422}


def test_a_template_of_another_kind_of_table_is_none(
    admin_user: User, client_for: Callable[[User], StrictClient]
) -> None:
    browser = client_for(admin_user)
    browser.post(reverse("imports:new"), {"file": table([("Анна", "+79161234567", "", "", "")])})
    imported = Import.objects.get()
    other = MappingProfile.objects.create(owner=admin_user, name="Товары", entity="products", fingerprint="x")
    url = reverse("imports:mapping", args=[imported.pk])
    assert browser.post(url, {"act": "use", "profile": str(other.pk)}).status_code == 404
