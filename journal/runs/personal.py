"""What rows of jobs hold about people."""

from core.registries.personal import PersonalModel, personal_models


def register() -> None:
    """Declare every field."""
    personal_models.add(
        PersonalModel(
            code="journal.jobrun",
            personal=("actor_name", "note", "error"),
            plain=(
                "id", "kind", "args", "queue", "unique_key", "state", "actor_id", "language", "operation_id", "done",
                "total", "fault", "attempts", "fence", "lease_until", "cancel_asked", "created_at", "queued_at",
                "woken_at", "started_at", "claimed_at", "claimed_done", "progress_at", "finished_at",
            ),
            strike=("note", "error"),
            reason="Staff by name; notes and refusals may name a file. Swept out 90 days after the end.",
        ),
        PersonalModel(
            code="journal.schedule",
            plain=(
                "code", "kind", "args", "every_seconds", "daily_at", "is_on", "is_built_in", "next_at", "last_job",
            ),
        ),
    )  # fmt: skip
