"""Last lines of letters."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

import journal
from accounts.models import User
from accounts.permissions import Permission
from core.errors import DomainError
from messaging.models import Signature

LONGEST = 1_000


def company_signature() -> str:
    """Empty where nobody has written one."""
    return Signature.objects.filter(user=None).values_list("text", flat=True).first() or ""


def signature_of(user: User) -> str:
    """His own, or the company's."""
    own = Signature.objects.filter(user=user).values_list("text", flat=True).first()
    return own or company_signature()


@transaction.atomic
def sign(text: str, *, by: User, whole_company: bool = False) -> None:
    """Write one's own signature, or the company's; an empty one is taken away. Raises DomainError."""
    if whole_company and not by.has(Permission.TEMPLATES):
        raise DomainError(_("Only those who manage templates change the company’s signature."), code="right")
    text = text.replace("\0", "").replace("\r\n", "\n").strip()
    if len(text) > LONGEST:
        raise DomainError(_("This is too long: at most %(most)s characters.") % {"most": LONGEST}, code="text")
    owner = None if whole_company else by
    if not text:
        Signature.objects.filter(user=owner).delete()
    else:
        values = {"text": text, "updated_at": timezone.now()}
        Signature.objects.update_or_create(user=owner, defaults=values)
    journal.record("messaging.signed", by=by, details={"company": whole_company})
