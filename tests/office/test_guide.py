"""The guide is true: its pages are there in both languages, lead somewhere, and name things as the product does."""

import re
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.test import override_settings

from accounts.models import User
from core.registries.menu import menu
from office.guide import rendering
from office.guide.topics import TOPICS, topic_for
from tests.harness.client import StrictClient
from tests.harness.environment import PROJECT

ClientFor = Callable[[User], StrictClient]
CODES = [topic.code for topic in TOPICS]
KEYS = {"Ctrl K", "Enter", "Esc", "/", "J", "K", "X", "E", "G", "C", "?", "[", "]"}
CATALOGUE = polib.pofile(str(PROJECT / "locale" / "ru" / "LC_MESSAGES" / "django.po"))


def text(language: str, code: str) -> str:
    return (rendering.GUIDE / language / f"{code}.md").read_text(encoding="utf-8")


def said(language: str) -> set[str]:
    """Everything the product says in this language, one form of each plural."""
    entries = [entry for entry in CATALOGUE if not entry.obsolete]
    if language == "ru":
        return {words for entry in entries for words in (entry.msgstr, *entry.msgstr_plural.values())}
    return {entry.msgid for entry in entries}


@pytest.mark.parametrize("language", rendering.LANGUAGES)
def test_every_topic_is_written_and_nothing_else(language: str) -> None:
    assert {path.stem for path in (rendering.GUIDE / language).glob("*.md")} == set(CODES)
    for code in CODES:
        assert text(language, code).startswith("# ")


@pytest.mark.parametrize("language", rendering.LANGUAGES)
def test_things_are_called_as_the_product_calls_them(language: str) -> None:
    """What stands in bold is a word of the screen."""
    known = said(language) | KEYS
    named = {(code, words) for code in CODES for words in re.findall(r"\*\*([^*\n]+)\*\*", text(language, code))}
    wrong = {(code, words) for code, words in named if words not in known and not words.endswith(".")}
    assert wrong == set()


@pytest.mark.parametrize(
    ("file", "language", "quoted"), [("README.md", "en", "“[^”]+”"), ("README.ru.md", "ru", "«[^»]+»")]
)
def test_a_readme_sends_to_pages_by_their_names(file: str, language: str, quoted: str) -> None:
    """What stands in quotes is a word of the screen, or a path of them."""
    named = re.findall(quoted, " ".join((PROJECT / file).read_text(encoding="utf-8").split()))
    wrong = {words for name in named for words in name[1:-1].split(" → ") if words not in said(language) | KEYS}
    assert named
    assert wrong == set()


@pytest.mark.parametrize("language", rendering.LANGUAGES)
def test_links_and_pictures_are_there(language: str) -> None:
    for code in CODES:
        for target in re.findall(r"\]\(([^)]+)\)", text(language, code)):
            folder = rendering.GUIDE / ("img" if target.startswith("img/") else "") / language
            assert (folder / Path(target).name).is_file(), (code, target)


def test_every_section_of_the_menu_has_its_help() -> None:
    assert {entry.url_name for entry in menu if topic_for(entry.url_name) is None} == set()


def test_the_longest_beginning_wins() -> None:
    def of(page: str) -> str:
        found = topic_for(page)
        return found.code if found else ""

    assert [of("customers:list"), of("customers:detail"), of("customers:standard")] == ["clients", "card", "order"]
    assert [of("office:jobs"), of("office:fields"), of("profile")] == ["office", "order", ""]


@pytest.mark.django_db
def test_anybody_who_is_signed_in_reads_it(client_for: ClientFor, client: StrictClient, manager: User) -> None:
    browser = client_for(manager)
    page = browser.get("/help/order/").content.decode()

    assert "<h1>Порядок в базе</h1>" in page
    assert 'href="/help/of/guide:topic/"' in page
    assert "<h2>Дубли</h2>" in page
    assert 'src="/static/guide/ru/duplicates.png"' in page
    assert 'href="/help/campaigns/"' in browser.get("/help/segments/").content.decode()
    assert browser.get("/help/of/duplicates:queue/").headers["Location"] == "/help/order/"
    assert browser.get("/help/of/profile/").headers["Location"] == "/help/"
    assert "Первые шаги" in browser.get("/help/").content.decode()
    assert browser.get("/help/made-up/").status_code == 404
    assert client.get("/help/").status_code == 302


def test_a_picture_that_was_not_collected_is_only_missed(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    hashed = {**settings.STORAGES, "staticfiles": {"BACKEND": "core.static.HashedStaticStorage"}}
    with override_settings(STORAGES=hashed, STATIC_ROOT=tmp_path):
        page = rendering.page.__wrapped__("order", "ru")

    assert 'src="/static/guide/ru/duplicates.png" alt="' in page.html
    assert "guide/ru/duplicates.png" in caplog.text
