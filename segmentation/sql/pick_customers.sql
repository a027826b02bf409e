-- Puts clients of a list into a fixed segment; triggers keep its members equal.
-- In: customers, SQL that gives their ids as id, with its values; into_segment, in_operation. Out: how many were put in.
-- Cost: the list, and an insert of each.
INSERT INTO segmentation_segmentpick (segment_id, customer_id, created_at, made_in)
SELECT %(into_segment)s, listed.id, statement_timestamp(), %(in_operation)s FROM ({customers}) AS listed
    ON CONFLICT (segment_id, customer_id) DO NOTHING
