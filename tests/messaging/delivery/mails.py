"""Letters as mail servers and people write them."""

from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP

from messaging.models import Message
from messaging.transports.verp import bounce_address, letter_id

DOMAIN = "bounce.example.com"


def returned(
    message: Message, status: str, action: str = "failed", *, to: str | None = None, quote: bool = True
) -> bytes:
    """A report of RFC 3464 as Postfix writes it."""
    back = to if to is not None else bounce_address(message.pk, DOMAIN)
    enclosed = f"Message-ID: {letter_id(message.pk, 'example.com')}\r\nSubject: x\r\n" if quote else "Subject: x\r\n"
    return f"""\
Return-Path: <>\r
Delivered-To: {back}\r
From: MAILER-DAEMON@mx.example.net (Mail Delivery System)\r
To: {back}\r
Subject: Undelivered Mail Returned to Sender\r
Message-ID: <{message.pk}.{status}.{action}@mx.example.net>\r
MIME-Version: 1.0\r
Content-Type: multipart/report; report-type=delivery-status; boundary="B"\r
\r
--B\r
Content-Type: text/plain\r
\r
I am sorry.\r
--B\r
Content-Type: message/delivery-status\r
\r
Reporting-MTA: dns; mx.example.net\r
\r
Final-Recipient: rfc822; anna@example.com\r
Action: {action}\r
Status: {status}\r
Diagnostic-Code: smtp; 550 {status} <anna@example.com>: nobody here\r
\r
--B\r
Content-Type: text/rfc822-headers\r
\r
{enclosed}\r
--B--\r
""".encode()


def complaint(message: Message, kind: str = "abuse") -> bytes:
    """A report of RFC 5965."""
    return f"""\
From: <fbl@mail.example.net>\r
To: <abuse@example.com>\r
Subject: FW: sale\r
Message-ID: <{message.pk}.fbl@mail.example.net>\r
MIME-Version: 1.0\r
Content-Type: multipart/report; report-type=feedback-report; boundary="B"\r
\r
--B\r
Content-Type: text/plain\r
\r
This is a complaint.\r
--B\r
Content-Type: message/feedback-report\r
\r
Feedback-Type: {kind}\r
User-Agent: SomeGenerator/1.0\r
Version: 1\r
Original-Mail-From: <{bounce_address(message.pk, DOMAIN)}>\r
\r
--B\r
Content-Type: message/rfc822\r
\r
From: shop@example.com\r
Message-ID: {letter_id(message.pk, "example.com")}\r
Subject: sale\r
\r
Buy!\r
--B--\r
""".encode()


def answer(
    message: Message | None = None, text: str = "Да", *, files: Sequence[tuple[str, str, bytes]] = (), **headers: str
) -> bytes:
    """What a person writes."""
    letter = EmailMessage(policy=SMTP)
    named = {"From": "Анна <anna@example.com>", "To": "shop@example.com", "Subject": "Re: Заказ", **headers}
    if message is not None:
        named.setdefault("In-Reply-To", letter_id(message.pk, "example.com"))
    for name, value in named.items():
        letter[name.replace("_", "-")] = value
    letter.set_content(text)
    for name, kind, content in files:
        main, _slash, sub = kind.partition("/")
        letter.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return letter.as_bytes()
