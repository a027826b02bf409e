"""Files in a store that speaks S3: a real server on loopback.

Runs where `pip install -r requirements-s3.txt "moto[s3,server]==5.2.5"` was done; the server alone brings fifty
packages, too many for every developer.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import User
from core import file_storage
from core.registries.doctor import Health
from files import contents, doctor, services
from files.jobs import SWEEP
from files.models import StoredFile
from journal import runs
from tests.files.pictures import PNG
from tests.harness.client import StrictClient
from tests.harness.smtp import free_port

pytest.importorskip("storages")
moto = pytest.importorskip("moto.server")
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(autouse=True)
def bucket(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    boto3: Any = pytest.importorskip("boto3")
    port = free_port()
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=port)
    server.start()
    names = {"BUCKET": "base", "REGION": "us-east-1", "ACCESS_KEY": "a", "SECRET_KEY": "b", "PREFIX": "crm"}
    names |= {"ENDPOINT_URL": f"http://127.0.0.1:{port}", "ADDRESSING_STYLE": "path"}
    for name, value in names.items():
        monkeypatch.setenv(f"S3_{name}", value)
    session = boto3.session.Session(aws_access_key_id="a", aws_secret_access_key="b", region_name="us-east-1")
    session.client("s3", endpoint_url=names["ENDPOINT_URL"]).create_bucket(Bucket="base")
    settings.STORAGES = settings.STORAGES | {"default": file_storage.choose(settings.VAR_DIR)}
    yield
    server.stop()


def test_logo_is_stored_and_shown(admin_user: User) -> None:
    browser = StrictClient()
    browser.force_login(admin_user)

    browser.post(reverse("office:company_logo"), {"logo": SimpleUploadedFile("logo.png", PNG)})
    picture: Any = StrictClient().get(reverse("files:logo", args=[StoredFile.objects.get().pk]))

    assert b"".join(picture.streaming_content) == PNG


def test_sweep_finds_what_nobody_names(manager: User) -> None:
    kept = services.store(SimpleUploadedFile("a.txt", b"kept"), by=manager, belongs_to=("x", 1))
    lost = services.store(SimpleUploadedFile("b.txt", b"lost"), by=manager, belongs_to=("x", 1))
    StoredFile.objects.filter(pk=lost.pk).delete()

    runs.run_here(runs.start(SWEEP, by=manager, wake_up=False).pk)

    assert list(contents.all_contents()) == [kept.sha256]
    assert contents.open_content(lost.sha256) is None


def test_doctor_writes_and_reads() -> None:
    assert doctor.check().health == Health.OK
