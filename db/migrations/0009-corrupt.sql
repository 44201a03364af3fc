-- SMS that nobody can decode, as the modem had them: kept here before they are deleted there.
CREATE TABLE inbox_corrupt (
    id          INTEGER PRIMARY KEY,
    bearer      TEXT NOT NULL,
    pdu         TEXT NOT NULL UNIQUE CHECK (pdu <> ''), -- hexadecimal
    received_at INTEGER NOT NULL
) STRICT;
