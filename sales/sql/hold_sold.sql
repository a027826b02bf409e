-- Input: target (an operation that is taken back), since, until. Holds the purchases whose returns it has deleted: whoever
-- writes down a return waits. Cost: the operation's events by their index, one lock a purchase.
SELECT count(*)
  FROM (SELECT 1 FROM sales_purchase s
         WHERE s.id IN (SELECT e.returns_id FROM sales_purchaseevent e
                         WHERE e.pgh_context_id = %(target)s AND e.pgh_created_at >= %(since)s
                           AND e.pgh_created_at < %(until)s AND e.pgh_label = 'delete')
         ORDER BY s.id FOR UPDATE) AS held
