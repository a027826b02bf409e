"""What our models hold about people. Staged rows are of nobody yet: they go when their import goes."""

from core.registries.demo import DemoTables, demo_tables
from core.registries.personal import PersonalModel, personal_models


def register() -> None:
    """Declare every field."""
    personal_models.add(
        PersonalModel(
            code="imports.import",
            strike=("name", "error"),
            plain=(
                "id", "entity", "file", "name", "sha256", "owner", "state", "options", "detected", "mapping", "match",
                "mode", "on_conflict", "conflicts", "source", "responsible", "tag", "job", "operation", "counts",
                "error", "fleeting", "checked_at", "created_at", "updated_at",
            ),
        ),
        PersonalModel(
            code="imports.stagedrow",
            personal=("raw", "fixes", "said", "problems", "before", "writes"),
            plain=(
                "id", "imported", "number", "tone", "verdict", "reason", "twin", "keys", "candidates", "decision",
                "customer_id",
            ),
            reason="Rows of a file, of nobody yet: they go with their import, or 30 days after it was last touched.",
        ),
        PersonalModel(
            code="imports.mappingprofile",
            plain=(
                "id", "name", "entity", "fingerprint", "mapping", "options", "owner", "shared", "created_at",
                "updated_at",
            ),
        ),
    )  # fmt: skip
    goes = ("imports.stagedrow", "imports.import", "imports.mappingprofile")
    demo_tables.add(DemoTables(code="imports", goes=goes, weight=800))
