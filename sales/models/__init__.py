"""What is sold, what was bought, and the sums kept of it."""

from sales.models.catalogue import Category, Product, Shop
from sales.models.purchase import Purchase, PurchaseLine
from sales.models.value import CategoryMonth, CustomerValue, ValueDay

__all__ = ["Category", "CategoryMonth", "CustomerValue", "Product", "Purchase", "PurchaseLine", "Shop", "ValueDay"]
