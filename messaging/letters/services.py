"""What is done to templates and snippets. Each function is one act, atomic, with `by` the person who does it."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

import journal
from accounts.models import User
from accounts.models.people import Language
from consents.models import Purpose
from consents.models.gate import MessageClass
from core.errors import DomainError
from messaging.choices import Carrier
from messaging.letters import checking
from messaging.letters.engine import LONGEST_SOURCE
from messaging.models import Snippet, Template, TemplateVersion

TEMPLATE = "messaging.template"
LONGEST_NAME, LONGEST_LINE, LONGEST_SNIPPET = 120, 300, 5_000


@dataclass(frozen=True, kw_only=True)
class Text:
    """What a version says."""

    body: str
    subject: str = ""
    preheader: str = ""

    def cleaned(self) -> "Text":
        """Without what no text needs."""
        body, subject, preheader = (
            one.replace("\0", "").replace("\r\n", "\n").strip() for one in (self.body, self.subject, self.preheader)
        )
        return Text(body=body, subject=" ".join(subject.split()), preheader=" ".join(preheader.split()))


@transaction.atomic
def create(
    *,
    by: User,
    name: str,
    channel: str,
    message_class: str,
    text: Text,
    purpose: str = "",
    language: str = Language.RU,
    code: str = "",
) -> Template:
    """A new template with its first version. Raises DomainError with the field's code and what is wrong."""
    name = _name(name)
    if channel not in Carrier.values:
        raise DomainError(_("There is no such channel."), code="channel")
    if message_class not in MessageClass.values:
        raise DomainError(_("Say whether it is advertising."), code="message_class")
    if purpose and not Purpose.objects.filter(pk=purpose, archived_at=None).exists():
        raise DomainError(_("There is no purpose “%(code)s”.") % {"code": purpose[:40]}, code="purpose")
    if language not in Language.values:
        raise DomainError(_("There is no such language."), code="language")
    text = text.cleaned()
    refuse_bad(text, channel=channel, by=by)
    template = Template(
        name=name, channel=channel, message_class=message_class, purpose=purpose, language=language, code=code,
        created_by=by,
    )  # fmt: skip
    _save(template)
    _write(template, text, by=by, number=1)
    _journal("messaging.template_made", template, by=by)
    return template


@transaction.atomic
def save(template: Template, text: Text, *, by: User, name: str = "") -> TemplateVersion:
    """The next version; the same text again makes none. Raises DomainError."""
    standing = Template.objects.select_for_update(no_key=True).get(pk=template.pk)
    text = text.cleaned()
    refuse_bad(text, channel=standing.channel, by=by)
    renamed = bool(name) and _name(name) != standing.name
    if renamed:
        standing.name = _name(name)
        _save(standing)
    last = last_version(standing)
    if (last.subject, last.preheader, last.body) == (text.subject, text.preheader, text.body):
        if renamed:
            _journal("messaging.template_changed", standing, by=by, version=last.number)
        return last
    made = _write(standing, text, by=by, number=last.number + 1)
    _journal("messaging.template_changed", standing, by=by, version=made.number)
    return made


@transaction.atomic
def go_back(template: Template, number: int, *, by: User) -> TemplateVersion:
    """An earlier version as the newest one. Raises DomainError: it may name what there is not any more."""
    standing = Template.objects.select_for_update(no_key=True).get(pk=template.pk)
    old = TemplateVersion.objects.filter(template=standing, number=number).first()
    if old is None:
        raise DomainError(_("There is no such version."), code="version")
    text = Text(body=old.body, subject=old.subject, preheader=old.preheader)
    refuse_bad(text, channel=standing.channel, by=by)
    made = _write(standing, text, by=by, number=last_version(standing).number + 1, restored_from=number)
    _journal("messaging.template_changed", standing, by=by, version=made.number)
    return made


@transaction.atomic
def archive(template: Template, *, by: User, away: bool) -> None:
    """Out of the lists, or back. Raises DomainError where another has taken its name."""
    standing = Template.objects.select_for_update(no_key=True).get(pk=template.pk)
    if (standing.archived_at is not None) == away:
        return
    standing.archived_at = timezone.now() if away else None
    _save(standing)
    _journal("messaging.template_archived" if away else "messaging.template_unarchived", standing, by=by)


def last_version(template: Template) -> TemplateVersion:
    """What it says now."""
    return TemplateVersion.objects.of(template)[0]


def refuse_bad(text: Text, *, channel: str, by: User | None) -> None:
    """Raises DomainError with the first thing that keeps a text from being saved."""
    if not text.body:
        raise DomainError(_("Write the text."), code="body")
    if channel == Carrier.EMAIL and not text.subject:
        raise DomainError(_("A letter needs a subject."), code="subject")
    for code, line in (("subject", text.subject), ("preheader", text.preheader)):
        if len(line) > LONGEST_LINE:
            raise DomainError(_("This is too long: at most %(most)s characters.") % {"most": LONGEST_LINE}, code=code)
        checking.refuse(line, html=False, reader=by, code=code)
    checking.refuse(text.body, html=channel == Carrier.EMAIL, reader=by, code="body")


@transaction.atomic
def save_snippet(*, by: User, name: str, body: str, snippet: Snippet | None = None) -> Snippet:
    """A new snippet, or another text for one. Raises DomainError."""
    name, body = " ".join(name.replace("\0", "").split()), body.replace("\0", "").replace("\r\n", "\n").strip()
    if not name or not body:
        raise DomainError(_("A snippet has a name and a text."), code="body" if name else "name")
    if len(name) > 80 or len(body) > min(LONGEST_SNIPPET, LONGEST_SOURCE):
        raise DomainError(_("This is too long: at most %(most)s characters.") % {"most": LONGEST_SNIPPET}, code="body")
    checking.refuse(body, html=True, reader=by, code="body")
    made = snippet or Snippet()
    made.name, made.body, made.updated_by, made.updated_at = name, body, by, timezone.now()
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        raise DomainError(_("There is a snippet of this name already."), code="name") from None
    journal.record("messaging.snippet_saved", by=by, details={"name": name})
    return made


@transaction.atomic
def remove_snippet(snippet: Snippet, *, by: User) -> None:
    """Texts that it was put into keep its words."""
    journal.record("messaging.snippet_removed", by=by, details={"name": snippet.name})
    snippet.delete()


def _name(name: str) -> str:
    name = " ".join(name.replace("\0", "").split())
    if not name:
        raise DomainError(_("Give the template a name."), code="name")
    if len(name) > LONGEST_NAME:
        raise DomainError(_("This is too long: at most %(most)s characters.") % {"most": LONGEST_NAME}, code="name")
    return name


def _save(template: Template) -> None:
    try:
        with transaction.atomic():
            template.save()
    except IntegrityError:
        raise DomainError(_("There is a template of this name already."), code="name") from None


def _write(
    template: Template, text: Text, *, by: User, number: int, restored_from: int | None = None
) -> TemplateVersion:
    return TemplateVersion.objects.create(
        template=template, number=number, subject=text.subject, preheader=text.preheader, body=text.body,
        author=None if by.is_system else by, restored_from=restored_from,
    )  # fmt: skip


def _journal(verb: str, template: Template, *, by: User, **details: object) -> None:
    journal.record(verb, by=by, object_type=TEMPLATE, object_id=template.pk, details={"name": template.name, **details})
