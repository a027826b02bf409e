"""Pages of background jobs: whose they show, how they live and end."""

import datetime as dt
import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from accounts.services import system_user
from core.registries.jobs import JobKind, job_kinds
from journal.models import Entry, JobRun, JobState, Schedule
from office.jobs import finding, words
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
ClientFor = Callable[[User], StrictClient]
KIND = "journal.prune_jobs"


def make(by: User, **values: Any) -> JobRun:
    now = timezone.now()
    known: dict[str, Any] = {"kind": KIND, "state": JobState.RUNNING, "total": 3147, "done": 1984}
    known |= {"started_at": now - dt.timedelta(seconds=41), "claimed_at": now - dt.timedelta(seconds=41)}
    known |= {"progress_at": now, "lease_until": now + dt.timedelta(minutes=1)}
    return JobRun.objects.create(actor_id=by.pk, actor_name=by.full_name, **{**known, **values})


def text(response: Any) -> str:
    return str(response.content.decode()).replace("\u202f", " ")


@pytest.fixture(autouse=True)
def english(manager: User, colleague: User, admin_user: User) -> None:
    User.objects.update(language="en")


def test_everybody_sees_his_own_and_the_administrator_all(
    client_for: ClientFor, manager: User, colleague: User, admin_user: User
) -> None:
    job = make(manager)
    page = reverse("office:job", args=[job.pk])

    seen = {user.pk: client_for(user).get(page).status_code for user in (manager, colleague, admin_user)}

    assert seen == {manager.pk: 200, colleague.pk: 404, admin_user.pk: 200}
    assert str(job.pk) in text(client_for(manager).get(reverse("office:jobs")))
    assert str(job.pk) not in text(client_for(colleague).get(reverse("office:jobs")))
    assert str(job.pk) in text(client_for(admin_user).get(reverse("office:jobs")))


@pytest.mark.parametrize("name", ["job", "job_progress"])
def test_nobody_is_asked_to_sign_in(client: StrictClient, manager: User, name: str) -> None:
    response = client.get(reverse(f"office:{name}", args=[make(manager).pk]))

    assert response.status_code == 302
    assert reverse("account_login") in response["Location"]


def test_colleague_can_neither_watch_nor_stop(client_for: ClientFor, manager: User, colleague: User) -> None:
    job = make(manager)
    browser = client_for(colleague)

    assert browser.get(reverse("office:job_progress", args=[job.pk])).status_code == 404
    assert browser.post(reverse("office:job_cancel", args=[job.pk])).status_code == 404
    job.refresh_from_db()
    assert job.cancel_asked is False


def test_job_that_never_was_is_not_found(client_for: ClientFor, admin_user: User) -> None:
    assert client_for(admin_user).get(reverse("office:job", args=[uuid.uuid4()])).status_code == 404


def test_progress_tells_how_far_how_fast_how_long(client_for: ClientFor, manager: User) -> None:
    shown = text(client_for(manager).get(reverse("office:job_progress", args=[make(manager, note="Batch 2").pk])))

    assert "In progress: 1,984 of 3,147" in shown
    assert 'max="100" value="63"' in shown
    assert "about 25 seconds left" in shown
    assert ">48 " in shown
    assert "Batch 2" in shown
    assert "every 2s" in shown


def test_live_part_is_said_aloud_each_quarter_only(client_for: ClientFor, manager: User) -> None:
    address = reverse("office:job_progress", args=[make(manager).pk])
    browser = client_for(manager)

    first = text(browser.get(address))
    again = text(browser.get(address, {"said": "Clearing out old background jobs: 50% done"}))

    assert "50% done</p>" in first
    assert "hx-swap-oob" not in again


def test_live_part_asks_no_more_at_the_end(client_for: ClientFor, manager: User) -> None:
    job = make(manager, state=JobState.DONE, finished_at=timezone.now())

    response = client_for(manager).get(reverse("office:job_progress", args=[job.pk]))

    assert "hx-trigger" not in text(response)
    assert "job-ended" in json.loads(response["HX-Trigger"])


def test_long_work_is_asked_about_seldom(client_for: ClientFor, manager: User) -> None:
    old = timezone.now() - dt.timedelta(hours=1)

    shown = text(client_for(manager).get(reverse("office:job_progress", args=[make(manager, claimed_at=old).pk])))

    assert "every 10s" in shown


def test_stop_asks_the_job_to_stop(client_for: ClientFor, manager: User) -> None:
    job = make(manager)

    response = client_for(manager).post(reverse("office:job_cancel", args=[job.pk]), headers={"HX-Request": "true"})

    job.refresh_from_db()
    assert job.cancel_asked is True
    assert "Stopping" in text(response)
    assert f'id="job-stop-{job.pk}"' not in text(response)


def test_stop_works_without_scripts(client_for: ClientFor, manager: User) -> None:
    job = make(manager, state=JobState.QUEUED)

    response = client_for(manager).post(reverse("office:job_cancel", args=[job.pk]))

    job.refresh_from_db()
    assert response.status_code == 302
    assert job.state == JobState.CANCELLED


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"error": "The file has no rows.", "fault": "refused"}, "The file has no rows."),
        ({"fault": "defect"}, "error of its own"),
        ({"fault": "worker_lost", "attempts": 5}, "died 5 times"),
    ],
)
def test_failure_is_a_sentence(client_for: ClientFor, manager: User, values: dict[str, Any], told: str) -> None:
    job = make(manager, state=JobState.FAILED, finished_at=timezone.now(), **values)

    assert told in text(client_for(manager).get(reverse("office:job", args=[job.pk])))


def test_list_is_filtered(client_for: ClientFor, admin_user: User) -> None:
    running, failed = make(admin_user), make(admin_user, state=JobState.FAILED, finished_at=timezone.now())
    other = make(admin_user, kind="crm.clear_sessions")
    browser = client_for(admin_user)

    by_state = text(browser.get(reverse("office:jobs"), {"state": "failed"}))
    by_kind = text(browser.get(reverse("office:jobs"), {"kind": "crm.clear_sessions"}))
    unknown = text(browser.get(reverse("office:jobs"), {"kind": "x", "state": "x", "before": "x~y"}))

    assert [str(job.pk) in by_state for job in (running, failed, other)] == [False, True, False]
    assert [str(job.pk) in by_kind for job in (running, failed, other)] == [False, False, True]
    assert [str(job.pk) in unknown for job in (running, failed, other)] == [True, True, True]


def test_what_runs_by_itself_and_well_hides_nothing(client_for: ClientFor, admin_user: User, manager: User) -> None:
    ended = timezone.now()
    mine, broken = make(manager), make(system_user(), state=JobState.FAILED, finished_at=ended)
    usual = make(system_user(), state=JobState.DONE, finished_at=ended)

    def listed(query: str = "") -> set[Any]:
        return {job.run.pk for job in client_for(admin_user).get(f"/office/jobs/{query}").context["jobs"]}

    assert listed() == {mine.pk, broken.pk}
    assert listed("?whole=1") == {mine.pk, broken.pk, usual.pk}
    assert listed(f"?kind={KIND}") == {mine.pk, broken.pk, usual.pk}
    assert "Kartoteka</td>" in client_for(admin_user).get("/office/jobs/").content.decode()


def test_pages_follow_each_other_without_gaps(manager: User) -> None:
    same = timezone.now()
    JobRun.objects.bulk_create(
        JobRun(kind=KIND, actor_id=manager.pk, actor_name="", created_at=same - dt.timedelta(seconds=number // 3))
        for number in range(120)
    )

    seen: list[uuid.UUID] = []
    token = ""
    while True:
        rows, token = finding.page_before(finding.visible_to(manager), token)
        seen += [row.pk for row in rows]
        if not token:
            break

    assert len(seen) == len(set(seen)) == 120


def test_list_needs_few_queries(client_for: ClientFor, admin_user: User, django_assert_max_num_queries: Any) -> None:
    for _ in range(30):
        make(admin_user)
    browser = client_for(admin_user)

    with django_assert_max_num_queries(8):
        browser.get(reverse("office:jobs"))


def test_tray_shows_my_running_jobs_and_asks_again(client_for: ClientFor, manager: User, colleague: User) -> None:
    make(manager)
    make(colleague)

    shown = text(client_for(manager).get(reverse("office:job_tray")))

    assert '<span class="count count--accent">1</span>' in shown
    assert "every 2s" in shown


def test_tray_rests_while_nothing_runs(client_for: ClientFor, manager: User) -> None:
    make(manager, state=JobState.DONE, finished_at=timezone.now())

    shown = text(client_for(manager).get(reverse("office:job_tray")))

    assert "hx-trigger" not in shown
    assert 'class="count' not in shown


def test_end_of_my_job_is_told_once(client_for: ClientFor, manager: User, colleague: User) -> None:
    browser = client_for(manager)
    job, foreign = make(manager), make(colleague)
    assert "HX-Trigger" not in browser.get(reverse("office:job_tray"))
    for ended in (job, foreign):
        JobRun.objects.filter(pk=ended.pk).update(state=JobState.DONE, finished_at=timezone.now())

    first = browser.get(reverse("office:job_tray_list"))
    second = browser.get(reverse("office:job_tray_list"))

    toasts = json.loads(first["HX-Trigger"])["toast"]["toasts"]
    assert [(toast["url"], toast["sticky"]) for toast in toasts] == [(reverse("office:job", args=[job.pk]), False)]
    assert "HX-Trigger" not in second


def test_frame_of_every_page_has_the_tray(client_for: ClientFor, manager: User) -> None:
    assert reverse("office:job_tray") in text(client_for(manager).get(reverse("profile")))


def test_schedules_are_for_administrators(client_for: ClientFor, manager: User, admin_user: User) -> None:
    Schedule.objects.create(code="night", kind=KIND, daily_at=dt.time(3, 20))
    calls = [("get", "office:schedules", []), ("post", "office:schedule_switch", ["night"])]
    calls.append(("post", "office:schedule_run", ["night"]))

    for method, name, args in calls:
        assert getattr(client_for(manager), method)(reverse(name, args=args)).status_code == 404
    assert "daily at 03:20" in text(client_for(admin_user).get(reverse("office:schedules")))


def test_administrator_switches_a_schedule(client_for: ClientFor, admin_user: User) -> None:
    Schedule.objects.create(code="night", kind=KIND, daily_at=dt.time(3, 20))
    address = reverse("office:schedule_switch", args=["night"])

    browser = client_for(admin_user)
    states = []
    for wanted in ("0", "0", "1"):  # the second is a double click
        browser.post(address, {"on": wanted})
        states.append(Schedule.objects.get(code="night").is_on)

    assert states == [False, False, True]
    acts = Entry.objects.filter(verb__startswith="schedule.").order_by("pk")
    assert [(entry.verb, entry.actor_id) for entry in acts] == [
        ("schedule.switched_off", admin_user.pk),
        ("schedule.switched_on", admin_user.pk),
    ]
    assert 'name="on" value="0"' in browser.get(reverse("office:schedules")).content.decode()


def test_administrator_runs_a_schedule_now(client_for: ClientFor, admin_user: User) -> None:
    later = timezone.now() + dt.timedelta(hours=5)
    Schedule.objects.create(code="night", kind=KIND, daily_at=dt.time(3, 20), next_at=later)

    response = client_for(admin_user).post(reverse("office:schedule_run", args=["night"]))

    schedule = Schedule.objects.get(code="night")
    assert response["Location"] == reverse("office:job", args=[schedule.last_job])
    assert schedule.next_at == later
    assert schedule.last_job is not None
    assert JobRun.objects.get(pk=schedule.last_job).actor_name == admin_user.full_name


@pytest.mark.parametrize("name", ["schedule_switch", "schedule_run"])
def test_schedule_that_never_was_is_not_found(client_for: ClientFor, admin_user: User, name: str) -> None:
    assert client_for(admin_user).post(reverse(f"office:{name}", args=["no"])).status_code == 404


def test_pages_speak_russian(client_for: ClientFor, manager: User) -> None:
    User.objects.update(language="ru")

    assert client_for(manager).get(reverse("office:job", args=[make(manager).pk])).status_code == 200


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (3, "about 3 seconds left"),
        (27, "about 25 seconds left"),
        (90, "about 2 minutes left"),
        (9000, "about 2 hours left"),
    ],
)
def test_what_remains_is_rounded(seconds: int, said: str) -> None:
    with translation.override("en"):
        assert words.remaining(seconds) == said


def test_duration_in_words() -> None:
    with translation.override("en"):
        assert [words.duration(each) for each in (0.4, 60, 61, 3700, 7200)] == [
            "0 s",
            "1 min",
            "1 min 1 s",
            "1 h 1 min",
            "2 h",
        ]


def test_kind_that_is_gone_is_named_by_its_code() -> None:
    assert words.label("no.such") == "no.such"
    assert all(isinstance(words.label(kind.code), str) for kind in job_kinds)
    assert isinstance(job_kinds.get(KIND), JobKind)
