-- Who opened a message of a campaign, and at which contact: a part of what asks for zones. In: campaign.
SELECT r.customer_id, m.point_id
  FROM campaigns_response r JOIN messaging_message m ON m.id = r.message_id
 WHERE r.campaign_id = %(campaign)s AND r.opened_at IS NOT NULL
