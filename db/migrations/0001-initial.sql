-- The first schema. Times are Unix seconds (UTC). Once released, this file is never edited: later changes are further files.

-- Who serves: an office (OPD, UPT, desa) of the regency.
CREATE TABLE unit (
    id   INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL
) STRICT;

-- What is served, with the service standard's 14 components (UU 25/2009 Art. 21) as rows of their own.
CREATE TABLE service (
    id          INTEGER PRIMARY KEY,
    code        TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    unit_id     INTEGER NOT NULL REFERENCES unit,
    source      TEXT NOT NULL DEFAULT '',
    checked_on  TEXT NOT NULL DEFAULT '',
    approved_by TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE component (
    service_id INTEGER NOT NULL REFERENCES service,
    name       TEXT NOT NULL CHECK (name IN (
        'dasar_hukum', 'persyaratan', 'prosedur', 'jangka_waktu', 'biaya', 'produk', 'sarana', 'kompetensi', 'pengawasan',
        'pengaduan', 'jumlah_pelaksana', 'jaminan_layanan', 'jaminan_keamanan', 'evaluasi')),
    text       TEXT NOT NULL CHECK (text <> ''),
    PRIMARY KEY (service_id, name)
) STRICT, WITHOUT ROWID;

-- Services that people call by one name ("KTP") and that are told apart by asking back.
CREATE TABLE service_group (
    id       INTEGER PRIMARY KEY,
    code     TEXT NOT NULL UNIQUE,
    name     TEXT NOT NULL,
    question TEXT NOT NULL
) STRICT;

CREATE TABLE service_group_member (
    group_id   INTEGER NOT NULL REFERENCES service_group,
    position   INTEGER NOT NULL,
    service_id INTEGER NOT NULL REFERENCES service,
    PRIMARY KEY (group_id, position)
) STRICT, WITHOUT ROWID;

-- What people call a unit, a service or a group. Units have names of their own: "capil" is an office and a group of services.
CREATE TABLE alias (
    id         INTEGER PRIMARY KEY,
    word       TEXT NOT NULL CHECK (word <> ''),
    unit_id    INTEGER REFERENCES unit,
    service_id INTEGER REFERENCES service,
    group_id   INTEGER REFERENCES service_group,
    CHECK ((unit_id IS NOT NULL) + (service_id IS NOT NULL) + (group_id IS NOT NULL) = 1)
) STRICT;
CREATE UNIQUE INDEX alias_of_service ON alias (word) WHERE unit_id IS NULL;
CREATE UNIQUE INDEX alias_of_unit ON alias (word) WHERE unit_id IS NOT NULL;

-- One row: raised whenever the tables above change, so that a running gateway sees it.
CREATE TABLE catalogue (
    version INTEGER NOT NULL
) STRICT;
INSERT INTO catalogue VALUES (0);

CREATE TABLE person (
    id         INTEGER PRIMARY KEY,
    msisdn     TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    called_at  INTEGER NOT NULL DEFAULT 0, -- when a missed call of theirs was answered last
    stopped_at INTEGER -- since when this person wants answers only, no notices of ours
) STRICT;

-- Numbers that are never answered, by order of an operator.
CREATE TABLE blocked (
    msisdn TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What a person was asked last; a digit or a bare name that comes back is read as the answer to it.
CREATE TABLE question (
    person_id  INTEGER PRIMARY KEY REFERENCES person,
    kind       TEXT NOT NULL CHECK (kind IN ('choice', 'confirm', 'result')),
    intent     TEXT NOT NULL,
    choices    TEXT NOT NULL, -- service codes separated by '|', '' where any service may be named
    inbox_id   INTEGER NOT NULL REFERENCES inbox, -- the message that made us ask
    text       TEXT NOT NULL, -- what is to be done on YA, such as the words of a complaint
    expires_at INTEGER NOT NULL
) STRICT;

-- The rest of an answer that was too long for one page; LANJUT brings it.
CREATE TABLE pages (
    person_id  INTEGER PRIMARY KEY REFERENCES person,
    text       TEXT NOT NULL, -- the whole answer
    next       INTEGER NOT NULL CHECK (next > 1),
    expires_at INTEGER NOT NULL
) STRICT;

-- Every message as it came. (bearer, sender, sent_at, digest) makes an SMS that is read twice one row; a message joined from
-- parts has no digest, its parts have.
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
    UNIQUE (bearer, sender, sent_at, digest)
) STRICT;
CREATE INDEX inbox_waiting ON inbox (id) WHERE state = 'waiting';
CREATE INDEX inbox_received ON inbox (received_at);
CREATE INDEX inbox_sender ON inbox (sender, received_at);

-- Parts of long SMS. They stay after they are joined, so that a part that is read again is known.
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
    UNIQUE (bearer, sender, sent_at, digest)
) STRICT;
CREATE INDEX inbox_part_open ON inbox_part (bearer, sender, reference, reference_bits, total, part) WHERE inbox_id IS NULL;

-- How each bearer is, for the operator.
CREATE TABLE bearer (
    name           TEXT PRIMARY KEY,
    condition      TEXT NOT NULL CHECK (condition IN ('gone', 'starting', 'ready', 'degraded', 'silent', 'locked')),
    reason         TEXT NOT NULL,
    changed_at     INTEGER NOT NULL,
    seen_at        INTEGER NOT NULL,
    signal_percent INTEGER NOT NULL, -- -1: unknown
    network        TEXT NOT NULL,
    balance_rupiah INTEGER NOT NULL, -- -1: unknown
    balance_at     INTEGER NOT NULL,
    refused_pin    INTEGER NOT NULL -- a digest of the PIN that the SIM refused, 0: none; it is never tried twice
) STRICT, WITHOUT ROWID;

-- Messages for a bearer, and what became of them.
CREATE TABLE outbox (
    id            INTEGER PRIMARY KEY,
    inbox_id      INTEGER REFERENCES inbox, -- what it answers
    bearer        TEXT NOT NULL,
    recipient     TEXT NOT NULL,
    text          TEXT NOT NULL CHECK (text <> ''),
    priority      INTEGER NOT NULL CHECK (priority BETWEEN 0 AND 3), -- receipt, answer, reminder, broadcast
    state         TEXT NOT NULL DEFAULT 'queued' CHECK (state IN (
        'queued', 'sending', 'sent', 'delivered', 'failed', 'expired', 'uncertain', 'denied')),
    attempts      INTEGER NOT NULL DEFAULT 0,
    unsure        INTEGER NOT NULL DEFAULT 0, -- how often nobody knew whether it had left
    segments      INTEGER NOT NULL CHECK (segments BETWEEN 1 AND 255),
    segments_sent INTEGER NOT NULL DEFAULT 0 CHECK (segments_sent BETWEEN 0 AND segments),
    due_at        INTEGER NOT NULL,
    expires_at    INTEGER NOT NULL,
    created_at    INTEGER NOT NULL,
    changed_at    INTEGER NOT NULL,
    reason        TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX outbox_queued ON outbox (bearer, priority, id) WHERE state = 'queued';
CREATE INDEX outbox_sending ON outbox (bearer) WHERE state = 'sending';
CREATE INDEX outbox_inbox ON outbox (inbox_id);
CREATE INDEX outbox_recipient ON outbox (recipient, created_at);

CREATE TABLE outbox_segment (
    outbox_id         INTEGER NOT NULL REFERENCES outbox,
    part              INTEGER NOT NULL,
    message_reference INTEGER NOT NULL, -- TP-MR, -1 if the bearer gave none
    sent_at           INTEGER NOT NULL,
    status            INTEGER, -- TP-ST of the delivery report
    PRIMARY KEY (outbox_id, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_segment_reference ON outbox_segment (message_reference, sent_at);
CREATE INDEX outbox_segment_sent ON outbox_segment (sent_at);

-- inbox_id is unique: never two tickets for one message.
CREATE TABLE ticket (
    id         INTEGER PRIMARY KEY,
    number     TEXT NOT NULL UNIQUE,
    person_id  INTEGER NOT NULL REFERENCES person,
    inbox_id   INTEGER UNIQUE REFERENCES inbox,
    unit_id    INTEGER REFERENCES unit,
    text       TEXT NOT NULL,
    state      TEXT NOT NULL DEFAULT 'diterima' CHECK (state IN (
        'diterima', 'diverifikasi', 'diproses', 'menunggu_warga', 'diteruskan', 'selesai', 'ditutup', 'ditolak', 'ditarik',
        'dibuka_lagi')),
    opened_at  INTEGER NOT NULL,
    respond_by INTEGER NOT NULL, -- UU 25/2009 Art. 44(3)
    changed_at INTEGER NOT NULL
) STRICT;
-- People leave out the leading zeros.
CREATE UNIQUE INDEX ticket_short ON ticket (ltrim(number, '0'));
CREATE INDEX ticket_person ON ticket (person_id);

CREATE TABLE ticket_event (
    id         INTEGER PRIMARY KEY,
    ticket_id  INTEGER NOT NULL REFERENCES ticket,
    at         INTEGER NOT NULL,
    actor      TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state   TEXT NOT NULL,
    note       TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX ticket_event_ticket ON ticket_event (ticket_id);

-- Every change, by whom; only ever added to.
CREATE TABLE journal (
    id         INTEGER PRIMARY KEY,
    at         INTEGER NOT NULL,
    actor      TEXT NOT NULL,
    action     TEXT NOT NULL,
    subject    TEXT NOT NULL,
    detail     TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
CREATE TRIGGER journal_is_never_cut BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
-- INSERT OR REPLACE would delete without asking the triggers above.
CREATE TRIGGER journal_is_never_replaced BEFORE INSERT ON journal WHEN EXISTS (SELECT 1 FROM journal WHERE id = new.id) BEGIN
    SELECT RAISE(ABORT, 'the journal is only added to');
END;
CREATE TRIGGER complaint_is_never_edited BEFORE UPDATE OF text ON ticket BEGIN
    SELECT RAISE(ABORT, 'the words of a complaint are never edited');
END;
CREATE TRIGGER complaint_is_never_replaced BEFORE INSERT ON ticket
    WHEN EXISTS (SELECT 1 FROM ticket WHERE id = new.id OR number = new.number OR inbox_id = new.inbox_id) BEGIN
    SELECT RAISE(ABORT, 'the words of a complaint are never edited');
END;
