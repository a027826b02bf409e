-- Money of the target and of the control group, from the moment each row was frozen to the end of the window; whoever
-- bought nothing counts with nothing.
-- In: campaign, days. Out: (is control, people, buyers, sum, sum of squares).
-- Cost: recipients of both groups, their purchases within the window by (client, day).
SELECT outcome = 'control', count(*), count(*) FILTER (WHERE buys), COALESCE(sum(total), 0),
       COALESCE(sum(total::float8 * total::float8), 0)
  FROM (SELECT r.outcome, COALESCE(bool_or(p.total >= 0), false) AS buys, COALESCE(sum(p.total), 0) AS total
          FROM campaigns_recipient r
          LEFT JOIN sales_purchase p ON p.customer_id = r.customer_id AND p.status <> 'invoiced'
           AND p.purchased_at >= r.prepared_at AND p.purchased_at < r.prepared_at + make_interval(days => %(days)s)
         WHERE r.campaign_id = %(campaign)s AND r.outcome IN ('ok', 'control')
         GROUP BY r.id, r.outcome) AS person
 GROUP BY outcome = 'control'
