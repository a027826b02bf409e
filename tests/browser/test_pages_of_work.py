"""Pages that are worked on, with rows on them: axe, policy, width; light and dark, wide and phone."""

from collections.abc import Callable

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.models import User
from campaigns.models import Campaign
from campaigns.sending import watching
from campaigns.triggers import trial
from campaigns.triggers.choices import Event
from consents.requests import services as requests
from imports.models import Import
from journal import runs as jobs
from journal.models import JobState
from messaging.models import Message
from quality.cleaning import services as cleaning
from quality.models import CleaningRun
from quality.search import services as searching
from segmentation.models import Segment
from segmentation.scores import runs as scores
from tests.browser.complaints import Complaints
from tests.browser.test_every_page import look
from tests.browser.visitor import PHONE, WIDE, Visitor
from tests.campaigns.campaign_base import at_any_hour, draft, launched, reader, segment_of
from tests.campaigns.trigger_base import trigger
from tests.factories.customers import make_person, make_phone
from tests.factories.sales import make_purchase
from tests.harness.client import StrictClient
from tests.imports.walking import brought
from tests.messaging.outbox_base import letter_to, mail_gateway, sent
from tests.messaging.public.base import make_operator

SCREENS = [
    pytest.param({"size": size, "theme": theme}, id=f"{size[0]}-{theme}", marks=pytest.mark.nightly)
    for size in (WIDE, PHONE)
    for theme in ("light", "dark")
]


def faults_of(visitor: Visitor, paths: list[str]) -> dict[str, object]:
    """What is wrong, by address; parts that come later have come."""
    faults = {}
    for path in paths:
        assert visitor.open(path).status == 200, path
        visitor.page.wait_for_load_state("networkidle")
        faults[path] = look(visitor)
    return {path: fault for path, fault in faults.items() if fault}


@pytest.mark.parametrize("screen", SCREENS)
def test_pages_of_a_marketer(
    visit: Callable[..., Visitor], complaints: Complaints, admin_user: User, screen: dict[str, object]
) -> None:
    complaints.allow("recipient window's origin")  # axe knocks at the letter, whose frame has no origin
    at_any_hour()
    make_operator()
    mail_gateway()  # nobody listens there: what is sent waits and tells why
    segment = segment_of(admin_user, reader(), reader(), reader(agreed=False))
    gone = launched(admin_user, segment)
    watching.watch(gone)
    waits, event = draft(admin_user, segment), trigger(admin_user, event=Event.PURCHASE)
    trial.run(event)
    letter_to()
    sent()
    assert Message.objects.count() > 2
    assert Campaign.objects.count() > 2

    visitor = visit(admin_user, **screen)
    paths = [
        *map(reverse, ("campaigns:list", "campaigns:new", "campaigns:triggers", "campaign_results:compare")),
        *(reverse("campaigns:one", args=[one.pk]) for one in (gone, waits, event)),
        reverse("campaign_results:one", args=[gone.pk]),
        reverse("campaigns:trigger_new"),
        reverse("outbox:page"),
        reverse("gateways:list"),
        reverse("gateways:detail", args=["mail"]),
        reverse("letters:list"),
        reverse("letters:new"),
        reverse("letters:one", args=[waits.template_id]),
    ]

    faults = faults_of(visitor, paths)
    assert not faults, faults


@pytest.mark.parametrize("screen", SCREENS)
def test_pages_of_the_base(
    visit: Callable[..., Visitor],
    client_for: Callable[[User], StrictClient],
    admin_user: User,
    screen: dict[str, object],
) -> None:
    make_operator()
    for city in ("Казань", "г. Казань"):
        make_phone(make_person("Третьякова Елена", city=city), "+79162341860")
    buyer = make_person("ПЕТРОВА анна")
    make_purchase(buyer, total="1000", days_ago=20)
    searching.search_whole()
    scores.full()
    asked = requests.receive(by=admin_user, customer=buyer, kind="access", applicant="Анна")
    imported = brought(client_for(admin_user), [["Иванова Мария", "89172341860", "", "31.02.1990", "Казань"]])
    run = looked_through(admin_user)
    segment: Segment = segment_of(admin_user, buyer)
    assert Import.objects.count() == CleaningRun.objects.count() == 1

    visitor = visit(admin_user, **screen)
    paths = [
        *map(reverse, ("quality:home", "quality:runs", "duplicates:queue", "duplicates:sure", "duplicates:history")),
        reverse("quality:run", args=[run.pk]),
        *map(reverse, ("office:status", "office:backups", "office:operations", "office:jobs", "office:journal")),
        *map(reverse, ("requests:list", "requests:new", "requests:erasures", "requests:periods")),
        reverse("requests:one", args=[asked.pk]),
        *map(reverse, ("segments:list", "segments:new", "segments:library", "reports:list")),
        reverse("segments:one", args=[segment.pk]),
        reverse("reports:one", args=["rfm"]),
        *map(reverse, ("imports:list", "imports:new")),
        *(
            reverse(f"imports:{step}", args=[imported.pk])
            for step in ("mapping", "rules", "preview", "problems")
        ),
    ]  # fmt: skip

    faults = faults_of(visitor, paths)
    assert not faults, faults


def looked_through(by: User) -> CleaningRun:
    """A look at the base that has found something."""
    run, job = cleaning.begin(by=by, fixes=False, wake_up=False)
    cleaning.work_on(run, transaction.atomic, lambda _done, _all: None)
    jobs.end(job.pk, JobState.DONE)
    run.refresh_from_db()
    return run
