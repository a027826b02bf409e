"""The first step: a file or what was pasted, what was found out, corrections, and whose it is."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import User
from imports.models import Import
from tests.harness.client import StrictClient
from tests.imports import samples

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]


def brought(browser: StrictClient, content: bytes, name: str = "LEAD.csv") -> Import:
    """The file given, its page opened."""
    response = browser.post(reverse("imports:new"), {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == 302, response.content.decode()
    imported = Import.objects.order_by("-created_at").first()
    assert imported is not None
    assert response["Location"] == reverse("imports:upload_of", args=[imported.pk])
    return imported


def test_what_was_found_out_is_shown_and_can_be_corrected(
    admin_user: User, client_for: Browser, tmp_path: Path
) -> None:
    browser = client_for(admin_user)
    imported = brought(browser, samples.bitrix24_csv(tmp_path / "a").read_bytes())
    address = reverse("imports:upload_of", args=[imported.pk])
    page = browser.get(address).content.decode()
    assert "cp1251" in page
    assert "Ковалёва" in page
    said = {"encoding": "", "separator": ",", "header_row": "1", "header_rows": "1", "act": "show"}
    assert browser.post(address, said)["Location"] == address
    imported.refresh_from_db()
    assert (imported.options["separator"], len(imported.headings)) == (",", 1)
    response = browser.post(address, {"separator": "", "header_row": "", "act": "next"})
    assert response["Location"] == reverse("imports:mapping", args=[imported.pk])
    imported.refresh_from_db()
    assert imported.headings == list(samples.BITRIX)
    refused = browser.post(address, {"header_row": "20", "act": "next"})
    assert refused.status_code == 422


def test_pasted_cells_are_a_file_too(admin_user: User, client_for: Browser) -> None:
    browser = client_for(admin_user)
    response = browser.post(reverse("imports:new"), {"pasted": "ФИО\tТелефон\nАнна\t89161234567\n"})
    assert response.status_code == 302
    assert Import.objects.get().headings == ["ФИО", "Телефон"]


def test_the_same_file_again_is_told(admin_user: User, client_for: Browser, tmp_path: Path) -> None:
    browser, content = client_for(admin_user), samples.amocrm(tmp_path / "a").read_bytes()
    first = brought(browser, content)
    second = brought(browser, content, "другое имя.csv")
    page = browser.get(reverse("imports:upload_of", args=[second.pk])).content.decode()
    assert reverse("imports:one", args=[first.pk]) in page


def test_a_bad_or_too_large_file_is_refused_and_leaves_nothing(
    admin_user: User, client_for: Browser, settings: object
) -> None:
    browser = client_for(admin_user)
    bad = browser.post(reverse("imports:new"), {"file": SimpleUploadedFile("a.xlsx", b"%PDF-1.7 x")})
    assert bad.status_code == 422
    settings.MAX_IMPORT_BYTES = 1024 * 1024  # type: ignore[attr-defined]
    large = browser.post(reverse("imports:new"), {"file": SimpleUploadedFile("a.csv", b"a;b\n" * 300_000)})
    assert large.status_code == 422
    assert not Import.objects.exists()


def test_another_s_file_and_a_forged_id_are_not_there(
    admin_user: User, stranger: User, client_for: Browser, tmp_path: Path
) -> None:
    imported = brought(client_for(admin_user), samples.google(tmp_path / "a").read_bytes())
    browser = client_for(stranger)
    assert browser.get(reverse("imports:new")).status_code == 404
    for address in (reverse("imports:upload_of", args=[imported.pk]), reverse("imports:upload_of", args=[uuid4()])):
        assert browser.get(address).status_code == 404
        assert browser.post(address, {"act": "next"}).status_code == 404
    assert client_for(admin_user).get(reverse("imports:upload_of", args=[uuid4()])).status_code == 404
