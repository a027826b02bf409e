"""Links and pictures of campaigns: whose letters have them, where they lead, who is taken for a program."""

import datetime as dt
import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Reaction, Response, ShortClick, TrackedLink
from campaigns.tracking import links, noting
from campaigns.tracking.links import Marked
from consents.models import ConsentState
from customers.models import ContactPoint
from messaging.choices import Status
from messaging.models import Gateway, Message
from messaging.outbox.filling import fill
from messaging.transports.base import OutMsg
from tests.campaigns.tracking_base import LETTER, PLAIDS, SMS, allow, make_campaign, queue
from tests.factories.customers import make_email, make_person, make_phone

pytestmark = pytest.mark.django_db
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def leaving(*messages: Message) -> list[OutMsg]:
    gateway = Gateway.objects.default_of(messages[0].channel)
    assert gateway is not None
    filled = fill(messages, gateway)
    return [filled[one.pk].out for one in messages]


def reader() -> ContactPoint:
    point = make_email(make_person())
    allow(point)
    return point


def handed(ago: int = 3600, body: str = LETTER) -> Message:
    """A letter that left so many seconds ago, with its links."""
    message = queue(make_campaign(body=body), reader())
    leaving(message)
    Message.objects.filter(pk=message.pk).update(
        status=Status.HANDED, handed_at=timezone.now() - dt.timedelta(seconds=ago)
    )
    message.refresh_from_db()
    return message


def follow(message: Message, link: TrackedLink, program: str = BROWSER, method: str = "get") -> int:
    token = links.token(Marked(message.pk, link.pk))
    answer = getattr(Client(), method)(reverse("tracking:click", args=[token]), headers={"User-Agent": program})
    assert answer["Location"] == link.url
    return int(answer.status_code)


def test_a_reader_who_allowed_it_gets_our_links_and_a_picture() -> None:
    message = queue(make_campaign(), reader())
    (out,) = leaving(message)
    link = TrackedLink.objects.get()
    assert link.url == PLAIDS
    assert f'href="{links.click_url(message.pk, link.pk)}"' in out.html
    assert links.open_url(message.pk) in out.html
    assert links.click_url(message.pk, link.pk) in out.text
    assert "/unsubscribe/" in out.html
    assert "https://shop.example.com/of/" in out.html, "an address made of his own values stays"


def test_a_reader_who_did_not_gets_plain_ones() -> None:
    campaign = make_campaign()
    (plain,) = leaving(queue(campaign, make_email(make_person())))
    assert 'href="https://shop.example.com/plaids?a=1&amp;b=2"' in plain.html
    assert "<img" not in plain.html
    assert not TrackedLink.objects.exists()


def test_an_sms_has_eight_letters_and_keeps_them() -> None:
    point = make_phone(make_person())
    allow(point, "sms")
    message = queue(make_campaign("sms", SMS), point)
    (out,), (again,) = leaving(message), leaving(message)
    code = ShortClick.objects.get().code
    assert out.text == again.text == f"Plaids: {links.short_url(code)}."
    answer = Client().get(reverse("tracking:short", args=[code]), headers={"User-Agent": BROWSER})
    assert (answer.status_code, answer["Location"]) == (302, "https://shop.example.com/sms")


def test_queries_do_not_grow_with_letters(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    campaign = make_campaign()
    messages = [queue(campaign, reader()) for _one in range(4)]
    leaving(messages[0])
    with django_assert_max_num_queries(40):
        leaving(*messages)


def test_a_click_is_an_opening_too() -> None:
    message = handed()
    assert follow(message, TrackedLink.objects.get()) == 302
    response = Response.objects.get()
    assert response.clicked_at is not None
    assert response.opened_at == response.clicked_at
    assert response.customer_id == message.customer_id


def test_the_picture_tells_of_an_opening_once() -> None:
    message = handed()
    for _time in range(2):
        answer = Client().get(links.open_url(message.pk), headers={"User-Agent": BROWSER})
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/gif")
    assert Response.objects.get().opened_at == Reaction.objects.earliest("at").at
    assert Response.objects.get().clicked_at is None


@pytest.mark.parametrize(
    ("method", "program", "ago"),
    [("head", BROWSER, 3600), ("get", "curl/8.5", 3600), ("get", "", 3600), ("get", BROWSER, 1)],
)
def test_a_program_does_not_count(method: str, program: str, ago: int) -> None:
    message = handed(ago)
    follow(message, TrackedLink.objects.get(), program, method)
    assert Reaction.objects.get().is_scanner
    assert not Response.objects.exists()


def test_all_links_at_once_are_no_hand() -> None:
    body = "".join(f'<a href="https://shop.example.com/{number}">{number}</a>' for number in range(3))
    message = handed(body=body)
    for link in TrackedLink.objects.order_by("pk"):
        follow(message, link)
    assert not Reaction.objects.filter(is_scanner=False).exists()
    response = Response.objects.get()
    assert (response.opened_at, response.clicked_at) == (None, None)


@pytest.mark.parametrize("spoil", [lambda text: text[:-1] + ("A" if text[-1] != "A" else "B"), lambda text: text[:20]])
def test_a_forged_link_leads_nowhere(spoil) -> None:  # type: ignore[no-untyped-def]
    message = handed()
    token = spoil(links.token(Marked(message.pk, TrackedLink.objects.get().pk)))
    assert Client().get(reverse("tracking:click", args=[token])).status_code == 404
    assert Client().get(reverse("tracking:opened", args=[token])).status_code == 200
    assert not Reaction.objects.exists()


def test_a_link_of_another_campaign_is_not_counted() -> None:
    message = handed()
    other = TrackedLink.objects.create(campaign=make_campaign("sms", SMS), url="https://shop.example.com/other")
    follow(message, other)
    assert not Reaction.objects.exists()


def test_whoever_withdrew_since_leaves_no_trace() -> None:
    message = handed()
    ConsentState.objects.filter(point=message.point_id, purpose="profiling").update(status="withdrawn")
    assert follow(message, TrackedLink.objects.get()) == 302
    Client().get(links.open_url(message.pk), headers={"User-Agent": BROWSER})
    assert not Reaction.objects.exists()
    assert not Response.objects.exists()


def test_a_link_of_a_letter_of_long_ago_leads_there_and_is_not_counted() -> None:
    message = handed(ago=366 * 86_400)
    assert follow(message, TrackedLink.objects.get()) == 302
    assert not Reaction.objects.exists()


def test_a_link_followed_again_and_again_is_one_response_and_fills_no_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(noting, "KEPT", 3)
    message = handed()
    for _time in range(5):
        follow(message, TrackedLink.objects.get())
    assert Reaction.objects.count() == 3
    assert Response.objects.get().clicked_at == Reaction.objects.earliest("at").at


def test_an_address_tells_nothing_of_its_reader() -> None:
    message = handed()
    for address in (links.open_url(message.pk), links.click_url(message.pk, TrackedLink.objects.get().pk)):
        assert address.startswith(f"{settings.PUBLIC_URL}/")
        assert message.address not in address
        assert "?" not in address


def test_a_message_that_is_gone_still_leads_there() -> None:
    message = handed()
    link = TrackedLink.objects.get()
    Message.objects.filter(pk=message.pk).delete()
    assert follow(message, link) == 302


def test_tokens_are_short_and_of_plain_letters() -> None:
    token = links.token(Marked(handed().pk, 1))
    assert re.fullmatch(r"[\w-]{44}", token)
