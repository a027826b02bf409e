-- Input: operation, after, upto, currency, products, categories, shops (JSON objects: text of the file to id; looked up
-- and not joined, as lines go with their documents in arrays: rows just written have no statistics). Rows of one client with one number are one purchase; one that stood there before gets the
-- file's lines instead of its own, one that an earlier batch began gets more of them. Cost: one insert a row.
WITH lines AS MATERIALIZED (
    SELECT i.seq, s.customer_id, CASE WHEN COALESCE(w.number, '') = '' THEN i.seq ELSE 0 END AS apart,
           COALESCE(w.number, '') AS number, w.purchased_at, w.quantity, w.price, w.discount, w.cost, w.status, w.seller,
           COALESCE(w.currency, %(currency)s) AS currency, COALESCE(w.rate, 1) AS rate,
           (%(products)s::jsonb->>w.product)::bigint AS product_id,
           COALESCE((%(categories)s::jsonb->>w.category)::bigint, (
               SELECT category_id FROM sales_product p WHERE p.id = (%(products)s::jsonb->>w.product)::bigint)) AS category_id,
           (%(shops)s::jsonb->>w.shop)::bigint AS shop_id
      FROM journal_operationitem i
     CROSS JOIN LATERAL (SELECT * FROM imports_stagedrow r WHERE r.id = i.object_id::bigint OFFSET 0) s
     CROSS JOIN LATERAL jsonb_to_record(s.writes) AS w (
           number text, purchased_at timestamptz, quantity numeric, price numeric, discount numeric, cost numeric,
           status text, seller bigint, product text, category text, shop text, currency text, rate numeric)
     WHERE i.operation_id = %(operation)s AND i.seq > %(after)s AND i.seq <= %(upto)s AND i.state = 'frozen'
), docs AS MATERIALIZED (
    SELECT customer_id, number, apart, min(seq) AS seq, min(purchased_at) AS at, min(status) AS status,
           bool_and(status = 'returned') AS back, min(shop_id) AS shop_id, min(seller) AS seller_id,
           min(currency) AS currency, min(rate) AS rate,
           sum(round(price * quantity, 2) - discount) AS total, sum(round(cost * quantity, 2)) AS cost,
           round(sum(discount) * min(rate), 2) AS discount,
           array_agg(lines.seq) AS seqs, array_agg(product_id) AS products, array_agg(category_id) AS categories,
           array_agg(quantity) AS quantities, array_agg(price) AS prices, array_agg(lines.discount) AS discounts,
           array_agg(lines.cost) AS costs
      FROM (SELECT * FROM lines ORDER BY customer_id, number, apart) lines GROUP BY customer_id, number, apart
), known AS MATERIALIZED (
    SELECT d.*, p.id AS standing, COALESCE(l.begun, false) AS begun,
           d.total + CASE WHEN l.begun THEN p.own_total ELSE 0 END AS sum,
           COALESCE(p.id, nextval(pg_get_serial_sequence('sales_purchase', 'id'))) AS id
      FROM docs d
      LEFT JOIN LATERAL (
           SELECT id, own_total FROM sales_purchase
            WHERE d.number <> '' AND customer_id = d.customer_id AND number = d.number AND number <> '' OFFSET 0) p ON true
      LEFT JOIN LATERAL (
           SELECT bool_or(made_in = %(operation)s) AS begun FROM sales_purchaseline WHERE purchase_id = p.id) l ON true
), gone AS (
    DELETE FROM sales_purchaseline
     WHERE purchase_id = ANY (ARRAY(SELECT standing FROM known WHERE standing IS NOT NULL AND NOT begun))
), made AS (
    INSERT INTO sales_purchase (id, customer_id, number, purchased_at, shop_id, seller_id, status, currency, rate,
           own_total, total, cost, discount, profit, created_at, updated_at, made_in)
    SELECT id, customer_id, number, at, shop_id, seller_id,
           CASE WHEN total < 0 OR (back AND total = 0) THEN 'returned' WHEN status = 'returned' THEN 'paid' ELSE status END,
           currency, rate, total, round(total * rate, 2), cost, discount, round(total * rate, 2) - cost,
           now() + (seq - %(after)s) * interval '1 microsecond', now(), %(operation)s
      FROM known WHERE standing IS NULL ORDER BY customer_id, at
), written AS (
    INSERT INTO sales_purchaseline (purchase_id, product_id, category_id, quantity, price, discount, cost, position, made_in)
    SELECT k.id, l.product_id, l.category_id, l.quantity, l.price, l.discount, l.cost,
           l.seq - k.seq, %(operation)s
      FROM known k
     CROSS JOIN LATERAL unnest(k.products, k.categories, k.quantities, k.prices, k.discounts, k.costs, k.seqs)
           AS l (product_id, category_id, quantity, price, discount, cost, seq)
     ORDER BY k.id, l.seq
)
UPDATE sales_purchase p
   SET purchased_at = k.at, shop_id = COALESCE(k.shop_id, p.shop_id), seller_id = COALESCE(k.seller_id, p.seller_id),
       status = CASE WHEN k.sum < 0 THEN 'returned' WHEN k.status = 'returned' THEN CASE WHEN k.sum = 0 THEN 'returned' ELSE 'paid' END
                ELSE k.status END,
       currency = k.currency, rate = k.rate, own_total = k.sum, total = round(k.sum * k.rate, 2),
       cost = k.cost + CASE WHEN k.begun THEN p.cost ELSE 0 END,
       discount = k.discount + CASE WHEN k.begun THEN p.discount ELSE 0 END,
       profit = round(k.sum * k.rate, 2) - k.cost - CASE WHEN k.begun THEN p.cost ELSE 0 END,
       updated_at = now()
  FROM known k WHERE p.id = k.standing;
