-- Where an office is, when it is open, and since when that is known; who may come in a person's place, and what is done at once.
ALTER TABLE unit ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE unit ADD COLUMN village TEXT NOT NULL DEFAULT '';
ALTER TABLE unit ADD COLUMN district TEXT NOT NULL DEFAULT '';
ALTER TABLE unit ADD COLUMN hours TEXT NOT NULL DEFAULT ''; -- Sen-Kam 08.00-15.30, Jum 08.00-11.30
ALTER TABLE unit ADD COLUMN phone TEXT NOT NULL DEFAULT '';
ALTER TABLE unit ADD COLUMN source TEXT NOT NULL DEFAULT '';
ALTER TABLE unit ADD COLUMN checked_on TEXT NOT NULL DEFAULT '';
ALTER TABLE unit ADD COLUMN approved_by TEXT NOT NULL DEFAULT '';
ALTER TABLE service ADD COLUMN proxy TEXT NOT NULL DEFAULT '';
ALTER TABLE service ADD COLUMN one_visit TEXT NOT NULL DEFAULT '' CHECK (one_visit IN ('', 'ya'));

-- Days on which all offices are closed, or one is.
CREATE TABLE holiday (
    id      INTEGER PRIMARY KEY,
    day     TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    unit_id INTEGER REFERENCES unit, -- NULL: of all
    name    TEXT NOT NULL CHECK (name <> '')
) STRICT;
CREATE UNIQUE INDEX holiday_of_all ON holiday (day) WHERE unit_id IS NULL;
CREATE UNIQUE INDEX holiday_of_unit ON holiday (unit_id, day) WHERE unit_id IS NOT NULL;
