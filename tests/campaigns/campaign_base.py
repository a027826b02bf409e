"""Segments, templates and campaigns for tests."""

from typing import Any

from accounts.models import User
from campaigns.models import Campaign
from campaigns.sending import drafting, services
from campaigns.sending.drafting import Wish
from consents.models.gate import MessageClass, QuietHours
from customers.models import ContactPoint, Customer
from journal import runs
from journal.models import JobRun
from messaging.letters import services as letters
from messaging.letters.services import Text
from messaging.models import Template
from segmentation.models import Segment, SegmentKind, SegmentPick
from segmentation.segments import services as segments
from segmentation.segments.services import SegmentWish
from tests.consents.gate_base import agree
from tests.factories.customers import make_email, make_person


def at_any_hour() -> None:
    """Messages may come by night: tests run at any time."""
    QuietHours.objects.all().delete()


def reader(raw: str = "", *, agreed: bool = True, **values: Any) -> Customer:
    """A client with an e-mail who agreed to advertising."""
    customer = make_person(**{"city": "Москва", **values})
    point: ContactPoint = make_email(customer, raw)
    if agreed:
        agree(point, "email")
    return customer


def segment_of(by: User, *people: Customer, name: str = "Сегмент") -> Segment:
    """A fixed list of these."""
    segment, _operation = segments.make(by=by, wish=SegmentWish(name=name, kind=SegmentKind.FIXED.value, shared=True))
    SegmentPick.objects.bulk_create(SegmentPick(segment=segment, customer=one) for one in people)
    return segment


def letter(by: User, *, message_class: str = MessageClass.ADVERTISING, body: str = "<p>Скидка</p>") -> Template:
    """A template of a letter."""
    number = Template.objects.count()
    return letters.create(by=by, name=f"Письмо {number}", channel="email", message_class=message_class,
                          text=Text(body=body, subject="Новости"))  # fmt: skip


def draft(by: User, *plus: Segment, **values: Any) -> Campaign:
    """A campaign by e-mail that could be approved."""
    made = drafting.create(by=by, name="Осень")
    template = values.pop("template", None) or letter(by)
    return drafting.save(made, Wish(name="Осень", template=template, plus=plus, **values), by=by)


def launched(by: User, *plus: Segment, **values: Any) -> Campaign:
    """Approved and launched, its job done."""
    campaign = services.launch(services.approve(draft(by, *plus, **values), by=by), by=by)
    return worked(campaign)


def worked(campaign: Campaign) -> Campaign:
    """After its job has run."""
    campaign.refresh_from_db()
    for run in JobRun.objects.live().filter(operation_id=campaign.operation_id):
        runs.run_here(run.pk)
    campaign.refresh_from_db()
    return campaign
