"""What rows of operations, and the library's own tables, hold about people."""

from core.registries.personal import PersonalModel, personal_models


def register() -> None:
    """Declare every field."""
    personal_models.add(
        PersonalModel(
            code="journal.operation",
            personal=("actor_name", "params"),
            plain=(
                "id", "kind", "state", "actor_id", "undoes", "job", "position", "total", "applied", "unchanged",
                "refused", "kept", "error", "created_at", "started_at", "finished_at",
            ),
            strike=("params",),
            reason="Staff by name. Params: new values of a bulk edit, the same for all its clients.",
        ),
        PersonalModel(
            code="journal.operationitem",
            plain=("operation_id", "seq", "object_type", "object_id", "makes", "act", "state", "reason", "details"),
        ),
        PersonalModel(code="journal.touched", plain=("id", "customer_id", "what", "at", "tx")),
        PersonalModel(code="pghistory.context", plain=("id", "created_at", "updated_at", "metadata")),
        PersonalModel(
            code="pghistory.events",
            plain=(
                "pgh_slug", "pgh_model", "pgh_id", "pgh_created_at", "pgh_label", "pgh_data", "pgh_diff",
                "pgh_context_id", "pgh_context", "pgh_obj_model", "pgh_obj_id",
            ),
        ),
        PersonalModel(
            code="pghistory.middlewareevents",
            plain=(
                "pgh_slug", "pgh_model", "pgh_id", "pgh_created_at", "pgh_label", "pgh_data", "pgh_diff",
                "pgh_context_id", "pgh_context", "pgh_obj_model", "pgh_obj_id", "user", "url",
            ),
        ),
    )  # fmt: skip
