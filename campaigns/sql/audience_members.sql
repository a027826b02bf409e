-- Whom the parts of an audience name; without rules, who is in two segments comes twice.
-- In: segments, ids; rules, ` UNION SELECT …` for each rule, or nothing. Cost: one index range a segment, a hash for rules.
SELECT member.customer_id FROM segmentation_segmentmember member
 WHERE member.segment_id = ANY (%({segments})s) AND member.left_at IS NULL
{rules}
