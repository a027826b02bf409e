"""Pages of exports: who finds them, what they say, what they give."""

import json
from collections.abc import Callable

import pytest
from django.urls import reverse

from accounts.models import User
from journal.models import Entry
from listing.exports import limits, services
from listing.exports.models import Export
from tests.factories.customers import make_person
from tests.factories.users import PASSWORD
from tests.harness.client import StrictClient
from tests.listing.exports.conftest import Exporting, give, lose, wish

pytestmark = pytest.mark.django_db
Browsers = Callable[[User], StrictClient]
NEW = "/lists/customers/export/"
FILLED = {"filled": "1", "which": "shown", "format": "csv", "purpose": "Сверка", "choice": json.dumps({"rule": {}})}


@pytest.fixture
def made(exporter: User, exported: Exporting) -> Export:
    make_person("Абрамова Анна", responsible=exporter)
    return exported(exporter)


class TestWhoFindsThem:
    @pytest.mark.parametrize("address", [NEW, "/lists/exports/"])
    def test_not_one_without_the_right(self, address: str, manager: User, client_for: Browsers) -> None:
        assert client_for(manager).get(address).status_code == 404

    def test_a_list_that_is_not_there(self, exporter: User, client_for: Browsers) -> None:
        assert client_for(exporter).get("/lists/nothing/export/").status_code == 404

    def test_another_persons_export(self, made: Export, colleague: User, client_for: Browsers) -> None:
        give(colleague)
        browser = client_for(colleague)
        assert browser.get(f"/lists/exports/{made.pk}/").status_code == 404
        for act in ("start", "discard", "download"):
            assert browser.post(f"/lists/exports/{made.pk}/{act}/").status_code == 404
        made.refresh_from_db()
        assert made.downloads == 0

    def test_an_administrator_reads_but_does_not_download(
        self, made: Export, admin_user: User, client_for: Browsers
    ) -> None:
        browser = client_for(admin_user)
        page = browser.get(f"/lists/exports/{made.pk}/")
        assert "Сверка с бухгалтерией" in page.content.decode()
        assert "Скачать" not in page.content.decode()
        assert browser.post(f"/lists/exports/{made.pk}/download/").status_code == 404

    def test_one_who_lost_the_right(self, made: Export, exporter: User, client_for: Browsers) -> None:
        lose(exporter)
        browser = client_for(exporter)
        assert browser.get(f"/lists/exports/{made.pk}/").status_code == 404
        assert browser.post(f"/lists/exports/{made.pk}/download/").status_code == 404

    def test_the_general_address_of_files_gives_nothing(
        self, made: Export, exporter: User, client_for: Browsers
    ) -> None:
        assert client_for(exporter).get(reverse("files:download", args=[made.file])).status_code == 404

    def test_a_forged_number(self, exporter: User, client_for: Browsers) -> None:
        assert client_for(exporter).get("/lists/exports/999999999999999999/").status_code == 404


class TestForm:
    def test_tells_what_leaves(self, exporter: User, client_for: Browsers) -> None:
        make_person(responsible=exporter)
        page = client_for(exporter).get(NEW).content.decode()
        assert "все клиенты" in page
        assert "1 строка" in page
        assert "вашей роли можно выгрузить 5\u202f000 строк за раз" in page

    def test_ticked_rows(self, exporter: User, client_for: Browsers) -> None:
        one, two = make_person(responsible=exporter), make_person(responsible=exporter)
        page = client_for(exporter).post(NEW, {"ids": [one.pk, two.pk, "x"]}).content.decode()
        assert "2 отмеченные строки" in page
        assert f"[{one.pk}, {two.pk}]" in page

    def test_all_that_a_rule_finds(self, exporter: User, client_for: Browsers) -> None:
        ticked = make_person(responsible=exporter, city="Казань")
        make_person(responsible=exporter, city="Казань")
        make_person(responsible=exporter, city="Пермь")
        rule = json.dumps({"all": [{"field": "city", "op": "is", "values": ["Казань"]}]})
        browser = client_for(exporter)
        page = browser.post(NEW, {"ids": [ticked.pk], "all": "1", "rule": rule})
        assert (page.context["count"], page.context["words"]) == (2, "Город это Казань")
        assert browser.post(NEW, {"ids": [ticked.pk], "all": "1", "rule": "{"}).context["count"] == 0
        assert browser.post(f"{NEW}?city__is=Пермь", {"ids": [ticked.pk], "all": "1"}).context["count"] == 1
        assert browser.get(f"{NEW}?city__is=Казань").context["count"] == 2

    def test_the_list_offers_it_to_those_who_may(self, exporter: User, colleague: User, client_for: Browsers) -> None:
        make_person(responsible=exporter)
        make_person(responsible=colleague)
        page = client_for(exporter).get("/clients/").content.decode()
        assert 'href="/lists/customers/export/?' in page
        assert 'formaction="/lists/customers/export/' in page
        assert "/export/" not in client_for(colleague).get("/clients/").content.decode()

    def test_makes_a_small_export_at_once(self, exporter: User, client_for: Browsers) -> None:
        make_person("Абрамова Анна", responsible=exporter)
        browser = client_for(exporter)
        answer = browser.post(NEW, FILLED)
        export = Export.objects.get()
        assert answer.headers["Location"] == f"/lists/exports/{export.pk}/?now=1"
        assert (export.state, export.purpose) == ("ready", "Сверка")
        assert "data-submit-now" in browser.get(answer.headers["Location"]).content.decode()
        assert "data-submit-now" not in browser.get(f"/lists/exports/{export.pk}/").content.decode()

    def test_remembers_the_last_choice(self, made: Export, exporter: User, client_for: Browsers) -> None:
        page = client_for(exporter).get(NEW)
        assert page.context["form"].initial == {"which": "own", "columns": made.columns, "format": "csv"}

    @pytest.mark.parametrize(
        ("broken", "said"),
        [
            ({"purpose": " "}, "для чего"),
            ({"which": "own", "columns": ["password"]}, "Колонки «password»"),
            ({"which": "own"}, "хотя бы одну"),
            ({"format": "exe"}, "exe"),
            ({"choice": "{"}, "нечего"),
            ({"choice": '{"ids": [1, 2]}'}, "нечего"),
            ({"choice": '{"rule": {"all": [{"field": "no", "op": "is", "values": ["1"]}]}}'}, "такого поля нет"),
        ],
    )
    def test_bad_input_is_a_sentence(
        self, broken: dict[str, object], said: str, exporter: User, client_for: Browsers
    ) -> None:
        make_person(responsible=exporter)
        answer = client_for(exporter).post(NEW, {**FILLED, **broken})
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert not Export.objects.exists()

    def test_more_than_the_role_may_take(self, exporter: User, admin_user: User, client_for: Browsers) -> None:
        make_person(responsible=exporter)
        make_person(responsible=exporter)
        limits.set_limits({exporter.role: 1}, by=admin_user)
        browser = client_for(exporter)
        assert "Выбрано 2 строки, а вашей роли" in browser.get(NEW).content.decode()
        assert browser.post(NEW, FILLED).status_code == 422


class TestConfirmation:
    @pytest.fixture(autouse=True)
    def asked_above_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "CONFIRMED_ABOVE", 1)

    def test_p1_a_large_one_asks_for_the_password_first(self, exporter: User, client_for: Browsers) -> None:
        make_person(responsible=exporter)
        make_person(responsible=exporter)
        browser = client_for(exporter)
        answer = browser.post(NEW, FILLED)
        export = Export.objects.get()
        here = f"/lists/exports/{export.pk}/"
        assert (answer.headers["Location"], export.state) == (here, "draft")
        assert "Подтвердить паролем" in browser.get(here).content.decode()
        browser.post(f"{here}start/")
        assert Export.objects.get().state == "draft"
        asked = browser.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": here})
        assert asked.headers["Location"] == here
        assert "Подтвердить паролем" not in browser.get(here).content.decode()
        browser.post(f"{here}start/")
        assert Export.objects.get().state == "ready"

    def test_a_draft_can_be_dropped(self, exporter: User, admin_user: User, client_for: Browsers) -> None:
        make_person(responsible=exporter)
        draft = services.prepare(wish(), by=exporter)
        assert client_for(admin_user).get(f"/lists/exports/{draft.pk}/").status_code == 404
        client_for(exporter).post(f"/lists/exports/{draft.pk}/discard/")
        assert not Export.objects.exists()


class TestDownload:
    def test_is_a_journalled_attachment(self, made: Export, exporter: User, client_for: Browsers) -> None:
        answer = client_for(exporter).post(f"/lists/exports/{made.pk}/download/")
        body = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        assert body.startswith("\ufeffФИО".encode())
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["Content-Length"] == str(len(body))
        assert Entry.objects.filter(verb="export.downloaded", actor_id=exporter.pk).exists()

    def test_after_its_time(self, made: Export, exporter: User, client_for: Browsers) -> None:
        services.drop_file(made)
        browser = client_for(exporter)
        answer = browser.post(f"/lists/exports/{made.pk}/download/", follow=True)
        assert "больше нет" in answer.content.decode()

    def test_own_list(self, made: Export, exporter: User, client_for: Browsers) -> None:
        page = client_for(exporter).get("/lists/exports/").content.decode()
        assert f"Выгрузка № {made.pk}" in page
        assert made.purpose in page


class TestOffice:
    def test_all_exports_and_unusual_ones(self, made: Export, admin_user: User, client_for: Browsers) -> None:
        browser = client_for(admin_user)
        assert made.purpose in browser.get("/office/exports/").content.decode()
        assert made.purpose not in browser.get("/office/exports/?only=unusual").content.decode()
        Export.objects.update(unusual=["hours"])
        page = browser.get("/office/exports/?only=unusual").content.decode()
        assert "необычная" in page

    def test_is_for_administrators(self, exporter: User, client_for: Browsers) -> None:
        assert client_for(exporter).get("/office/exports/").status_code == 404

    def test_sets_limits(self, exporter: User, admin_user: User, client_for: Browsers) -> None:
        browser = client_for(admin_user)
        values = {f"role_{exporter.role.pk}": "7", f"role_{admin_user.role.pk}": ""}
        assert browser.post("/office/exports/", values).status_code == 302
        assert (limits.limit_of(exporter), limits.limit_of(admin_user)) == (7, None)
        assert browser.post("/office/exports/", {f"role_{exporter.role.pk}": "-1"}).status_code == 422

    def test_journal_and_operations_name_them(self, made: Export, admin_user: User, client_for: Browsers) -> None:
        browser = client_for(admin_user)
        assert f"Сделана выгрузка: Выгрузка № {made.pk}" in browser.get("/office/journal/").content.decode()
        page = browser.get(f"/office/operations/{made.operation}/").content.decode()
        assert f"Выгрузка № {made.pk}: Клиенты" in page
