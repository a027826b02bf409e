-- A part, not a statement: the scores of clients by borders that stand. Everybody and a few touched go through the same
-- text; only `source`, `months`, `talks`, `tasks`, `unreachable` differ in whose rows they read. `r`, `f`, `m`, `abc`,
-- `abc_year` compare with the borders. Those in the archive get nothing. In: as_of, until, grades, cells, numbers of the
-- base types and of XYZ. The first ground that is true gives the base type. Cost: the parts, joined by hash.
SELECT customer_id, is_scored, last_on, frequency, monetary, profit, r, f, m,
       COALESCE((%(cells)s::text[])[((r - 1) * %(grades)s + f - 1) * %(grades)s + m], '') AS rfm_segment,
       abc, abc_value, abc_year, variation,
       CASE WHEN variation < 0 THEN '' WHEN variation <= %(xyz_x)s THEN 'X' WHEN variation <= %(xyz_y)s THEN 'Y'
            ELSE 'Z' END AS xyz,
       CASE WHEN ground = 'pinned' THEN pinned ELSE split_part(ground, '_', 1) END AS lifecycle, ground
  FROM (
       SELECT g.customer_id, g.is_scored, COALESCE(g.last_on, DATE '0001-01-02') AS last_on, g.w_number AS frequency,
              g.monetary, g.w_profit AS profit, g.r, g.f, g.m, g.abc, g.abc_value, g.abc_year,
              CASE WHEN g.is_scored THEN COALESCE(x.variation, -1) ELSE -1 END AS variation,
              pin.lifecycle AS pinned,
              CASE WHEN NOT g.is_scored THEN ''
                   WHEN pin.lifecycle IS NOT NULL THEN 'pinned'
                   WHEN g.abc_year = 'A' AND g.number >= %(vip_number)s THEN 'vip'
                   WHEN g.number > %(permanent_number)s AND %(as_of)s - g.last_on
                        <= GREATEST(%(permanent_days)s, %(permanent_intervals)s * g.average_interval) THEN 'permanent'
                   WHEN %(as_of)s - g.last_on <= %(hot_days)s THEN 'hot_bought'
                   WHEN t.asked_at >= %(hot_since)s THEN 'hot_asked'
                   WHEN t.offered_at >= %(hot_since)s THEN 'hot_offer'
                   WHEN d.customer_id IS NOT NULL THEN 'hot_task'
                   WHEN %(as_of)s - g.last_on <= %(warm_bought_days)s THEN 'warm_bought'
                   WHEN t.answered_at >= %(warm_since)s THEN 'warm_answered'
                   WHEN t.refused_at >= COALESCE(GREATEST(t.answered_at, (g.last_on + 1)::timestamp AT TIME ZONE
                                                           %(zone)s), t.refused_at) THEN 'dead_refused'
                   WHEN u.customer_id IS NOT NULL THEN 'dead_unreachable'
                   WHEN %(as_of)s - COALESCE(GREATEST(g.last_on, (t.touched_at AT TIME ZONE %(zone)s)::date),
                                             (g.created_at AT TIME ZONE %(zone)s)::date) >= %(dead_days)s
                        THEN 'dead_silent'
                   ELSE 'cold' END AS ground
         FROM (SELECT i.*, CASE WHEN i.is_scored AND i.w_number > 0 THEN {r} ELSE 0 END AS r,
                      CASE WHEN i.is_scored AND i.w_number > 0 THEN {f} ELSE 0 END AS f,
                      CASE WHEN i.is_scored AND i.w_number > 0 THEN {m} ELSE 0 END AS m,
                      {money} AS monetary, {abc_money} AS abc_value,
                      CASE WHEN i.is_scored AND (i.w_number > 0 OR i.w_total <> 0) THEN {abc} ELSE '' END AS abc,
                      CASE WHEN i.is_scored AND i.year_total <> 0 THEN {abc_year} ELSE '' END AS abc_year
                 FROM {source} i OFFSET 0) g
         LEFT JOIN ({months}) x ON x.customer_id = g.customer_id
         LEFT JOIN ({talks}) t ON t.customer_id = g.customer_id
         LEFT JOIN ({tasks}) d ON d.customer_id = g.customer_id
         LEFT JOIN ({unreachable}) u ON u.customer_id = g.customer_id
         LEFT JOIN segmentation_lifecyclepin pin ON pin.customer_id = g.customer_id AND pin.until >= %(as_of)s
              AND pin.created_at < %(until)s
       OFFSET 0) told
