"""How a message will look, at an address of its own: what a letter holds never touches the page around it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from accounts.models import User
from customers.models import Customer
from messaging.choices import Carrier
from messaging.letters import checking, reading, samples, shell, sms
from messaging.letters.rendering import Rendered, Source, render_sample, render_source
from messaging.letters.variables import PREFERENCES, UNSUBSCRIBE

POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'self'"
"""No scripts, no forms, no fonts, nothing from elsewhere; and only our own pages may frame it."""
LINKS: dict[str, object] = {UNSUBSCRIBE: samples.LINK, PREFERENCES: samples.LINK}


def problems_of(source: Source, reader: User) -> list[checking.Problem]:
    """Of all its lines, for one who writes it."""
    found = [problem for line in source.texts[:2] for problem in checking.check(line, reader=reader)]
    return [*found, *checking.check(source.body, html=source.is_html, reader=reader)]


def rendered(source: Source, reader: User, customer_id: int | None) -> Rendered:
    """For a client the person may see, or with made-up values. A client there is not, or not for him, is 404."""
    problems = problems_of(source, reader)
    if problems:
        return Rendered(fault=str(problems[0]))
    if customer_id is None:
        with reading.spoken(source.language):
            values = samples.values(checking.codes_of(*source.texts))
        return render_sample(source, {**values, **LINKS})
    customer = get_object_or_404(Customer.objects.visible_to(reader), pk=customer_id)
    return render_source(source, [customer.pk], extra={customer.pk: LINKS})[customer.pk]


def answer(made: Rendered, *, as_text: bool = False) -> HttpResponse:
    """The document of the frame."""
    if made.fault:
        return document(shell.words(made.fault))
    return document(shell.words(made.text) if as_text or not made.html else made.html)


def document(html: str) -> HttpResponse:
    """Somebody's HTML, under a policy under which it can do nothing."""
    response = HttpResponse(html, headers={"Content-Security-Policy": POLICY, "Cache-Control": "no-store, private"})
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def counted(made: Rendered, channel: str) -> sms.Segments | None:
    """Of an SMS that can be made."""
    return sms.count(made.text) if channel == Carrier.SMS and not made.fault else None
