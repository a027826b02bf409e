"""Texts of consents: a draft is written, published as a version that stays, and replaced by the next."""

import hashlib
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

import journal
from accounts.models import User
from accounts.models.people import Language
from consents.choices import DocumentKind, Jurisdiction
from consents.documents.reconsent import RECONSENT
from consents.models import Channel, ConsentDocument, Operator, Purpose
from consents.models.document import ONLY
from core.errors import DomainError
from journal.runs.starting import start

DOCUMENT = "consents.document"
LONGEST_BODY = 50_000
LONGEST_TITLE, LONGEST_LABEL = 200, 500


@transaction.atomic
def save_draft(
    *,
    by: User,
    kind: str,
    purpose: str,
    title: str,
    label: str,
    body: str,
    locale: str = Language.RU,
    channels: list[str] | None = None,
    requires_reconsent: bool = False,
    seen: str = "",
) -> ConsentDocument:
    """The next version, as far as it is written; `seen` is the sum of the draft it was written over.

    Raises DomainError on what cannot be published later, or when the draft was changed since it was seen.
    """
    title, label, body = _clean(title), _clean(label), _clean(body)
    _refuse_bad_text(title, label, body)
    if kind not in DocumentKind.values:
        raise DomainError(_("There is no such kind of text."), code="kind")
    if not Purpose.objects.filter(pk=purpose, archived_at=None).exists():
        raise DomainError(_("There is no purpose “%(code)s”.") % {"code": purpose}, code="purpose")
    known = set(Channel.objects.order_by("pk").values_list("code", flat=True))
    if unknown := sorted(set(channels or []) - known):
        raise DomainError(_("There is no channel “%(code)s”.") % {"code": unknown[0]}, code="channels")
    family = ConsentDocument.objects.filter(kind=kind, purpose_id=purpose, locale=locale)
    last = family.select_for_update(no_key=True).order_by("-version").first()
    if last is not None and last.is_draft:
        draft = last
        said = _("Somebody has changed this draft meanwhile: open it anew, your text stands in this form till then.")
        _refuse_unseen(draft, seen, said)
    else:
        version = last.version + 1 if last is not None else 1
        draft = ConsentDocument(kind=kind, purpose_id=purpose, locale=locale, version=version)
    draft.title, draft.label, draft.body = title, label, body
    draft.channels, draft.requires_reconsent = sorted(set(channels or [])), requires_reconsent
    draft.save()
    return draft


@transaction.atomic
def publish(*, by: User, pk: int, seen: str = "") -> ConsentDocument:
    """From now on consents are taken under this text, and it stays as it is for good.

    Where it asks everybody again, those given under earlier versions are void at once for the gate; a worker then
    writes it into the ledger. Raises DomainError on a text published before, one changed since it was `seen` (its sum),
    or an operator nobody has named.
    """
    draft = ConsentDocument.objects.select_for_update(no_key=True).filter(pk=pk).first()
    if draft is None or not draft.is_draft:
        raise DomainError(_("This text is published: write its next version."), code="published")
    _refuse_unseen(draft, seen, _("Somebody has changed this draft meanwhile: read it once more, then publish it."))
    operator = Operator.objects.filter(pk=ONLY).first() or Operator(pk=ONLY)
    if operator.jurisdiction == Jurisdiction.RU and draft.purpose.basis == "consent" and not operator.name:
        raise DomainError(_("Fill in who the operator is: the law wants it in the text."), code="operator")
    now = timezone.now()
    family = ConsentDocument.objects.filter(kind=draft.kind, purpose=draft.purpose, locale=draft.locale)
    published = family.filter(valid_from__isnull=False)
    published.filter(valid_to=None).update(valid_to=now)
    if draft.requires_reconsent:
        published.filter(void_since=None).update(void_since=now)
    draft.sha256 = sha256_of(draft)
    draft.operator_snapshot = snapshot(operator)
    draft.valid_from = now
    draft.published_by_id, draft.published_by_name = by.pk, by.full_name
    draft.save()
    journal.record(
        "consents.published",
        by=by,
        object_type=DOCUMENT,
        object_id=draft.pk,
        details={"title": draft.title, "version": draft.version, "sha256": draft.sha256},
    )
    if draft.requires_reconsent and draft.version > 1:
        start(RECONSENT, by=by, args={"document": draft.pk}, unique_key=f"{RECONSENT}:{draft.pk}")
    return draft


@transaction.atomic
def delete_draft(*, by: User, pk: int) -> None:
    """Throw a draft away. Raises DomainError on a published text: it proves the consents given under it."""
    draft = ConsentDocument.objects.select_for_update(no_key=True).filter(pk=pk).first()
    if draft is None or not draft.is_draft:
        raise DomainError(_("A published text proves consents and stays for good."), code="published")
    draft.delete()


def _refuse_unseen(draft: ConsentDocument, seen: str, said: str) -> None:
    if seen and seen != sha256_of(draft):
        raise DomainError(said, code="stale")


def sha256_of(document: ConsentDocument) -> str:
    """Of what people read, in UTF-8: title, label and body with an empty line between."""
    text = f"{document.title}\n\n{document.label}\n\n{document.body}"
    return hashlib.sha256(text.encode()).hexdigest()


def snapshot(operator: Operator) -> dict[str, Any]:
    """The operator as he was when the text was published."""
    names = ("name", "inn", "ogrn", "address", "rkn_number", "dpo_name", "dpo_contact", "policy_url", "policy_version")
    return {name: value for name in names if (value := getattr(operator, name))}


def _clean(text: str) -> str:
    return text.replace("\0", "").replace("\r\n", "\n").strip()


def _refuse_bad_text(title: str, label: str, body: str) -> None:
    for code, text, most in (
        ("title", title, LONGEST_TITLE),
        ("label", label, LONGEST_LABEL),
        ("body", body, LONGEST_BODY),
    ):
        if not text:
            raise DomainError(_("A text has a title, the words beside the box, and what is agreed to."), code=code)
        if len(text) > most:
            raise DomainError(_("This is too long: at most %(most)s characters.") % {"most": most}, code=code)
