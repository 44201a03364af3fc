-- Each text of a service standard may have its own source, day of checking and approval; '' is what the service has.
ALTER TABLE component ADD COLUMN source TEXT NOT NULL DEFAULT '';
ALTER TABLE component ADD COLUMN checked_on TEXT NOT NULL DEFAULT '';
ALTER TABLE component ADD COLUMN approved_by TEXT NOT NULL DEFAULT '';

-- Every earlier version of a unit, a service or a group: as it was until somebody changed it. Only ever added to.
CREATE TABLE catalogue_history (
    id      INTEGER PRIMARY KEY,
    kind    TEXT NOT NULL CHECK (kind IN ('unit', 'layanan', 'kelompok')),
    code    TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 0), -- 0: before it was there
    at      INTEGER NOT NULL,                      -- when it was changed
    actor   TEXT NOT NULL,                         -- by whom
    UNIQUE (code, kind, version)
) STRICT;

-- The fields of a version that were not empty, by the names of the catalogue's columns.
CREATE TABLE catalogue_history_field (
    history_id INTEGER NOT NULL REFERENCES catalogue_history,
    name       TEXT NOT NULL,
    text       TEXT NOT NULL CHECK (text <> ''),
    PRIMARY KEY (history_id, name)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER history_is_never_changed BEFORE UPDATE ON catalogue_history BEGIN
    SELECT RAISE(ABORT, 'the history is only added to');
END;
CREATE TRIGGER history_is_never_cut BEFORE DELETE ON catalogue_history BEGIN
    SELECT RAISE(ABORT, 'the history is only added to');
END;
CREATE TRIGGER history_is_never_replaced BEFORE INSERT ON catalogue_history
    WHEN EXISTS (SELECT 1 FROM catalogue_history WHERE id = new.id
        OR (code = new.code AND kind = new.kind AND version = new.version)) BEGIN
    SELECT RAISE(ABORT, 'the history is only added to');
END;
CREATE TRIGGER history_field_is_never_changed BEFORE UPDATE ON catalogue_history_field BEGIN
    SELECT RAISE(ABORT, 'the history is only added to');
END;
CREATE TRIGGER history_field_is_never_cut BEFORE DELETE ON catalogue_history_field BEGIN
    SELECT RAISE(ABORT, 'the history is only added to');
END;
CREATE TRIGGER history_field_is_never_replaced BEFORE INSERT ON catalogue_history_field
    WHEN EXISTS (SELECT 1 FROM catalogue_history_field WHERE history_id = new.history_id AND name = new.name) BEGIN
    SELECT RAISE(ABORT, 'the history is only added to');
END;

-- The aliases of one are looked up and let go at every import.
CREATE INDEX alias_unit_id ON alias (unit_id) WHERE unit_id IS NOT NULL;
CREATE INDEX alias_service_id ON alias (service_id) WHERE service_id IS NOT NULL;
CREATE INDEX alias_group_id ON alias (group_id) WHERE group_id IS NOT NULL;
