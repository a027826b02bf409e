-- Writes the scores that differ from what stands, and what stood before of those whose grades have changed. `fresh` are
-- the scores, `told` what else follows from a change. In: those of `fresh_scores`; as_of, run.
-- Out: how many rows were different. Cost: `fresh_scores`, one scan of scores, the rows that differ.
WITH fresh AS (
    {fresh}
), changed AS MATERIALIZED (
    SELECT f.*, s.r AS was_r, s.f AS was_f, s.m AS was_m, s.rfm_segment AS was_segment, s.abc AS was_abc,
           s.xyz AS was_xyz, s.lifecycle AS was_lifecycle
      FROM fresh f JOIN segmentation_customerscore s ON s.customer_id = f.customer_id
     WHERE (s.last_on, s.frequency, s.monetary, s.profit, s.r, s.f, s.m, s.rfm_segment, s.abc, s.abc_value, s.abc_year,
            s.xyz, s.variation, s.lifecycle, s.ground)
           IS DISTINCT FROM (f.last_on, f.frequency, f.monetary, f.profit, f.r, f.f, f.m, f.rfm_segment, f.abc,
            f.abc_value, f.abc_year, f.xyz, f.variation, f.lifecycle, f.ground)
), written AS (
    UPDATE segmentation_customerscore s
       SET last_on = c.last_on, frequency = c.frequency, monetary = c.monetary, profit = c.profit,
           r = c.r, f = c.f, m = c.m, rfm_segment = c.rfm_segment,
           abc = c.abc, abc_value = c.abc_value, abc_year = c.abc_year, xyz = c.xyz, variation = c.variation,
           lifecycle = c.lifecycle, ground = c.ground,
           rfm_on = CASE WHEN (c.r, c.f, c.m, c.rfm_segment) = (c.was_r, c.was_f, c.was_m, c.was_segment)
                         THEN s.rfm_on ELSE %(as_of)s END,
           abc_on = CASE WHEN c.abc = c.was_abc THEN s.abc_on ELSE %(as_of)s END,
           xyz_on = CASE WHEN c.xyz = c.was_xyz THEN s.xyz_on ELSE %(as_of)s END,
           lifecycle_on = CASE WHEN c.lifecycle = c.was_lifecycle THEN s.lifecycle_on ELSE %(as_of)s END
      FROM changed c
     WHERE s.customer_id = c.customer_id
), kept AS (
    INSERT INTO segmentation_scorechange (customer_id, "on", run_id, cell, rfm_segment, abc, xyz, lifecycle)
    SELECT customer_id, %(as_of)s, %(run)s, CASE WHEN was_r > 0 THEN concat(was_r, was_f, was_m) ELSE '' END,
           was_segment, was_abc, was_xyz, was_lifecycle
      FROM changed
     WHERE was_lifecycle <> ''
       AND (r, f, m, rfm_segment, abc, xyz, lifecycle)
           <> (was_r, was_f, was_m, was_segment, was_abc, was_xyz, was_lifecycle)
){told}
SELECT count(*) FROM changed
