"""What may go wrong with a campaign on its way: people who leave, things that break, gateways that refuse."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.db import connection

from accounts.models import Role, User
from campaigns.choices import State
from campaigns.models import Campaign
from campaigns.sending import drafting, services, watching
from campaigns.sending.drafting import Wish
from campaigns.sending.operations import LAUNCH
from consents.erasure import services as erasing
from core.errors import DomainError
from core.registries.segment_uses import waiting_for
from customers.models import Customer
from journal.models import JobRun, Operation, OperationState
from messaging.choices import Status
from messaging.delivery import letters as coming_in
from messaging.letters import services as letters
from messaging.letters.services import Text
from messaging.models import Message
from quality.merging.services import merge
from tests.campaigns.campaign_base import at_any_hour, draft, launched, letter, reader, segment_of, worked
from tests.factories.users import make_user
from tests.harness.smtp import HOST, SmtpServer, free_port
from tests.messaging.delivery import mails
from tests.messaging.outbox_base import mail_gateway, sent

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _any_hour(settings: Any, tmp_path: Path) -> None:
    settings.BACKUP_DIR = tmp_path / "backups"
    at_any_hour()


class Refusing:
    """A mail server that knows nobody."""

    async def handle_RCPT(self, server: object, session: object, envelope: Any, address: str, options: Any) -> str:  # noqa: N802  # aiosmtpd's name
        return "550 5.1.1 nobody here"


@pytest.fixture
def refusing() -> Iterator[int]:
    server = Controller(Refusing(), hostname=HOST, port=free_port())
    server.start()
    yield server.port
    server.stop()


def fates(campaign: Campaign) -> dict[int | None, str]:
    return dict(Message.objects.filter(campaign_id=campaign.pk).values_list("customer", "status"))


def test_two_launches_at_once_are_one(admin_user: User) -> None:
    campaign = services.approve(draft(admin_user, segment_of(admin_user, reader(), reader())), by=admin_user)
    together, refused = threading.Barrier(2), []

    def launch() -> None:
        together.wait(10)
        try:
            services.launch(campaign, by=admin_user)
        except DomainError as refusal:
            refused.append(refusal.code)
        finally:
            connection.close()

    both = [threading.Thread(target=launch) for _number in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(30)
    assert refused == ["state"]
    assert JobRun.objects.filter(kind=services.JOB).count() == Operation.objects.filter(kind=LAUNCH).count() == 1
    worked(campaign)
    assert len(fates(campaign)) == 2


def test_the_launch_stands_among_operations_until_the_last_message(admin_user: User) -> None:
    campaign = launched(admin_user, segment_of(admin_user, reader(), reader(agreed=False)))
    operation = Operation.objects.get(pk=str(campaign.operation_id))
    assert (operation.kind, operation.state, operation.total) == (LAUNCH, OperationState.RUNNING, 1)
    sent()
    watching.watch(campaign)
    operation.refresh_from_db()
    assert (operation.state, operation.applied, operation.refused) == (OperationState.DONE, 1, 0)
    states = set(Campaign.pgh_event_model.objects.filter(pgh_context_id=operation.pk).values_list("state", flat=True))  # type: ignore[attr-defined]
    assert states == {State.APPROVED, State.PREPARING, State.SENDING}


def test_stopping_ends_the_operation_with_what_had_gone(admin_user: User) -> None:
    campaign = launched(admin_user, segment_of(admin_user, reader(), reader()))
    Message.objects.filter(pk=Message.objects.order_by("pk")[0].pk).update(status=Status.HANDED)
    services.stop(campaign, by=admin_user)
    operation = Operation.objects.get(pk=str(campaign.operation_id))
    assert (operation.state, operation.applied, operation.refused) == (OperationState.CANCELLED, 1, 1)


def test_the_owner_of_a_segment_is_told_what_waits_for_it(admin_user: User) -> None:
    segment = segment_of(admin_user, reader())
    campaign = draft(admin_user, segment)
    assert waiting_for(segment.pk, admin_user.pk) == ["рассылка «Осень»"]
    assert waiting_for(segment.pk, make_user(role=Role.objects.get(code="viewer")).pk) == [
        "рассылки, которых вы не видите"
    ]
    drafting.delete(campaign, by=admin_user)
    assert waiting_for(segment.pk, admin_user.pk) == []


def test_a_text_changed_on_the_way_changes_nothing_of_what_was_approved(
    admin_user: User, smtp_server: SmtpServer
) -> None:
    mail_gateway(smtp_server)
    template = letter(admin_user, body="<p>Скидка десять</p>")
    campaign = draft(admin_user, segment_of(admin_user, reader()), template=template)
    services.approve(campaign, by=admin_user)
    letters.save(template, Text(body="<p>Другое</p>", subject="Другое"), by=admin_user)
    services.launch(campaign, by=admin_user)
    worked(campaign)
    letters.archive(template, by=admin_user, away=True)
    assert sent() == 1
    assert "Скидка десять" in smtp_server.letters[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_who_is_merged_in_the_middle_gets_it_once(admin_user: User) -> None:
    one, other = reader("one@example.com"), reader("other@example.com")
    campaign = launched(admin_user, segment_of(admin_user, one, other))
    merge(by=admin_user, survivor=one, duplicates=[other])
    assert sent() == 1
    assert Message.objects.filter(campaign_id=campaign.pk, status=Status.HANDED).count() == 1
    assert not Message.objects.filter(campaign_id=campaign.pk, status__in=[Status.QUEUED, Status.HELD]).exists()
    watching.watch(campaign)
    campaign.refresh_from_db()
    assert campaign.state == State.DONE


def test_who_is_erased_in_the_middle_gets_nothing(admin_user: User, smtp_server: SmtpServer) -> None:
    mail_gateway(smtp_server)
    stays, goes = reader("stays@example.com"), reader("goes@example.com")
    campaign = launched(admin_user, segment_of(admin_user, stays, goes))
    officer = make_user(role=Role.objects.get(code="privacy"))
    erasing.run_now(erasing.approve(erasing.propose([goes], by=admin_user, reason="withdrawn"), by=officer))
    sent()
    assert smtp_server.inbox.recipients == [["stays@example.com"]]
    watching.watch(campaign)
    campaign.refresh_from_db()
    assert campaign.state == State.DONE


def test_a_gateway_that_refuses_everybody_pauses_it(admin_user: User, refusing: int) -> None:
    mail_gateway(port=refusing)
    people = [reader() for _number in range(watching.LEAST + 5)]
    campaign = launched(admin_user, segment_of(admin_user, *people))
    sent()
    watching.watch(campaign)
    campaign.refresh_from_db()
    assert (campaign.state, campaign.stopped_why) == (State.PAUSED, "errors")


def test_complaints_pause_it(admin_user: User, smtp_server: SmtpServer) -> None:
    settings = {"host": HOST, "port": smtp_server.port, "security": "none", "bounce_domain": mails.DOMAIN}
    gateway = mail_gateway(settings=settings)
    campaign = launched(admin_user, segment_of(admin_user, *(reader() for _number in range(3))), stop_complaints=2)
    sent()
    for message in Message.objects.filter(campaign_id=campaign.pk).order_by("pk")[:2]:
        coming_in.take(gateway, mails.complaint(message))
    watching.watch(campaign)
    campaign.refresh_from_db()
    assert (campaign.state, campaign.stopped_why) == (State.PAUSED, "complaints")


def test_a_form_saved_after_the_launch_changes_nothing(admin_user: User) -> None:
    campaign = launched(admin_user, segment_of(admin_user, reader()))
    with pytest.raises(DomainError) as refusal:
        drafting.save(campaign, Wish(name="Другая"), by=admin_user)
    assert refusal.value.code == "state"


def test_who_is_deleted_in_the_middle_does_not_keep_it_from_ending(admin_user: User, smtp_server: SmtpServer) -> None:
    mail_gateway(smtp_server)
    stays, goes = reader("stays@example.com"), reader("goes@example.com")
    campaign = launched(admin_user, segment_of(admin_user, stays, goes))
    Customer.objects.filter(pk=goes.pk).delete()
    sent()
    assert smtp_server.inbox.recipients == [["stays@example.com"]]
    watching.watch(campaign)
    campaign.refresh_from_db()
    assert campaign.state == State.DONE
