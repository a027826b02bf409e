-- Moves an invented audience to its day, its segments with it, and some buyers out of the control group.
-- In: campaign, at, swayed (of a thousand buyers), days of the window. Cost: one pass over the recipients.
WITH stays AS (
    UPDATE segmentation_segmentmember k SET entered_at = %(at)s::timestamptz - interval '90 days'
      FROM campaigns_audiencesource s
     WHERE s.campaign_id = %(campaign)s AND k.segment_id = s.segment_id AND k.left_at IS NULL
       AND k.entered_at > %(at)s AND NOT EXISTS (
           SELECT 1 FROM segmentation_segmentmember past
            WHERE past.segment_id = k.segment_id AND past.entered_at < now() - interval '1 day'
              AND past.entered_at > now() - interval '60 days'))
UPDATE campaigns_recipient r
   SET prepared_at = %(at)s, later = '',
       outcome = CASE WHEN r.outcome = 'control' AND hashint8extended(r.customer_id, 7) & 1023 < %(swayed)s AND EXISTS (
                          SELECT 1 FROM sales_purchase p
                           WHERE p.customer_id = r.customer_id AND p.status <> 'invoiced' AND p.purchased_at >= %(at)s
                             AND p.purchased_at < %(at)s::timestamptz + make_interval(days => %(days)s))
                      THEN 'ok' ELSE r.outcome END
 WHERE r.campaign_id = %(campaign)s
