"""What becomes of our tables when the trial ends: views of demo people go with them."""

from core.registries.demo import DemoTables, demo_tables


def register() -> None:
    """Views of people who stay are their work, whatever base they were made on."""
    demo_tables.add(
        DemoTables(code="listing", stays=("listing.savedview", "listing.listcolumns", "listing.defaultview"))
    )
