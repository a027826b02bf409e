-- Buyers of each step of a period: new (bought for the first time), returned (after `silence` days or more), regular.
-- In: since, until, grain, zone, silence; shop, seller, people. Out: step, kind, buyers, number, total.
-- Cost: the period by its index of time, and of who is not new one look at his purchase before.
SELECT step, kind, count(*) AS buyers, sum(number) AS number, sum(total) AS total
  FROM ({kinds}) told
 GROUP BY step, kind
