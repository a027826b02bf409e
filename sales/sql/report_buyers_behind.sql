-- First purchases in a step of the buyers of a kind. In: as report_buyers, kind, at (the step's first day), most.
-- Out: ids of purchases, the newest first. Cost: as report_buyers.
SELECT told.opened FROM ({kinds}) told
 WHERE told.kind = %(kind)s AND told.step = %(at)s
 ORDER BY told.came DESC, told.opened DESC
 LIMIT %(most)s
