-- The cards longest without a look are given to their managers to be checked, so many to each; cards with a task open are
-- in hand already, cards of nobody wait. In: run, checks, each (0: nobody is given any). Cost: the cards due.
UPDATE quality_finding f
   SET state = 'sure'
  FROM (
    SELECT f.id, row_number() OVER (
               PARTITION BY c.responsible_id ORDER BY COALESCE(k.checked_at, c.created_at), c.id) AS n
      FROM quality_finding f
      JOIN customers_customer c ON c.id = f.customer_id
      JOIN accounts_user u ON u.id = c.responsible_id AND u.is_active
      LEFT JOIN customers_cardcheck k ON k.customer_id = c.id
     WHERE f.run_id = %(run)s AND f.kind = 'card_stale' AND f.state = 'asked'
       AND NOT EXISTS (SELECT 1 FROM interactions_task t WHERE t.customer_id = c.id AND t.state = 'open')) AS due
 WHERE f.id = due.id AND due.n <= %(each)s
