"""The paper a client signs, and its code: which client, which texts. At the scan the code finds them again."""

import re
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from consents.choices import ADVERTISING, MARKETING, DocumentKind
from consents.models import ConsentDocument
from core.errors import DomainError
from customers.models import Customer

OFFERED = ((DocumentKind.PERSONAL_DATA, MARKETING), (DocumentKind.ADVERTISING, ADVERTISING))
CODE = re.compile(r"(\d{1,15})-(\d{1,9}(?:\.\d{1,9}){0,9})")


@dataclass(frozen=True)
class Paper:
    """What a code says."""

    customer_id: int
    documents: tuple[int, ...]


def to_sign() -> "QuerySet[ConsentDocument]":
    """Texts in force that a paper holds: processing and advertising, apart."""
    rows = ConsentDocument.objects.filter(valid_from__isnull=False, valid_to=None, locale="ru")
    kinds, purposes = zip(*OFFERED, strict=True)
    return rows.filter(kind__in=kinds, purpose__in=purposes).order_by("purpose__weight", "kind", "pk")


def code_of(customer: Customer, documents: list[ConsentDocument]) -> str:
    """«1204-3.5»: the card and the published texts."""
    return f"{customer.pk}-{'.'.join(str(one.pk) for one in documents)}"


def read_code(text: str, *, customer: Customer) -> Paper:
    """Raises DomainError on what is no code, or the code of somebody else’s paper."""
    match = CODE.fullmatch(text.strip())
    if match is None:
        raise DomainError(_("There is no such code: it looks like “1204-3.5” and stands in the corner."), code="code")
    paper = Paper(int(match[1]), tuple(int(part) for part in match[2].split(".")))
    if paper.customer_id != customer.pk:
        raise DomainError(_("This is the code of another client’s paper."), code="code")
    return paper
