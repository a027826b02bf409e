-- Part of judge_audience.sql: what stands against a value under one key. In: number of the key; inner_, outer_ its pads.
LEFT JOIN (
        SELECT s.value_hmac, bool_or(s.scope <> 'advertising') AS wholly FROM consents_suppression s
         WHERE s.lifted_at IS NULL AND (s.expires_at IS NULL OR s.expires_at > %(now)s)
           AND s.channel IN ('', %(channel)s)
           AND (s.scope = 'all' OR (s.scope = 'advertising' AND %(is_ads)s)
                OR (s.scope = 'purpose' AND (s.purpose = %(aim)s OR (s.purpose = 'advertising' AND %(is_ads)s))))
         GROUP BY s.value_hmac
    ) suppressed_{number}
        ON suppressed_{number}.value_hmac = consents_keyed(p.kind, p.value, %(inner_{number})s, %(outer_{number})s)
