"""Reminders by real workers: in the bell and by letter to a real server, once each, also when a worker is killed."""

import datetime as dt
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import timezone

from accounts.models import MailState, Notification, User
from crm.jobs import look_round
from interactions.models import Task, TaskReminder
from interactions.tasks import services
from journal.models import JobRun
from tests.harness import worker
from tests.harness.smtp import SmtpServer

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True), pytest.mark.timeout(180)]
TASKS = 20
Start = Callable[[str], worker.Worker]


@pytest.fixture
def start_worker(tmp_path: Path, smtp_server: SmtpServer) -> Iterator[Start]:
    """Workers whose letters go to the server of the test."""
    started: list[worker.Worker] = []
    mail = {"EMAIL_HOST": smtp_server.host, "EMAIL_PORT": str(smtp_server.port)}

    def start(name: str) -> worker.Worker:
        started.append(worker.start(tmp_path, name=name, variables=mail))
        return started[-1]

    yield start
    for each in started:
        each.stop()


def wait_for(condition: Callable[[], bool], process: worker.Worker, seconds: float = 60) -> None:
    """Meanwhile look round, as beat does each minute."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, process.text()[-3000:]
        look_round()
        time.sleep(0.2)


def all_sent() -> bool:
    found = Notification.objects.filter(kind="tasks.reminder")
    return found.count() == TASKS == found.filter(mail=MailState.SENT).count()


def test_each_reminder_comes_once_though_a_worker_is_killed(
    start_worker: Start, smtp_server: SmtpServer, manager: User
) -> None:
    soon = timezone.now() + dt.timedelta(minutes=10)
    for number in range(TASKS):
        services.create(by=manager, text=f"Тайна {number}", due_at=soon)
    done = services.create(by=manager, text="Уже сделано", due_at=soon)
    services.close(done, by=manager)

    first = start_worker("first")
    wait_for(lambda: len(smtp_server.letters) >= 3, first)
    first.kill()
    JobRun.objects.filter(state="running").update(lease_until="2000-01-01T00:00:00Z")
    second = start_worker("second")
    wait_for(all_sent, second)
    look_round()

    assert TaskReminder.objects.count() == TASKS == Notification.objects.filter(kind="tasks.reminder").count()
    told = Counter(Notification.objects.values_list("url", flat=True))
    assert told == Counter(task.get_absolute_url() for task in Task.objects.exclude(pk=done.pk))
    # A server that took a letter from one killed before he wrote it down gets that one letter again, and no other.
    texts = [letter.get_content() for letter in smtp_server.letters]
    times = Counter(found for text in texts for found in re.findall(r"/tasks/\d+/", text))
    assert set(times) == set(told)
    assert TASKS <= len(texts) == sum(times.values()) <= TASKS + 1
    assert all(recipients == [manager.email] for recipients in smtp_server.inbox.recipients)
    assert not any("Тайна" in text for text in texts)
    assert Notification.objects.in_bell_of(manager).filter(read_at=None).count() == TASKS
