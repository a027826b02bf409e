"""The privacy policy (152-FZ, article 18.1) as far as the product knows it: made of what the officer has filled in.

The company reads it with its lawyer and publishes it where it likes. In Russian, the law's language.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import company
from consents.choices import Basis
from consents.documents.starting import BLANK, FOLDER, described
from consents.models import ConsentDocument, Operator, Processor, Purpose

LANGUAGE = "ru"


@dataclass(frozen=True)
class Policy:
    """Its title and its numbered paragraphs."""

    title: str
    body: str


def policy_of(operator: Operator) -> Policy:
    """With blanks where nothing is known yet."""
    text = (FOLDER / "policy.txt").read_text(encoding="utf-8")
    with translation.override(LANGUAGE):
        filled = text.format_map(
            {
                "operator": described(operator),
                "dpo_name": operator.dpo_name or BLANK,
                "dpo_contact": operator.dpo_contact or BLANK,
                "version": operator.policy_version or BLANK,
                "purposes": "\n".join(_purposes()) or BLANK,
                "processors": "\n".join(_processors()) or f"— {_('to nobody')}",
                "backup_days": settings.BACKUP_DAYS,
            }
        )
    title, body = filled.split("\n", 1)
    return Policy(title, body.strip())


def _purposes() -> Iterator[str]:
    """Those in use: nobody can have agreed to one whose text is not published."""
    published = ConsentDocument.objects.filter(valid_from__isnull=False, valid_to=None)
    in_use = ~Q(basis=Basis.CONSENT) | Q(pk__in=published.values("purpose"))
    for one in Purpose.objects.filter(in_use, archived_at=None).order_by("weight", "code"):
        parts = [one.name_ru, _("ground: %(basis)s") % {"basis": one.get_basis_display()}]
        if one.data_categories:
            parts.append(_("data: %(data)s") % {"data": ", ".join(one.data_categories)})
        if one.retention_days:
            parts.append(_("kept, days: %(days)s") % {"days": one.retention_days})
        if one.retention_basis:
            parts.append(one.retention_basis)
        yield f"— {'; '.join(parts)}"


def _processors() -> Iterator[str]:
    """Those whose contract has not ended."""
    today = company.today()
    for one in Processor.objects.filter(archived_at=None).order_by("name", "pk"):
        if one.valid_to is None or one.valid_to >= today:
            yield f"— {', '.join(part for part in (one.name, one.address, one.country) if part)}"
