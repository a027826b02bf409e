"""What exports hold about people, what becomes of them after the trial, whose their files are."""

from core.registries.demo import DemoTables, demo_tables
from core.registries.file_owners import FileOwner, file_owners
from core.registries.personal import PersonalModel, personal_models
from listing.exports.choices import EXPORT


def register() -> None:
    """Fill our places."""
    personal_models.add(
        PersonalModel(
            code="listing.export",
            personal=("choice", "words", "purpose", "error"),
            plain=(
                "id", "page", "maker", "state", "format", "order", "columns", "masked", "chosen", "rows", "operation",
                "job", "file", "file_name", "sha256", "size", "unusual", "created_at", "finished_at", "expires_at",
                "downloads",
            ),
            strike=("choice", "words", "purpose", "error"),
            reason="Which lists left the house, by whom and what for; a rule may name a client. Files go after a day.",
        ),
        PersonalModel(code="listing.exportlimit", plain=("role", "rows")),
    )  # fmt: skip
    demo_tables.add(DemoTables(code="exports", goes=("listing.export",), stays=("listing.exportlimit",)))
    # The general address of files knows no journal: an export is downloaded from its own page only.
    file_owners.add(FileOwner(code=EXPORT, may_see=lambda user, object_id: False))
