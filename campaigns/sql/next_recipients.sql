-- Where the next some thousand of those who get the message end. In: campaign, after, most. Out: last id, how many.
-- Cost: a range of the index.
SELECT max(part.id), count(*) FROM (
    SELECT r.id FROM campaigns_recipient r
     WHERE r.campaign_id = %(campaign)s AND r.outcome = 'ok' AND r.id > %(after)s ORDER BY r.id LIMIT %(most)s
) AS part
