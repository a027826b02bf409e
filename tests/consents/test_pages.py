"""Pages of consents: shields of the card, an operator's form, a paper and its scan, texts, the shell."""

import datetime as dt
import json
import re
from collections.abc import Callable
from html import unescape
from io import StringIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from consents.choices import ADVERTISING, MARKETING, AdPolicy
from consents.documents import publishing
from consents.ledger.checking import Wish
from consents.ledger.forms import code_of
from consents.ledger.paper import code_of as paper_code
from consents.ledger.paper import to_sign
from consents.models import ChannelPolicy, ConsentDocument, ConsentEvent, ConsentState, Operator, Processor, Purpose
from core.errors import DomainError
from customers.models import ContactPoint, Customer
from interactions.log.models import Outcome
from interactions.log.services import record
from tests.factories.consents import grant_pair, make_document, wishes, withdraw_pair
from tests.factories.customers import make_person, make_phone
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Clients = Callable[[User], StrictClient]
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n"


@pytest.fixture
def customer(manager: User, operator_named: None) -> Customer:
    return make_person("Морозова Елена", responsible=manager)


@pytest.fixture
def phone(customer: Customer) -> ContactPoint:
    return make_phone(customer, "+7 917 234-18-60")


def form(point: ContactPoint, **values: Any) -> dict[str, Any]:
    return {
        "act": "given", "method": "manual", "reason": "сказала по телефону",
        "wish": [code_of(wish) for wish in wishes(point)], **values,
    }  # fmt: skip


def page(point: ContactPoint) -> str:
    return reverse("consents:customer", args=[point.customer_id])


def statuses(point: ContactPoint) -> set[str]:
    return set(ConsentState.objects.filter(point=point).order_by("pk").values_list("status", flat=True))


def test_five_shields_with_the_event_behind_each(client_for: Clients, manager: User, phone: ContactPoint) -> None:
    grant_pair(phone)
    withdraw_pair(phone, "call")

    text = client_for(manager).get(reverse("customers:panel", args=[phone.customer_id, "consents"])).content.decode()

    assert text.count("<li>") == 5
    assert [text.count(f'consent__{end}"') for end in ("yes", "no", "none")] == [2, 1, 2]
    event = ConsentEvent.objects.filter(purpose=ADVERTISING, channel="call").get()
    assert f"#event-{event.pk}" in text


def test_boxes_are_unticked_and_an_operator_gives_a_reason(
    client_for: Clients, manager: User, phone: ContactPoint
) -> None:
    make_document(MARKETING)
    make_document(ADVERTISING)
    browser = client_for(manager)

    assert not re.search(r'name="wish"[^>]*checked', browser.get(page(phone)).content.decode())
    refused = browser.post(page(phone), form(phone, reason=" "))
    assert refused.status_code == 422
    assert not ConsentEvent.objects.exists()
    assert browser.post(page(phone), form(phone, words="Да, присылайте")).status_code == 302
    assert statuses(phone) == {"granted"}
    shown = browser.get(page(phone)).content.decode()
    assert "Да, присылайте" in shown
    assert "сказала по телефону" in shown
    assert browser.post(page(phone), form(phone, act="withdrawn")).status_code == 302
    assert statuses(phone) == {"withdrawn"}


def test_a_paper_is_its_scan_and_its_code(client_for: Clients, manager: User, phone: ContactPoint) -> None:
    old = [make_document(MARKETING), make_document(ADVERTISING)]
    browser = client_for(manager)
    sheet = browser.get(reverse("consents:paper", args=[phone.customer_id])).content.decode()
    code = paper_code(phone.customer, list(to_sign()))
    assert code in sheet
    make_document(MARKETING, body="Новая редакция.")

    paper = {"method": "paper", "code": code}
    assert browser.post(page(phone), form(phone, **paper)).status_code == 422
    scan = SimpleUploadedFile("скан.pdf", PDF, content_type="application/pdf")
    other = make_person("Чужая Анна")
    wrong = form(phone, **{**paper, "code": f"{other.pk}-1"}, scan=scan)
    assert browser.post(page(phone), wrong).status_code == 422
    scan.seek(0)
    assert browser.post(page(phone), form(phone, **paper, scan=scan)).status_code == 302

    events = ConsentEvent.objects.order_by("pk")
    assert {event.document for event in events} == set(old)
    assert events[0].file_sha256
    details = events[0].details or {}
    file = reverse("files:download", args=[details["file"]])
    assert b"".join(browser.get(file).streaming_content) == PDF  # type: ignore[attr-defined]


def test_a_stranger_sees_nothing(client_for: Clients, colleague: User, phone: ContactPoint) -> None:
    browser = client_for(colleague)

    assert browser.get(page(phone)).status_code == 404
    assert browser.post(page(phone), form(phone)).status_code == 404
    assert browser.get(reverse("consents:paper", args=[phone.customer_id])).status_code == 404


def test_the_outcome_do_not_call_withdraws_in_its_transaction(manager: User, phone: ContactPoint) -> None:
    grant_pair(phone, "call")
    grant_pair(phone)
    outcome = Outcome.objects.get(code="do_not_call")

    record(
        by=manager, customer_id=phone.customer_id, kind="call", direction="out", text="", outcome=outcome, point=phone
    )

    rows = ConsentState.objects.filter(point=phone).order_by("pk")
    assert {(row.channel_id, row.status) for row in rows} == {
        ("call", "withdrawn"), ("robocall", "withdrawn"), ("sms", "granted"),
    }  # fmt: skip


def test_the_timeline_tells_one_line_an_act(client_for: Clients, manager: User, phone: ContactPoint) -> None:
    grant_pair(phone)

    text = client_for(manager).get(reverse("customers:timeline", args=[phone.customer_id])).content.decode()

    assert text.count("Дано согласие") == 1
    assert "Получение рекламы: СМС" in text


def test_a_text_is_begun_and_published(client_for: Clients, admin_user: User, customer: Customer) -> None:
    browser = client_for(admin_user)
    begun = browser.post(reverse("consents:documents"), {"purpose": MARKETING, "kind": "pd", "locale": "ru"})
    draft = ConsentDocument.objects.get()
    assert begun["Location"] == reverse("consents:document", args=[draft.pk])
    assert "ООО «Лён и глина»" in draft.body
    address = reverse("consents:document", args=[draft.pk])
    assert browser.post(address, {"title": "Т", "label": "", "body": "Б"}).status_code == 422
    assert browser.post(address, {"title": "Т", "label": "Л", "body": "Б"}).status_code == 302
    assert browser.post(reverse("consents:document_publish", args=[draft.pk])).status_code == 302
    draft.refresh_from_db()
    assert (draft.body, draft.operator_snapshot["name"]) == ("Б", "ООО «Лён и глина»")
    assert draft.sha256 in browser.get(address).content.decode()
    browser.post(reverse("consents:documents"), {"purpose": MARKETING, "kind": "pd", "locale": "ru"})
    assert ConsentDocument.objects.get(version=2).body == "Б"
    assert "Спросить всех заново" in browser.get(reverse("consents:document", args=[draft.pk + 1])).content.decode()


def test_a_text_is_published_as_it_was_read(client_for: Clients, admin_user: User, operator_named: None) -> None:
    browser, other = client_for(admin_user), client_for(admin_user)
    draft = publishing.save_draft(
        by=admin_user, kind="pd", purpose=MARKETING, title="Согласие", label="Согласен", body="Первый текст"
    )
    address, publish = (reverse(f"consents:document{more}", args=[draft.pk]) for more in ("", "_publish"))
    was = re.findall(r'name="was" value="([0-9a-f]{64})"', browser.get(address).content.decode())[0]
    words = {"title": "Согласие", "label": "Согласен", "was": was}
    assert other.post(address, {**words, "body": "Второй текст"}).status_code == 302

    late = browser.post(address, {**words, "body": "Третий текст"})
    told = browser.post(publish, {"was": was}, follow=True)

    assert late.status_code == 422
    assert "Третий текст" in late.content.decode()
    assert "перечитайте" in told.content.decode()
    draft.refresh_from_db()
    assert (draft.body, draft.is_draft) == ("Второй текст", True)
    browser.post(publish, {"was": publishing.sha256_of(draft)})
    draft.refresh_from_db()
    assert not draft.is_draft


def test_the_rules_of_the_company(client_for: Clients, admin_user: User) -> None:
    browser = client_for(admin_user)
    fields = {"name": "ООО «Ромашка»", "jurisdiction": "ru", "inn": "1", "policy_url": "example.com/policy"}

    assert browser.post(reverse("consents:operator"), fields).status_code == 302
    assert Operator.objects.get().policy_url == "https://example.com/policy"
    shown = browser.get(reverse("consents:rules")).content.decode()
    assert "38-ФЗ, статья 5" in shown
    policy = ChannelPolicy.objects.get(channel="sms", jurisdiction="ru")
    wanted = {"ad_policy": AdPolicy.SERVICE_ONLY, "basis": policy.basis}
    assert browser.post(reverse("consents:policy", args=[policy.pk]), wanted).status_code == 302
    told = unescape(browser.get(reverse("office:journal")).content.decode())
    assert f"{AdPolicy.ALLOW.label} → {AdPolicy.SERVICE_ONLY.label}" in told
    new = {"name": "Gateway", "country": "de", "purposes": [MARKETING]}
    assert browser.post(reverse("consents:processor_new"), {**new, "country": "Д1"}).status_code == 422
    assert browser.post(reverse("consents:processor_new"), new).status_code == 302
    assert Processor.objects.get().is_abroad


def test_e5_the_policy_says_how_long_backups_are_kept(
    client_for: Clients, admin_user: User, operator_named: None, settings: Any
) -> None:
    settings.BACKUP_DAYS = 21
    Processor.objects.create(name="ООО «Шлюз»", valid_to=timezone.localdate())
    Processor.objects.create(name="ООО «Бывший»", valid_to=timezone.localdate() - dt.timedelta(days=3))
    make_document(MARKETING)
    Purpose.objects.filter(pk=MARKETING).update(data_categories=["телефон"], retention_days=1095)

    with override("en"):
        text = client_for(admin_user).get(reverse("consents:policy_text")).content.decode()

    assert "не дольше (дней): 21" in text
    for words in ("ООО «Лён и глина»", "ИНН 1655000001", "ООО «Шлюз»", "телефон", "хранятся, дней: 1095"):
        assert words in text, words
    assert "Бывший" not in text
    assert "за границу" not in text
    assert "{" not in text.split("<article")[1].split("</article")[0]


def test_a_purpose_of_the_company_is_added_agreed_to_and_put_away(
    client_for: Clients, admin_user: User, phone: ContactPoint
) -> None:
    browser = client_for(admin_user)
    new = {"name_ru": "Клуб дегустаторов", "code": "club", "basis": "consent", "data_categories": "имя, телефон"}
    for code in ("new", "Клуб", "a", "marketing", "x" * 25):
        assert browser.post(reverse("consents:purpose_new"), {**new, "code": code}).status_code == 422, code
    assert browser.post(reverse("consents:purpose_new"), new).status_code == 302
    club = Purpose.objects.get(pk="club")
    assert (club.is_built_in, club.data_categories) == (False, ["имя", "телефон"])
    assert "Клуб" not in browser.get(page(phone)).content.decode()

    make_document("club")
    wish = code_of(Wish(phone.pk, "club", "sms"))
    assert wish in browser.get(page(phone)).content.decode()
    assert browser.post(page(phone), form(phone, wish=[wish])).status_code == 302
    assert statuses(phone) == {"granted"}

    browser.post(reverse("consents:purpose_archive", args=["club"]))
    assert wish not in browser.get(page(phone)).content.decode()
    assert browser.post(page(phone), form(phone, wish=[wish])).status_code == 422
    assert statuses(phone) == {"granted"}
    assert browser.post(reverse("consents:purpose_archive", args=[MARKETING])).status_code == 404


def command(*args: str) -> Any:
    out = StringIO()
    call_command("consent_state", *args, "--json", stdout=out)
    return json.loads(out.getvalue())["states"]


def test_consent_state_tells_each_with_its_event(phone: ContactPoint) -> None:
    grant_pair(phone)
    by_card = command(str(phone.customer_id))

    assert {(one["purpose"], one["channel"], one["status"]) for one in by_card} == {
        (MARKETING, "sms", "granted"), (ADVERTISING, "sms", "granted"),
    }  # fmt: skip
    assert by_card == command("--contact", "8 (917) 234-18-60")
    assert {one["event"] for one in by_card} == set(ConsentEvent.objects.order_by("pk").values_list("pk", flat=True))
    with override("ru"), pytest.raises(DomainError, match="нет"):
        call_command("consent_state", "777777")


def test_the_list_shows_and_finds_consents(client_for: Clients, manager: User, phone: ContactPoint) -> None:
    make_person("Молчанов Иван", responsible=manager)
    grant_pair(phone)
    withdraw_pair(phone, "call")
    browser = client_for(manager)
    chosen = {"columns": ["full_name", "consents", "consent.advertising.call"], "query": "view=all"}
    browser.post(reverse("listing:columns", args=["customers"]), chosen)

    def found(query: str) -> list[str]:
        text = browser.get(reverse("customers:list") + query).content.decode()
        return [name for name in ("Морозова", "Молчанов") if name in text]

    everybody = browser.get(reverse("customers:list")).content.decode()
    assert "отозвано" in everybody
    assert "не спрашивали" in everybody
    assert found("?consents__is=sms") == ["Морозова"]
    assert found("?consents__is=call") == []
    assert found("?consent.advertising.call__is=withdrawn") == ["Морозова"]
    assert found("?consent.advertising.call__is=none") == ["Молчанов"]
