-- Announcements (SIAR): what an officer says to all who hold a node of a subtree; id is the number that they answer to.
CREATE TABLE announcement (
    id         INTEGER PRIMARY KEY,
    officer_id INTEGER NOT NULL REFERENCES officer,
    area_id    INTEGER NOT NULL REFERENCES area,
    inbox_id   INTEGER NOT NULL UNIQUE REFERENCES inbox, -- the YA that sent it: never twice
    text       TEXT NOT NULL CHECK (text <> ''),
    created_at INTEGER NOT NULL,
    due_at     INTEGER -- when the silent nodes are reported; NULL: that is done
) STRICT;
CREATE INDEX announcement_due ON announcement (due_at) WHERE due_at IS NOT NULL;

-- Who was told, for which node, and who is told if that node stays silent: the nearest one above that somebody held.
CREATE TABLE announcement_target (
    announcement_id INTEGER NOT NULL REFERENCES announcement,
    officer_id      INTEGER NOT NULL REFERENCES officer,
    area_id         INTEGER NOT NULL REFERENCES area,
    above_id        INTEGER REFERENCES area,
    outbox_id       INTEGER NOT NULL REFERENCES outbox,
    acknowledged_at INTEGER,
    PRIMARY KEY (announcement_id, officer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX announcement_target_open ON announcement_target (officer_id, announcement_id) WHERE acknowledged_at IS NULL;
