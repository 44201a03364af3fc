-- What a service or group is called and says in a further language: its fields by the names of the catalogue's columns. code is that
-- of the service or group, language that of a file of texts.
CREATE TABLE translation (
    code     TEXT NOT NULL,
    language TEXT NOT NULL,
    name     TEXT NOT NULL CHECK (name IN (
        'nama', 'pertanyaan', 'dasar_hukum', 'persyaratan', 'prosedur', 'jangka_waktu', 'biaya', 'produk', 'sarana', 'kompetensi',
        'pengawasan', 'pengaduan', 'jumlah_pelaksana', 'jaminan_layanan', 'jaminan_keamanan', 'evaluasi', 'sumber', 'diperiksa',
        'disetujui')),
    text     TEXT NOT NULL CHECK (text <> ''),
    PRIMARY KEY (code, language, name)
) STRICT, WITHOUT ROWID;

-- Their history is kept like all others': a kind more, which means making the table anew.
CREATE TABLE new_history (
    id      INTEGER PRIMARY KEY,
    kind    TEXT NOT NULL CHECK (kind IN ('unit', 'layanan', 'kelompok', 'terjemahan')),
    code    TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 0), -- 0: before it was there
    at      INTEGER NOT NULL,                      -- when it was changed
    actor   TEXT NOT NULL,                         -- by whom
    UNIQUE (code, kind, version)
) STRICT;
CREATE TABLE new_history_field (
    history_id INTEGER NOT NULL REFERENCES new_history,
    name       TEXT NOT NULL,
    text       TEXT NOT NULL CHECK (text <> ''),
    PRIMARY KEY (history_id, name)
) STRICT, WITHOUT ROWID;
INSERT INTO new_history SELECT id, kind, code, version, at, actor FROM catalogue_history;
INSERT INTO new_history_field SELECT history_id, name, text FROM catalogue_history_field;
DROP TABLE catalogue_history_field;
DROP TABLE catalogue_history;
ALTER TABLE new_history RENAME TO catalogue_history;
ALTER TABLE new_history_field RENAME TO catalogue_history_field;

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
