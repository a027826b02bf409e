"""How a person acts on what he sees: by a mouse or a finger, or by keys alone."""

from pathlib import Path
from typing import Protocol

from playwright.sync_api import Locator, Page

from tests.browser.flight import land

FARTHEST = 400
ASKS_MS = 100
WHERE = """el => {
  const now = document.activeElement;
  if (now === el) return 0;
  if (!now || now === document.body) return 1;
  return now.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_PRECEDING ? -1 : 1;
}"""
AT_THE_TOP = (
    "el => document.activeElement === document.body && !!el.closest('main') && !document.querySelector('dialog[open]')"
)
STEPS_TO = """(el, label) => {
  const options = [...el.options].filter(option => !option.disabled && !option.hidden);
  return options.findIndex(option => option.label.trim() === label) - options.indexOf(el.selectedOptions[0]);
}"""


class Hand(Protocol):
    """What both can do."""

    def press(self, target: Locator) -> None:
        """A button, a link, a box to tick."""

    def write(self, target: Locator, text: str) -> None:
        """Instead of what stands there."""

    def choose(self, target: Locator, label: str) -> None:
        """One of a list."""

    def bring(self, target: Locator, file: Path) -> None:
        """A file, by the window of the system that the button opens."""


class Pointer:
    """A mouse, or a finger on a phone."""

    def press(self, target: Locator) -> None:
        target.click()

    def write(self, target: Locator, text: str) -> None:
        target.fill(text)

    def choose(self, target: Locator, label: str) -> None:
        target.select_option(label=label)

    def bring(self, target: Locator, file: Path) -> None:
        with target.page.expect_file_chooser() as window:
            target.page.locator("label").filter(has=target).click()
        window.value.set_files(file)


class Keys:
    """Nothing but the keyboard: what Tab does not reach, this hand does not do."""

    def press(self, target: Locator) -> None:
        if target.evaluate("el => el.type === 'radio'"):
            self._turn_to(target)
            return
        reach(target)
        strike(target.page, "Space" if target.evaluate("el => el.matches('input')") else "Enter")

    def _turn_to(self, radio: Locator) -> None:
        """Tab stops at one of the group only; arrows go on from there."""
        group = radio.page.locator(f"input[type=radio][name='{radio.get_attribute('name')}']")
        chosen = group.and_(radio.page.locator(":checked"))
        reach(chosen.first if chosen.count() else group.first)
        radio.page.keyboard.press("Space")
        for _one in range(group.count()):
            if radio.is_checked():
                return
            radio.page.keyboard.press("ArrowDown")

    def write(self, target: Locator, text: str) -> None:
        reach(target)
        if target.evaluate("el => el.matches('[type=date], [type=time], [type=datetime-local]')"):
            target.fill(text)  # in parts, whose order is the machine's
            return
        target.page.keyboard.press("Control+a")
        target.page.keyboard.type(text)

    def choose(self, target: Locator, label: str) -> None:
        reach(target)
        steps = int(target.evaluate(STEPS_TO, label))
        for _step in range(abs(steps)):
            target.page.keyboard.press("ArrowDown" if steps > 0 else "ArrowUp")

    def bring(self, target: Locator, file: Path) -> None:
        reach(target)
        with target.page.expect_file_chooser() as window:
            target.page.wait_for_timeout(300)  # until the browser gives its windows to the test
            target.page.keyboard.press("Enter")
        window.value.set_files(file)


def reach(target: Locator) -> None:
    """By Tab and Shift+Tab alone; from the top of a page by its skip link, as who works by keys does."""
    target.wait_for(state="attached")
    keyboard = target.page.keyboard
    if target.evaluate(AT_THE_TOP):
        skip(target.page)
    for _press in range(FARTHEST):
        where = target.evaluate(WHERE)
        if not where:
            return
        keyboard.press("Tab" if where > 0 else "Shift+Tab")
    raise AssertionError(f"the keyboard does not reach {target}")


def strike(page: Page, key: str) -> None:
    """A key, and what it asked of the server is answered: unlike a click, it waits for nothing by itself."""
    page.keyboard.press(key)
    page.wait_for_timeout(ASKS_MS)
    land()


def skip(page: Page) -> None:
    """Past the menu."""
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
