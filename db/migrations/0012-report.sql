-- A report is of the tickets of a month.
CREATE INDEX ticket_opened ON ticket (opened_at);
