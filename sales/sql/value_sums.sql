-- A part, not a statement: number, quantity, sum and profit of lines `l` of purchases `p`, in the company's money.
count(DISTINCT l.purchase_id) FILTER (WHERE p.status <> 'returned'), sum(l.quantity),
sum(round((l.price * l.quantity - l.discount) * p.rate, 2)),
sum(round((l.price * l.quantity - l.discount) * p.rate - l.cost * l.quantity, 2))
