-- An SMS is the same whichever modem it is read by: a modem that was given another name, or whose SIM went into another modem,
-- reads again what it had not deleted. So the key has no bearer any more, and parts are joined whichever modem brought them.
-- SQLite knows no other way to change a key than to make the table anew; what refers to it is checked at the commit.
PRAGMA defer_foreign_keys = ON;

CREATE TABLE inbox_before AS SELECT * FROM inbox;
DROP TABLE inbox;
CREATE TABLE inbox (
    id          INTEGER PRIMARY KEY,
    bearer      TEXT NOT NULL,
    sender      TEXT NOT NULL,
    text        TEXT NOT NULL,
    sent_at     INTEGER NOT NULL, -- by the SMSC's clock
    received_at INTEGER NOT NULL,
    digest      INTEGER,
    incomplete  INTEGER NOT NULL DEFAULT 0, -- parts of it never came
    state       TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN (
        'waiting', 'answered', 'kept', 'ignored', 'failed')), -- kept: what it asked for was done, but nothing was sent
    intent      TEXT NOT NULL DEFAULT '',
    arguments   TEXT NOT NULL DEFAULT '',
    match       TEXT NOT NULL DEFAULT 'none' CHECK (match IN ('exact', 'fuzzy', 'none')),
    reason      TEXT NOT NULL DEFAULT '',
    handled_at  INTEGER,
    CHECK ((state = 'waiting') = (handled_at IS NULL)),
    UNIQUE (sender, sent_at, digest)
) STRICT;
-- What was read by two modems keeps its rows; only the first is known by its key.
INSERT INTO inbox
    SELECT id, bearer, sender, text, sent_at, received_at,
        CASE WHEN id = min(id) OVER (PARTITION BY sender, sent_at, digest) THEN digest END,
        incomplete, state, intent, arguments, match, reason, handled_at
    FROM inbox_before;
DROP TABLE inbox_before;
CREATE INDEX inbox_waiting ON inbox (id) WHERE state = 'waiting';
CREATE INDEX inbox_received ON inbox (received_at);
CREATE INDEX inbox_sender ON inbox (sender, received_at);

CREATE TABLE inbox_part_before AS SELECT * FROM inbox_part;
DROP TABLE inbox_part;
CREATE TABLE inbox_part (
    id             INTEGER PRIMARY KEY,
    bearer         TEXT NOT NULL,
    sender         TEXT NOT NULL,
    sent_at        INTEGER NOT NULL,
    digest         INTEGER NOT NULL,
    received_at    INTEGER NOT NULL,
    reference      INTEGER NOT NULL,
    reference_bits INTEGER NOT NULL CHECK (reference_bits IN (8, 16)),
    total          INTEGER NOT NULL CHECK (total BETWEEN 2 AND 255),
    part           INTEGER NOT NULL CHECK (part BETWEEN 1 AND total),
    units          BLOB NOT NULL, -- UTF-16, the machine's byte order: a character may be split between two parts
    inbox_id       INTEGER REFERENCES inbox,
    UNIQUE (sender, sent_at, digest)
) STRICT;
-- The same part by two modems is one; one that is joined already is kept rather than one that waits.
INSERT OR IGNORE INTO inbox_part SELECT * FROM inbox_part_before ORDER BY inbox_id IS NULL, id;
DROP TABLE inbox_part_before;
CREATE INDEX inbox_part_open ON inbox_part (sender, reference, reference_bits, total, part) WHERE inbox_id IS NULL;

-- The last day of the SIM's credit, in days since 1970, and the one that the operator was told of; 0: unknown, none.
ALTER TABLE bearer ADD COLUMN expiry_day INTEGER NOT NULL DEFAULT 0;
ALTER TABLE bearer ADD COLUMN expiry_warned_day INTEGER NOT NULL DEFAULT 0;
-- Places for SMS in the modem and its SIM; 0: unknown.
ALTER TABLE bearer ADD COLUMN places_used INTEGER NOT NULL DEFAULT 0;
ALTER TABLE bearer ADD COLUMN places INTEGER NOT NULL DEFAULT 0;
