"""What cleaning of the base must know of us: who has bought lately is no inactive client."""

from core.registries.cleaning import SignOfLife, signs_of_life


def register() -> None:
    """Tell of purchases."""
    signs_of_life.add(
        SignOfLife(
            code="purchases",
            sql="SELECT 1 FROM sales_purchase p WHERE p.customer_id = {c}.id AND p.purchased_at > {since}",
        )
    )
