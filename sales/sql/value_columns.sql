-- A part, not a statement: the columns of a value row made of the aggregate `a`, for a client who may have none.
SELECT {id} AS customer_id,
       COALESCE(a.number, 0) AS number,
       COALESCE(a.total, 0) AS total,
       COALESCE(a.profit, 0) AS profit,
       COALESCE(a.discount, 0) AS discount,
       COALESCE(a.first_at, TIMESTAMPTZ '0001-01-02 00:00+00') AS first_at,
       COALESCE(a.last_at, TIMESTAMPTZ '0001-01-02 00:00+00') AS last_at,
       COALESCE(round(a.total / NULLIF(a.number, 0), 2), 0) AS average_check,
       COALESCE(round((extract(epoch FROM a.last_at - a.first_at) / 86400 / NULLIF(a.number - 1, 0))::numeric, 1), 0)
           AS average_interval,
       COALESCE(a.number_90, 0) AS number_90,
       COALESCE(a.total_90, 0) AS total_90,
       COALESCE(a.number_365, 0) AS number_365,
       COALESCE(a.total_365, 0) AS total_365
