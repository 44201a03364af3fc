-- The tree of areas, kabupaten > kecamatan > desa or kelurahan > RW > RT. word is the name as it is looked up: folded; of an RW
-- or RT its number.
CREATE TABLE area (
    id        INTEGER PRIMARY KEY,
    code      TEXT NOT NULL UNIQUE,
    name      TEXT NOT NULL CHECK (name <> ''),
    word      TEXT NOT NULL CHECK (word <> ''),
    level     TEXT NOT NULL CHECK (level IN ('kabupaten', 'kota', 'kecamatan', 'desa', 'kelurahan', 'rw', 'rt')),
    parent_id INTEGER REFERENCES area,
    CHECK ((parent_id IS NULL) = (level IN ('kabupaten', 'kota')))
) STRICT;
CREATE INDEX area_word ON area (word);
CREATE INDEX area_parent ON area (parent_id);

-- An officer may hold a node of it; the head of an RT has no office. The sheets stand aside while their officers are copied.
CREATE TABLE kept_code AS SELECT * FROM officer_code;
DELETE FROM officer_code;
CREATE TABLE holder (
    id         INTEGER PRIMARY KEY,
    msisdn     TEXT NOT NULL,
    name       TEXT NOT NULL CHECK (name <> ''),
    role       TEXT NOT NULL CHECK (role IN ('petugas', 'atasan', 'inspektorat', 'sekda', 'operator')),
    unit_id    INTEGER REFERENCES unit,
    area_id    INTEGER REFERENCES area,
    pin_hash   TEXT NOT NULL DEFAULT '',   -- crypt(5), '' until there is one
    failures   INTEGER NOT NULL DEFAULT 0, -- wrong PINs and codes in a row
    locked_at  INTEGER,                    -- since when nothing is taken from this number
    told_at    INTEGER NOT NULL DEFAULT 0, -- when the officer was last told of it
    created_at INTEGER NOT NULL,
    removed_at INTEGER,                    -- the row stays: what the officer did refers to it
    CHECK (unit_id IS NOT NULL OR area_id IS NOT NULL OR role NOT IN ('petugas', 'atasan'))
) STRICT;
INSERT INTO holder (id, msisdn, name, role, unit_id, pin_hash, failures, locked_at, told_at, created_at, removed_at)
    SELECT id, msisdn, name, role, unit_id, pin_hash, failures, locked_at, told_at, created_at, removed_at FROM officer;
DROP TABLE officer;
ALTER TABLE holder RENAME TO officer;
CREATE UNIQUE INDEX officer_msisdn ON officer (msisdn) WHERE removed_at IS NULL;
CREATE INDEX officer_area ON officer (area_id) WHERE removed_at IS NULL AND area_id IS NOT NULL;
INSERT INTO officer_code SELECT * FROM kept_code;
DROP TABLE kept_code;
