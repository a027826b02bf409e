"""What becomes of our tables when the trial ends: what was done to its clients goes, the sealed journal stays."""

from core.registries.demo import DemoTables, demo_tables


def register() -> None:
    demo_tables.add(
        DemoTables(
            code="journal",
            goes=("journal.operation", "journal.operationitem", "journal.jobrun", "journal.touched"),
            stays=(
                "journal.entry",
                "journal.era",
                "journal.seal",
                "journal.schedule",
                "pghistory.context",
                "pghistory.middlewareevents",
            ),
        )
    )
