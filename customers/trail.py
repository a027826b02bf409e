"""What the journal keeps of looking at clients: the law asks for every act with personal data, not only changes."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

import journal
from accounts.models import User
from core.registries.verbs import Verb, verbs
from customers.models import Customer
from customers.tracking import CUSTOMER

VIEWED = "customers.viewed"
SEARCHED = "customers.searched"
TAKEN = "customers.taken"
HOW = {"print": _("for printing"), "vcard": _("for an address book"), "square": _("as a square for a camera")}


def register() -> None:
    """Name our verbs."""
    verbs.add(
        Verb(code=VIEWED, sentence=_("Card opened: %(object)s"), icon="eye"),
        Verb(code=TAKEN, sentence=_("Card taken out %(how)s: %(object)s"), tell=_how, icon="download"),
        Verb(code=SEARCHED, sentence=_("Search of clients: %(found)s"), tell=_found, icon="search"),
    )


def looked_at(customer: Customer, *, by: User) -> None:
    """`by` has the card before him."""
    journal.record(VIEWED, by=by, object_type=CUSTOMER, object_id=customer.pk)


def taken(customer: Customer, *, by: User, how: str) -> None:
    """`by` has the card on paper or in another program."""
    journal.record(TAKEN, by=by, object_type=CUSTOMER, object_id=customer.pk, details={"how": how})


def searched(text: str, *, found: int, by: User) -> None:
    """`by` has looked for `text` and got `found` clients. What was typed is personal data, hence in the details."""
    journal.record(SEARCHED, by=by, object_type=CUSTOMER, details={"text": text[:200], "found": found})


def _found(details: Mapping[str, Any]) -> Mapping[str, object]:
    if "found" not in details:
        return {"found": "—"}
    count = int(details["found"])
    said = ngettext("“%(text)s”, %(count)s found", "“%(text)s”, %(count)s found", count)
    return {"found": said % {"text": details.get("text", ""), "count": count}}


def _how(details: Mapping[str, Any]) -> Mapping[str, object]:
    return {"how": HOW.get(str(details.get("how")), "")}
