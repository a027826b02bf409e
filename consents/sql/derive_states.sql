-- States and rows beside clients, made of events alone. Run by the migration 0003_ledger_functions.

-- How an action reads as a state; a refusal weighs as much as a withdrawal.
CREATE FUNCTION consents_status(action text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN action IN ('granted', 'confirmed', 'imported') THEN 'granted'
        WHEN action = 'requested' THEN 'pending'
        WHEN action = 'expired' THEN 'expired'
        ELSE 'withdrawn'
    END
$$;

-- Of two states the stricter is the greater (rule C-7, and of two events of one moment).
CREATE FUNCTION consents_strictness(status text) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_position(ARRAY['granted', 'pending', 'none', 'expired', 'withdrawn'], status)
$$;

-- What the events of these points come to: the last one by when it happened; of one moment the stricter, then the later
-- written. Events declared void are left out. Cost: one range of the index (point, id) a point.
CREATE FUNCTION consents_derived(points uuid[]) RETURNS TABLE (
    point_id uuid, purpose_id text, channel_id text, status text, since timestamptz, expires_at timestamptz,
    document_id bigint, last_event_id bigint
) LANGUAGE sql STABLE AS $$
    SELECT DISTINCT ON (e.point_id, e.purpose_id, e.channel_id)
           e.point_id, e.purpose_id::text, e.channel_id::text, consents_status(e.action), e.occurred_at, e.expires_at,
           e.document_id, e.id
      FROM unnest(points) AS u (id)
      JOIN consents_consentevent e ON e.point_id = u.id
     WHERE e.action <> 'superseded'
       AND NOT EXISTS (SELECT 1 FROM consents_consentevent s WHERE s.supersedes = e.id)
     ORDER BY e.point_id, e.purpose_id, e.channel_id, e.occurred_at DESC,
              consents_strictness(consents_status(e.action)) DESC, e.id DESC
$$;

-- Writes the states of these points that differ, then the rows of their clients. The points are held first, in the order
-- of ids: a second writer then reads what the first has committed, and none is lost.
CREATE FUNCTION consents_derive(points uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM customers_contactpoint WHERE id = ANY (points) ORDER BY id FOR NO KEY UPDATE;
    WITH fresh AS MATERIALIZED (
        SELECT d.* FROM consents_derived(points) d JOIN customers_contactpoint p ON p.id = d.point_id
    ), gone AS (
        DELETE FROM consents_consentstate s USING unnest(points) AS u (id)
         WHERE s.point_id = u.id
           AND NOT EXISTS (
               SELECT 1 FROM fresh f
                WHERE f.point_id = s.point_id AND f.purpose_id = s.purpose_id AND f.channel_id = s.channel_id)
    )
    INSERT INTO consents_consentstate AS s (
        point_id, purpose_id, channel_id, status, since, expires_at, document_id, last_event_id)
    SELECT * FROM fresh ORDER BY 1, 2, 3
        ON CONFLICT (point_id, purpose_id, channel_id) DO UPDATE
       SET status = excluded.status, since = excluded.since, expires_at = excluded.expires_at,
           document_id = excluded.document_id, last_event_id = excluded.last_event_id
     WHERE s.last_event_id <> excluded.last_event_id;
    PERFORM consents_sum(ARRAY(
        SELECT DISTINCT customer_id FROM customers_contactpoint WHERE id = ANY (points) ORDER BY 1));
END
$$;

-- The best state of each purpose and channel among the points that stand on these cards, and the channels where both
-- consents to advertising are given at one point (rule C-2).
CREATE FUNCTION consents_summed(customers bigint[]) RETURNS TABLE (
    customer_id bigint, states jsonb, ads text[]
) LANGUAGE sql STABLE AS $$
    WITH standing AS MATERIALIZED (
        SELECT p.customer_id, s.point_id, s.purpose_id, s.channel_id, s.status
          FROM unnest(customers) AS u (id)
          JOIN customers_contactpoint p ON p.customer_id = u.id AND p.archived_at IS NULL
          JOIN consents_consentstate s ON s.point_id = p.id
    ), best AS (
        SELECT DISTINCT ON (x.customer_id, x.purpose_id, x.channel_id)
               x.customer_id, x.purpose_id || '.' || x.channel_id AS what, x.status
          FROM standing x
         ORDER BY x.customer_id, x.purpose_id, x.channel_id, consents_strictness(x.status)
    ), agreed AS (
        SELECT DISTINCT a.customer_id, a.channel_id::text AS channel
          FROM standing a
          JOIN standing m ON m.point_id = a.point_id AND m.channel_id = a.channel_id
         WHERE a.purpose_id = 'advertising' AND a.status = 'granted'
           AND m.purpose_id = 'marketing' AND m.status = 'granted'
    )
    SELECT u.id, COALESCE(b.states, '{}'), COALESCE(g.ads, '{}')
      FROM unnest(customers) AS u (id)
      LEFT JOIN (SELECT best.customer_id, jsonb_object_agg(what, status) AS states FROM best GROUP BY 1) b
             ON b.customer_id = u.id
      LEFT JOIN (SELECT agreed.customer_id, array_agg(channel ORDER BY channel) AS ads FROM agreed GROUP BY 1) g
             ON g.customer_id = u.id
$$;

CREATE FUNCTION consents_sum(customers bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM consents_clientconsents WHERE customer_id = ANY (customers) ORDER BY customer_id FOR UPDATE;
    WITH written AS (
        UPDATE consents_clientconsents c SET states = s.states, ads = s.ads
          FROM consents_summed(customers) s
         WHERE c.customer_id = s.customer_id AND (c.states, c.ads::text[]) IS DISTINCT FROM (s.states, s.ads)
     RETURNING c.customer_id
    )
    INSERT INTO journal_touched (customer_id, what, at)
    SELECT customer_id, 'consents', now() FROM written ORDER BY customer_id
        ON CONFLICT (customer_id, what) DO UPDATE SET at = excluded.at, tx = pg_current_xact_id();
END
$$;
