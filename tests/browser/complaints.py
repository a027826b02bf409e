"""What a page complains of while it is used."""

from dataclasses import dataclass, field

from playwright.sync_api import ConsoleMessage, Error, Page


@dataclass
class Complaints:
    """`allow(text)` lets one kind pass, for a test that is about it."""

    found: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", self._uncaught)

    def allow(self, text: str) -> None:
        self.allowed.append(text)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not any(text in message.text for text in self.allowed):
            self.found.append(f"{message.type}: {message.text}")

    def _uncaught(self, error: Error) -> None:
        self.found.append(f"uncaught: {error}")
