"""What the journal proper puts into the registries: its ledger, rights, verbs, personal data."""

from django.utils.translation import gettext_lazy as _

from core.registries.ledgers import AppendOnly, Ledger, OwnerFunction, SealedType, append_only, ledgers, owner_functions
from core.registries.personal import PersonalModel, personal_models
from core.registries.verbs import Verb, verbs

ENTRIES = Ledger(
    code="journal",
    label=_("Journal"),
    table="journal_entry",
    sealed={
        "id": SealedType.BIGINT,
        "at": SealedType.MOMENT,
        "actor_id": SealedType.BIGINT,
        "actor_name": SealedType.TEXT,
        "verb": SealedType.TEXT,
        "object_type": SealedType.TEXT,
        "object_id": SealedType.TEXT,
        "details_hmac": SealedType.BYTES,
    },
    has_details=True,
    weight=10,
)
# Not `at` and `tx`: when a row was written is for the database to say. `era` is named by the set-based way only.
ENTRY_COLUMNS = (
    "actor_id", "actor_name", "verb", "object_type", "object_id", "details", "salt", "details_hmac", "era",
)  # fmt: skip
SEAL_COLUMNS = ("stream", "n", "era", "from_tx", "to_tx", "count", "digest", "prev", "at")


def register() -> None:
    """Fill our places."""
    ledgers.add(ENTRIES)
    append_only.add(
        AppendOnly(code="journal_entry", inserted=ENTRY_COLUMNS),
        AppendOnly(code="journal_seal", inserted=SEAL_COLUMNS),
        AppendOnly(code="journal_era"),
    )
    owner_functions.add(OwnerFunction(code="erase_details(bigint[], text, bigint, text)"))
    _register_verbs()
    _register_personal()


def _register_verbs() -> None:
    verbs.add(
        Verb(
            code="journal.erased",
            sentence=_("Details of entries erased: %(count)s. %(object)s"),
            tell=lambda details: {"count": details.get("count", "—")},
            icon="trash",
        ),
        Verb(
            code="journal.verified",
            sentence=_("Journal verified, entries checked: %(checked)s. %(result)s"),
            tell=lambda details: {
                "checked": details.get("checked", "—"),
                "result": _("All seals are whole.") if details.get("ok") else _("A seal is broken!"),
            },
            icon="shield-check",
        ),
    )


def _register_personal() -> None:
    personal_models.add(
        PersonalModel(
            code="journal.entry",
            personal=("actor_name", "details"),
            plain=("id", "at", "actor_id", "verb", "object_type", "object_id", "salt", "details_hmac", "era", "tx"),
            reason="Staff by name; clients by id. What else is told of them stands in details: erase_details.",
        ),
        PersonalModel(code="journal.era", plain=("id", "number")),
        PersonalModel(
            code="journal.seal",
            plain=("id", "stream", "n", "era", "from_tx", "to_tx", "count", "digest", "prev", "at"),
        ),
    )
