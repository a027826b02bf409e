"""What managers and supervisors do all day, for locust: `python -m locust -f scripts/load/managers.py`.

Each asks for pages and their lazy parts as a browser does, writes down talks, edits cards, closes tasks. A page is
named by what it is, whatever its address; an answer that a person would not be glad of counts as an error.
"""

import os
import random
import re
from collections.abc import Mapping
from html import unescape
from itertools import count

from locust import HttpUser, between, task
from locust.clients import ResponseContextManager

PASSWORD = os.environ["KARTOTEKA_LOAD_PASSWORD"]
MANAGERS, SUPERVISORS = (int(os.environ[f"KARTOTEKA_LOAD_{name}"]) for name in ("MANAGERS", "SUPERVISORS"))
WORDS = ("Иванов", "Смирнова", "Кузнецов", "Анна", "Пётр", "Мария Соколова", "9161", "@example", "Казань")
CITIES = ("Казань", "Москва", "Самара", "Пермь", "Омск")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"|"X-CSRFToken": "([^"]+)"')
CARD = re.compile(r'href="/clients/(\d+)/')
LAZY = re.compile(r'hx-get="([^"]+)"[^>]*hx-trigger="load')
TASK = re.compile(r"/tasks/(\d+)/settle/")
WISH = re.compile(r'name="wish" value="([^"]+)"')
WAS = re.compile(r'name="was_note" value="([^"]*)"')
NUMBERS = {"manager": count(), "supervisor": count()}


class Person(HttpUser):
    """Somebody with a browser."""

    abstract = True
    wait_time = between(2, 8)
    role, most = "", 1

    def on_start(self) -> None:
        """Sign in; people come one after another, as sign-ins from one address are let in."""
        self.chance = random.Random(f"{self.role}{os.getpid()}")  # noqa: S311
        self.email = f"{self.role}{next(NUMBERS[self.role]) % self.most}@load.example.com"
        self.cards: list[str] = []
        self.see("/login/", "sign-in form")
        self.send("/login/", "sign in", {"login": self.email, "password": PASSWORD}, gone_from="/login/")

    def see(self, path: str, name: str, *, lazy: bool = False) -> str:
        """A page; with its lazy parts, if they are wanted."""
        with self.client.get(path, name=name, catch_response=True) as answer:
            text = self.judged(answer, path)
        for part in LAZY.findall(text) if lazy else ():
            self.piece(unescape(part), f"{name}: parts")
        return text

    def piece(self, path: str, name: str) -> str:
        """A part that htmx asks for."""
        with self.client.get(path, name=name, headers={"HX-Request": "true"}, catch_response=True) as answer:
            return self.judged(answer, path)

    def send(self, path: str, name: str, data: Mapping[str, str], *, gone_from: str = "", piece: bool = False) -> str:
        """A form; `gone_from` is where it must not end."""
        headers = {"X-CSRFToken": self.token} | ({"HX-Request": "true"} if piece else {})
        with self.client.post(
            path, data={**data, "csrfmiddlewaretoken": self.token}, name=name, headers=headers, catch_response=True
        ) as answer:
            text = self.judged(answer, path)
            if gone_from and str(answer.url).endswith(gone_from):
                answer.failure("refused")
            return text

    def judged(self, answer: ResponseContextManager, path: str) -> str:
        """Its text; sent to sign in is no answer."""
        text = answer.text or ""
        if answer.status_code not in {200, 204}:
            answer.failure(f"{getattr(answer, 'error', None) or answer.status_code}")
        elif "/login/" in str(answer.url) and path != "/login/":
            answer.failure("signed out")
        if found := TOKEN.search(text):
            self.token = found[1] or found[2]
        return text

    def any_card(self) -> str:
        """One of the last list."""
        if not self.cards:
            self.a_list("/clients/?view=all", "list")
        return self.chance.choice(self.cards) if self.cards else ""

    def a_list(self, path: str, name: str) -> None:
        """A list, and the cards on it."""
        self.cards = sorted(set(CARD.findall(self.see(path, name)))) or self.cards


class Manager(Person):
    """Works on clients of his own."""

    weight = MANAGERS
    role, most = "manager", MANAGERS

    @task(3)
    def today(self) -> None:
        """The first page of the day."""
        self.see("/today/", "today", lazy=True)

    @task(6)
    def list_of_clients(self) -> None:
        """The list, with a filter or a word now and then."""
        path = self.chance.choice(("", "&sort=-updated_at", f"&city__is={self.chance.choice(CITIES)}"))
        self.a_list(f"/clients/?view=all{path}", "list: filter" if "city" in path else "list")

    @task(5)
    def search(self) -> None:
        """The box that is on every page."""
        self.send("/search/", "search", {"q": self.chance.choice(WORDS)}, piece=True)

    @task(2)
    def search_in_list(self) -> None:
        """A word above the list."""
        self.send("/clients/search/", "list: search", {"q": self.chance.choice(WORDS)})

    @task(8)
    def card(self) -> None:
        """A card with its panels and its history."""
        if card := self.any_card():
            self.see(f"/clients/{card}/", "card", lazy=True)

    @task(3)
    def note(self) -> None:
        """The note pinned to the card is changed in place; another may have been quicker, which is no error."""
        if not (card := self.any_card()):
            return
        editor = self.piece(f"/clients/{card}/facts/note/", "edit: form")
        was = WAS.search(editor)
        note = f"Перезвонить после {self.chance.randrange(9, 18)} часов"
        data = {"note": note, "was_note": unescape(was[1] if was else "")}
        self.send(f"/clients/{card}/facts/note/", "edit", data, piece=True)

    @task(3)
    def history(self) -> None:
        """What has happened with the client."""
        if card := self.any_card():
            self.piece(f"/clients/{card}/timeline/", "history")

    @task(4)
    def talk(self) -> None:
        """A talk written down by the composer."""
        if not (card := self.any_card()):
            return
        self.piece(f"/clients/{card}/write/note/", "composer: form")
        self.send(f"/clients/{card}/write/note/", "composer", {"kind": "note", "text": "Обсудили заказ"}, piece=True)

    @task(2)
    def new_task(self) -> None:
        """A task by one line."""
        if card := self.any_card():
            self.send(f"/clients/{card}/write/task/", "task", {"say": "Позвонить завтра в 15:00"}, piece=True)

    @task(2)
    def task_done(self) -> None:
        """The list of tasks, and one of them done."""
        tasks = TASK.findall(self.see("/tasks/", "tasks") + self.see("/today/", "today"))
        if tasks:
            self.send(f"/tasks/{self.chance.choice(tasks)}/settle/", "task done", {}, piece=True)

    @task(2)
    def consent(self) -> None:
        """What a client agreed to by phone."""
        if not (card := self.any_card()):
            return
        page = self.see(f"/consents/client/{card}/", "consents")
        if wishes := WISH.findall(page):
            data = {"act": "given", "method": "call", "wish": wishes[0], "reason": "Сказал по телефону"}
            self.send(f"/consents/client/{card}/", "consent", data)


class Supervisor(Person):
    """Looks at everybody's work."""

    weight = SUPERVISORS
    role, most = "supervisor", SUPERVISORS

    @task(3)
    def reports(self) -> None:
        """Reports there are, one after another."""
        found = sorted(set(re.findall(r'href="(/reports/[\w-]+/)"', self.see("/reports/", "reports"))))
        if found:
            self.see(self.chance.choice(found), "report", lazy=True)

    @task(2)
    def load(self) -> None:
        """Who has how much to do."""
        self.see("/tasks/load/", "workload")

    @task(2)
    def everybody(self) -> None:
        """Clients of all."""
        self.a_list("/clients/?view=all&sort=-updated_at", "list: of all")

    @task(1)
    def card(self) -> None:
        """Somebody's client."""
        if card := self.any_card():
            self.see(f"/clients/{card}/", "card", lazy=True)
