"""Pages of the gate: who enters, what they say, what they refuse."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Role, User
from consents.gate.explaining import explain
from consents.gate.forms import RulesForm
from consents.models import FrequencyPolicy, QuietHours, Suppression
from consents.models.gate import MessageClass
from journal.models import Entry
from tests.consents.gate_base import agree, reachable
from tests.factories.customers import make_email, make_person
from tests.factories.users import make_user
from tests.harness.client import StrictClient
from tests.harness.markup import errors_told

pytestmark = pytest.mark.django_db
ClientFor = Callable[[User], StrictClient]


@pytest.fixture
def officer() -> User:
    return make_user(role=Role.objects.get(code="privacy"), first_name="Ольга", last_name="Сафина")


def boxes(**changes: str) -> dict[str, str]:
    """What the page holds, as a browser sends it."""
    form = RulesForm(None, MessageClass.ADVERTISING)
    sent = {}
    for name, field in form.fields.items():
        value = field.initial
        sent[name] = "" if value is None else f"{value:%H:%M}" if isinstance(value, dt.time) else str(value)
    return sent | changes


def test_hours_and_limits_are_changed_and_journalled(client_for: ClientFor, officer: User) -> None:
    url, browser = reverse("consents:sending"), client_for(officer)
    before = Entry.objects.filter(verb="consents.gate_rules_changed").count()

    browser.post(url, boxes(sms_opens="11:00", email_per_week="2", push_opens="", push_closes="", push_opens_off="",
                            push_closes_off="", sms_per_month=""))  # fmt: skip
    browser.post(url, boxes())

    ads = QuietHours.objects.filter(message_class="advertising")
    assert ads.get(family="sms").opens == dt.time(11)
    assert not ads.filter(family="push").exists()
    assert FrequencyPolicy.objects.get(family="email").per_week == 2
    assert FrequencyPolicy.objects.get(family="sms").per_month is None
    assert Entry.objects.filter(verb="consents.gate_rules_changed").count() == before + 1


@pytest.mark.parametrize(
    "wrong",
    [{"sms_closes": "08:00"}, {"sms_closes": ""}, {"email_per_week": "0"}, {"email_per_day": "61"}, {"sms_opens": "x"}],
)
def test_impossible_rules_are_refused_with_words(wrong: dict[str, str], client_for: ClientFor, officer: User) -> None:
    answer = client_for(officer).post(reverse("consents:sending"), boxes(**wrong))

    assert answer.status_code == 422
    assert errors_told(answer.content.decode())
    assert QuietHours.objects.get(family="sms", message_class="advertising").closes == dt.time(21)


def test_service_messages_have_rules_of_their_own(client_for: ClientFor, officer: User) -> None:
    answer = client_for(officer).get(reverse("consents:sending"), {"class": "service"})

    assert answer.context["message_class"] == MessageClass.SERVICE
    assert client_for(officer).get(reverse("consents:sending"), {"class": "x"}).status_code == 200


def test_contact_is_forbidden_found_and_allowed_again(client_for: ClientFor, officer: User) -> None:
    browser = client_for(officer)
    value = {"kind": "phone", "value": "8 917 234-18-60"}
    browser.post(
        reverse("consents:stop_add"), {**value, "scope": "all", "reason": "manual", "channel": "", "until": ""}
    )
    row = Suppression.objects.get()

    found = browser.post(reverse("consents:stop_look"), value)
    assert [one.pk for one in found.context["found"]] == [row.pk]
    assert Entry.objects.filter(verb="consents.suppression_looked_up").exists()

    browser.post(reverse("consents:stop_lift", args=[row.pk]), {"why": ""})
    assert Suppression.objects.standing().exists()
    browser.post(reverse("consents:stop_lift", args=[row.pk]), {"why": "came to the shop and asked"})
    assert not Suppression.objects.standing().exists()


@pytest.mark.parametrize(
    "wrong", [{"value": "nobody"}, {"value": ""}, {"until": "2020-01-01"}, {"kind": "pigeon"}, {"scope": "purpose"}]
)
def test_wrong_stop_is_refused_with_words(wrong: dict[str, str], client_for: ClientFor, officer: User) -> None:
    sent = {"kind": "phone", "value": "8 917 234-18-60", "scope": "all", "reason": "manual", "until": "", **wrong}

    answer = client_for(officer).post(reverse("consents:stop_add"), sent)

    assert answer.status_code == 422
    assert errors_told(answer.content.decode())
    assert not Suppression.objects.exists()


def test_list_is_brought_in_and_says_what_it_could_not_read(client_for: ClientFor, officer: User) -> None:
    file = SimpleUploadedFile("stop.csv", b"phone\n89172341860\nnobody\nanna@example.com\n")
    sent = {"file": file, "scope": "advertising", "reason": "unsubscribe", "channel": "", "until": ""}

    answer = client_for(officer).post(reverse("consents:stop_import"), sent, follow=True)

    assert Suppression.objects.filter(scope="advertising", reason="unsubscribe").count() == 2
    assert "3" in "".join(str(message) for message in answer.context["messages"])
    empty = {**sent, "file": SimpleUploadedFile("stop.csv", b"nobody\n")}
    assert client_for(officer).post(reverse("consents:stop_import"), empty).status_code == 422


def test_page_of_stops_turns_by_its_last_row(client_for: ClientFor, officer: User) -> None:
    Suppression.objects.bulk_create(
        Suppression(value_hmac=bytes([number]) * 32, kind="phone", scope="all", reason="manual") for number in range(60)
    )

    first = client_for(officer).get(reverse("consents:stops"))
    second = client_for(officer).get(reverse("consents:stops"), {"before": first.context["after"]})

    assert (len(first.context["rows"]), len(second.context["rows"]), second.context["after"]) == (50, 10, "")
    assert client_for(officer).get(reverse("consents:stops"), {"before": "9" * 30}).status_code == 200


@pytest.mark.parametrize("page", ["consents:sending", "consents:stops"])
def test_a_manager_does_not_know_of_the_pages(page: str, client_for: ClientFor, manager: User) -> None:
    assert client_for(manager).get(reverse(page)).status_code == 404


def test_may_i_write_names_the_best_contact_of_each_channel(client_for: ClientFor, manager: User) -> None:
    to = reachable(responsible=manager)
    silent = make_email(to.customer)
    spoken = make_email(to.customer)
    agree(spoken, "email")

    answers = {one.channel: one for one in explain(to.customer)}

    assert list(answers) == ["call", "sms", "email", "robocall"]
    assert answers["email"].point_id == spoken.pk != silent.pk
    assert answers["call"].advertising.code == "no_consent"
    page = client_for(manager).get(reverse("consents:may_write", args=[to.customer.pk]))
    assert page.status_code == 200


def test_may_i_write_is_only_for_whoever_sees_the_client(client_for: ClientFor, manager: User, colleague: User) -> None:
    bare = make_person(responsible=manager)
    url = reverse("consents:may_write", args=[bare.pk])

    assert [client_for(manager).get(url).status_code, client_for(colleague).get(url).status_code] == [200, 404]
    assert explain(bare) == []


def test_whom_counts_the_clients_of_a_list_by_what_the_gate_says(client_for: ClientFor, manager: User) -> None:
    reachable(agreed=False, responsible=manager, city="Казань")
    reachable(agreed=False, responsible=manager, city="Тверь")
    reachable(responsible=make_user(first_name="Кирилл"))
    url = reverse("consents:whom")

    page = client_for(manager).get(url, {"by": "sms", "city__is": "Казань"})
    letters = client_for(manager).get(url, {"by": "email"})

    assert [(line.code, line.count) for line in page.context["reach"].lines] == [("no_consent", 1)]
    assert [(line.code, line.count) for line in letters.context["reach"].lines] == [("no_point", 2)]
    assert client_for(manager).get(url, {"by": "pigeon", "what": "joke", "view": "nowhere"}).status_code == 200


def test_whom_of_an_empty_list_says_so(client_for: ClientFor, manager: User) -> None:
    assert client_for(manager).get(reverse("consents:whom")).context["reach"].total == 0
