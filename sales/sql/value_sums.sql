-- A part, not a statement: number, quantity, sum and profit of lines `l` of purchases `p`, in the company's money. Rounded
-- as a purchase rounds its own, so that both are one to the kopeck (in another currency each line is rounded by itself).
count(DISTINCT l.purchase_id) FILTER (WHERE p.status <> 'returned'), sum(l.quantity),
sum(round((round(l.price * l.quantity, 2) - l.discount) * p.rate, 2)),
sum(round((round(l.price * l.quantity, 2) - l.discount) * p.rate, 2) - round(l.cost * l.quantity, 2))
