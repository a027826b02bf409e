"""What the rows of the matcher hold about people, and what becomes of them when the trial ends."""

from core.registries.demo import DemoTables, demo_tables
from core.registries.ledgers import OwnerFunction, owner_functions
from core.registries.personal import OnErase, PersonalModel, personal_models

CARD = (
    "last", "last_sound", "first", "nick", "first_sound", "middle", "born", "city", "address", "place", "inn", "kpp",
    "phones", "emails",
)  # fmt: skip
PAIR = ("left", "right")


def register() -> None:
    """Declare every field of every model, and what only the owner of the tables may do."""
    owner_functions.add(OwnerFunction(code="quality_settle_keys()"))
    personal_models.add(
        PersonalModel(
            code="quality.matchcard", personal=CARD, plain=("customer", "made_of", "tx", "kind", "blocks"),
            subject="customer", on_merge="drop", on_erase=OnErase.DELETE,
        ),
        PersonalModel(
            code="quality.pair", personal=("reasons",),
            plain=("id", *PAIR, "score", "decision", "group", "found_at", "found_in", "state", "decided_by",
                   "decided_at"),
            subject="left", also=("right",), on_merge="keep", on_erase=OnErase.DELETE,
        ),
        PersonalModel(
            code="quality.notduplicate", personal=("why",), plain=("id", *PAIR, "by", "at"), subject="left",
            also=("right",), on_merge="move", on_erase=OnErase.DELETE, strike=("why",),
        ),
        PersonalModel(code="quality.termcount", plain=("id", "field", "term", "number")),
        PersonalModel(
            code="quality.duplicatesearch",
            plain=("id", "kind", "started_at", "finished_at", "customers", "size", "candidates", "pairs", "sure",
                   "asked", "merged"),
        ),
        PersonalModel(
            code="quality.matchposition",
            plain=("id", "tx", "searched_tx", "families", "merges_sure", "changed_by", "changed_at"),
        ),
    )  # fmt: skip
    demo_tables.add(
        DemoTables(
            code="quality.matching",
            goes=(
                "quality.matchcard", "quality.pair", "quality.notduplicate", "quality.termcount",
                "quality.duplicatesearch", "quality.matchposition",
            ),
            weight=10,
        )
    )  # fmt: skip
