"""Signs of life, numbers for Prometheus and who may read them."""

import re
import shutil
import time
from collections.abc import Callable
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from core.registries.doctor import Metric, metrics
from crm.jobs import TICKED_AT
from crm.monitoring import exposition, guard
from crm.supervisor import checks
from crm.views import health
from journal.models import JobRun, JobState
from journal.runs.builtin import ALIVE, QUEUES
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
SAMPLE = re.compile(r'^kartoteka_\w+(?:\{[a-z]+="[^"]*"(?:,[a-z]+="[^"]*")*\})? \S+$')


def all_alive() -> None:
    cache.set(TICKED_AT, time.time())
    for queue in QUEUES:
        JobRun.objects.create(
            kind=f"{ALIVE}{queue}", queue=queue, state=JobState.DONE, actor_id=1, actor_name="x",
            finished_at=timezone.now(),
        )  # fmt: skip


def test_life_is_told_without_the_database(django_assert_num_queries: Callable[[int], object]) -> None:
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        assert StrictClient().get("/healthz").content == b"ok"


def test_ready_when_everything_answers() -> None:
    all_alive()

    assert StrictClient().get("/readyz").content == b"ready"


def test_silent_workers_and_clock_are_told_and_pages_served_all_the_same() -> None:
    cache.delete(TICKED_AT)

    told = StrictClient().get("/readyz")

    assert told.status_code == 200
    assert told.content.decode().splitlines() == ["ready", "no worker: interactive, bulk, send", "no clock"]


@pytest.mark.parametrize(("ago", "told"), [(None, "ещё не слышали"), (200, "уже три минуты"), (5, "работают")])
def test_a_clock_not_heard_yet_is_no_silent_clock(ago: float | None, told: str) -> None:
    cache.delete(TICKED_AT)
    if ago is not None:
        cache.set(TICKED_AT, time.time() - ago)

    with override("ru"):
        assert told in str(checks.check_workers().message)


def test_not_ready_before_the_base_fits_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_seen", health._Seen())
    monkeypatch.setattr(health, "_migrations", lambda: frozenset({("customers", "9999_of_tomorrow")}))

    told = StrictClient().get("/readyz")

    assert (told.status_code, told.content) == (503, b"no answer: schema")


def test_not_ready_on_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=0))

    assert StrictClient().get("/readyz").content == b"no answer: disk"


def test_numbers_are_in_the_format_of_prometheus_and_of_few_labels(
    client_for: Callable[[User], StrictClient], manager: User
) -> None:
    client_for(manager).get("/clients/")

    text = StrictClient().get("/metrics").content.decode()

    lines = [line for line in text.splitlines() if line.startswith("kartoteka_")]
    assert [line for line in lines if not SAMPLE.match(line)] == []
    assert 'kartoteka_requests_total{method="GET",status="200",view="customers:list"}' in text
    assert 'kartoteka_request_seconds_bucket{le="0.3",view="customers:list"}' in text
    for code in (
        "jobs_oldest_wait_seconds",
        "messages_parked",
        "database_bytes",
        "backup_age_seconds",
        "clock_silence",
    ):
        assert f"kartoteka_{code}" in text, code
    assert manager.email not in text
    labels = set(re.findall(r"[{,]([a-z]+)=", text))
    assert labels <= {"view", "method", "status", "le", "queue", "state", "gateway", "metric",
                      "implementation", "major", "minor", "patchlevel", "version", "generation"}  # fmt: skip


def test_unknown_addresses_and_methods_make_no_labels() -> None:
    StrictClient().get("/clients/ivan@example.com/")
    StrictClient().generic("BREW", "/healthz")

    text = StrictClient().get("/metrics").content.decode()

    assert "ivan" not in text
    assert "BREW" not in text


def test_a_number_that_breaks_hides_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks() -> float:
        raise RuntimeError("out of order")

    entries = {**metrics._entries, "breaks": Metric(code="breaks", help="", read=breaks)}
    monkeypatch.setattr(metrics, "_entries", entries)

    text = exposition.house_exposition().decode()

    assert 'kartoteka_metric_broken{metric="breaks"} 1.0' in text
    assert "kartoteka_database_bytes" in text


@pytest.mark.parametrize(
    "meta",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_X_REAL_IP": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
        {"HTTP_AUTHORIZATION": "Bearer wrong"},
        {"HTTP_AUTHORIZATION": "Bearer п"},
    ],
)
def test_strangers_find_no_numbers(meta: dict[str, str]) -> None:
    assert StrictClient().get("/metrics", **meta).status_code == 404  # type: ignore[arg-type]


def test_behind_a_proxy_this_machine_is_everybody() -> None:
    with override_settings(SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")):
        assert StrictClient().get("/metrics").status_code == 404


def test_the_token_opens_from_anywhere_and_outlives_a_change_of_secret() -> None:
    old, far = guard.token(), {"REMOTE_ADDR": "192.0.2.7"}

    def status(token: str) -> int:
        return StrictClient().get("/metrics", headers={"Authorization": f"Bearer {token}"}, **far).status_code  # type: ignore[arg-type]

    assert status(old) == 200
    with override_settings(SECRET_KEY="n" * 50):
        assert status(old) == 404
        with override_settings(SECRET_KEY_FALLBACKS=["x"]):
            assert status(old) == 404
        assert status(guard.token()) == 200


def test_command_prints_numbers_and_token() -> None:
    out = StringIO()
    call_command("metrics", stdout=out)
    call_command("metrics", "--token", stdout=out)

    assert "kartoteka_disk_free_bytes" in out.getvalue()
    assert guard.token() in out.getvalue()
