"""What documents and the ledger hold about people, how the ledger is sealed, and what becomes of it after the trial."""

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.services import system_user
from consents.models import ConsentEvent
from core.registries.ledgers import AppendOnly, Ledger, OwnerFunction, SealedType, append_only, ledgers, owner_functions
from core.registries.personal import ErasurePart, OnErase, Person, PersonalModel, erasure_parts, personal_models
from core.registries.verbs import Verb, verbs
from customers.models import ContactPoint

LEDGER = Ledger(
    code="consents",
    label=_("Ledger of consents"),
    table="consents_consentevent",
    sealed={
        "id": SealedType.BIGINT,
        "recorded_at": SealedType.MOMENT,
        "occurred_at": SealedType.MOMENT,
        "customer_id": SealedType.BIGINT,
        "point_id": SealedType.UUID,
        "value_hmac": SealedType.BYTES,
        "purpose_id": SealedType.TEXT,
        "channel_id": SealedType.TEXT,
        "action": SealedType.TEXT,
        "method": SealedType.TEXT,
        "document_id": SealedType.BIGINT,
        "document_sha256": SealedType.TEXT,
        "file_sha256": SealedType.TEXT,
        "expires_at": SealedType.MOMENT,
        "supersedes": SealedType.BIGINT,
        "actor_id": SealedType.BIGINT,
        "actor_name": SealedType.TEXT,
        "made_in": SealedType.UUID,
        "details_hmac": SealedType.BYTES,
    },
    has_details=True,
    weight=20,
)
# Not `recorded_at` and `tx`: when a row was written is for the database to say.
EVENT_COLUMNS = (
    "occurred_at", "customer_id", "point_id", "value_hmac", "purpose_id", "channel_id", "action", "method",
    "document_id", "document_sha256", "file_sha256", "expires_at", "supersedes", "actor_id", "actor_name", "made_in",
    "details", "salt", "details_hmac", "era",
)  # fmt: skip


def register() -> None:
    """Fill our places."""
    ledgers.add(LEDGER)
    append_only.add(AppendOnly(code=LEDGER.table, inserted=EVENT_COLUMNS))
    owner_functions.add(OwnerFunction(code="erase_consent_details(bigint[], text, bigint, text)"))
    verbs.add(
        Verb(
            code="consents.erased",
            sentence=_("Details of consents erased: %(count)s. %(object)s"),
            tell=lambda details: {"count": details.get("count", "—")},
            icon="trash",
        )
    )
    erasure_parts.add(
        ErasurePart(
            code="consents.ledger",
            label=_("Words, places and files of consents"),
            count=_count_details,
            erase=_erase_details,
            says=_("erased; that a consent was given or withdrawn stays as proof"),
            weight=30,
        )
    )
    _register_ledger()
    _register_documents()


def _register_ledger() -> None:
    personal_models.add(
        PersonalModel(
            code="consents.consentevent",
            personal=(
                "occurred_at", "recorded_at", "purpose", "channel", "action", "method", "document", "expires_at",
                "details", "value_hmac",
            ),
            plain=(
                "id", "customer", "point", "document_sha256", "file_sha256", "supersedes", "actor_id", "actor_name",
                "made_in", "salt", "details_hmac", "era", "tx",
            ),
            subject="customer",
            on_merge="keep",
            on_erase=OnErase.KEEP,
            basis=_("Proof of what was agreed to: 38-FZ, article 18; 152-FZ, article 9. Words are erased."),
            label=_("Consents"),
        ),
        PersonalModel(
            code="consents.consentstate",
            personal=("purpose", "channel", "status", "since", "expires_at", "document"),
            plain=("id", "point", "last_event"),
            subject="point__customer",
            on_merge="move",
        ),
        PersonalModel(
            code="consents.clientconsents", personal=("states", "ads"), plain=("customer",), subject="customer",
            on_merge="drop",
        ),
    )  # fmt: skip


def _events_of(person: Person) -> list[int]:
    """Ids of events with details: written for his cards, or for contacts that have come to stand on them."""
    points = ContactPoint.objects.filter(customer__in=person.customer_ids).values("pk")
    his = Q(customer_id__in=person.customer_ids) | Q(point_id__in=points)
    rows = ConsentEvent.objects.filter(his, details__isnull=False)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _count_details(person: Person) -> int:
    return len(_events_of(person))


def _erase_details(person: Person, act: str) -> int:
    by = system_user()
    with connection.cursor() as cursor:
        cursor.execute("SELECT erase_consent_details(%s, %s, %s, %s)", [_events_of(person), act, by.pk, by.full_name])
        return int(cursor.fetchone()[0])


def _register_documents() -> None:
    personal_models.add(
        PersonalModel(
            code="consents.operator",
            personal=("dpo_name", "dpo_contact"),
            plain=(
                "id", "name", "inn", "ogrn", "address", "rkn_number", "policy_url", "policy_version", "jurisdiction",
                "updated_at",
            ),
            reason="The privacy officer, named to everybody by law.",
        ),
        PersonalModel(
            code="consents.purpose",
            plain=(
                "code", "name_ru", "name_en", "basis", "is_advertising", "data_categories", "retention_days",
                "retention_basis", "weight", "is_built_in", "archived_at",
            ),
        ),
        PersonalModel(code="consents.channel", plain=("code", "contact_kind", "weight")),
        PersonalModel(
            code="consents.channelpolicy", plain=("id", "channel", "jurisdiction", "ad_policy", "basis", "changed_at")
        ),
        PersonalModel(
            code="consents.consentdocument",
            personal=("operator_snapshot", "published_by_name"),
            plain=(
                "id", "kind", "purpose", "channels", "locale", "version", "title", "label", "body", "sha256",
                "requires_reconsent", "created_at", "valid_from", "valid_to", "void_since", "published_by_id",
            ),
            reason="The privacy officer as named in the text, and who of the staff published it.",
        ),
        PersonalModel(
            code="consents.processor",
            plain=(
                "id", "name", "inn", "address", "country", "order_doc", "purposes", "data_categories", "valid_to",
                "created_at", "archived_at",
            ),
        ),
    )  # fmt: skip
