"""Ready triggers: five messages every company wants, one click each; they become drafts of one's own.

Texts are in Russian and English: a template is made in the language of whoever takes it, once; who takes it again gets
the same template.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy

from accounts.models import User
from accounts.models.people import Language
from campaigns.models import Campaign
from campaigns.triggers import drafting
from campaigns.triggers.choices import Again, Event
from campaigns.triggers.drafting import EventWish, TriggerWish
from consents.models.gate import MessageClass
from messaging.choices import Carrier
from messaging.letters import services as letters
from messaging.letters.services import Text
from messaging.models import Template
from segmentation.models import Segment
from segmentation.segments import library as segments
from segmentation.segments import services as segment_services
from segmentation.segments.services import SegmentWish

ADS, SERVICE = MessageClass.ADVERTISING, MessageClass.SERVICE


@dataclass(frozen=True, kw_only=True)
class Ready:
    """One of them."""

    code: str
    name: str | Promise
    about: str | Promise
    event: EventWish
    message_class: MessageClass
    subject: str | Promise
    body: str | Promise
    segment: str = ""
    """Code of a ready segment to keep to."""


READY: tuple[Ready, ...] = (
    Ready(
        code="welcome",
        name=gettext_lazy("Welcome"),
        about=gettext_lazy("The day after a client came into the base: who you are and how to find you."),
        event=EventWish(event=Event.DATE, field="created_at", is_yearly=False, days=1, again=Again.NEVER),
        message_class=ADS,
        subject=pgettext_lazy("text of a letter", "Welcome to {{ our.name | default: 'us' }}"),
        body=pgettext_lazy(
            "text of a letter",
            "<p>{{ greeting }}!</p>\n<p>Thank you for being with us. Here is a 5 % discount on your first purchase:"
            " show this letter within two weeks.</p>\n<p>If you have questions, just answer this letter.</p>",
        ),
    ),
    Ready(
        code="birthday",
        name=gettext_lazy("Birthday greeting"),
        about=gettext_lazy("Three days before, so that there is time to come for the present."),
        event=EventWish(event=Event.DATE, field="birth_date", days=-3, again=Again.DAYS, again_days=300),
        message_class=ADS,
        subject=pgettext_lazy(
            "text of a letter", "{{ first_name | default: 'Dear friend' }}, a present for your birthday"
        ),
        body=pgettext_lazy(
            "text of a letter",
            "<p>{{ greeting }}!</p>\n<p>Your birthday is near, and we have a present: a 10 % discount on any purchase"
            " within two weeks.</p>\n<p>Yours, {{ our.name | default: 'the team' }}</p>",
        ),
    ),
    Ready(
        code="thanks",
        name=gettext_lazy("Thanks and a request for a review"),
        about=gettext_lazy("Three days after a purchase; who has brought it back is not asked."),
        event=EventWish(event=Event.PURCHASE, days=3, again=Again.DAYS, again_days=60),
        message_class=SERVICE,
        subject=pgettext_lazy("text of a letter", "Was everything all right with your purchase?"),
        body=pgettext_lazy(
            "text of a letter",
            "<p>{{ greeting }}!</p>\n<p>Thank you for your purchase. Please tell us in two words whether everything was"
            " all right: just answer this letter. If something is wrong, we will put it right.</p>",
        ),
    ),
    Ready(
        code="win-back",
        name=gettext_lazy("Win back"),
        about=gettext_lazy("No purchase for 90 days: a reason to come again."),
        event=EventWish(event=Event.NO_PURCHASE, days=90, again=Again.DAYS, again_days=180),
        message_class=ADS,
        subject=pgettext_lazy("text of a letter", "{{ first_name | default: 'Hello' }}, we have missed you"),
        body=pgettext_lazy(
            "text of a letter",
            "<p>{{ greeting }}!</p>\n<p>We have not seen you for a while, and there is much that is new. Come again:"
            " a 15 % discount is yours until the end of the month.</p>",
        ),
    ),
    Ready(
        code="lapsed-vip",
        name=gettext_lazy("A good client has gone silent"),
        about=gettext_lazy("No purchase for 60 days, of those who belong to VIP: written to in person."),
        event=EventWish(event=Event.NO_PURCHASE, days=60, again=Again.DAYS, again_days=120),
        message_class=ADS,
        subject=pgettext_lazy("text of a letter", "{{ first_name | default: 'Hello' }}, a personal offer for you"),
        body=pgettext_lazy(
            "text of a letter",
            "<p>{{ greeting }}!</p>\n<p>You are one of our best clients, and we have set something aside for you."
            " Answer this letter, and we will choose what suits you, at a price of your own.</p>",
        ),
        segment="vip",
    ),
)


def offered(reader: User) -> list[tuple[Ready, Campaign | None]]:
    """All of them, each with the trigger of the same name that the person sees already."""
    names = [str(one.name) for one in READY]
    rows = Campaign.objects.visible_to(reader).filter(kind="trigger", name__in=names).order_by("-pk")
    standing = {row.name: row for row in rows}
    return [(one, standing.get(str(one.name))) for one in READY]


def find(code: str) -> Ready | None:
    """The one of this code."""
    return next((one for one in READY if one.code == code), None)


@transaction.atomic
def take(one: Ready, *, by: User) -> Campaign:
    """A draft with its text, and the segment it keeps to. Raises DomainError."""
    made = drafting.create(by=by, name=str(one.name), channel=Carrier.EMAIL, event=one.event.event)
    plus = [_segment(one.segment, by)] if one.segment else []
    wish = TriggerWish(name=str(one.name), event=one.event, template=_template(one, by), plus=plus)
    return drafting.save(made, wish, by=by)


def _template(one: Ready, by: User) -> Template:
    """Its text in the person's language; one of that name stands already when it was taken before."""
    name = str(one.name)
    standing = Template.objects.live().filter(channel=Carrier.EMAIL, name=name).first()
    if standing is not None:
        return standing
    language = Language.EN if (get_language() or "").startswith("en") else Language.RU
    return letters.create(
        by=by, name=name, channel=Carrier.EMAIL, message_class=one.message_class, language=language,
        text=Text(body=str(one.body), subject=str(one.subject)),
    )  # fmt: skip


def _segment(code: str, by: User) -> Segment:
    """The ready segment as one's own; one of that name that stands already is taken."""
    ready = segments.find(code)
    assert ready is not None
    name = str(ready.name)
    standing = Segment.objects.visible_to(by).filter(name=name).order_by("pk").first()
    if standing is not None:
        return standing
    wish = SegmentWish(name, rule=ready.rule, description=str(ready.about))
    return segment_services.make(by=by, wish=wish)[0]
