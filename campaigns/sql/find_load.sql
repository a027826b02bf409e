-- What messages of a campaign add to how often their clients are written to: a part of add_load. In: campaign.
SELECT m.customer_id, m.message_class, m.channel, m.handed_at
  FROM messaging_message m WHERE m.campaign_id = %(campaign)s AND m.handed_at IS NOT NULL
