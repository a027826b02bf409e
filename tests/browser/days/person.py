"""Somebody who finds things by what is written on them, in his own language, and does what he came for."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from journal import runs
from journal.models import JobRun
from tests.browser.days.hands import Hand, Keys, Pointer, reach, strike
from tests.browser.visitor import PHONE, WIDE, Visitor
from tests.factories.users import PASSWORD

OWN_TEXT = "el => [...el.childNodes].filter(one => one.nodeType === 3).map(one => one.textContent).join('').trim()"
PATIENCE_SECONDS, SETTLE_SECONDS = 3, 0.3
WHOLE = r"(\s*(Ctrl ⏎|[A-Z1-9]))?\s*$"
"""The end of a name: after it only the key that does the same."""


@dataclass(frozen=True)
class Way:
    """How a day is lived."""

    language: str = "ru"
    size: tuple[int, int] = WIDE
    keys: bool = False


BY_NIGHT = (pytest.mark.nightly, pytest.mark.timeout(400))
lived = pytest.mark.parametrize(
    "way",
    [
        pytest.param(Way(), id="ru"),
        pytest.param(Way(keys=True), id="ru-keys", marks=BY_NIGHT),
        pytest.param(Way("en", keys=True), id="en-keys", marks=BY_NIGHT),
        pytest.param(Way("ru", PHONE), id="ru-phone", marks=BY_NIGHT),
        pytest.param(Way("en", PHONE), id="en-phone", marks=BY_NIGHT),
    ],
)
"""In Russian at a desk for every change of the code; in the other language, on a phone and by keys alone by night."""


class Person:
    """Words are msgids of the product; what is said to clients or typed is said as it is."""

    def __init__(self, visitor: Visitor, user: User, way: Way) -> None:
        self.visitor, self.user, self.way = visitor, user, way
        self.hand: Hand = Keys() if way.keys else Pointer()

    @property
    def page(self) -> Page:
        return self.visitor.page

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    @property
    def on_phone(self) -> bool:
        return self.way.size == PHONE

    def words(self, said: str, context: str = "", **values: Any) -> str:
        """As the product says it to this person."""
        with translation.override(self.way.language):
            told = translation.pgettext(context, said) if context else translation.gettext(said)
        return told % values if values else told

    def sign_in(self) -> None:
        """By the form."""
        self.visitor.go("account_login")
        self.write("Work e-mail", self.user.email)
        self.write("Password", PASSWORD)
        self.press("Sign in", "button", within=self.page.locator(".auth__box"), exact=True)
        self.visitor.is_at("desk:today")

    def go(self, section: str) -> None:
        """To a section, named by its address: by the menu; by keys, through the palette."""
        link = self.page.locator(f"#side a.side__link[href='{reverse(section)}']")
        if self.way.keys:
            self.find(str(link.evaluate(OWN_TEXT)))
        else:
            self._by_menu(link)
        self.visitor.is_at(section)

    def _by_menu(self, link: Locator) -> None:
        if self.on_phone:
            self.page.locator(".tabbar [data-side-toggle]").click()
            expect(self.page.locator("#side .side__user")).to_be_in_viewport()
        folded = link.locator("xpath=ancestor::details[not(@open)]")
        if folded.count():
            folded.locator("summary").click()
        self._wait_for_another_page(link.click)

    def confirms(self) -> None:
        """«Is it you?»: the password once more."""
        self.write("Password", PASSWORD)
        self.press("Confirm", exact=True, within=self.page.locator("form"))

    def find(self, typed: str) -> None:
        """Ctrl+K, some letters, Enter; on a phone the search of the bar below."""
        self.ready()
        if self.on_phone:
            self.page.locator(".tabbar [data-palette-open]").click()
        else:
            self.page.keyboard.press("Control+k")
        self.page.keyboard.type(typed)
        chosen = self.page.locator("#palette [aria-selected=true]")
        expect(chosen).to_contain_text(typed.split(maxsplit=1)[0], ignore_case=True)
        self._wait_for_another_page(lambda: self.page.keyboard.press("Enter"))

    def _wait_for_another_page(self, act: Callable[[], None]) -> None:
        with self.page.expect_navigation(wait_until="load"):
            act()

    def ready(self) -> None:
        """The scripts are there and lazy parts have come: a key pressed before is lost."""
        self.page.wait_for_load_state("networkidle")

    def thing(self, said: str, context: str = "", *, within: Locator | None = None, exact: bool = False) -> Locator:
        """A button or a link that begins with these words."""
        return self.named(self.words(said, context), within=within, exact=exact)

    def named(self, name: str, *, within: Locator | None = None, exact: bool = False) -> Locator:
        """The same by the very words."""
        where = within or self.page.locator("main, dialog[open]")
        full = re.compile(rf"^\s*{re.escape(name)}{WHOLE if exact else ''}", re.IGNORECASE)
        found = where.get_by_role("button", name=full).or_(where.get_by_role("link", name=full))
        return found.filter(visible=True).first

    def press(self, said: str, context: str = "", *, within: Locator | None = None, exact: bool = False) -> None:
        """A button or a link."""
        self.hand.press(self.thing(said, context, within=within, exact=exact))

    def open(self, name: str, *, within: Locator | None = None) -> None:
        """A client, a segment: by its own name."""
        self.hand.press(self.named(name, within=within))

    def box(self, label: str, context: str = "", *, within: Locator | None = None) -> Locator:
        """A box by its label."""
        name = re.compile(rf"^{re.escape(self.words(label, context))}( ?\*)?$", re.IGNORECASE)
        return (within or self.page.locator("body")).get_by_label(name).filter(visible=True).first

    def write(self, label: str, text: str, context: str = "", *, within: Locator | None = None) -> None:
        """Into a box."""
        self.hand.write(self.box(label, context, within=within), text)

    def choose(self, label: str, option: str, context: str = "", *, within: Locator | None = None) -> None:
        """One of a list."""
        self.hand.choose(self.box(label, context, within=within), option)

    def tick(self, label: str) -> None:
        """What is to be chosen, by its own words."""
        box = self.page.get_by_label(label).first
        if not box.is_checked():
            self.hand.press(box)
        expect(box).to_be_checked()

    def unfold(self, said: str, context: str = "") -> None:
        """What lies folded."""
        self.hand.press(self.page.locator("main summary").filter(has_text=self.words(said, context)).first)

    def key(self, *keys: str) -> None:
        """Single keys and chords; on a phone nobody has them."""
        self.ready()
        for key in keys:
            strike(self.page, key)

    def tab(self, code: str) -> None:
        """What is to be written down on a card: note, task, purchase."""
        tab = self.page.locator(f"[data-composer] [data-tab={code}]")
        self.ready()
        if tab.get_attribute("aria-selected") == "true":
            return
        if self.way.keys:
            reach(self.page.locator("[data-composer] [data-tab][aria-selected=true]"))  # in the text a digit is a digit
            self.key(str(tab.get_attribute("data-key")))
        else:
            tab.click()
        expect(self.page.locator(f"#composer-panel form[hx-post$='/{code}/']")).to_be_visible()

    def pane(self, code: str) -> None:
        """A part of the card that a phone shows by itself: left, main, right."""
        if self.on_phone:
            self.page.locator(f"[data-pane-set={code}]").click()

    def save(self) -> None:
        """What stands in the box: Ctrl+Enter, or the button."""
        if self.way.keys:
            strike(self.page, "Control+Enter")
        else:
            self.press("Save", within=self.page.locator("#composer-panel"))

    def sees(self, said: str, context: str = "", **values: Any) -> None:
        """Somewhere on the page."""
        expect(self.main).to_contain_text(self.words(said, context, **values))

    def reads(self, text: str, within: str = "main") -> None:
        """These very letters."""
        expect(self.page.locator(within).first).to_contain_text(text)

    def is_told(self, text: str) -> None:
        """By a toast."""
        expect(self.page.locator(".toast").filter(has_text=text).first).to_be_visible()


def work_is_done() -> None:
    """What waits for a worker is done here and now; pages that watch it notice by themselves.

    A key tells the browser and waits for nothing, so the work may come a moment later; small work was done at once.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        for job in list(JobRun.objects.live().order_by("created_at").values_list("pk", flat=True)):
            runs.run_here(job)
            deadline = time.monotonic() + SETTLE_SECONDS
        time.sleep(0.05)


class Arrive:
    """`arrive(user)`: at the screen, signed in by the form."""

    def __init__(self, visit: Callable[..., Visitor], way: Way) -> None:
        self.visit, self.way = visit, way

    def __call__(self, user: User) -> Person:
        User.objects.filter(pk=user.pk).update(language=self.way.language)
        person = Person(self.visit(size=self.way.size, language=self.way.language), user, self.way)
        person.sign_in()
        return person


def scratch(folder: Path, name: str, text: str) -> Path:
    """A file on the person's machine."""
    path = folder / name
    path.write_text(text, encoding="cp1251")
    return path
