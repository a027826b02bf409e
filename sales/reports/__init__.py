"""Reports of sales: demand, average check, buyers, repeat purchases, sources, discounts."""
