"""Lines of what has to do with consents, requests of persons, messages and campaigns."""

import atexit
import datetime as dt

from django.utils import timezone

from accounts.models import Role, User
from campaigns.choices import CampaignKind, State
from campaigns.models import Campaign
from campaigns.results import counting
from campaigns.sending import services as campaigns
from campaigns.sending import start as campaign_jobs
from campaigns.triggers import start as trigger_jobs
from consents.documents import publishing, reconsent
from consents.erasure import periods
from consents.erasure import services as erasures
from consents.ledger import expiring
from consents.models import ConsentDocument, ConsentState, StoragePeriod, SubjectBundle, SubjectRequest
from consents.requests import copying, notices
from consents.requests import services as requests
from customers.models import Customer
from journal import runs
from journal.models import JobRun
from messaging.checks import start as balance_jobs
from messaging.choices import Status
from messaging.delivery import jobs as delivery_jobs
from messaging.models import Confirmation, DeliveryEvent, Gateway, Message
from messaging.outbox import jobs as outbox_jobs
from messaging.public import reminding
from messaging.transports.opening import sealed
from tests.faults.lines import admin, by_itself, line, run_of, started
from tests.messaging.delivery import mails
from tests.messaging.delivery.imap import ImapServer

LONG_AGO = dt.timedelta(days=400)

by_itself(delivery_jobs.ASK)
by_itself(balance_jobs.BALANCES)
by_itself(campaign_jobs.LOOK)
by_itself(counting.COUNT)
by_itself(trigger_jobs.LOOK)


def _people(most: int) -> list[Customer]:
    return list(Customer.objects.filter(archived_at=None).order_by("pk")[:most])


def _officer() -> User:
    """A second person for what takes two."""
    role = Role.objects.get(code="privacy")
    return User.objects.create(email="officer@example.com", first_name="Вера", last_name="Надёжина", role=role)


@line(erasures.JOB)
def _erase() -> JobRun:
    planned = erasures.propose(_people(12), by=admin(), reason="withdrawn")
    begun = erasures.start(erasures.approve(planned, by=_officer()), by=admin())
    return run_of(begun.job)


@line(periods.JOB)
def _periods() -> JobRun:
    _officer()
    for city in sorted(set(Customer.objects.order_by().exclude(city="").values_list("city", flat=True)))[:3]:
        rule = {"all": [{"field": "city", "op": "is", "values": [city]}]}
        StoragePeriod.objects.create(name=city, basis="152-ФЗ, ч. 7 ст. 5", tree=rule)
    return started(periods.JOB)


@line(expiring.EXPIRE)
def _run_out() -> JobRun:
    assert ConsentState.objects.filter(status="granted").update(expires_at=timezone.now())
    return started(expiring.EXPIRE)


@line(reconsent.RECONSENT)
def _new_version() -> JobRun:
    standing = ConsentDocument.objects.filter(valid_to=None, valid_from__isnull=False, purpose="advertising")
    old = standing.order_by("pk")[0]
    draft = publishing.save_draft(
        by=admin(), kind=old.kind, purpose=old.purpose_id, title=old.title, label=old.label, body=old.body,
        locale=old.locale, channels=old.channels, requires_reconsent=True,
    )  # fmt: skip
    published = publishing.publish(by=admin(), pk=draft.pk)
    assert reconsent.waiting(published) > 20
    return JobRun.objects.live().get(kind=reconsent.RECONSENT)


@line(notices.JOB)
def _alarms() -> JobRun:
    for number in range(5):
        asked = requests.receive(by=admin(), kind="stop_ads", applicant=f"Анна {number}", text="Не пишите")
        SubjectRequest.objects.filter(pk=asked.pk).update(
            received_at=timezone.now() - LONG_AGO, ends_at=timezone.now() + dt.timedelta(hours=1)
        )
    return started(notices.JOB)


@line(copying.JOB)
def _make_copy() -> JobRun:
    return run_of(copying.ask(_people(1)[0], by=admin()).job)


@line(copying.FORGET)
def _old_copies() -> JobRun:
    for person in _people(3):
        runs.run_here(run_of(copying.ask(person, by=admin()).job).pk)
    SubjectBundle.objects.update(expires_at=timezone.now() - LONG_AGO)
    return started(copying.FORGET)


@line(campaigns.JOB, apart={"campaigns_campaign.queued_to": "a number of a row: a batch rolled back leaves a hole"})
def _send_campaign() -> JobRun:
    campaign = Campaign.objects.filter(state=State.DRAFT, kind=CampaignKind.ONE_OFF).order_by("pk")[0]
    launched = campaigns.launch(campaigns.approve(campaign, by=admin()), by=admin())
    return JobRun.objects.live().get(operation_id=launched.operation_id)


@line(outbox_jobs.LOOK)
def _left_behind() -> JobRun:
    """Messages a dead worker had taken up, and one it was handing over."""
    taken = Message.objects.order_by("pk").values("pk")[:10]
    Message.objects.filter(pk__in=taken).update(
        status=Status.LEASED, lease_until=timezone.now() - LONG_AGO, lease_by="gone"
    )
    return started(outbox_jobs.LOOK)


@line(delivery_jobs.FORGET)
def _old_reports() -> JobRun:
    assert DeliveryEvent.objects.update(received_at=timezone.now() - LONG_AGO) > 10
    return started(delivery_jobs.FORGET)


@line(reminding.REMIND)
def _unanswered() -> JobRun:
    now = timezone.now()
    states = ConsentState.objects.filter(point__kind="email").exclude(document=None).select_related("point")
    assert states.count() > 10
    for state in states.order_by("pk")[:12]:
        ConsentState.objects.filter(pk=state.pk).update(status="pending")
        wish = {"purpose": state.purpose_id, "channel": "email", "document": state.document_id, "words": "Да"}
        Confirmation.objects.create(
            point=state.point, channel="email", wishes=[wish], asked_by_id=admin().pk,
            asked_at=now - dt.timedelta(hours=60), expires_at=now + dt.timedelta(hours=12),
        )  # fmt: skip
    return started(reminding.REMIND)


@line(delivery_jobs.MAIL)
def _mailbox() -> JobRun:
    """Five letters that came back; the server of the test answers in a thread until the tests are over."""
    gateway = Gateway.objects.filter(channel="email").order_by("pk")[0]
    sent = Message.objects.filter(channel="email", status__in=[Status.HANDED, Status.SENT]).order_by("pk")[:5]
    server = ImapServer([mails.returned(message, "5.1.1") for message in sent])
    server.__enter__()
    atexit.register(server.__exit__, None, None, None)
    gateway.settings |= {
        "imap_host": "127.0.0.1", "imap_port": server.port, "imap_security": "none", "imap_user": "shop",
    }  # fmt: skip
    gateway.secrets = sealed({"imap_password": "box"})
    gateway.save()
    return started(delivery_jobs.MAIL)
