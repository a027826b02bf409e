"""Backups: made whole, checked, kept and let go, shown to administrators only."""

import csv
import datetime as dt
import io
import os
import zipfile
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core.errors import DomainError
from core.registries.doctor import Health
from files.services import store
from journal import runs
from journal.models import Entry, JobState
from office.backups import jobs, keeping, making, verifying
from tests.factories.customers import make_person
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def folder(settings: object, tmp_path: Path) -> Path:
    settings.BACKUP_DIR = tmp_path / "backups"  # type: ignore[attr-defined]  # pytest-django's fixture
    return tmp_path / "backups"


def lines(archive: Path, table: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(archive) as opened:
        return list(csv.DictReader(io.StringIO(opened.read(f"tables/{table}.csv").decode())))


def test_archive_holds_every_row_and_file_in_open_formats(tmp_path: Path, admin_user: User) -> None:
    customer = make_person("Ёжикова", city='Нижний "Новгород",\nцентр')
    store(SimpleUploadedFile("договор.txt", "Договор".encode()), by=admin_user, belongs_to=("company", "1"))

    made = making.make(tmp_path / "base.zip")

    row = next(row for row in lines(tmp_path / "base.zip", "customers_customer") if row["id"] == str(customer.pk))
    assert row["last_name"] == "Ёжикова"
    assert row["city"] == customer.city
    assert made.files == 1
    assert made.rows == sum(len(lines(tmp_path / "base.zip", part.name)) for part in made.tables)
    assert verifying.verify(tmp_path / "base.zip").manifest == made


def test_sessions_stay_out_of_the_archive(
    tmp_path: Path, client_for: Callable[[User], StrictClient], manager: User
) -> None:
    client_for(manager)

    made = making.make(tmp_path / "base.zip")

    assert "django_session" not in {part.name for part in made.tables}


def test_only_the_owner_of_the_process_may_read_the_archive(tmp_path: Path) -> None:
    making.make(tmp_path / "base.zip")

    assert (tmp_path / "base.zip").stat().st_mode & 0o077 == 0


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "base.zip").write_text("precious")

    with pytest.raises(DomainError, match=r"base\.zip"):
        making.make(tmp_path / "base.zip")

    assert (tmp_path / "base.zip").read_text() == "precious"


def test_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(DomainError, match="file"):
        making.make(tmp_path / "file" / "base.zip")


@pytest.mark.parametrize("place", [0.0001, 0.2, 0.5, 0.9, 0.97, 0.99999])
def test_one_wrong_byte_is_found(tmp_path: Path, place: float) -> None:
    for number in range(50):
        make_person(f"Иванов{number}")
    making.make(tmp_path / "base.zip")
    content = bytearray((tmp_path / "base.zip").read_bytes())
    content[int(len(content) * place)] ^= 0xFF
    (tmp_path / "base.zip").write_bytes(content)

    with pytest.raises(DomainError):
        verifying.verify(tmp_path / "base.zip")


def test_half_an_archive_and_another_file_are_refused(tmp_path: Path) -> None:
    making.make(tmp_path / "base.zip")
    whole = (tmp_path / "base.zip").read_bytes()
    (tmp_path / "half.zip").write_bytes(whole[: len(whole) // 2])
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as other:
        other.writestr("readme.txt", "not ours")

    for name in ("half.zip", "other.zip", "missing.zip"):
        with pytest.raises(DomainError):
            verifying.verify(tmp_path / name)


def made_before(now: dt.datetime) -> dict[str, list[keeping.Kept]]:
    def all_of(why: str, days: Iterable[int]) -> list[keeping.Kept]:
        return [keeping.Kept(Path(f"{why}{day}"), why, now - dt.timedelta(days=day), 1) for day in days]

    return {"nightly": all_of("nightly", range(200)), "manual": all_of("manual", (29, 500)),
            "update": all_of("update", range(5))}  # fmt: skip


def kept_of(made: dict[str, list[keeping.Kept]], now: dt.datetime) -> dict[str, list[keeping.Kept]]:
    backups = sorted(chain.from_iterable(made.values()), key=lambda one: one.made_at, reverse=True)
    gone = keeping.surplus(backups, now)
    return {why: [one for one in those if one not in gone] for why, those in made.items()}


def test_e5_no_backup_is_kept_longer_than_the_policy_says() -> None:
    now = dt.datetime(2026, 11, 21, 3, 10, tzinfo=dt.UTC)
    made = made_before(now)

    kept = kept_of(made, now)

    assert kept["nightly"][:7] == made["nightly"][:7]
    assert 9 <= len(kept["nightly"]) <= 7 + 5
    assert max((now - one.made_at).days for those in kept.values() for one in those) <= 30
    assert kept["manual"] == made["manual"][:1]
    assert kept["update"] == made["update"][:3]


def test_longer_storage_thins_nightly_backups_out(settings: object) -> None:
    settings.BACKUP_DAYS = 600  # type: ignore[attr-defined]  # pytest-django's fixture
    now = dt.datetime(2026, 11, 21, 3, 10, tzinfo=dt.UTC)
    made = made_before(now)

    kept = kept_of(made, now)

    assert 13 <= len(kept["nightly"]) <= 7 + 5 + 6
    assert (now - kept["nightly"][-1].made_at).days > 120
    assert kept["manual"] == made["manual"]


def test_half_a_backup_of_a_killed_process_goes(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    old = folder / "kartoteka-nightly-20261120T001000Z.zip.part"
    young, strange = folder / "kartoteka-manual-20261121T001000Z.zip.part", folder / "another.part"
    for path in (old, young, strange):
        path.write_text("half")
    for path in (old, strange):
        os.utime(path, (1, 1))

    keeping.rotate()

    assert sorted(path.name for path in folder.iterdir()) == sorted([strange.name, young.name])


def test_the_newest_backup_stays_however_old() -> None:
    now = dt.datetime(2026, 11, 21, 3, 10, tzinfo=dt.UTC)
    only = keeping.Kept(Path("n"), "nightly", now - dt.timedelta(days=400), 1)

    assert keeping.surplus([only], now) == []


def test_job_makes_a_backup_and_tells_the_journal(folder: Path, admin_user: User) -> None:
    job = runs.start(jobs.KIND, by=admin_user, args={"why": "manual"})

    ended = runs.run_here(job.pk)

    assert ended.state == JobState.DONE, ended.error
    assert [backup.why for backup in keeping.kept()] == ["manual"]
    assert Entry.objects.filter(verb=jobs.MADE, actor_id=admin_user.pk).count() == 1


def test_doctor_asks_for_a_backup_and_praises_a_fresh_one(folder: Path) -> None:
    assert jobs.check().health == Health.WARN

    folder.mkdir()
    keeping.name("manual", timezone.now() - dt.timedelta(days=3)).touch()
    assert jobs.check().health == Health.FAIL

    keeping.name("nightly", timezone.now()).touch()
    assert jobs.check().health == Health.OK


def test_administrator_downloads_and_it_is_journalled(
    folder: Path, client_for: Callable[[User], StrictClient], admin_user: User
) -> None:
    path = keeping.name("manual", timezone.now())
    making.make(path)
    browser = client_for(admin_user)

    page = browser.get(reverse("office:backups"))
    answer = browser.post(reverse("office:backup_download", args=[path.name]))

    assert path.name in page.content.decode()
    assert b"".join(answer.streaming_content) == path.read_bytes()  # type: ignore[attr-defined]  # a file response
    assert answer["Content-Disposition"].startswith("attachment")
    assert Entry.objects.filter(verb=jobs.TAKEN, actor_id=admin_user.pk).count() == 1


def test_button_starts_a_job(folder: Path, client_for: Callable[[User], StrictClient], admin_user: User) -> None:
    answer = client_for(admin_user).post(reverse("office:backup_make"))

    assert answer.status_code == 302
    assert "/office/jobs/" in answer["Location"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "kartoteka-manual-20260101T000000Z.zip", "secret_key"])
def test_only_backups_of_the_folder_are_handed_out(
    folder: Path, client_for: Callable[[User], StrictClient], admin_user: User, name: str
) -> None:
    assert client_for(admin_user).post(f"/office/backups/{name}/download/").status_code == 404


def test_others_find_no_such_page(folder: Path, client_for: Callable[[User], StrictClient], manager: User) -> None:
    path = keeping.name("manual", timezone.now())
    folder.mkdir()
    path.write_bytes(b"everything")
    browser = client_for(manager)

    assert browser.get(reverse("office:backups")).status_code == 404
    assert browser.post(reverse("office:backup_make")).status_code == 404
    assert browser.post(reverse("office:backup_download", args=[path.name])).status_code == 404
