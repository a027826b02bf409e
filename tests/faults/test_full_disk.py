"""The disk of files is full: who asked is told so in a sentence, the run has failed with it, nothing is half-written.

The limit is the kernel's (RLIMIT_FSIZE): a file that outgrows it is refused as by a full disk. What the database says
when its own disk is full stands in `tests/imports/test_no_room.py`.
"""

import resource
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from core.errors import DomainError
from customers.models import Customer
from files.models import StoredFile
from imports.models import Import
from journal import runs
from journal.models import JobRun, JobState, Operation, OperationState
from journal.models.job import JobFault
from listing.exports import services as exports
from listing.exports.choices import ExportState
from listing.exports.models import Export
from listing.exports.services import Wish
from listing.pages import list_pages
from office.backups import jobs as backups
from tests.factories.customers import make_person
from tests.harness.client import StrictClient

ROOM, LARGE = 4_096, 200_000
SENTENCE = "На диске сервера не осталось места"
pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def full_disk() -> Iterator[None]:
    """No file grows beyond a page."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture(autouse=True)
def in_russian() -> Iterator[None]:
    with translation.override("ru"):
        yield


@pytest.fixture(autouse=True)
def folders(settings: Any, tmp_path: Path) -> None:
    settings.BACKUP_DIR = tmp_path / "backups"
    shutil.rmtree(Path(settings.VAR_DIR) / "files", ignore_errors=True)


def left() -> list[str]:
    """Files that lie in the product's folders."""
    places = (Path(settings.VAR_DIR) / "files", Path(settings.BACKUP_DIR))
    return [path.name for place in places if place.exists() for path in place.rglob("*") if path.is_file()]


def test_export(admin_user: User, client_for: Callable[[User], StrictClient]) -> None:
    for number in range(300):
        make_person(f"Клиентов{number} Иван", responsible=admin_user)
    wish = Wish(
        page=list_pages.get("customers"), choice={"all": True}, columns=["full_name"], format="csv", purpose="Сверка"
    )
    export = exports.prepare(wish, by=admin_user)
    run = exports.start(export, by=admin_user)

    with full_disk(), pytest.raises(DomainError, match=SENTENCE):
        runs.run_here(run.pk)

    run, export = JobRun.objects.get(pk=run.pk), Export.objects.get(pk=export.pk)
    assert (run.state, run.fault, export.state) == (JobState.FAILED, JobFault.REFUSED, ExportState.FAILED)
    assert SENTENCE in run.error
    assert export.operation
    assert Operation.objects.get(pk=export.operation).state == OperationState.FAILED
    assert (left(), StoredFile.objects.exists()) == ([], False)
    page = client_for(admin_user).get(reverse("listing:export", args=[export.pk]))
    assert SENTENCE in page.content.decode()


def test_backup(admin_user: User) -> None:
    make_person("Клиентов Иван")
    run = runs.start(backups.KIND, by=admin_user)

    with full_disk(), pytest.raises(DomainError, match="Не удалось записать копию"):
        runs.run_here(run.pk)

    run = JobRun.objects.get(pk=run.pk)
    assert (run.state, run.fault) == (JobState.FAILED, JobFault.REFUSED)
    assert left() == []
    runs.run_here(runs.start(backups.KIND, by=admin_user).pk)
    assert len(left()) == 1


def test_file_of_an_import(admin_user: User, client_for: Callable[[User], StrictClient]) -> None:
    content = b"name;phone\n" + b"Ivan;+79000000001\n" * (LARGE // 18)
    upload = SimpleUploadedFile("base.csv", content, content_type="text/csv")

    with full_disk():
        answer = client_for(admin_user).post(reverse("imports:new"), {"file": upload})

    assert answer.status_code == 422
    assert SENTENCE in answer.content.decode()
    assert (left(), StoredFile.objects.exists(), Import.objects.exists()) == ([], False, False)


def test_file_of_a_card(admin_user: User) -> None:
    from customers.attached import services

    person: Customer = make_person("Клиентов Иван")
    with full_disk(), pytest.raises(DomainError, match=SENTENCE):
        services.add([ContentFile(b"%PDF-1.7 " + b"x" * LARGE, "large.pdf")], by=admin_user, customer=person)
    assert (left(), StoredFile.objects.exists()) == ([], False)
