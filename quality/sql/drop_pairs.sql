-- Pairs nobody decided on go when the search did not find them again. In: ids, of the cards searched, NULL for all.
-- Parts: found (a, b). Cost: a look at each open pair of theirs.
DELETE FROM quality_pair p
 WHERE p.state IN ('open', 'later') AND {among}
   AND NOT EXISTS (SELECT FROM {found} f WHERE f.a = p.left_id AND f.b = p.right_id)
