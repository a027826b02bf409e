"""Nothing of a client stands in a log, whichever way it came: address, form, error, argument of a job."""

import logging
from collections.abc import Callable, Iterator
from io import StringIO

import pytest
import structlog
from django.conf import settings
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path

from accounts.models import User
from core import logs
from core.registries.jobs import JobContext, JobKind, job_kinds
from crm.celery import app
from journal import runs
from tests.harness.client import StrictClient

PHONES = ("+79161234567", "89161234567", "8 (916) 123-45-67", "+7 916 123-45-67")
EMAIL = "ivan.petrov@example.com"
NAME = "Rumpelstilzchen"
QUOTE = f"Key (email)=({EMAIL}) of {NAME}, {PHONES[0]} already exists"


def breaks(request: HttpRequest, who: str) -> HttpResponse:
    raise IntegrityError(QUOTE)


urlpatterns = [path("planted/<str:who>/", breaks, name="planted")]


@pytest.fixture
def log() -> Iterator[StringIO]:
    """Everything that any logger writes, as the product would write it."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    made = settings.LOGGING["formatters"]["line"]
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(**{k: v for k, v in made.items() if k != "()"}))
    handler.addFilter(logs.WithoutCause())
    root = logging.getLogger()
    before = root.level
    root.setLevel(logging.INFO)
    root.addHandler(handler)
    yield written
    root.removeHandler(handler)
    root.setLevel(before)


def assert_nobody(text: str) -> None:
    assert text
    for secret in (*PHONES, EMAIL, NAME, "9161234567"):
        assert secret not in text, text


@pytest.mark.django_db
def test_request_that_breaks(log: StringIO, manager: User) -> None:
    browser = StrictClient(raise_request_exception=False)
    browser.force_login(manager)
    with override_settings(ROOT_URLCONF=__name__):
        browser.post(f"/planted/{EMAIL}/?q={PHONES[0]}", {"name": NAME, "phone": PHONES[1]})
        browser.get(f"/planted/{PHONES[0]}/{NAME}")

    assert_nobody(log.getvalue())
    assert "view=planted" in log.getvalue()
    assert "django.db.utils.IntegrityError" in log.getvalue()
    assert "in breaks" in log.getvalue()


@pytest.mark.django_db
def test_request_as_usual(log: StringIO, client_for: Callable[[User], StrictClient], manager: User) -> None:
    client_for(manager).get("/clients/", {"q": NAME, "phone": PHONES[0]})
    client_for(manager).get(f"/{EMAIL}")

    assert_nobody(log.getvalue())
    assert "view=customers:list status=200" in log.getvalue()
    assert f"user={manager.pk}" in log.getvalue()
    assert "view=unknown status=404" in log.getvalue()


@pytest.mark.django_db(transaction=True)
def test_job_that_breaks(log: StringIO, manager: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(job: JobContext) -> None:
        raise ValueError(QUOTE)

    kind = JobKind(code="tests.planted", label="planted", run=run)
    monkeypatch.setattr(job_kinds, "_entries", {**job_kinds._entries, kind.code: kind})
    job = runs.start(kind.code, by=manager, args={"name": NAME, "email": EMAIL, "phone": PHONES[2]})

    runs.run_in_worker(job.pk)

    assert_nobody(log.getvalue())
    assert "tests.planted" in log.getvalue()


def test_task_of_celery_that_breaks(log: StringIO) -> None:
    @app.task(name="tests.planted_task")  # type: ignore[untyped-decorator]
    def planted(who: str) -> None:
        raise ValueError(QUOTE)

    planted.apply(args=(EMAIL,), kwargs={})

    assert_nobody(log.getvalue())
    assert "ValueError" in log.getvalue()


def test_what_a_library_says(log: StringIO) -> None:
    for phone in PHONES:
        logging.getLogger("some.library").warning("cannot send to %s or %s", phone, EMAIL)

    assert_nobody(log.getvalue().replace(NAME, ""))
    assert log.getvalue().count(logs.MASK) == 2 * len(PHONES)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-22T18:00:01.123456Z",
        "job=0198f1c2-9161-7234-8567-123456789012",
        "rows=9161234",
        "took 89161 ms, 12345678901 bytes",
        "10.9.161.234:45671",
    ],
)
def test_ids_moments_and_counts_stay(text: str) -> None:
    assert logs.masked(None, "", {"event": text})["event"] == text
