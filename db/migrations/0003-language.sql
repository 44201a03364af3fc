-- In which language a person wants to be answered, by the name of its file of texts; '' is the house's.
ALTER TABLE person ADD COLUMN language TEXT NOT NULL DEFAULT '';
