-- What became of one group, what of it counts in limits for its clients, and what comes then: the intent of the next
-- group, or nothing. One statement and one commit, for it stands between any two letters.
-- In: the parts settle_messages, add_load (of consents), intend_messages, with what they take. Out: that of the last.
WITH settled AS (
{settle}), loaded AS (
{load})
{then}
