-- The gate for a set: the code of the first rule that fails, in the order of rule G-1, as consents/gate/deciding.py has it.
-- In: audience, a query that gives (customer_id, point_id); suppressions, a join for each key of consents/keyed.py, and
-- suppressed, whether any found something that stops all; of the message its faults and limits; `zones`, the days of each
-- zone; `time_zones`, `cities`, `addresses`, `places`: whose zone which is; `phones`: zones by first digits.
-- Out: a row for each of the audience: customer_id, point_id, address, verdict, code, next_try_at, use_event, ads_event.
-- Cost: one hash join for each table, no sort; in parallel where a table is made of it.
SELECT
    judged.customer_id,
    judged.point_id,
    judged.address,
    CASE WHEN judged.code = 'ok' THEN 'allow' WHEN judged.code = ANY (%(defers)s) THEN 'defer' ELSE 'deny' END AS verdict,
    judged.code,
    CASE
        WHEN judged.code = 'quiet_hours' THEN judged.next_open
        WHEN judged.code LIKE 'often%%' THEN GREATEST(
            CASE WHEN judged.own[%(day)s] >= judged.day
                 THEN consents_freed(judged.own[%(day)s], 1, judged.starts, judged.firsts) END,
            CASE WHEN judged.own[%(week)s] >= judged.week
                 THEN consents_freed(judged.own[%(week)s], 7, judged.starts, judged.firsts) END,
            CASE WHEN judged.own[%(month)s] >= judged.month
                 THEN consents_freed(judged.own[%(month)s], 30, judged.starts, judged.firsts) END,
            CASE WHEN judged.own[1] + %(gap)s::interval > %(now)s THEN
                 consents_first_open(judged.own[1] + %(gap)s::interval, judged.starts, judged.opens, judged.closes)
            END,
            CASE WHEN judged.every[%(all_day)s] >= judged.day
                 THEN consents_freed(judged.every[%(all_day)s], 1, judged.starts, judged.firsts) END,
            CASE WHEN judged.every[%(all_week)s] >= judged.week
                 THEN consents_freed(judged.every[%(all_week)s], 7, judged.starts, judged.firsts) END,
            CASE WHEN judged.every[%(all_month)s] >= judged.month
                 THEN consents_freed(judged.every[%(all_month)s], 30, judged.starts, judged.firsts) END,
            CASE WHEN judged.every[1] + %(all_gap)s::interval > %(now)s THEN
                 consents_first_open(judged.every[1] + %(all_gap)s::interval, judged.starts, judged.opens, judged.closes)
            END
        )
    END AS next_try_at,
    CASE WHEN judged.code = 'ok' THEN judged.use_event END AS use_event,
    CASE WHEN judged.code = 'ok' THEN judged.ads_event END AS ads_event
FROM (
    SELECT
        a.customer_id, a.point_id, p.value AS address,
        z.next_open, z.day, z.week, z.month, z.starts, z.opens, z.closes, z.firsts,
        own.recent AS own, every.recent AS every,
        uses.last_event_id AS use_event, ads.last_event_id AS ads_event,
        CASE
            WHEN c.id IS NULL THEN 'no_customer'
            WHEN erased.customer_id IS NOT NULL THEN 'erased'
            WHEN blocked.wholly THEN 'blocked'
            WHEN NOT blocked.wholly THEN 'blocked_ads'
            WHEN c.archived_at IS NOT NULL THEN 'archived'
            WHEN p.id IS NULL THEN 'no_point'
            WHEN p.archived_at IS NOT NULL THEN 'point_archived'
            WHEN p.kind <> %(kind)s::text THEN 'wrong_kind'
            WHEN p.problem <> '' THEN 'point_invalid'
            WHEN p.state <> '' AND %(states)s::jsonb ? p.state THEN %(states)s::jsonb ->> p.state
            WHEN {suppressed} THEN 'suppressed'
            WHEN NOT {suppressed} THEN 'suppressed_ads'
            WHEN %(channel_fault)s <> '' THEN %(channel_fault)s
            WHEN %(purpose)s::text IS NOT NULL
                AND (uses.status = 'granted' AND (uses.expires_at IS NULL OR uses.expires_at > %(now)s)) IS NOT TRUE
                THEN CASE COALESCE(uses.status, 'none') WHEN 'none' THEN 'no_consent' WHEN 'granted' THEN 'consent_expired'
                          ELSE 'consent_' || uses.status END
            WHEN %(is_ads)s
                AND (ads.status = 'granted' AND (ads.expires_at IS NULL OR ads.expires_at > %(now)s)) IS NOT TRUE
                THEN CASE COALESCE(ads.status, 'none') WHEN 'none' THEN 'no_ads_consent' WHEN 'granted'
                          THEN 'ads_consent_expired' ELSE 'ads_consent_' || ads.status END
            WHEN uses.document_id = ANY (%(void)s::bigint[]) OR ads.document_id = ANY (%(void)s::bigint[])
                THEN 'document_void'
            WHEN %(carrier_fault)s <> '' THEN %(carrier_fault)s
            WHEN z.next_open IS NULL THEN 'no_hours'
            WHEN z.next_open > %(now)s THEN 'quiet_hours'
            WHEN own.recent[%(day)s] >= z.day THEN 'often_day'
            WHEN own.recent[%(week)s] >= z.week THEN 'often_week'
            WHEN own.recent[%(month)s] >= z.month THEN 'often_month'
            WHEN own.recent[1] + %(gap)s::interval > %(now)s THEN 'often_gap'
            WHEN every.recent[%(all_day)s] >= z.day OR every.recent[%(all_week)s] >= z.week
                OR every.recent[%(all_month)s] >= z.month OR every.recent[1] + %(all_gap)s::interval > %(now)s
                THEN 'often_all'
            WHEN %(content_fault)s <> '' THEN %(content_fault)s
            ELSE 'ok'
        END AS code
    FROM ({audience}) AS a (customer_id, point_id)
    LEFT JOIN customers_customer c ON c.id = a.customer_id
    LEFT JOIN customers_contactpoint p ON p.id = a.point_id AND p.customer_id = a.customer_id
    LEFT JOIN consents_erasedcustomer erased ON erased.customer_id = a.customer_id
    LEFT JOIN (
        SELECT b.customer_id, bool_or(b.scope = 'all') AS wholly FROM consents_processingblock b
         WHERE b.lifted_at IS NULL AND (b.scope = 'all' OR %(is_ads)s) GROUP BY b.customer_id
    ) blocked ON blocked.customer_id = a.customer_id
    {suppressions}
    LEFT JOIN consents_consentstate uses
        ON uses.point_id = p.id AND uses.purpose_id = %(purpose)s::text AND uses.channel_id = %(channel)s
    LEFT JOIN consents_consentstate ads
        ON ads.point_id = p.id AND ads.purpose_id = 'advertising' AND ads.channel_id = %(channel)s AND %(is_ads)s
    LEFT JOIN consents_contactload own
        ON own.customer_id = a.customer_id AND own.message_class = %(class)s AND own.family = %(family)s
    LEFT JOIN consents_contactload every
        ON every.customer_id = a.customer_id AND every.message_class = %(class)s AND every.family = 'all'
    LEFT JOIN unnest(%(time_zones)s::text[], %(cities)s::text[], %(addresses)s::text[], %(places)s::text[])
        AS place (time_zone, city, address, zone)
        ON place.time_zone = c.time_zone AND place.city = c.city
       AND place.address = CASE WHEN c.city = '' THEN COALESCE(NULLIF(c.address, ''), c.legal_address) ELSE '' END
    LEFT JOIN jsonb_to_recordset(%(zones)s::jsonb) AS z (
        name text, next_open timestamptz, day timestamptz, week timestamptz, month timestamptz,
        starts timestamptz[], opens timestamptz[], closes timestamptz[], firsts timestamptz[]
    ) ON z.name = COALESCE(
        NULLIF(place.zone, ''),
        CASE WHEN p.kind = 'phone' THEN consents_zone_of_phone(p.value, %(phones)s::jsonb) END,
        '')
    OFFSET 0 -- so that the code is found once, not for each column that asks for it
) AS judged
