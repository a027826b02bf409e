"""Rule S-2: a person's copy holds rows of every table that tells of him."""

import json
import re
import resource
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.models import User
from consents.erasure import person as people
from consents.models import SubjectBundle
from consents.requests import bundle
from core.errors import DomainError
from customers.models import Customer
from journal import runs
from journal.models import Entry
from tests.consents import full_person
from tests.factories.consents import grant_pair
from tests.factories.customers import make_person, make_phone
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db


def read(path: Path) -> dict[str, object]:
    with zipfile.ZipFile(path) as archive:
        return dict(json.loads(archive.read(bundle.JSON)))


def test_s2_every_personal_table_with_rows_of_the_person_is_in_the_copy(
    admin_user: User, client_for: Callable[[User], StrictClient], tmp_path: Path
) -> None:
    person = full_person.make(admin_user, client_for(admin_user))

    bundle.write(tmp_path / "copy.zip", [person.pk])

    data = read(tmp_path / "copy.zip")["data"]
    assert isinstance(data, dict)
    for entry in (*people.told_of(), *people.histories()):
        rows = people.rows_of(entry).filter(people.about(entry, [person.pk])).count()
        assert len(data.get(entry.code, [])) == rows, entry.code
        for row in data.get(entry.code, []):
            kept = set(entry.personal) - bundle.TECHNICAL
            assert kept <= row.keys(), entry.code
    assert len(data) >= 19
    # Secrets are the person's own; what they are called is told, not their numbers.
    assert data["customers.customvalues"][0]["values"]["Паспорт"] == full_person.SECRET


def test_s2_document_reads_and_files_lie_beside(
    admin_user: User, client_for: Callable[[User], StrictClient], tmp_path: Path
) -> None:
    person = full_person.make(admin_user, client_for(admin_user))

    bundle.write(tmp_path / "copy.zip", [person.pk])

    with zipfile.ZipFile(tmp_path / "copy.zip") as archive:
        document = archive.read(bundle.DOCUMENT).decode()
        files = [name for name in archive.namelist() if name.startswith("files/")]
    assert full_person.NAME in document
    assert "aglaya.z@example.com" in document
    # A file of his card, and the scan of the paper he signed.
    assert {name.rpartition("-")[2] for name in files} == {"Звонарёва.txt", "Согласие.txt"}
    # Another person's name is his own.
    assert "Подруга" not in document
    headings = set(re.findall(r"<th[^>]*>([^<]+)</th>|<h[23]>([^<]+)</h[23]>", document))
    programmers = {word for pair in headings for word in pair if re.fullmatch("[A-Za-z_ ]{4,}", word)}
    assert not programmers


def test_s2_texts_agreed_to_are_in_the_copy(tmp_path: Path, operator_named: None) -> None:
    phone = make_phone(make_person())
    grant_pair(phone)

    bundle.write(tmp_path / "copy.zip", [phone.customer_id])

    with zipfile.ZipFile(tmp_path / "copy.zip") as archive:
        document = archive.read(bundle.DOCUMENT).decode()
    assert document.count("Я, клиент, даю согласие.") == 2
    assert "дано" in document
    assert "granted" not in document


def test_s2_link_works_once_and_is_journalled(
    admin_user: User, manager: User, client_for: Callable[[User], StrictClient]
) -> None:
    person = make_person(responsible=manager)
    browser = client_for(admin_user)
    page = browser.post(reverse("requests:copy"), {"customer": person.pk})["Location"]
    made = SubjectBundle.objects.get()
    assert made.job
    runs.run_here(made.job)
    assert browser.get(page).status_code == 200
    take = reverse("requests:copy_take", args=[made.pk])
    assert client_for(manager).post(take).status_code == 404

    first = browser.post(take)
    content = b"".join(first.streaming_content)  # type: ignore[attr-defined]
    again = browser.post(take)

    assert content[:2] == b"PK"
    assert again.status_code == 302
    assert Entry.objects.filter(verb__in=["requests.copied", "requests.taken"]).count() == 2


def test_copy_that_broke_off_leaves_nothing(tmp_path: Path) -> None:
    person = make_person()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))  # the kernel refuses as a full disk does
    try:
        with pytest.raises(DomainError):
            call_command("subject_bundle", str(person.pk), "--out", str(tmp_path), "--json")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert not list(tmp_path.iterdir())
    call_command("subject_bundle", str(person.pk), "--out", str(tmp_path), "--json")
    assert [path.name for path in tmp_path.iterdir()] == [f"copy-{person.pk}.zip"]
    assert (tmp_path / f"copy-{person.pk}.zip").stat().st_mode & 0o777 == 0o600


def test_commands_copy_and_erase(admin_user: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    person = make_person()

    call_command("subject_bundle", str(person.pk), "--out", str(tmp_path), "--json")
    copied = json.loads(capsys.readouterr().out)
    call_command("erase", str(person.pk), "--plan", "--json")
    planned = json.loads(capsys.readouterr().out)
    call_command("erase", str(person.pk), "--execute", "--approved-by", admin_user.email, "--json")
    erased = json.loads(capsys.readouterr().out)

    assert Path(copied["file"]).is_file()
    assert planned["stays"]["customers.customer"] == 1
    assert erased["act"]
    assert Customer.objects.get(pk=person.pk).last_name == ""
