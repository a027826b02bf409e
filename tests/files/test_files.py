"""Storing files and handing them out."""

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings, settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import User
from core.errors import DomainError
from core.registries.doctor import Health
from core.registries.file_owners import FileOwner, file_owners
from files import contents, doctor, kinds, services
from files.jobs import SWEEP
from files.models import StoredFile
from files.names import clean_name
from journal import runs
from journal.models import JobState
from tests.files.pictures import JPEG, PNG, SVG, WEBP
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
ClientFor = Callable[[User], StrictClient]
OWNER = "tests.thing"


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> Iterator[Path]:
    """A store of this test's own; things of the test are seen by the person whose id they have."""
    options = {"location": tmp_path / "files", "allow_overwrite": True}
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    }
    settings.VAR_DIR = tmp_path
    file_owners.add(FileOwner(code=OWNER, may_see=_is_his))
    yield tmp_path / "files"
    file_owners._entries.pop(OWNER)


def _is_his(user: User, pk: str) -> bool:
    return str(user.pk) == pk


def give(user: User, content: bytes = b"price list", name: str = "prices.txt") -> StoredFile:
    return services.store(SimpleUploadedFile(name, content), by=user, belongs_to=(OWNER, user.pk))


def stored(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_content_stands_under_its_hash(manager: User, folder: Path) -> None:
    file = give(manager)

    assert file.sha256 == hashlib.sha256(b"price list").hexdigest()
    assert (file.size, file.name, file.content_type) == (10, "prices.txt", "text/plain")
    assert (folder / contents.key(file.sha256)).read_bytes() == b"price list"
    assert stored(folder) == [file.sha256]


def test_same_content_is_kept_once(manager: User, colleague: User, folder: Path) -> None:
    first, second = give(manager), give(colleague, name="copy.txt")

    assert first.pk != second.pk
    assert stored(folder) == [first.sha256]


def test_content_goes_with_its_last_name(
    manager: User, folder: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    first, second = give(manager), give(manager)

    with django_capture_on_commit_callbacks(execute=True):
        services.remove([first], by=manager)
    assert stored(folder) == [second.sha256]

    with django_capture_on_commit_callbacks(execute=True):
        services.remove([second], by=manager)
    assert stored(folder) == []


def test_content_of_a_transaction_that_failed_is_swept_out(manager: User, folder: Path) -> None:
    kept = give(manager, b"kept")
    with transaction.atomic():
        give(manager, b"lost")
        transaction.set_rollback(True)
    assert len(stored(folder)) == 2

    runs.run_here(runs.start(SWEEP, by=manager, wake_up=False).pk)

    assert stored(folder) == [kept.sha256]


def test_sweep_passes_over_an_upload_that_ends_meanwhile(manager: User, folder: Path) -> None:
    incoming = Path(settings.VAR_DIR) / "files" / "incoming"
    incoming.mkdir(parents=True, exist_ok=True)
    gone = incoming / "gone"
    gone.symlink_to(incoming / "taken-away")  # listed, and not there when it is looked at

    try:
        run = runs.run_here(runs.start(SWEEP, by=manager, wake_up=False).pk)
    finally:
        gone.unlink()

    assert run.state == JobState.DONE


# Bad uploads.


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\base.xlsx", "base.xlsx"),
        ("/etc/", ""),
        ("..", ""),
        ("  . ", ""),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\x00b\nc.txt", "abc.txt"),
        ("цены «весна».txt", "цены «весна».txt"),
        ('a"b<c>.txt', "abc.txt"),
        ("я" * 300 + ".xlsx", "я" * 250 + ".xlsx"),
        ("a" * 300, "a" * 255),
    ],
)
def test_name_is_cleaned(name: str, clean: str) -> None:
    assert clean_name(name) == clean


class Named:
    """Django cleans the names of its uploads; a command hands over what it is given."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self._content = content

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        yield self._content


def test_file_without_a_name_is_refused(manager: User) -> None:
    with pytest.raises(DomainError) as refusal:
        services.store(Named("../..", b"x"), by=manager, belongs_to=(OWNER, 1))

    assert refusal.value.code == "name"


def test_path_in_a_name_leads_nowhere(manager: User, folder: Path, tmp_path: Path) -> None:
    file = services.store(Named("../../../escaped.txt", b"x"), by=manager, belongs_to=(OWNER, 1))

    assert file.name == "escaped.txt"
    assert not list(tmp_path.rglob("escaped*"))


def test_empty_file_is_refused(manager: User, folder: Path) -> None:
    with pytest.raises(DomainError, match=r"prices\.txt") as refusal:
        give(manager, b"")

    assert refusal.value.code == "empty"
    assert stored(folder) == []


def test_huge_file_is_refused_before_it_is_read_to_the_end(manager: User, folder: Path) -> None:
    read = 0

    class Endless:
        name = "huge.bin"

        def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
            nonlocal read
            while True:
                read += 1
                yield b"\0" * 1000

    with pytest.raises(DomainError) as refusal:
        services.store(Endless(), by=manager, belongs_to=(OWNER, 1), limit=5000)

    assert refusal.value.code == "too_big"
    assert read == 6
    assert stored(folder) == []


def test_type_that_is_not_wanted_is_refused(manager: User) -> None:
    with pytest.raises(DomainError) as refusal:
        services.store(SimpleUploadedFile("logo.png", SVG), by=manager, belongs_to=(OWNER, 1), only=kinds.PICTURES)

    assert refusal.value.code == "type"


def test_request_that_is_too_long_keeps_nothing(
    admin_user: User, client_for: ClientFor, settings: LazySettings, folder: Path
) -> None:
    settings.MAX_UPLOAD_BYTES = 1000

    response = client_for(admin_user).post(
        reverse("office:company_logo"), {"logo": SimpleUploadedFile("logo.png", PNG + b"\0" * 2000)}
    )

    assert response.status_code == 422
    assert len(response.context["logo_form"].errors["logo"]) == 1
    assert stored(folder) == []


# What a file is.


def office_document(part: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(f"{part}document.xml", "<x/>")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PNG, "image/png"),
        (JPEG, "image/jpeg"),
        (WEBP, "image/webp"),
        (SVG, "image/svg+xml"),
        (b"\n  <svg>", "image/svg+xml"),
        (b"%PDF-1.7 ...", "application/pdf"),
        (office_document("xl/"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (office_document("word/"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (office_document("other/"), "application/zip"),
        (b"PK\x03\x04 not really", "application/zip"),
        (b"<!DOCTYPE HTML><p>", "text/html"),
        (b"\xef\xbb\xbf<html>", "text/html"),
        ("имя;телефон".encode("cp1251"), "text/plain"),
        (b"MZ\x90\x00", "application/vnd.microsoft.portable-executable"),
        (b"a\x00b", kinds.UNKNOWN),
        (b"x", "text/plain"),
        (b"RIFF1234ABCD", kinds.UNKNOWN),
    ],
)
def test_type_is_told_by_the_content(content: bytes, kind: str) -> None:
    assert kinds.detect(io.BytesIO(content)) == kind


# Handing out.


def download(browser: StrictClient, file: StoredFile) -> tuple[int, dict[str, str], bytes]:
    response: Any = browser.get(reverse("files:download", args=[file.pk]))
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, dict(response.items()), body


def test_owner_gets_the_file_as_an_attachment(manager: User, client_for: ClientFor) -> None:
    status, headers, body = download(client_for(manager), give(manager, name="цены.txt"))

    assert (status, body) == (200, b"price list")
    assert headers["Content-Disposition"] == "attachment; filename*=utf-8''%D1%86%D0%B5%D0%BD%D1%8B.txt"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["Content-Length"] == "10"


@pytest.mark.parametrize("content", [SVG, b"<html><script>alert(1)</script>", b"MZ\x90"])
def test_what_a_browser_could_run_is_labelled_as_bytes(manager: User, client_for: ClientFor, content: bytes) -> None:
    _status, headers, _body = download(client_for(manager), give(manager, content, "x.png"))

    assert headers["Content-Type"] == "application/octet-stream"


def test_others_find_no_such_file(
    manager: User, colleague: User, admin_user: User, stranger: User, client: StrictClient, client_for: ClientFor
) -> None:
    file = give(manager)

    assert [download(client_for(user), file)[0] for user in (colleague, admin_user, stranger)] == [404] * 3
    assert client.get(reverse("files:download", args=[file.pk])).status_code == 302


def test_file_of_an_unknown_type_is_seen_by_nobody(manager: User, client_for: ClientFor) -> None:
    file = services.store(SimpleUploadedFile("a.txt", b"x"), by=manager, belongs_to=("unknown.thing", manager.pk))

    assert download(client_for(manager), file)[0] == 404


def test_missing_content_is_told_on_a_page(manager: User, client_for: ClientFor, folder: Path) -> None:
    file = give(manager)
    (folder / contents.key(file.sha256)).unlink()

    status, _headers, body = download(client_for(manager), file)

    assert status == 404
    assert "prices.txt" in body.decode()
    assert file.sha256 in body.decode()


def test_other_files_are_not_shown_inside_pages(manager: User) -> None:
    file = give(manager, PNG, "a.png")

    assert StrictClient().get(reverse("files:logo", args=[file.pk])).status_code == 404


def test_content_changed_on_disk_is_no_picture_any_more(admin_user: User, client_for: ClientFor, folder: Path) -> None:
    client_for(admin_user).post(reverse("office:company_logo"), {"logo": SimpleUploadedFile("logo.png", PNG)})
    file = StoredFile.objects.get()
    (folder / contents.key(file.sha256)).write_bytes(SVG)

    assert StrictClient().get(reverse("files:logo", args=[file.pk])).status_code == 404


def test_doctor_finds_a_working_store(folder: Path) -> None:
    assert doctor.check().health == Health.OK
    assert stored(folder) == []


def test_doctor_finds_a_broken_store(folder: Path) -> None:
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("a file where the folder should be")

    assert doctor.check().health == Health.FAIL


def test_store_is_the_one_of_the_settings(folder: Path) -> None:
    assert default_storage.path("") == f"{folder}/" or default_storage.path("") == str(folder)
