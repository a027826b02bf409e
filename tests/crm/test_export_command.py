"""`manage.py export_base`."""

import csv
import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from accounts.models import User
from core.errors import DomainError
from crm.management.base import UsageError
from files.models import StoredFile
from journal.models import Entry, Operation
from listing.exports.models import Export
from tests.factories.customers import make_person, make_phone

pytestmark = pytest.mark.django_db


def run(out: Path, **options: object) -> dict[str, object]:
    printed = io.StringIO()
    call_command("export_base", out=out, purpose="Перенос", json=True, stdout=printed, **options)
    return dict(json.loads(printed.getvalue()))


def test_as_the_system_everything_leaves(tmp_path: Path) -> None:
    make_phone(make_person("Абрамова Анна"), "+79161234567")
    told = run(tmp_path / "all.csv", columns="full_name,phone", lang="ru")
    with (tmp_path / "all.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file, delimiter=";")) == [["ФИО", "Телефон"], ["Абрамова Анна", "'+79161234567"]]
    export = Export.objects.get()
    assert told == {
        "rows": 1, "file": str(tmp_path / "all.csv"), "operation": str(export.operation), "export": export.pk,
    }  # fmt: skip
    assert Operation.objects.get(pk=str(told["operation"])).state == "done"
    details = Entry.objects.get(verb="export.made").details
    assert details is not None
    assert details["purpose"] == "Перенос"
    assert (tmp_path / "all.csv").stat().st_mode & 0o777 == 0o600
    assert not StoredFile.objects.exists()


def test_as_a_person_his_own_by_his_rights(tmp_path: Path, manager: User, admin_user: User) -> None:
    make_person("Абрамова Анна", responsible=manager, city="Казань")
    make_person("Яблоков Пётр", city="Пермь")
    with pytest.raises(DomainError):
        run(tmp_path / "a.csv", user=manager.email)
    rule = '{"all": [{"field": "city", "op": "is", "values": ["Казань"]}]}'
    assert run(tmp_path / "b.jsonl", user=admin_user.email, filter=rule)["rows"] == 1
    (tmp_path / "rule.json").write_text(rule)
    assert run(tmp_path / "c.xlsx", user=admin_user.email, filter=f"@{tmp_path / 'rule.json'}")["rows"] == 1
    assert not (tmp_path / "a.csv").exists()


def test_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "there.csv").touch()
    for options in (
        {"filter": "{"},
        {"filter": "[]"},
        {"filter": "@/no/such/file"},
        {"entity": "nothing"},
        {"out": tmp_path / "there.csv"},
        {"out": tmp_path / "none" / "a.csv"},
        {"out": tmp_path / "a.doc"},
    ):
        with pytest.raises(UsageError) as refused:
            run(**{"out": tmp_path / "a.csv", **options})  # type: ignore[arg-type]
        assert refused.value.returncode == 2
    assert not Export.objects.exists()


def test_refusals(tmp_path: Path) -> None:
    with pytest.raises(DomainError):
        run(tmp_path / "a.csv", user="nobody@example.com")
    with pytest.raises(DomainError):
        run(tmp_path / "a.csv")
    make_person()
    with pytest.raises(DomainError):
        run(tmp_path / "a.csv", segment="vip")
    with pytest.raises(DomainError):
        run(tmp_path / "a.csv", columns="no_such_column")
    assert not (tmp_path / "a.csv").exists()
