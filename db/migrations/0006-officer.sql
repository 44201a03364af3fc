-- Officers: who may change something by SMS, and how we know that it is them.
CREATE TABLE officer (
    id         INTEGER PRIMARY KEY,
    msisdn     TEXT NOT NULL,
    name       TEXT NOT NULL CHECK (name <> ''),
    role       TEXT NOT NULL CHECK (role IN ('petugas', 'atasan', 'inspektorat', 'sekda', 'operator')),
    unit_id    INTEGER REFERENCES unit,
    pin_hash   TEXT NOT NULL DEFAULT '',   -- crypt(5), '' until there is one
    failures   INTEGER NOT NULL DEFAULT 0, -- wrong PINs and codes in a row
    locked_at  INTEGER,                    -- since when nothing is taken from this number
    told_at    INTEGER NOT NULL DEFAULT 0, -- when the officer was last told of it
    created_at INTEGER NOT NULL,
    removed_at INTEGER,                    -- the row stays: what the officer did refers to it
    CHECK (unit_id IS NOT NULL OR role NOT IN ('petugas', 'atasan'))
) STRICT;
CREATE UNIQUE INDEX officer_msisdn ON officer (msisdn) WHERE removed_at IS NULL;

-- The printed sheet of an officer: codes that work once each.
CREATE TABLE officer_code (
    officer_id INTEGER NOT NULL REFERENCES officer,
    number     INTEGER NOT NULL CHECK (number BETWEEN 1 AND 99),
    hash       TEXT NOT NULL, -- crypt(5)
    used_at    INTEGER,
    PRIMARY KEY (officer_id, number)
) STRICT, WITHOUT ROWID;

-- The journal, chained: hash is the SHA-256 of the entry and of the hash before it (db/journal.c). AUTOINCREMENT remembers how
-- many there were, so that a cut at the end is seen, too.
CREATE TABLE chained (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    at      INTEGER NOT NULL,
    channel TEXT NOT NULL,            -- from where: sms, cli, ...; '' in entries that are older than this column
    address TEXT NOT NULL,            -- the number, the terminal
    actor   TEXT NOT NULL,
    action  TEXT NOT NULL,
    subject TEXT NOT NULL,
    before  TEXT NOT NULL DEFAULT '',
    after   TEXT NOT NULL DEFAULT '',
    hash    BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
INSERT INTO chained
    WITH RECURSIVE entry (id, at, actor, action, subject, detail, hash) AS (
        SELECT 0, 0, '', '', '', '', x''
        UNION ALL
        SELECT journal.id, journal.at, journal.actor, journal.action, journal.subject, journal.detail,
            journal_hash(entry.hash, journal.at, '', '', journal.actor, journal.action, journal.subject, '', journal.detail)
        FROM entry JOIN journal ON journal.id = (SELECT min(later.id) FROM journal AS later WHERE later.id > entry.id)
    )
    SELECT id, at, '', '', actor, action, subject, '', detail, hash FROM entry WHERE id > 0;
DROP TABLE journal;
ALTER TABLE chained RENAME TO journal;
CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
CREATE TRIGGER journal_is_never_cut BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
CREATE TRIGGER journal_is_never_replaced BEFORE INSERT ON journal WHEN EXISTS (SELECT 1 FROM journal WHERE id = new.id) BEGIN
    SELECT RAISE(ABORT, 'the journal is only added to');
END;
