-- Who may use the pages of sampan-web.
CREATE TABLE user (
    id            INTEGER PRIMARY KEY,
    name          TEXT NOT NULL CHECK (name <> ''),
    role          TEXT NOT NULL CHECK (role IN ('admin', 'operator', 'viewer', 'unit')),
    unit_id       INTEGER REFERENCES unit,
    password_hash TEXT NOT NULL, -- crypt(5)
    created_at    INTEGER NOT NULL,
    removed_at    INTEGER, -- the row stays: what the user did refers to it
    CHECK ((role = 'unit') = (unit_id IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX user_name ON user (name) WHERE removed_at IS NULL;

-- Who is logged in. Of the token in the browser's cookie only the SHA-256 is here.
CREATE TABLE session (
    hash       BLOB PRIMARY KEY CHECK (length(hash) = 32),
    user_id    INTEGER NOT NULL REFERENCES user,
    created_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Wrong passwords in a row: of a user ("user siti") and from an address ("address 10.0.0.7").
CREATE TABLE login_failure (
    subject  TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    last_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What has happened since the beginning, counted as it happens: asking is cheap however many messages there are, and the counts
-- stay when old messages are thrown away. a and b say what is counted: of 'received' nothing; of 'request' the intent and how
-- well it was understood; of 'segment' what became of it.
CREATE TABLE counter (
    name   TEXT NOT NULL CHECK (name IN ('received', 'request', 'segment')),
    bearer TEXT NOT NULL,
    a      TEXT NOT NULL,
    b      TEXT NOT NULL,
    value  INTEGER NOT NULL,
    PRIMARY KEY (name, bearer, a, b)
) STRICT, WITHOUT ROWID;

INSERT INTO counter SELECT 'received', bearer, '', '', count(*) FROM inbox GROUP BY bearer;
INSERT INTO counter SELECT 'request', '', intent, match, count(*) FROM inbox WHERE state <> 'waiting' GROUP BY intent, match;
INSERT INTO counter SELECT 'segment', bearer, 'sent', '', count(*) FROM outbox_segment JOIN outbox ON outbox.id = outbox_id
    GROUP BY bearer;
INSERT INTO counter SELECT 'segment', bearer, CASE WHEN status < 32 THEN 'delivered' ELSE 'failed' END, '', count(*)
    FROM outbox_segment JOIN outbox ON outbox.id = outbox_id WHERE status < 32 OR status >= 64 GROUP BY bearer, status < 32;

CREATE TRIGGER count_received AFTER INSERT ON inbox BEGIN
    INSERT INTO counter VALUES ('received', new.bearer, '', '', 1) ON CONFLICT DO UPDATE SET value = value + 1;
END;
CREATE TRIGGER count_request AFTER UPDATE OF state ON inbox WHEN old.state = 'waiting' AND new.state <> 'waiting' BEGIN
    INSERT INTO counter VALUES ('request', '', new.intent, new.match, 1) ON CONFLICT DO UPDATE SET value = value + 1;
END;
CREATE TRIGGER count_sent AFTER INSERT ON outbox_segment BEGIN
    INSERT INTO counter SELECT 'segment', bearer, 'sent', '', 1 FROM outbox WHERE id = new.outbox_id
        ON CONFLICT DO UPDATE SET value = value + 1;
END;
-- TP-ST: below 32 delivered, 32 to 63 the network still tries, from 64 on failed (3GPP TS 23.040, 9.2.3.15).
CREATE TRIGGER count_reported AFTER UPDATE OF status ON outbox_segment
    WHEN (new.status < 32 OR new.status >= 64) AND coalesce(old.status BETWEEN 32 AND 63, 1) BEGIN
    INSERT INTO counter SELECT 'segment', bearer, CASE WHEN new.status < 32 THEN 'delivered' ELSE 'failed' END, '', 1
        FROM outbox WHERE id = new.outbox_id ON CONFLICT DO UPDATE SET value = value + 1;
END;
