"""What people send along with their answers: kept on the card, but for what could do harm."""

import zipfile
from email.message import EmailMessage
from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage

from files import contents
from files.models import StoredFile
from interactions.models import Interaction
from messaging.choices import Status
from messaging.delivery import letters, services
from messaging.delivery.choices import Heard
from messaging.models import DeliveryEvent, Message
from messaging.transports.base import Status as Told
from tests.messaging.delivery import mails
from tests.messaging.delivery.making import email, mail_gateway, sent, told

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
PDF = "%PDF-1.7 договор".encode()


@pytest.fixture
def message() -> Message:
    return sent(email(), mail_gateway())


def taken(message: Message, raw: bytes) -> Interaction:
    assert message.gateway is not None
    assert letters.take(message.gateway, raw) == Heard.REPLY
    return Interaction.objects.get()


def kept(made: Interaction) -> list[StoredFile]:
    rows = StoredFile.objects.filter(belongs_to_type="interactions.interaction", belongs_to_id=str(made.pk))
    return list(rows.order_by("pk"))


def test_files_of_an_answer_stand_on_the_card(message: Message) -> None:
    files = [("Договор.pdf", "application/pdf", PDF), ("../../фото.png", "image/png", PNG)]

    made = taken(message, mails.answer(message, "Подписала", files=files))

    assert made.text == "Re: Заказ\n\nПодписала"
    assert {(one.name, one.content_type) for one in kept(made)} == {
        ("Договор.pdf", "application/pdf"), ("фото.png", "image/png")
    }  # fmt: skip
    contract = next(one for one in kept(made) if one.name == "Договор.pdf")
    with default_storage.open(contents.key(contract.sha256)) as stored:
        assert stored.read() == PDF


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("счёт.exe", b"anything"),
        ("счёт.pdf.js", b"alert(1)"),
        ("счёт.js.txt", b"alert(1)"),
        ("СЧЁТ.XLSM", b"PK"),
        ("счёт.pdf", b"MZ\x90\x00 a program under another name"),
        ("страница.txt", b"<!DOCTYPE html><script>alert(1)</script>"),
    ],
)
def test_what_could_do_harm_is_not_kept_and_told_of(message: Message, name: str, content: bytes) -> None:
    files = [(name, "application/octet-stream", content), ("фото.png", "image/png", PNG)]

    made = taken(message, mails.answer(message, "Смотрите", files=files))

    assert [one.name for one in kept(made)] == ["фото.png"]
    assert made.text.startswith("Re: Заказ\n\nСмотрите\n\n")
    assert name in made.text


def test_archive_is_kept(message: Message) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("photo.png", PNG)

    made = taken(message, mails.answer(message, "Фото", files=[("фото.zip", "application/zip", packed.getvalue())]))

    assert [one.content_type for one in kept(made)] == ["application/zip"]


def test_too_big_too_many_and_empty_ones(message: Message, settings: Any) -> None:
    settings.MAX_FILE_BYTES = 1024
    files = [("большой.png", "image/png", PNG + b"0" * 2000), ("пустой.png", "image/png", b"")]
    files += [(f"{number}.png", "image/png", PNG) for number in range(12)]

    made = taken(message, mails.answer(message, "Слово " * 1_000 * 2, files=files))

    assert len(kept(made)) == 10
    assert "большой.png" in made.text[-300:]
    assert "2" in made.text[-80:]


def test_pictures_of_the_text_are_a_part_of_it(message: Message) -> None:
    letter = EmailMessage()
    letter["From"], letter["Subject"] = "anna@example.com", "Re: Заказ"
    letter.set_content("Да")
    letter.add_alternative('<p>Да</p><img src="cid:logo">', subtype="html")
    html = letter.get_payload()[1]  # type: ignore[index]  # two of them
    html.add_related(PNG, maintype="image", subtype="png", cid="<logo>", filename="logo.png")  # type: ignore[union-attr]

    assert kept(taken(message, letter.as_bytes())) == []


def test_nothing_is_told_of_one_who_was_erased_meanwhile() -> None:
    message = sent(email(), mail_gateway(), provider_id="7")
    Message.objects.filter(pk=message.pk).update(address="")  # as an erasure leaves it

    assert message.gateway is not None
    services.apply(message.gateway, [told("7", Told.DELIVERED, raw={"to": "anna@example.com"})])
    letters.take(message.gateway, mails.answer(message, "Спасибо", From="other@example.com"))

    event = DeliveryEvent.objects.get()
    assert (event.raw, event.words, event.message_id) == ({}, "", message.pk)
    assert Message.objects.get(pk=message.pk).status == Status.DELIVERED
    assert not Interaction.objects.exists()
