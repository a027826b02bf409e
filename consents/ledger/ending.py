"""What becomes of our tables when the trial ends: its shop, its texts and states go; the sealed ledger stays.

Events of the trial's people stay with it, as the journal's entries do: their clients' numbers are never given again.
"""

from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from consents.ledger.demo import DETAILS, PROCESSOR
from consents.models import Operator, Processor
from core.registries.demo import DemoTables, demo_tables


def register() -> None:
    """Name our tables."""
    demo_tables.add(
        DemoTables(
            code="consents.ledger",
            goes=("consents.consentstate", "consents.clientconsents", "consents.consentdocument"),
            stays=("consents.consentevent", "consents.purpose", "consents.channel", "consents.channelpolicy"),
            sorted_out=("consents.operator", "consents.processor"),
            told={"consents.consentdocument": _("Consent texts")},
            sort_out=forget_shop,
            weight=8,
        )
    )  # fmt: skip


def forget_shop(using: str) -> None:
    """The shop of the trial is no operator, its gateway no processor; what people have typed stays."""
    blank = dict.fromkeys((*DETAILS, "name"), "")
    Operator.objects.using(using).filter(inn=DETAILS["inn"]).update(**blank, updated_at=Now())
    Processor.objects.using(using).filter(name=PROCESSOR).delete()
