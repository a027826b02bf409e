"""The wizard from the rules to the undo, as pages answer."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from accounts.models import User
from customers.models import ContactPoint, Customer, CustomerTag
from imports.apply.made import made_by
from imports.models import Import, StagedRow
from journal.models import Operation
from journal.operations import run_now, start_undo
from tests.factories.customers import make_email, make_person, make_phone
from tests.harness.client import StrictClient
from tests.imports.walking import applied, brought

pytestmark = pytest.mark.django_db(transaction=True)
Browser = Callable[[User], StrictClient]
IVANOVA = ("Иванова Мария Петровна", "89172341860", "ivanova@example.com", "03.05.1986", "Казань")
SAFIN = ("САФИН РУСТАМ", "+7(987)290-55-14", "safin@example.com", "31.02.1990", "Казань")
NOBODY = ("", "", "", "", "Самара")


def row(imported: Import, number: int) -> StagedRow:
    return StagedRow.objects.get(imported=imported, number=number)


def operation_of(imported: Import) -> Operation:
    assert imported.operation
    return Operation.objects.get(pk=imported.operation)


def body(browser: StrictClient, name: str, *arguments: object, **query: str) -> str:
    response = browser.get(reverse(f"imports:{name}", args=arguments), query)
    assert response.status_code == 200, (name, response.status_code)
    return str(response.content.decode())


def test_rows_are_checked_applied_and_taken_back(admin_user: User, client_for: Browser) -> None:
    browser = client_for(admin_user)
    imported = brought(browser, [IVANOVA, SAFIN, NOBODY], tag="импорт")

    assert imported.state == "checked"
    assert (imported.counts["rows"], imported.counts["new"], imported.counts["rejected"]) == (3, 2, 1)
    page = body(browser, "preview", imported.pk)
    assert "Иванова Мария Петровна" in page
    assert Customer.objects.count() == 0

    imported = applied(browser, imported)

    assert imported.state == "done"
    assert sorted(Customer.objects.values_list("last_name", flat=True)) == ["Иванова", "Сафин"]
    assert ContactPoint.objects.filter(value="+79172341860", is_primary=True).exists()
    assert CustomerTag.objects.count() == 2
    assert "Откатить" in body(browser, "result", imported.pk)
    assert "view=all&amp;tags__is=" in body(browser, "result", imported.pk)

    run_now(start_undo(operation_of(imported), admin_user, queued=False))
    assert Customer.objects.count() == 0
    assert "откачен" in browser.get("/import/").content.decode()


def test_the_check_of_what_is_brought_in_leads_to_the_cards_it_made(admin_user: User, client_for: Browser) -> None:
    browser = client_for(admin_user)
    known = make_person("Сафин Рустам", city="")
    make_phone(known, "+79872905514")
    imported = brought(browser, [NOBODY, SAFIN, IVANOVA, ("Петров Пётр", "89172341861", "", "", "Уфа")])
    fresh = {row(imported, number).pk: number for number in (4, 5)}
    assert made_by(imported, list(StagedRow.objects.of(imported))) == {}
    imported = applied(browser, imported)
    made = made_by(imported, list(StagedRow.objects.of(imported)))
    names = {fresh[pk]: Customer.objects.get(pk=client).last_name for pk, client in made.items()}
    assert names == {4: "Иванова", 5: "Петров"}
    assert made_by(imported, [row(imported, 5)]) == {row(imported, 5).pk: made[row(imported, 5).pk]}
    assert f'href="{Customer.objects.get(last_name="Петров").get_absolute_url()}"' in body(
        browser, "preview", imported.pk
    )


def test_the_same_file_again_changes_nothing(admin_user: User, client_for: Browser) -> None:
    browser = client_for(admin_user)
    imported = applied(browser, brought(browser, [IVANOVA]))
    Import.objects.filter(pk=imported.pk).delete()

    again = brought(browser, [IVANOVA])

    assert (again.counts["new"], again.counts["updated"], again.counts["unchanged"]) == (0, 0, 1)


def test_empty_fields_are_filled_and_others_kept(admin_user: User, client_for: Browser) -> None:
    card = make_person("Иванова Мария Петровна", city="Москва")
    make_phone(card, "+79172341860")
    browser = client_for(admin_user)

    imported = applied(browser, brought(browser, [IVANOVA]))

    card.refresh_from_db()
    assert imported.counts["updated"] == 1
    assert (card.city, str(card.birth_date)) == ("Москва", "1986-05-03")
    assert ContactPoint.objects.filter(customer=card, value="ivanova@example.com", is_primary=True).exists()


def test_before_and_after_are_shown_when_written_over(admin_user: User, client_for: Browser) -> None:
    card = make_person("Иванова Мария Петровна", city="Москва")
    make_phone(card, "+79172341860")
    browser = client_for(admin_user)

    imported = brought(browser, [IVANOVA], on_conflict="overwrite")

    page = body(browser, "preview", imported.pk, tab="updated")
    assert '<s class="cell__before">Москва</s>' in page
    applied(browser, imported)
    card.refresh_from_db()
    assert card.city == "Казань"


def test_what_changed_since_the_check_is_not_written(admin_user: User, client_for: Browser) -> None:
    card = make_person("Иванова Мария Петровна", city="Москва")
    make_phone(card, "+79172341860")
    browser = client_for(admin_user)
    imported = brought(browser, [IVANOVA], on_conflict="overwrite")
    Customer.objects.filter(pk=card.pk).update(city="Тула")

    imported = applied(browser, imported)

    card.refresh_from_db()
    assert card.city == "Тула"
    page = body(browser, "result", imported.pk)
    assert card.title in page
    assert operation_of(imported).refused == 1


def test_a_cell_is_put_right_in_place_and_the_row_read_again(admin_user: User, client_for: Browser) -> None:
    browser = client_for(admin_user)
    imported = brought(browser, [IVANOVA, SAFIN])
    assert row(imported, 3).tone == "bad"
    address = reverse("imports:cell", args=[imported.pk, 3, 3])

    assert 'value="31.02.1990"' in browser.get(address, headers={"HX-Request": "true"}).content.decode()
    response = browser.post(address, {"value": "28.02.1990"}, headers={"HX-Request": "true"})

    assert 'id="row-3"' in response.content.decode()
    assert row(imported, 3).said["values"]["birth_date"] == "1990-02-28"
    assert row(imported, 3).tone != "bad"


def test_without_scripts_a_cell_is_put_right_on_a_page_of_its_own(admin_user: User, client_for: Browser) -> None:
    browser = client_for(admin_user)
    imported = brought(browser, [IVANOVA, SAFIN])
    address = reverse("imports:cell", args=[imported.pk, 3, 3])

    assert "<html" in browser.get(address).content.decode()
    response = browser.post(address, {"value": "28.02.1990"}, follow=True)

    assert response.redirect_chain[-1][0].startswith(reverse("imports:preview", args=[imported.pk]))


def test_rows_are_left_out_and_brought_back(admin_user: User, client_for: Browser) -> None:
    browser = client_for(admin_user)
    imported = brought(browser, [IVANOVA, SAFIN])
    address = reverse("imports:row_drop", args=[imported.pk, 2])

    browser.post(address)
    imported.refresh_from_db()
    assert (imported.counts["dropped"], imported.counts["new"]) == (1, 1)
    browser.post(address, {"back": "1"})
    imported.refresh_from_db()
    assert (imported.counts["dropped"], imported.counts["new"]) == (0, 2)


def test_alike_problems_are_answered_at_once(admin_user: User, client_for: Browser) -> None:
    browser = client_for(admin_user)
    rows = [(f"Человек{at} Иван", f"8917234{at:04}", "", "нет даты", "") for at in range(3)]
    imported = brought(browser, rows)
    [code] = {problem[3] for one in StagedRow.objects.order_by("number") for problem in one.problems if problem[0] == 3}
    page = body(browser, "problems", imported.pk)
    assert "нет даты" in page

    fix = {"column": "3", "code": code, "raw": "нет даты", "value": "01.02.1990", "act": "value"}
    browser.post(reverse("imports:fix_all", args=[imported.pk]), fix)

    days = {one.said["values"].get("birth_date") for one in StagedRow.objects.order_by("number")}
    assert days == {"1990-02-01"}
    assert "нет даты" not in body(browser, "problems", imported.pk)


def test_all_rows_with_a_problem_are_left_out_at_once(admin_user: User, client_for: Browser) -> None:
    browser = client_for(admin_user)
    imported = brought(browser, [IVANOVA, SAFIN])
    [problem] = [one for one in row(imported, 3).problems if one[0] == 3]

    browser.post(reverse("imports:fix_all", args=[imported.pk]), {"column": "3", "code": problem[3], "act": "drop"})

    assert row(imported, 3).verdict == "dropped"
    assert row(imported, 2).verdict == "new"


def test_repeats_in_the_file_are_found_and_take_the_place_of_a_row_left_out(
    admin_user: User, client_for: Browser
) -> None:
    browser = client_for(admin_user)
    imported = brought(browser, [IVANOVA, ("Иванова М.", IVANOVA[1], "", "", "")])
    assert row(imported, 3).verdict == "duplicate"
    assert imported.counts["duplicates"] == 1

    browser.post(reverse("imports:row_drop", args=[imported.pk, 2]))

    assert row(imported, 3).verdict == "new"


def test_a_doubtful_row_waits_for_a_person(admin_user: User, client_for: Browser) -> None:
    one, other = make_person("Иванова Мария"), make_person("Петрова Анна")
    make_phone(one, IVANOVA[1])
    make_email(other, IVANOVA[2])
    browser = client_for(admin_user)
    imported = brought(browser, [IVANOVA])
    assert row(imported, 2).verdict == "doubtful"

    page = body(browser, "doubt", imported.pk, 2)
    assert "Петрова Анна" in page
    browser.post(reverse("imports:doubt", args=[imported.pk, 2]), {"decision": str(other.pk)})

    assert (row(imported, 2).verdict, row(imported, 2).customer_id) == ("updated", other.pk)


def test_a_colleagues_card_is_shown_without_a_word_of_it(
    manager: User, colleague: User, client_for: Browser, admin_user: User
) -> None:
    manager.role.permissions = [*manager.role.permissions, "imports.run"]
    manager.role.save()
    hidden, mine = make_person("Тайная Анна", responsible=colleague), make_person("Своя Ольга", responsible=manager)
    make_phone(hidden, IVANOVA[1])
    make_email(mine, IVANOVA[2])
    browser = client_for(manager)
    imported = brought(browser, [IVANOVA])

    page = body(browser, "doubt", imported.pk, 2)
    forged = browser.post(reverse("imports:doubt", args=[imported.pk, 2]), {"decision": str(hidden.pk)})

    assert "Тайная" not in page
    assert "Своя Ольга" in page
    assert forged.status_code == 404


def test_keys_move_by_buttons_without_being_kept(admin_user: User, client_for: Browser) -> None:
    browser = client_for(admin_user)
    imported = brought(browser, [IVANOVA])
    from tests.imports.walking import RULES

    page = browser.post(reverse("imports:rules", args=[imported.pk]), {**RULES, "move": "phone:up"}).content.decode()

    assert page.index('value="phone"') < page.index('value="inn"')
    imported.refresh_from_db()
    assert imported.match == ["external_id", "inn", "phone", "email"]


def test_rejected_rows_come_back_put_right(admin_user: User, client_for: Browser, tmp_path: object) -> None:
    import io

    import openpyxl
    from django.core.files.uploadedfile import SimpleUploadedFile

    browser = client_for(admin_user)
    imported = brought(browser, [IVANOVA, NOBODY])
    answer = browser.get(reverse("imports:rejects", args=[imported.pk]))
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a file
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.active
    assert sheet is not None
    assert sheet.max_row == 2
    sheet["A2"] = "Сидоров Пётр"
    out = io.BytesIO()
    book.save(out)

    response = browser.post(reverse("imports:new"), {"file": SimpleUploadedFile("снова.xlsx", out.getvalue())})

    again = Import.objects.order_by("-created_at").first()
    assert again is not None
    assert response["Location"] == reverse("imports:upload_of", args=[again.pk])
    reason = again.headings[-1]
    assert again.mapping[reason] is None
    assert again.mapping["ФИО"] == "full_name"


def test_a_stranger_meets_404_everywhere(admin_user: User, manager: User, stranger: User, client_for: Browser) -> None:
    from imports.urls import urlpatterns

    manager.role.permissions = [*manager.role.permissions, "imports.run"]
    manager.role.save()
    imported = brought(client_for(admin_user), [IVANOVA, SAFIN, NOBODY])
    known = {"import_id": imported.pk, "number": 2, "column": 0, "at": 0}
    found = []
    for pattern in urlpatterns:
        arguments = {name: known[name] for name in pattern.pattern.converters}
        if not arguments:
            continue
        address = reverse(f"imports:{pattern.name}", kwargs=arguments)
        for person in (manager, stranger):
            browser = client_for(person)
            answers = {browser.get(address).status_code, browser.post(address).status_code}
            if not answers <= {404, 405}:
                found.append((pattern.name, person.last_name, answers))
    assert found == []
    assert client_for(stranger).get(reverse("imports:list")).status_code == 404
    assert client_for(stranger).get(reverse("imports:new")).status_code == 404
    assert imported.name not in client_for(manager).get(reverse("imports:list")).content.decode()
    assert client_for(manager).get(reverse("files:download", args=[imported.file_id])).status_code == 404
    assert StagedRow.objects.filter(decision="skip").count() == 0


def test_a_draft_is_deleted_with_its_rows(admin_user: User, client_for: Browser) -> None:
    browser = client_for(admin_user)
    imported = brought(browser, [IVANOVA])
    assert imported.name in body(browser, "list")

    browser.post(reverse("imports:delete", args=[imported.pk]))

    assert not Import.objects.exists()
    assert not StagedRow.objects.exists()
