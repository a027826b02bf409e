"""A small company for the sweep: clients of one manager, and one of each thing that has a page."""

from base64 import b64decode
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.company import set_logo
from accounts.links import password_link
from accounts.models import BrowserSession, Notification, Role, Team, User
from accounts.models.company import ONLY
from campaigns.models import Campaign, Trigger
from consents.documents.publishing import save_draft
from consents.erasure import services as erasing
from consents.gate import suppression
from consents.gate.suppression import Stop
from consents.models import AnswerTemplate, ChannelPolicy, Processor, Purpose, StoragePeriod, SubjectBundle
from consents.requests import services as requests
from core.registries.composer import composer_tabs
from core.registries.panels import card_panels
from customers.models import Customer, DictionaryTerm, Tag, Walk
from customers.operations import EDIT
from files.owners import COMPANY
from files.services import store
from interactions.log.models import Outcome
from interactions.log.services import record
from interactions.tasks import services as tasks
from journal.models import Entry, JobRun
from journal.operations import draft
from listing.exports.models import Export
from listing.models import SavedView
from messaging.models import Gateway, Message, Snippet, Template
from quality.models import CleaningRun, RunState
from sales.models import Category, Shop
from sales.services import Line
from segmentation.segments.services import SegmentWish
from segmentation.segments.services import make as make_segment
from tests.factories.customers import make_email, make_person, make_phone
from tests.factories.own_fields import make_field
from tests.factories.sales import make_product, make_purchase
from tests.factories.users import make_user
from tests.harness.client import StrictClient
from tests.imports.walking import brought
from tests.sweep import campaign_pages, gateway_pages, public_pages

ROLES = ("anonymous", "stranger", "viewer", "marketer", "manager", "supervisor", "admin")
CUSTOMER = "customers.customer"
PIXEL = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")


@dataclass(frozen=True)
class World:
    """Who there is, and the numbers that stand in addresses."""

    people: dict[str, User]
    outsider: User
    """A manager of another team: everything of `manager` is a stranger's for him."""
    customer: Customer
    values: dict[str, dict[str, Any]]
    """Name of an address, or its beginning, to what its numbers are."""
    sent: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What a form sends where a POST with nothing in it says nothing."""

    def args(self, name: str, wanted: list[str]) -> dict[str, Any]:
        """The longest beginning that fits decides."""
        best = max((known for known in self.values if name.startswith(known)), key=len, default="")
        return {one: self.values[best][one] for one in wanted} if wanted else {}

    def browser(self, role: str) -> StrictClient:
        """Of the person with this role."""
        return browser_of(self.outsider if role == "outsider" else self.people.get(role))


def browser_of(person: User | None) -> StrictClient:
    """Signed in as the person, or as nobody."""
    browser = StrictClient()
    if person:
        browser.force_login(person)
    return browser


def make_world() -> World:
    """All of it."""
    nobody = Role.objects.create(code="nobody", name="Nobody", permissions=[])
    people = {code: make_user(role=Role.objects.get(code=code)) for code in ROLES[2:]}
    people["stranger"] = make_user(role=nobody)
    manager = people["manager"]
    team = Team.objects.create(name="North", lead=people["supervisor"])
    User.objects.filter(pk=manager.pk).update(team=team)
    customer = make_person(responsible=manager)
    point = make_phone(customer)
    operation = draft(EDIT, {"chosen": {"ids": [customer.pk]}, "changes": {"city": "Tver"}}, manager)
    cleaning = CleaningRun.objects.create(state=RunState.FOUND, by=people["admin"])
    job = JobRun.objects.create(kind="accounts.notify_mail", actor_id=manager.pk, actor_name="M")
    told = Notification.objects.create(user=manager, kind="job.done", url="/clients/")
    export = Export.objects.create(
        page="customers", maker=people["supervisor"], format="csv", words="all", purpose="Trial", rows=1
    )
    purchase = make_purchase(customer, Line(product=make_product()))
    view = SavedView.objects.create(page="customers", name="Mine", owner=manager)
    attached = store(SimpleUploadedFile("offer.txt", b"Offer"), by=manager, belongs_to=(CUSTOMER, customer.pk))
    logo = store(SimpleUploadedFile("logo.png", PIXEL), by=people["admin"], belongs_to=(COMPANY, ONLY))
    set_logo(logo.pk, by=people["admin"])
    imported = brought(browser_of(people["admin"]), [["Perova Anna", "+7 917 234-18-60", "no letter", "", "Omsk"]])
    session = BrowserSession.objects.create(user=manager, session_key="nobody-s", epoch=0)
    entry = Entry.objects.order_by("pk").first()
    uid, key = password_link(manager).rstrip("/").rsplit("/", 1)[1].split("-", 1)
    own = make_field()
    card = {"pk": customer.pk, "code": "city", "point": point.pk, "tag": 1, "number": 1, "relation": 1, "date": 1}
    card |= {"field": own.pk, "file": 1}
    office = {
        "operation_id": operation.pk,
        "job_id": job.pk,
        "code": "notify_mail",
        "name": "no-such.tar",
        "pk": manager.pk,
    }
    task = tasks.create(by=manager, text="Call", customer_id=customer.pk)
    category, shop = Category.objects.create(name="Kitchen"), Shop.objects.create(name="Centre")
    walk = Walk.objects.create(owner=manager, name="Calls", outcomes=["Yes"])
    term = DictionaryTerm.objects.create(dictionary="city", text="Tver", key="tver")
    tag = Tag.objects.create(name="Tag", hue=1)
    talk = record(by=manager, customer_id=customer.pk, kind="call", text="Call")
    outcome = Outcome.objects.order_by("pk")[0]
    wish = SegmentWish("Tver", rule={"all": [{"field": "city", "op": "is", "values": ["Tver"]}]})
    segment, _made = make_segment(by=manager, wish=wish)
    own_purpose = Purpose.objects.create(code="own", name_ru="Trial")
    text = save_draft(by=people["admin"], kind="pd", purpose="marketing", title="Text", label="I agree", body="Words")
    processor = Processor.objects.create(name="Gateway")
    stop = suppression.add("phone", "+7 972 999-99-99", Stop(), by=people["admin"])
    asked = requests.receive(by=people["admin"], customer=customer, kind="access", applicant="Perova")
    copied = SubjectBundle.objects.create(customer=customer, made_by=people["admin"])
    erasure = erasing.propose([customer], by=people["admin"], reason="withdrawn")
    period = StoragePeriod.objects.create(name="Three years", basis="152-FZ 5(7)", tree={"all": []})
    template = AnswerTemplate.objects.order_by("pk")[0]
    mail = make_email(customer)
    snippet = Snippet.objects.create(name="Way", body="Come")
    sent = Message.objects.create(
        customer=customer, point_id=mail.pk, channel="email", message_class="service", source="single",
        address=mail.value, subject="Order", body_text="Ready", body_html="<p>Ready</p>",
        gateway=Gateway.objects.default_of("email"),
    )  # fmt: skip
    campaign = Campaign.objects.create(
        name="Autumn", channel="email", author=people["supervisor"],
        template=Template.objects.filter(channel="email").order_by("pk")[0],
    )  # fmt: skip
    by_event = Campaign.objects.create(
        name="Spring", kind="trigger", channel="email", author=people["supervisor"]
    )  # fmt: skip
    Trigger.objects.create(campaign=by_event, event="purchase")
    values: dict[str, dict[str, Any]] = {
        "campaigns:": {"pk": campaign.pk, "code": "ok", "act": "ask"},
        "campaigns:trial": {"pk": by_event.pk},
        "campaigns:trial_people": {"pk": by_event.pk, "code": "ok"},
        "campaigns:trigger_reopen": {"pk": by_event.pk},
        "campaigns:trigger_take": {"code": "birthday"},
        "letters:": {"pk": Template.objects.order_by("pk")[0].pk, "number": 1},
        "letters:snippet": {"pk": snippet.pk},
        "letters:snippet_remove": {"pk": snippet.pk},
        "messages:": {"pk": sent.pk},
        "messages:look": {"pk": customer.pk, "channel": "email"},
        "messages:preview": {"pk": customer.pk, "channel": "email"},
        "scores:": card,
        "segments:": {"pk": segment.pk, "number": 1},
        "requests:": {"pk": asked.pk, "code": "identity"},
        "requests:template": {"pk": template.pk},
        "requests:copy": {"pk": copied.pk},
        "requests:erasure": {"pk": erasure.pk, "code": "refuse"},
        "requests:period": {"pk": period.pk},
        "customers:": card,
        "consents:": card,
        "consents:document": {"pk": text.pk},
        "consents:policy": {"pk": ChannelPolicy.objects.order_by("pk")[0].pk},
        "consents:purpose": {"code": "marketing"},
        "consents:purpose_archive": {"code": own_purpose.pk},
        "consents:processor": {"pk": processor.pk},
        "consents:stop_lift": {"pk": stop.pk},
        "customers:composer": {**card, "code": next(iter(composer_tabs)).code},
        "interactions:colleagues": {"pk": customer.pk},
        "interactions:": {"pk": talk.pk, "code": "pin"},
        "office:outcome": {"pk": outcome.pk},
        "customers:contact_act": {**card, "code": "primary"},
        "customers:panel": {**card, "code": next(iter(card_panels)).code},
        "sales:": {"pk": purchase.pk},
        "sales:purchase_new": card,
        "sales:category": {"pk": category.pk},
        "sales:shop": {"pk": shop.pk},
        "sales:product": {"pk": purchase.lines.get().product_id},
        "listing:": {"pk": export.pk, "code": "customers", "view": "all", "name": "no-phone"},
        "customers:walk": {"walk_id": walk.pk},
        "customers:square": {"pk": customer.pk, "what": "link"},
        "customers:dictionary": {"code": "city", "kind": "csv", "term": term.pk},
        "customers:standard": {"rule": 1},
        "customers:tag_page": {"tag": tag.pk},
        "customers:tag_act": {"tag": tag.pk},
        "listing:change_view": {"pk": view.pk, "code": "customers"},
        "imports:": {"import_id": imported.pk, "at": 0, "number": 2, "column": 2},
        "office:": {**office, "session": session.pk},
        "office:field": {"pk": own.pk},
        "office:role": {"pk": nobody.pk},
        "office:team": {"pk": team.pk},
        "office:journal_entry": {"pk": entry.pk if entry else 0},
        "office:rights_given_back": {"pk": entry.pk if entry else 0},
        "tasks:": {"pk": task.pk},
        "outbox:": {"code": "file-sms"},
        "reports:": {"code": "activity"},
        "quality:": {"pk": cleaning.pk},
        "guide:": {"code": "clients", "name": "customers:list"},
        "menu_count": {"code": "tasks"},
        "files:download": {"pk": attached.pk},
        "files:logo": {"pk": logo.pk},
        "mfa_": {"pk": 1},
        "session_end": {"pk": session.pk},
        "notification_open": {"pk": told.pk},
        "account_reset_password_from_key": {"uidb36": uid, "key": key},
        **gateway_pages.values(customer),
        **public_pages.values(customer),
        **campaign_pages.values(people["supervisor"]),
    }
    return World(
        people,
        make_user(),
        customer,
        values,
        {"listing:first_view": {"role": "manager", "view": "mine"}, **gateway_pages.SENT},
    )
