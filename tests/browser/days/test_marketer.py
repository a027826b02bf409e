"""A marketer: a segment, a text, a campaign looked at before it goes, refusals explained, what came of it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from accounts.models import Role, User
from campaigns.models import Campaign
from campaigns.sending import watching
from consents.models.gate import MessageClass
from messaging.models import Template
from tests.browser.complaints import Complaints
from tests.browser.days.person import Arrive, Person, Way, lived, work_is_done
from tests.browser.visitor import Visitor
from tests.campaigns.campaign_base import at_any_hour, reader
from tests.factories.users import make_user
from tests.harness.smtp import SmtpServer
from tests.messaging.outbox_base import mail_gateway, sent
from tests.messaging.public.base import make_operator


@pytest.fixture
def marketer(smtp_server: SmtpServer) -> User:
    """Four clients of Kazan: two agreed to letters, one did not, one has moved to Ufa; a mail server waits."""
    at_any_hour()
    make_operator()
    mail_gateway(smtp_server)
    reader(city="Казань"), reader(city="Казань"), reader(city="Уфа")
    reader(name="Отказова Анна", city="Казань", agreed=False)
    return make_user(role=Role.objects.get(code="marketer"), first_name="Марк", last_name="Маркетов")


@lived
def test_a_day_of_a_marketer(
    visit: Callable[..., Visitor], way: Way, marketer: User, smtp_server: SmtpServer, complaints: Complaints
) -> None:
    for word in ("htmx:sendAbort", "htmx:afterRequest"):  # a count gives way to the redraw of its rule
        complaints.allow(word)
    me = Arrive(visit, way)(marketer)
    chooses_whom(me)
    writes_what(me)
    launches(me)

    work_is_done()
    assert sent() == 2
    watching.watch(Campaign.objects.get())
    assert [letter["Subject"] for letter in smtp_server.letters] == ["Скидки осени"] * 2

    me.page.reload()
    me.press("Results", "campaign")
    me.sees("Not counted yet.")
    me.press("Count now")
    expect(me.page.locator(".funnel__row").nth(1)).to_contain_text("2")
    me.reads("1", "[aria-labelledby=why-t]")


def chooses_whom(me: Person) -> None:
    """Everybody in Kazan, by a rule."""
    me.go("segments:list")
    me.press("Build one")
    me.write("Name", "Казань", "segment")
    me.press("Condition", within=me.page.locator("#builder"))
    me.hand.write(me.page.locator("[data-chooser-find]"), me.words("City"))
    me.page.keyboard.press("Enter")
    me.hand.write(me.page.locator(".cond__more"), "Казань")
    me.page.keyboard.press("Enter")
    expect(me.page.locator(".chip__value")).to_have_text("Казань")
    me.reads("3", "#segment-side")
    me.press("Save", exact=True)
    expect(me.page.locator("h1")).to_have_text("Казань")


def writes_what(me: Person) -> None:
    """A letter with a greeting."""
    me.go("letters:list")
    me.hand.press(me.page.locator(".bar__end a.btn--primary"))
    me.write("Name", "Осенние скидки", "of a template")
    me.tick(me.words("Advertising: offers, discounts, news. Only to those who agreed to it"))
    me.write("Subject", "Скидки осени", "letter")
    me.write("Text", "{{ greeting }}! Скидка на всё до воскресенья.", "letter")
    me.press("Save", exact=True)
    expect(me.page.locator("h1")).to_have_text("Осенние скидки")
    assert Template.objects.get(name="Осенние скидки").message_class == MessageClass.ADVERTISING


def launches(me: Person) -> None:
    """Looked at from all sides, approved, sent."""
    me.go("campaigns:list")
    me.press("Campaign", exact=True)
    me.write("Name", "Осень", "of a campaign")
    me.press("Go on", exact=True)
    me.tick("Казань")
    me.choose("Text", "Осенние скидки", "letter or SMS")
    me.press("Save", exact=True)
    reach = me.page.locator("section[aria-labelledby=reach]")
    expect(reach).to_contain_text("2")
    me.hand.press(reach.get_by_role("link").last)
    me.reads("Отказова Анна")
    me.page.go_back()
    me.press("Approve", "campaign")
    me.press("Launch", "campaign", exact=True)
    me.press("Launch the campaign")
    me.sees("How far it is")
