-- A part, not a statement: what clients or products brought in the window by the purchases asked for, and how evenly:
-- population deviation of the sums of whole months to their mean, months without sales counted. id says of whom, value is
-- the measure within the window (NULL: nothing there), month what XYZ weighs, sold whether a month had sales, of and asked
-- which purchases. In: zone; since, until (the window); months_since, months_until, months, least, xyz_x, xyz_y.
-- Cost: one scan of the purchases or lines of the window and of those months.
SELECT id, value,
       CASE WHEN sold < %(least)s OR mean <= 0 THEN ''
            WHEN 100 * sqrt(GREATEST(squares / %(months)s - mean * mean, 0)) / mean <= %(xyz_x)s THEN 'X'
            WHEN 100 * sqrt(GREATEST(squares / %(months)s - mean * mean, 0)) / mean <= %(xyz_y)s THEN 'Y'
            ELSE 'Z' END AS xyz
  FROM (SELECT id, sum(value) AS value, count(*) FILTER (WHERE looked AND sold) AS sold,
               COALESCE(sum(month_sum) FILTER (WHERE looked), 0) / %(months)s AS mean,
               COALESCE(sum(month_sum * month_sum) FILTER (WHERE looked), 0) AS squares
          FROM (SELECT {id} AS id, {value} AS value, {month} AS month_sum, {sold} AS sold,
                       date_trunc('month', p.purchased_at AT TIME ZONE %(zone)s)
                           >= %(months_since)s AT TIME ZONE %(zone)s
                       AND date_trunc('month', p.purchased_at AT TIME ZONE %(zone)s)
                           < %(months_until)s AT TIME ZONE %(zone)s AS looked
                  FROM {of}
                 WHERE p.status <> 'invoiced' AND p.purchased_at >= LEAST(%(since)s, %(months_since)s)
                   AND p.purchased_at < %(until)s AND {asked}
                 GROUP BY {id}, date_trunc('month', p.purchased_at AT TIME ZONE %(zone)s)) months
         GROUP BY id) valued
 WHERE value IS NOT NULL
