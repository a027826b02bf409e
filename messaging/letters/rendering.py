"""A template filled for clients: what each of them gets. Set-based: a hundred clients ask the base what one does."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from liquid.exceptions import LiquidError, UndefinedError

from accounts import company
from consents.models import Operator
from consents.models.gate import MessageClass
from core.errors import DomainError
from messaging.choices import Carrier
from messaging.letters import checking, reading, shell, variables
from messaging.letters.engine import fill
from messaging.letters.shell import Sheet
from messaging.letters.signatures import company_signature
from messaging.letters.values import texts
from messaging.models import Template, TemplateVersion

LONGEST_SUBJECT = 300
GONE = re.compile(r"'?([\w.]+)'? is undefined")
BREAKS = re.compile(r"\s+")
Extra = Mapping[int, Mapping[str, object]]


@dataclass(frozen=True, kw_only=True)
class Source:
    """What is filled: a version of a template, or words that a person has just written."""

    channel: str
    body: str
    language: str
    subject: str = ""
    preheader: str = ""
    message_class: str = MessageClass.SERVICE
    is_html: bool = False
    """Whether the body is HTML; else plain words."""
    signature: str = ""

    @property
    def texts(self) -> tuple[str, str, str]:
        """Everything in Liquid."""
        return (self.subject, self.preheader, self.body)


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """What one client gets. `fault`: why he gets nothing, in words; then the texts are empty."""

    subject: str = ""
    text: str = ""
    html: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    """What stood in the places of variables, as JSON keeps it."""
    empty: tuple[str, ...] = ()
    """Names of variables of which this client has none."""
    fault: str = ""


def render(version_id: int, customer_ids: Collection[int], *, extra: Extra | None = None) -> dict[int, Rendered]:
    """(version, clients): what each gets. `extra`: links of his own to each. Clients there are not are left out.

    Raises DomainError where there is no such version.
    """
    version = TemplateVersion.objects.select_related("template").filter(pk=version_id).first()
    if version is None:
        raise DomainError(_("There is no such template any more."), code="template")
    return render_source(source_of(version, signature=company_signature()), customer_ids, extra=extra)


def source_of(version: TemplateVersion, *, signature: str = "") -> Source:
    """What stands in a version."""
    template: Template = version.template
    return Source(
        channel=template.channel, body=version.body, language=template.language, subject=version.subject,
        preheader=version.preheader, message_class=template.message_class,
        is_html=template.channel == Carrier.EMAIL, signature=signature,
    )  # fmt: skip


def render_source(source: Source, customer_ids: Collection[int], *, extra: Extra | None = None) -> dict[int, Rendered]:
    """The same of any source."""
    with reading.spoken(source.language):
        try:
            codes = checking.codes_of(*source.texts)
        except (LiquidError, RecursionError) as error:
            return {pk: Rendered(fault=checking.words_of(error)) for pk in customer_ids}
        sender = _sender() if source.channel == Carrier.EMAIL else ""
        found = reading.read(codes, customer_ids)
        return {
            pk: _one(source, {**values, **(extra or {}).get(pk, {})}, codes, sender) for pk, values in found.items()
        }


def render_sample(source: Source, values: Mapping[str, object]) -> Rendered:
    """For a preview where nobody is chosen."""
    with reading.spoken(source.language):
        sender = _sender() if source.channel == Carrier.EMAIL else ""
        return _one(source, values, set(), sender)


def _one(source: Source, values: Mapping[str, object], codes: Collection[str], sender: str) -> Rendered:
    links = dict.fromkeys(variables.LINKS, "")
    known = variables.nested({**links, **values})
    try:
        subject = BREAKS.sub(" ", fill(source.subject, known, html=False)).strip()[:LONGEST_SUBJECT]
        preheader = BREAKS.sub(" ", fill(source.preheader, known, html=False)).strip()
        body = fill(source.body, known, html=source.is_html)
    except LiquidError as error:
        return Rendered(fault=_fault(error, source))
    empty = tuple(sorted(code for code in codes if code not in variables.LINKS and values.get(code) in ("", [], None)))
    kept = {code: texts(values[code]) for code in sorted(codes) if code in values}
    if source.channel != Carrier.EMAIL:
        return Rendered(text=_refusable(source, body.strip(), known), values=kept, empty=empty)
    sheet = Sheet(
        subject=subject, preheader=preheader, body=body if source.is_html else shell.from_text(body),
        language=source.language, signature=source.signature, sender=sender,
        is_advertising=source.message_class == MessageClass.ADVERTISING,
        # A text that has the link where its author wants it gets no second one.
        unsubscribe_url="" if variables.UNSUBSCRIBE in codes else str(values.get(variables.UNSUBSCRIBE, "")),
        preferences_url="" if variables.PREFERENCES in codes else str(values.get(variables.PREFERENCES, "")),
    )  # fmt: skip
    document = shell.letter(sheet)
    return Rendered(subject=subject, text=shell.text_of(document), html=document, values=kept, empty=empty)


def _refusable(source: Source, text: str, known: Mapping[str, object]) -> str:
    """An advertising SMS says how to refuse further ones, wherever its author left it out (38-FZ, article 18)."""
    link = str(known.get(variables.UNSUBSCRIBE, ""))
    if source.message_class != MessageClass.ADVERTISING or not link or link in text:
        return text
    return f"{text}\n{_('No more: %(link)s') % {'link': link}}"


def _sender() -> str:
    """Who writes: the law wants it said (126-FZ, article 44.1)."""
    operator = Operator.objects.first() or Operator()
    return ", ".join(filter(None, (operator.name or company.current().name, operator.address)))


def _fault(error: LiquidError, source: Source) -> str:
    found = GONE.search(str(error.args[0]) if error.args else "")
    if not isinstance(error, UndefinedError) or not found:
        return checking.words_of(error)
    root = found[1].partition(".")[0]
    names = [name for name in checking.unknown(*source.texts) if name.partition(".")[0] == root]
    said = _("The text asks for “%(name)s”, and there is no such thing any more. Give it a default or take it out.")
    return said % {"name": (names[0] if names else found[1])[:60]}
