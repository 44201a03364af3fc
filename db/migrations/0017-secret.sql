-- Who sent a secret complaint, or asked about it, is not shown in the log either.
ALTER TABLE inbox ADD COLUMN secret INTEGER NOT NULL DEFAULT 0 CHECK (secret IN (0, 1));
UPDATE inbox SET secret = 1 WHERE id IN (SELECT inbox_id FROM ticket WHERE secret
    UNION SELECT ticket_event.inbox_id FROM ticket_event JOIN ticket ON ticket.id = ticket_id WHERE secret AND actor = 'warga'
    UNION SELECT ticket_message.inbox_id FROM ticket_message JOIN ticket ON ticket.id = ticket_id WHERE secret AND author = 'warga'
    UNION SELECT outbox.inbox_id FROM outbox JOIN person ON msisdn = recipient JOIN ticket ON person_id = person.id
        WHERE secret AND instr(outbox.text, number) > 0);
