"""An erased person’s numbers and addresses stay forbidden: a file that brings them back cannot bring mailing back."""

from django.utils.translation import gettext_lazy as _

from accounts.services import system_user
from consents.gate import suppression
from consents.gate.suppression import Stop
from consents.models.gate import SuppressionReason
from core.registries.personal import ErasurePart, Person


def count(person: Person) -> int:
    """How many values will be kept from."""
    return len(set(person.values))


def erase(person: Person, act: str) -> int:
    """Forbid every value for good; safe to run twice."""
    stop = Stop(reason=SuppressionReason.ERASED, source=str(_("act of erasure %(act)s") % {"act": act}))
    return suppression.add_many(set(person.values), stop, by=system_user())


PART = ErasurePart(
    code="suppression",
    label=_("numbers and addresses that nobody writes to any more"),
    count=count,
    erase=erase,
    says=_("stay as a keyed hash, from which nothing can be read back"),
    basis=_("Whoever refused or was erased is not written to again, though a file brings him back: 38-FZ, article 18."),
    weight=10,
)
