-- The life of a ticket: its kind, whose it is, and the times its clock goes by. NULL is a time that does not run.
ALTER TABLE ticket ADD COLUMN kind TEXT NOT NULL DEFAULT 'pengaduan' CHECK (kind IN (
    'pengaduan', 'aspirasi', 'informasi', 'permohonan'));
-- Perpres 76/2013: mismatch with the standard, neglect of duty, breach of a prohibition; '' until it is verified.
ALTER TABLE ticket ADD COLUMN category TEXT NOT NULL DEFAULT '' CHECK (category IN (
    '', 'standar', 'kewajiban', 'larangan'));
ALTER TABLE ticket ADD COLUMN secret INTEGER NOT NULL DEFAULT 0 CHECK (secret IN (0, 1));
ALTER TABLE ticket ADD COLUMN accused_id INTEGER REFERENCES unit; -- never gets it
ALTER TABLE ticket ADD COLUMN verify_by INTEGER;
ALTER TABLE ticket ADD COLUMN follow_by INTEGER;
ALTER TABLE ticket ADD COLUMN resolve_by INTEGER;
ALTER TABLE ticket ADD COLUMN complete_by INTEGER; -- by the citizen
ALTER TABLE ticket ADD COLUMN close_by INTEGER; -- unless the citizen says otherwise
ALTER TABLE ticket ADD COLUMN waiting_since INTEGER;
ALTER TABLE ticket ADD COLUMN alarm_at INTEGER; -- when the clock has something to do next
ALTER TABLE ticket ADD COLUMN verified_at INTEGER;
ALTER TABLE ticket ADD COLUMN responded_at INTEGER; -- the first word of an office
ALTER TABLE ticket ADD COLUMN resolved_at INTEGER; -- the last time it was called done or refused
ALTER TABLE ticket ADD COLUMN closed_at INTEGER;
ALTER TABLE ticket ADD COLUMN forwards INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN reopened INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN score INTEGER CHECK (score BETWEEN 1 AND 4);
ALTER TABLE ticket ADD COLUMN words TEXT NOT NULL DEFAULT ''; -- what it is compared by
ALTER TABLE ticket ADD COLUMN similar_to INTEGER REFERENCES ticket; -- the first of those about the same thing

UPDATE ticket SET resolve_by = opened_at + 60 * 86400,
    alarm_at = CASE WHEN state IN ('ditutup', 'ditolak', 'ditarik') THEN NULL ELSE respond_by END;

CREATE INDEX ticket_alarm_at ON ticket (alarm_at) WHERE alarm_at IS NOT NULL;
CREATE INDEX ticket_unit ON ticket (unit_id, opened_at);
CREATE INDEX ticket_unit_open ON ticket (unit_id) WHERE state NOT IN ('selesai', 'ditutup', 'ditolak', 'ditarik');
CREATE INDEX ticket_similar ON ticket (similar_to) WHERE similar_to IS NOT NULL;

-- A message changes a ticket once at most.
ALTER TABLE ticket_event ADD COLUMN inbox_id INTEGER REFERENCES inbox;
CREATE UNIQUE INDEX ticket_event_inbox ON ticket_event (inbox_id) WHERE inbox_id IS NOT NULL;

-- What the citizen and the offices said of a ticket after its first words.
CREATE TABLE ticket_message (
    id        INTEGER PRIMARY KEY,
    ticket_id INTEGER NOT NULL REFERENCES ticket,
    at        INTEGER NOT NULL,
    author    TEXT NOT NULL, -- as in the journal
    inbox_id  INTEGER UNIQUE REFERENCES inbox,
    text      TEXT NOT NULL CHECK (text <> '')
) STRICT;
CREATE INDEX ticket_message_ticket ON ticket_message (ticket_id);
CREATE TRIGGER ticket_message_is_never_edited BEFORE UPDATE OF text ON ticket_message BEGIN
    SELECT RAISE(ABORT, 'the words of a complaint are never edited');
END;

-- What the clock has done already: each step once for each time that something was due.
CREATE TABLE ticket_alarm (
    ticket_id INTEGER NOT NULL REFERENCES ticket,
    deadline  TEXT NOT NULL CHECK (deadline IN ('verify', 'follow', 'respond', 'resolve', 'complete', 'close')),
    step      TEXT NOT NULL CHECK (step IN ('before', 'at', 'after')),
    due       INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (ticket_id, deadline, step, due)
) STRICT, WITHOUT ROWID;

-- The local days (since 1-1-1970) on which the officers were sent their list.
CREATE TABLE ticket_digest (
    day INTEGER PRIMARY KEY
) STRICT;

-- The nine answers of the survey, PermenPANRB 14/2017.
CREATE TABLE skm (
    ticket_id INTEGER PRIMARY KEY REFERENCES ticket,
    at        INTEGER NOT NULL,
    u1 INTEGER NOT NULL CHECK (u1 BETWEEN 1 AND 4),
    u2 INTEGER NOT NULL CHECK (u2 BETWEEN 1 AND 4),
    u3 INTEGER NOT NULL CHECK (u3 BETWEEN 1 AND 4),
    u4 INTEGER NOT NULL CHECK (u4 BETWEEN 1 AND 4),
    u5 INTEGER NOT NULL CHECK (u5 BETWEEN 1 AND 4),
    u6 INTEGER NOT NULL CHECK (u6 BETWEEN 1 AND 4),
    u7 INTEGER NOT NULL CHECK (u7 BETWEEN 1 AND 4),
    u8 INTEGER NOT NULL CHECK (u8 BETWEEN 1 AND 4),
    u9 INTEGER NOT NULL CHECK (u9 BETWEEN 1 AND 4)
) STRICT;

-- Who gets a complaint that names no office: all words must be in it (folded), and those of the place. Of several rows
-- that fit, the one with the most words. "always": even if another office was named.
CREATE TABLE route (
    id      INTEGER PRIMARY KEY,
    words   TEXT NOT NULL,
    place   TEXT NOT NULL,
    unit_id INTEGER NOT NULL REFERENCES unit,
    always  INTEGER NOT NULL CHECK (always IN (0, 1)),
    CHECK (words <> '' OR place <> ''),
    UNIQUE (words, place)
) STRICT;

-- The working days in which a unit promises its first step, where that is less than what all have.
CREATE TABLE promise (
    unit_id INTEGER PRIMARY KEY REFERENCES unit,
    days    INTEGER NOT NULL CHECK (days BETWEEN 1 AND 60)
) STRICT;
