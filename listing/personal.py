"""What our models hold about people."""

from core.registries.personal import PersonalModel, personal_models

WHY = "A filter a member of staff has kept: it may name a client as any search may, and tells nothing of him."


def register() -> None:
    """Declare every field of every model of this package."""
    personal_models.add(
        PersonalModel(
            code="listing.savedview",
            personal=("name", "tree"),
            plain=(
                "id", "page", "sort", "columns", "archive", "owner", "is_shared", "position", "created_at", "updated_at"
            ),
            reason=WHY,
            strike=("name", "tree"),
        ),
        PersonalModel(code="listing.listcolumns", plain=("id", "user", "page", "columns")),
        PersonalModel(code="listing.defaultview", plain=("id", "role", "page", "view")),
    )  # fmt: skip
