"""A person at a screen."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import axe_playwright_python
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, Response

from accounts.models import User
from tests.browser.complaints import Complaints

WIDE, PHONE, NARROWEST = (1440, 900), (390, 844), (320, 640)
AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text(encoding="utf-8")
RUN_AXE = """async () => {
  const result = await axe.run(document, { runOnly: [
    'wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
  return result.violations.map(v => [v.id, v.nodes.slice(0, 3).map(n => n.target.join(' '))]);
}"""

OVERLAPS = """() => {
  const found = new Set();
  const inside = cell => {
    const boxes = [...cell.childNodes].filter(one => one.nodeType === 1 || one.textContent.trim()).map(one => {
      if (one.nodeType === 1) return one.getBoundingClientRect();
      const range = document.createRange(); range.selectNode(one); return range.getBoundingClientRect();
    }).filter(one => one.width && one.height);
    const clip = getComputedStyle(cell).overflowX === 'visible' ? null : cell.getBoundingClientRect();
    return boxes.length ? {
      left: Math.min(...boxes.map(one => one.left)), top: Math.min(...boxes.map(one => one.top)),
      right: Math.min(clip ? clip.right : Infinity, Math.max(...boxes.map(one => one.right))),
      bottom: Math.max(...boxes.map(one => one.bottom)),
    } : null;
  };
  for (const row of [...document.querySelectorAll('table tr')].slice(0, 60)) {
    // A column that stays in place lies over those that are scrolled under it.
    const moves = one => getComputedStyle(one).position !== 'sticky';
    const cells = [...row.children].filter(one => one.getClientRects().length && moves(one) && inside(one));
    cells.forEach((one, at) => cells.slice(at + 1).forEach(other => {
      const a = inside(one), b = inside(other);
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 2 && high > 2) found.add(`${one.className} × ${other.className}`);
    }));
  }
  return [...found];
}"""


@dataclass
class Visitor:
    """A page and the shortest ways about it."""

    page: Page
    url: str

    @classmethod
    def come(
        cls,
        browser: Browser,
        url: str,
        complaints: Complaints,
        user: User | None,
        *,
        size: tuple[int, int] = WIDE,
        theme: str = "light",
        language: str = "ru",
        scripts: bool = True,
    ) -> "Visitor":
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if theme == "dark" else "light",
            locale="ru-RU" if language == "ru" else "en-GB",
            timezone_id="Europe/Moscow",
            has_touch=size != WIDE,
            is_mobile=size != WIDE,
            reduced_motion="reduce",
            java_script_enabled=scripts,
        )
        cookies = {settings.LANGUAGE_COOKIE_NAME: language}
        if user:
            cookies[settings.SESSION_COOKIE_NAME] = session_of(user, language)
        context.add_cookies([{"name": name, "value": value, "url": url} for name, value in cookies.items()])
        page = context.new_page()
        complaints.listen(page)
        return cls(page, url)

    def open(self, path: str) -> Response:
        response = self.page.goto(self.url + path, wait_until="load")
        assert response is not None
        return response

    def go(self, name: str, **arguments: Any) -> Response:
        """Opens a page by the name of its address."""
        return self.open(reverse(name, kwargs=arguments))

    def is_at(self, name: str, **arguments: Any) -> None:
        self.page.wait_for_url(self.url + reverse(name, kwargs=arguments) + "**")

    def violations(self) -> list[Any]:
        """What axe finds by WCAG 2.0 to 2.2 A and AA and best practices. Evaluated, as the policy stops a script."""
        self.page.evaluate(AXE + ";0")
        return list(self.page.evaluate(RUN_AXE))

    def overflow(self) -> int:
        """How many pixels the page is wider than the screen."""
        element = "document.documentElement"
        return int(self.page.evaluate(f"{element}.scrollWidth - {element}.clientWidth"))

    def overlaps(self) -> list[str]:
        """Cells of a row whose contents lie over one another, by their classes."""
        return list(self.page.evaluate(OVERLAPS))


def session_of(user: User, language: str) -> str:
    """Signed in without the form, whose journey is walked once on its own."""
    User.objects.filter(pk=user.pk).update(language=language)
    browser = Client()
    browser.force_login(user)
    return browser.cookies[settings.SESSION_COOKIE_NAME].value
