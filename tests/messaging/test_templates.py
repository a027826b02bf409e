"""Templates: what is fixed in them, their versions, who may do what, the frame a letter is shown in."""

from collections.abc import Callable

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from accounts.models import Role, User
from core.errors import DomainError
from core.registries.field_uses import uses_of
from journal.models import Entry
from messaging.letters import services
from messaging.letters.builtin import READY, ensure_templates
from messaging.letters.checking import check
from messaging.letters.previews import POLICY
from messaging.letters.services import Text
from messaging.models import Signature, Snippet, Template, TemplateVersion
from tests.factories.customers import make_person
from tests.factories.own_fields import make_field
from tests.factories.users import make_user
from tests.harness.client import StrictClient
from tests.harness.markup import errors_told

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer() -> User:
    """A head of managers: writes templates."""
    return make_user(role=Role.objects.get(code="supervisor"))


def make_template(by: User, body: str = "{{ greeting }}!", **values: str) -> Template:
    text = Text(body=body, subject=values.pop("subject", "Hello"))
    own = {"name": "Ours", "channel": "email", "message_class": "service", "language": "en"}
    return services.create(by=by, text=text, **{**own, **values})


def test_another_name_stands_in_the_journal_without_another_version(writer: User) -> None:
    template = make_template(writer)

    services.save(template, Text(body="{{ greeting }}!", subject="Hello"), by=writer, name="Theirs")

    entry = Entry.objects.get(verb="messaging.template_changed")
    assert entry.details == {"name": "Theirs", "version": 1}
    assert TemplateVersion.objects.filter(template=template).count() == 1


def test_ready_templates_are_right_and_made_once() -> None:
    made = Template.objects.exclude(code="").count()
    ensure_templates(using="default")

    assert made == len(READY) == Template.objects.exclude(code="").count()
    for one in READY:
        html = one.channel == "email"
        assert [str(problem) for line in (one.subject, one.preheader) for problem in check(line)] == []
        assert [str(problem) for problem in check(one.body, html=html)] == [], one.name


def test_class_is_fixed_when_a_template_is_made(writer: User) -> None:
    template = make_template(writer)

    with pytest.raises(ProgrammingError), transaction.atomic():
        Template.objects.filter(pk=template.pk).update(message_class="advertising")


def test_saving_makes_the_next_version_and_the_old_one_stays(writer: User) -> None:
    template = make_template(writer, "First")

    services.save(template, Text(body="Second", subject="Hello"), by=writer)
    services.save(template, Text(body="Second", subject="Hello"), by=writer)
    services.go_back(template, 1, by=writer)

    said = TemplateVersion.objects.of(template).values_list("number", "body", "restored_from")
    assert list(said) == [(3, "First", 1), (2, "Second", None), (1, "First", None)]
    with pytest.raises(ProgrammingError), transaction.atomic():
        TemplateVersion.objects.filter(template=template).update(body="Other")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"channel": "pigeon"}, "channel"),
        ({"message_class": "secret"}, "message_class"),
        ({"purpose": "nothing"}, "purpose"),
        ({"language": "xx"}, "language"),
        ({"subject": ""}, "subject"),
        ({"subject": "{{ nobody }}"}, "subject"),
        ({"body": ""}, "body"),
        ({"body": "<script>"}, "body"),
    ],
)
def test_bad_template_is_refused_with_the_box(writer: User, change: dict[str, str], code: str) -> None:
    with pytest.raises(DomainError) as refused:
        make_template(writer, **change)

    assert refused.value.code == code


def test_two_templates_of_one_name_are_refused(writer: User) -> None:
    make_template(writer)

    with pytest.raises(DomainError, match="уже есть"):
        make_template(writer)


def test_what_a_person_may_not_read_he_may_not_send(writer: User) -> None:
    writer.role.field_rights = {"address": "hidden"}
    writer.role.save()

    with pytest.raises(DomainError, match="читать нельзя"):
        make_template(writer, "{{ address }}")


def test_field_of_a_template_says_what_holds_it(writer: User) -> None:
    field = make_field(code="size")
    make_template(writer, "{{ custom.size }}")

    assert uses_of(field.catalogue_code) == ["шаблон сообщения «Ours»"]


def test_pages_of_a_template_for_its_writer(client_for, writer: User) -> None:  # type: ignore[no-untyped-def]
    template, browser = make_template(writer, "First"), client_for(writer)
    address = reverse("letters:one", args=[template.pk])

    assert browser.get(reverse("letters:list")).status_code == 200
    assert browser.get(reverse("letters:new")).status_code == 200
    saved = browser.post(address, {"name": "Ours", "subject": "Hello", "preheader": "", "body": "Second"})
    assert saved.status_code == 302
    assert browser.get(address).status_code == 200
    compared = browser.get(reverse("letters:version", args=[template.pk, 1])).content.decode()
    assert "diff__line--gone" in compared
    assert browser.post(reverse("letters:go_back", args=[template.pk, 1])).status_code == 302
    broken = browser.post(address, {"name": "Ours", "subject": "Hello", "body": "{{ nobody }}"})
    assert broken.status_code == 422
    assert "nobody" in errors_told(broken.content.decode())
    assert browser.post(reverse("letters:archive", args=[template.pk]), {"away": "1"}).status_code == 302
    template.refresh_from_db()
    assert template.archived_at is not None


def test_new_template_by_its_page(client_for, writer: User) -> None:  # type: ignore[no-untyped-def]
    values = {"name": "SMS one", "message_class": "advertising", "purpose": "", "language": "ru", "body": "Скидка"}

    answer = client_for(writer).post(reverse("letters:new") + "?channel=sms", values)

    assert answer.status_code == 302
    assert Template.objects.get(name="SMS one").message_class == "advertising"


def test_manager_uses_templates_and_may_not_change_them(client_for, manager: User, writer: User) -> None:  # type: ignore[no-untyped-def]
    template, browser = make_template(writer), client_for(manager)

    assert browser.get(reverse("letters:one", args=[template.pk])).status_code == 200
    assert browser.post(reverse("letters:one", args=[template.pk]), {"body": "x"}).status_code == 403
    assert browser.post(reverse("letters:archive", args=[template.pk])).status_code == 403
    assert browser.get(reverse("letters:new")).status_code == 404


def test_stranger_finds_no_templates(client_for, stranger: User, writer: User) -> None:  # type: ignore[no-untyped-def]
    template, browser = make_template(writer), client_for(stranger)

    for name, args in (("list", []), ("one", [template.pk]), ("version_preview", [template.pk, 1]), ("whom", [])):
        assert browser.get(reverse(f"letters:{name}", args=args)).status_code == 404
    assert browser.post(reverse("letters:preview"), {"channel": "email", "body": "x"}).status_code == 404


def test_frame_of_a_letter_can_do_nothing(client_for, writer: User) -> None:  # type: ignore[no-untyped-def]
    template, browser = make_template(writer), client_for(writer)

    saved = browser.get(reverse("letters:version_preview", args=[template.pk, 1]))
    written = browser.post(reverse("letters:preview"), {"channel": "email", "subject": "s", "body": "<p>Hi</p>"})
    page = browser.get(reverse("letters:one", args=[template.pk]))

    for answer in (saved, written):
        assert answer["Content-Security-Policy"] == POLICY
        assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert POLICY == ("sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'self'")
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    assert "<iframe" in page.content.decode()
    assert " sandbox " in page.content.decode()


def test_letter_is_shown_for_clients_the_reader_sees_only(
    client_for: Callable[[User], StrictClient], manager: User, colleague: User, writer: User
) -> None:
    template, browser = make_template(writer), client_for(manager)
    own, other = make_person("Ours Anna", responsible=manager), make_person("Theirs", responsible=colleague)
    address = reverse("letters:version_preview", args=[template.pk, 1])

    assert "Hello, Anna!" in browser.get(address, {"customer": own.pk}).content.decode()
    assert browser.get(address, {"customer": other.pk}).status_code == 404
    assert browser.get(address, {"customer": "9" * 30}).status_code == 404
    assert "Ours" in browser.get(reverse("letters:whom")).content.decode()
    assert "Theirs" not in browser.get(reverse("letters:whom")).content.decode()


def test_look_tells_places_and_parts(client_for, writer: User) -> None:  # type: ignore[no-untyped-def]
    browser, address = client_for(writer), reverse("letters:look")

    wrong = browser.post(address, {"channel": "sms", "body": "Привет\n{{ nobody }}"}).content.decode()
    right = browser.post(address, {"channel": "sms", "body": "я" * 71}).content.decode()

    assert "nobody" in wrong
    assert "Строка 2, позиция 4" in wrong
    assert "71" in right
    assert "<b>2 " in right
    assert browser.post(address, {"channel": "pigeon"}).status_code == 422
    assert browser.post(address, {"channel": "sms", "body": "x" * 300_000}).status_code == 422


def test_ten_megabytes_are_refused_by_a_page_that_says_why(client_for, writer: User) -> None:  # type: ignore[no-untyped-def]
    values = {"name": "Long", "message_class": "service", "language": "ru", "subject": "Long", "body": "x" * 10_000_000}

    answer = client_for(writer).post(reverse("letters:new"), values)

    assert answer.status_code == 400
    assert "Слишком много текста" in answer.content.decode()
    assert not Template.objects.filter(name="Long").exists()


def test_snippets_and_signatures(client_for, manager: User, writer: User) -> None:  # type: ignore[no-untyped-def]
    browser = client_for(writer)

    assert browser.post(reverse("letters:snippets"), {"name": "Way", "body": "Come to us"}).status_code == 302
    snippet = Snippet.objects.get()
    assert (
        browser.post(reverse("letters:snippet", args=[snippet.pk]), {"name": "Way", "body": "{{ x }}"}).status_code
        == 422
    )
    assert client_for(manager).post(reverse("letters:snippets"), {"name": "A", "body": "B"}).status_code == 403
    assert browser.post(reverse("letters:signature"), {"text": "Yours, shop", "whose": "company"}).status_code == 302
    assert client_for(manager).post(reverse("letters:signature"), {"text": "Мария"}).status_code == 302
    assert client_for(manager).post(reverse("letters:signature"), {"text": "x", "whose": "company"}).status_code == 422
    assert set(Signature.objects.values_list("user", "text")) == {(None, "Yours, shop"), (manager.pk, "Мария")}
    assert browser.post(reverse("letters:snippet_remove", args=[snippet.pk])).status_code == 302
