"""What requests and erasures hold about people, and what becomes of them when the trial ends."""

from django.utils.translation import gettext_lazy as _

from core.registries.demo import DemoTables, demo_tables
from core.registries.personal import OnErase, PersonalModel, personal_models

PROOF = _("Proof that the request was answered in time, three years: 152-FZ 20, 21.")
ACT = _("Act of destruction, three years: order 179 of Roskomnadzor.")


def register() -> None:
    """Declare every field, and what becomes of the tables when the trial ends."""
    personal_models.add(
        PersonalModel(
            code="consents.subjectrequest",
            personal=("applicant", "contact", "representative", "text", "identity_note", "answer"),
            plain=(
                "id", "kind", "regime", "received_at", "via", "customer", "identity", "due_on", "ends_at",
                "extended_at", "extension_reason", "alarm", "assignee", "outcome", "refusal_basis", "answered_at",
                "created_by", "created_at",
            ),
            subject="customer", on_merge="move", on_erase=OnErase.KEEP, basis=PROOF,
        ),
        PersonalModel(
            code="consents.processingblock",
            personal=("scope", "reason", "lift_reason"),
            plain=("id", "customer", "request", "since", "made_by", "lifted_at", "lifted_by"),
            subject="customer", on_merge="move", on_erase=OnErase.KEEP, basis=PROOF,
        ),
        PersonalModel(code="consents.answertemplate", plain=("id", "code", "name", "kind", "body", "updated_at")),
        PersonalModel(
            code="consents.erasure",
            plain=(
                "id", "reason", "note", "request", "state", "plan", "done", "author", "created_at", "approver",
                "approved_at", "not_before", "job", "error", "done_at", "act_file", "journal_file", "keep_until",
            ),
        ),
        PersonalModel(
            code="consents.erasuresubject", personal=("name",),
            plain=("id", "erasure", "customer", "done_at", "kept_back"),
            subject="customer", on_merge="keep", on_erase=OnErase.KEEP, basis=ACT,
        ),
        PersonalModel(
            code="consents.erasedcustomer", plain=("id", "customer", "erased_at", "erasure", "key"),
            subject="customer", on_merge="keep",
        ),
        PersonalModel(
            code="consents.subjectbundle",
            plain=(
                "id", "customer", "request", "made_by", "created_at", "job", "file", "rows", "ready_at", "expires_at",
                "taken_at", "error",
            ),
            subject="customer", on_merge="move",
        ),
        PersonalModel(
            code="consents.storageperiod",
            strike=("name", "tree"),
            plain=("id", "name", "tree", "basis", "warning_days", "is_on", "updated_at"),
        ),
    )  # fmt: skip
    demo_tables.add(
        DemoTables(
            code="consents.requests",
            goes=(
                "consents.subjectrequest", "consents.processingblock", "consents.erasure", "consents.erasuresubject",
                "consents.erasedcustomer", "consents.subjectbundle",
            ),
            stays=("consents.answertemplate", "consents.storageperiod"),
            told={"consents.subjectrequest": _("Requests of people")},
            weight=9,
        )
    )  # fmt: skip
