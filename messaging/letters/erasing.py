"""A version of a template never changes, but for this: a client named in it is struck out when he is erased."""

import re

import pgtrigger
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from consents.erasure.parts import naming, strike
from core.registries.personal import ErasurePart, Person, erasure_parts
from messaging.models import TemplateVersion

TEXTS = ("subject", "preheader", "body")
STAYS = "messaging.TemplateVersion:template_version_stays"


def register() -> None:
    """Beside other texts of staff."""
    erasure_parts.add(
        ErasurePart(
            code="templates",
            label=_("templates that name the person"),
            count=lambda person: _naming(person).count(),
            erase=_strike,
            says=_("the name and the contacts are struck out"),
            weight=61,
        )
    )


def _naming(person: Person) -> QuerySet[TemplateVersion]:
    rows = TemplateVersion.objects.all()
    return rows.filter(naming(rows, TEXTS, person.pattern)).order_by("pk")


def _strike(person: Person, act: str) -> int:
    pattern, count = re.compile(person.pattern, re.IGNORECASE), 0
    with pgtrigger.ignore(STAYS):
        for row in _naming(person):
            values = {name: strike(getattr(row, name), pattern) for name in TEXTS}
            count += TemplateVersion.objects.filter(pk=row.pk).update(**values)
    return count
