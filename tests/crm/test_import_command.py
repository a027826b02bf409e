"""`manage.py import_base`: the wizard without the browser, by the keys it promises."""

import datetime as dt
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import User
from accounts.services import system_user
from core.errors import DomainError
from crm.management.commands import import_base
from customers.models import ContactPoint, Customer, CustomerTag, ExternalId
from files.models import StoredFile
from imports import whole
from imports.models import Import, StagedRow
from imports.recovering import forget_looked_at
from tests.factories.customers import make_person, make_phone

pytestmark = pytest.mark.django_db(transaction=True)
HEADINGS = "ID;ФИО;Телефон;E-mail;Дата рождения;Теги"
IVANOVA = "1;Иванова Мария Петровна;8 (917) 234-18-60;ivanova@example.com;03.05.1986;постоянный"
SAFIN = "2;Сафин Рустам;+7 987 290-55-14;safin@example.com;31.02.1990;"
AGAIN = "3;Сафин Р.;+7 987 290-55-14;;;"
NOBODY = ";;;;03.05.1986;"
KEYS = {
    "operation", "detected", "mapping", "rows", "created", "updated", "unchanged", "duplicates", "rejected", "rejects",
    "seconds",
}  # fmt: skip


def command(path: Path, *args: str, name: str = "import_base") -> Any:
    out = StringIO()
    call_command(name, str(path), *args, "--json", stdout=out)
    return json.loads(out.getvalue())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(tmp_path, IVANOVA, SAFIN, AGAIN, NOBODY)


def written(folder: Path, *lines: str) -> Path:
    path = folder / "клиенты.csv"
    path.write_text("\n".join((HEADINGS, *lines)), encoding="cp1251")
    return path


def base() -> list[Any]:
    """Everything an undo must bring back."""
    points = ContactPoint.objects.order_by("customer", "kind", "position").values_list(
        "customer", "kind", "raw", "value", "is_primary", "position"
    )
    return [
        list(Customer.objects.order_by("pk").values_list("pk", "name", "sort_name", "birth_date", "city", "note")),
        list(points),
        list(ExternalId.objects.order_by("pk").values_list("customer", "source", "value")),
        list(CustomerTag.objects.order_by("pk").values_list("customer", "tag")),
    ]


def test_new_then_the_same_then_undone(file: Path) -> None:
    said = command(file, "--source", "салон")

    assert said.keys() >= KEYS
    assert (said["rows"], said["created"], said["duplicates"], said["rejected"]) == (4, 2, 1, 1)
    assert {"format", "encoding", "separator", "header_row", "profile"} == set(said["detected"])
    assert {(one["row"], one["column"]) for one in said["rejects"]} >= {(3, "Дата рождения")}
    assert all({"row", "column", "value", "code", "message"} <= one.keys() for one in said["rejects"])
    assert ExternalId.objects.filter(source="салон", value="1", customer__last_name="Иванова").exists()

    again = command(file, "--source", "салон")
    assert (again["created"], again["updated"], again["unchanged"], again["operation"]) == (0, 0, 2, None)

    out = StringIO()
    call_command("undo", said["operation"], "--json", stdout=out)
    assert json.loads(out.getvalue())["deleted"] == 2
    assert not Customer.objects.exists()


def test_an_update_adds_and_is_taken_back_exactly(tmp_path: Path) -> None:
    card = make_person("Иванова Мария", city="Казань")
    make_phone(card, "+7 917 234-18-60")
    before = base()

    said = command(written(tmp_path, IVANOVA))
    assert (said["created"], said["updated"]) == (0, 1), said
    card.refresh_from_db()
    assert (card.middle_name, str(card.birth_date), card.city) == ("Петровна", "1986-05-03", "Казань")
    assert ContactPoint.objects.filter(customer=card).count() == 2

    out = StringIO()
    call_command("undo", said["operation"], "--json", stdout=out)
    assert json.loads(out.getvalue())["kept"] == []
    assert base() == before


def test_a_dry_run_leaves_nothing_behind(file: Path) -> None:
    said = command(file, "--dry-run")
    assert (said["created"], said["operation"]) == (2, None)
    assert not Customer.objects.exists()
    assert not Import.objects.exists()
    assert not StagedRow.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_dry_run_that_is_stopped_leaves_nothing_behind(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_args: object) -> None:
        raise KeyboardInterrupt

    for place in ("imports.staging.checking.count", "imports.whole.told"):
        with monkeypatch.context() as stopped:
            stopped.setattr(place, stop)
            with pytest.raises(KeyboardInterrupt):
                command(file, "--dry-run")
        assert not Import.objects.exists()
        assert not StagedRow.objects.exists()
        assert not StoredFile.objects.exists()


def test_what_a_killed_dry_run_left_is_seen_by_nobody_and_goes(file: Path, admin_user: User) -> None:
    left = whole.checked(whole.Wish(path=file, by=system_user(), fleeting=True))
    assert not Import.objects.visible_to(admin_user).exists()
    assert forget_looked_at() == 0, "the command may still be telling what it has found"

    assert forget_looked_at(timezone.now() + dt.timedelta(hours=2)) == 1

    assert not Import.objects.filter(pk=left.pk).exists()
    assert not StoredFile.objects.exists()


def test_the_object_lists_the_first_of_very_many(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole_list = command(file, "--dry-run")
    assert len(whole_list["rejects"]) > 1
    assert whole_list["rejects_cut"] is False
    monkeypatch.setattr(import_base, "LISTED", 1)

    said = command(file, "--dry-run")

    assert (said["rejects"], said["rejects_cut"], said["rejected"]) == (whole_list["rejects"][:1], True, 1)


def test_a_mapping_file_decides(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.json"
    names = dict.fromkeys(HEADINGS.split(";"))
    given = {**names, "ФИО": "full_name", "Телефон": "phone", "city": {"const": "Казань"}}
    mapping.write_text(json.dumps(given), encoding="utf-8")
    said = command(written(tmp_path, IVANOVA), "--mapping", str(mapping))
    assert said["created"] == 1
    assert Customer.objects.get().city == "Казань"
    assert not ExternalId.objects.exists()


def test_modes(file: Path) -> None:
    assert command(file, "--mode", "update")["created"] == 0
    assert command(file, "--mode", "create")["created"] == 2


def test_a_colleagues_client_is_told_of_and_not_touched(tmp_path: Path, manager: User, colleague: User) -> None:
    card = make_person("Тайная Анна Олеговна", responsible=colleague)
    make_phone(card, "+7 917 234-18-60")
    from accounts.models import Role

    Role.objects.filter(code="manager").update(permissions=[*manager.role.permissions, "imports.run"])
    said = command(written(tmp_path, IVANOVA), "--user", manager.email)
    assert (said["created"], said["updated"], said["doubtful"]) == (0, 0, 1)
    assert said["rejects"][0]["code"] == "colleague"
    assert "Тайная" not in json.dumps(said, ensure_ascii=False)


def test_refusals(file: Path, manager: User) -> None:
    with pytest.raises(DomainError):
        command(file.with_name("нет.csv"))
    with pytest.raises(CommandError) as refused:
        command(file, "--match", "colour")
    assert refused.value.returncode == 2
    with pytest.raises(DomainError):
        command(file, "--profile", "нет такой")
