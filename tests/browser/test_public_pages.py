"""A client with a phone and without JavaScript: a form, the letter, the confirmation, his settings, a refusal."""

from collections.abc import Callable

from playwright.sync_api import expect

from consents.choices import ADVERTISING
from consents.models import ConsentDocument
from customers.models import ContactPoint
from messaging.models import Message
from messaging.public import links
from tests.browser.visitor import PHONE, Visitor
from tests.factories.customers import make_person, make_phone
from tests.messaging.public.base import (
    advertise,
    link_in,
    make_form,
    make_gateways,
    make_operator,
    make_texts,
    path,
    status,
)


def test_from_the_form_to_the_refusal_without_scripts(visit: Callable[..., Visitor]) -> None:
    make_operator()
    make_gateways()
    make_texts()
    form = make_form(boxes=[("marketing", ""), (ADVERTISING, "email")], languages=["ru", "en"])
    visitor = visit(size=PHONE, scripts=False)
    page = visitor.page

    visitor.go("public:form", token=form.token)
    page.fill("#email", "elena@mail.example.com")
    for box in page.locator("[name=box]").all():
        expect(box).not_to_be_checked()
        box.check()
    page.click("main button[type=submit]")
    page.wait_for_url("**/thanks/**")
    point = ContactPoint.objects.get(value="elena@mail.example.com")
    assert status(point) == "pending"

    visitor.open(link_in(Message.objects.get()))
    assert status(point) == "pending"
    page.click("button[name=confirm]")
    expect(page.locator("[role=status]")).to_be_visible()
    assert status(point) == "granted"

    page.click("main a[href*='/preferences/']")
    page.click(f"button[name=withdraw][value$='.{ADVERTISING}.email']")
    page.wait_for_url("**done=withdraw**")
    assert status(point) == "withdrawn"
    page.click(f"button[name=give][value$='.{ADVERTISING}.email']")
    page.wait_for_url("**done=give**")
    assert status(point) == "granted"
    assert visitor.overflow() == 0

    visitor.open(path(links.unsubscribe_url(advertise(point))))
    page.click("button[name=leave]")
    assert status(point) == "withdrawn"
    assert not [cookie for cookie in page.context.cookies() if "session" in cookie["name"] or "csrf" in cookie["name"]]


def test_pages_of_clients_can_be_read_by_everybody(visit: Callable[..., Visitor]) -> None:
    make_operator()
    make_gateways()
    make_texts()
    form = make_form()
    point = make_phone(make_person())
    code = links.unsubscribe_url(advertise(point, "sms")).rpartition("/")[2]
    text = ConsentDocument.objects.get(purpose=ADVERTISING)
    pages = [f"/form/{form.token}/", f"/form/{form.token}/thanks/", f"/u/{code}", f"/texts/{text.pk}/"]
    pages.append(links.preferences_path(point))
    faults = {}
    for theme, language in (("light", "ru"), ("dark", "en")):
        visitor = visit(size=PHONE, theme=theme, language=language)
        for place in pages:
            visitor.open(f"{place}?lang={language}")
            faults[theme, place] = [*visitor.violations(), *([visitor.overflow()] if visitor.overflow() else [])]

    assert not {where: fault for where, fault in faults.items() if fault}
