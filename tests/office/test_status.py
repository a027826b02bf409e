"""Page «State of services»."""

from collections.abc import Callable

import pytest

from accounts.models import User
from core.examining import examine
from core.registries.doctor import DoctorCheck, Finding, Health
from journal.models import JobRun, JobState
from office.status import reading
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
ClientFor = Callable[[User], StrictClient]


def test_numbers_queues_and_versions(client_for: ClientFor, admin_user: User) -> None:
    JobRun.objects.create(kind="x", queue="bulk", state=JobState.QUEUED, actor_id=1, actor_name="x")

    page = client_for(admin_user).get("/office/status/").content.decode()

    assert "PostgreSQL" in page
    assert "<code>bulk</code>" in page
    row = next(row for row in reading.queues() if row.name == "bulk")
    assert (row.waiting, row.oldest) == ("1", "меньше минуты")


def test_checks_stand_the_worst_first_and_ask_nobody_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def check(code: str, health: Health, *, outside: bool = False) -> DoctorCheck:
        def run() -> Finding:
            asked.append(code)
            return Finding(health, code)

        return DoctorCheck(code=code, label=code, run=run, asks_outside=outside)

    checks = [check("well", Health.OK), check("ill", Health.FAIL), check("far", Health.WARN, outside=True)]
    monkeypatch.setattr(reading, "doctor_checks", checks)

    assert [line.check.code for line in reading.findings(outside=False)] == ["ill", "well"]
    assert asked == ["well", "ill"]
    assert [line.check.code for line in reading.findings(outside=True)] == ["ill", "far", "well"]


def test_a_check_that_breaks_is_a_failed_check() -> None:
    def run() -> Finding:
        raise RuntimeError("out of order")

    found = examine(DoctorCheck(code="x", label="x", run=run))

    assert found.health is Health.FAIL
    assert "out of order" in str(found.message)
