"""The privacy policy (152-FZ, article 18.1) as far as the product knows it: made of what the officer has filled in.

The company reads it with its lawyer and publishes it where it likes. In Russian, the law's language.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, QuerySet
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


def purposes_in_use() -> "QuerySet[Purpose]":
    """Nobody can have agreed to one whose text was never published."""
    published = ConsentDocument.objects.filter(valid_from__isnull=False).values("purpose")
    in_use = ~Q(basis=Basis.CONSENT) | Q(pk__in=published)
    return Purpose.objects.filter(in_use, archived_at=None).order_by("weight", "code")


def processors_in_use() -> "QuerySet[Processor]":
    """Those whose contract has not ended."""
    stands = Q(valid_to=None) | Q(valid_to__gte=company.today())
    return Processor.objects.filter(stands, archived_at=None).order_by("name", "pk")


def _purposes() -> Iterator[str]:
    """With a storage period of its own where it has one."""
    for one in purposes_in_use():
        parts = [one.name_ru, _("ground: %(basis)s") % {"basis": one.get_basis_display()}]
        if one.data_categories:
            parts.append(_("data: %(data)s") % {"data": ", ".join(one.data_categories)})
        if one.retention_days:
            parts.append(_("kept, days: %(days)s") % {"days": one.retention_days})
        if one.retention_basis:
            parts.append(one.retention_basis)
        yield f"— {'; '.join(parts)}"


def _processors() -> Iterator[str]:
    for one in processors_in_use():
        yield f"— {', '.join(part for part in (one.name, one.address, one.country) if part)}"
