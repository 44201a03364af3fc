-- Notices: what holds for a service, a group of services or an office for a while, as its officer has told.
CREATE TABLE notice (
    id         INTEGER PRIMARY KEY,
    unit_id    INTEGER REFERENCES unit,
    service_id INTEGER REFERENCES service,
    group_id   INTEGER REFERENCES service_group,
    text       TEXT NOT NULL CHECK (text <> ''),
    actor      TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at   INTEGER, -- before it expired
    CHECK ((unit_id IS NOT NULL) + (service_id IS NOT NULL) + (group_id IS NOT NULL) = 1)
) STRICT;
CREATE INDEX notice_open ON notice (expires_at) WHERE ended_at IS NULL;

-- Who was told that it is over; nobody is told twice.
CREATE TABLE notice_told (
    notice_id INTEGER NOT NULL REFERENCES notice,
    person_id INTEGER NOT NULL REFERENCES person,
    at        INTEGER NOT NULL,
    PRIMARY KEY (notice_id, person_id)
) STRICT, WITHOUT ROWID;
