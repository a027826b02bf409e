"""What stored files hold about people."""

from core.registries.personal import PersonalModel, personal_models


def register() -> None:
    personal_models.add(
        PersonalModel(
            code="files.storedfile",
            personal=("name", "sha256"),
            plain=(
                "id",
                "size",
                "content_type",
                "belongs_to_type",
                "belongs_to_id",
                "created_by",
                "created_at",
            ),
            reason="Belongs to objects of many kinds: whoever erases the object calls files.services.remove.",
        )
    )
