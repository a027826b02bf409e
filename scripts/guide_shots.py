"""Takes the pictures of the guide from a running demo base, in both languages.

python -m scripts.guide_shots [http://localhost:8000]
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "guide" / "img"
SIZE = ViewportSize(width=1280, height=800)
LOCALES = {"ru": "ru-RU", "en": "en-GB"}
PASSWORD = "kartoteka-demo"  # noqa: S105  # public on purpose
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SAMPLE = """ФИО;Телефон;E-mail;Дата рождения;Город
Весенина Анна Павловна;89001112233;vesenina@mail.example.com;03.05.1986;Казань
ЛЕТОВ ПЁТР;+7 900 111-22-34;letov@mail.example;31.02.1990;Казань
Осенев Глеб;8 900 111 22 35;osenev@mail.example.com;21.11.1987;Уфа
;;нет;;
"""


@dataclass(frozen=True)
class Shot:
    """One picture: who looks, at which page; `first` follows a link of a list, `at` is scrolled to."""

    name: str
    who: str
    path: str
    first: str = ""
    at: str = ""


SHOTS = (
    Shot("today", "manager", "/today/"),
    Shot("clients", "manager", "/clients/"),
    Shot("card", "manager", "/clients/?purchases_count__ge=5", first="tbody .c-name a"),
    Shot("consents", "manager", "/clients/?consents__filled=1", first="tbody .c-name a", at="#panel-consents"),
    Shot("duplicates", "admin", "/duplicates/"),
    Shot("purchases", "supervisor", "/purchases/"),
    Shot("rfm", "supervisor", "/reports/rfm/"),
    Shot("segment", "supervisor", "/segments/", first=".card a[href^='/segments/'], tbody a"),
    Shot("letters", "marketer", "/letters/"),
    Shot("campaigns", "marketer", "/campaigns/"),
)


def take(browser: Browser, base: str, language: str) -> None:
    """All pictures of one language."""
    folder = PICTURES / language
    folder.mkdir(parents=True, exist_ok=True)
    for who in dict.fromkeys(shot.who for shot in SHOTS):
        page = signed_in(browser, base, who, language)
        for shot in (shot for shot in SHOTS if shot.who == who):
            page.goto(base + shot.path)
            if shot.first:
                page.locator(shot.first).first.click()
                page.wait_for_load_state()
            page.wait_for_load_state("networkidle")
            if shot.at and page.locator(shot.at).count():
                page.locator(shot.at).first.scroll_into_view_if_needed()
                page.wait_for_load_state("networkidle")
            page.screenshot(path=folder / f"{shot.name}.png")
        if who == "admin":
            take_import(page, base, folder)
        page.context.close()


def take_import(page: Page, base: str, folder: Path) -> None:
    """Rows before they are written; the draft stays in the demo base."""
    page.goto(f"{base}/import/new/")
    page.set_input_files("input[type=file]", {"name": "clients.csv", "mimeType": "text/csv", "buffer": SAMPLE.encode()})
    page.locator("select[name=encoding]").wait_for()
    page.locator(".bar button[value=next]").click()
    page.locator("select[name=target-0]").wait_for()
    page.locator("button[value=next]").first.click()
    page.locator("button[form=rules]").click()
    page.locator("table.table--preview").wait_for()
    page.wait_for_load_state("networkidle")
    page.screenshot(path=folder / "import.png")


def signed_in(browser: Browser, base: str, who: str, language: str) -> Page:
    """Somebody of the demo base, in this language."""
    context = browser.new_context(
        viewport=SIZE, locale=LOCALES[language], reduced_motion="reduce", color_scheme="light"
    )
    page = context.new_page()
    page.goto(f"{base}/login/")
    page.fill("[name=login]", f"{who}@demo.example.com")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/login" not in url)
    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    page.request.post(
        f"{base}/profile/preferences/",
        form={"language": language},
        headers={"X-CSRFToken": token, "Referer": f"{base}/"},
    )
    return page


def main(arguments: list[str]) -> int:
    base = arguments[0].rstrip("/") if arguments else "http://localhost:8000"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for language in ("ru", "en"):
            take(browser, base, language)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
