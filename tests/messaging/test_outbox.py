"""The life of a message in the outbox: each of its turns, seen from the receiving server and from the base."""

import pytest

from messaging.choices import Status
from tests.harness.smtp import SmtpServer
from tests.messaging.outbox_base import letter_to, mail_gateway, now, sent

pytestmark = pytest.mark.django_db


def test_letter_goes_out_once(smtp_server: SmtpServer) -> None:
    mail_gateway(smtp_server)
    message = letter_to()

    assert sent() == 1
    assert sent() == 0

    (letter,) = smtp_server.letters
    assert letter["Subject"] == "Заказ готов"
    found = now(message)
    assert (found.status, found.attempts, found.verdict_code) == (Status.HANDED, 1, "ok")
    assert found.handed_at is not None
    assert found.lease_until is None
