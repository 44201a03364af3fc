-- The parts of a message are found by it: a code is taken out of them, too.
CREATE INDEX inbox_part_inbox ON inbox_part (inbox_id) WHERE inbox_id IS NOT NULL;
