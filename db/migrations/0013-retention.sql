-- The words of a complaint are never edited, but they end when their time is over.
DROP TRIGGER complaint_is_never_edited;
CREATE TRIGGER complaint_is_never_edited BEFORE UPDATE OF text ON ticket
    WHEN new.text <> '' OR old.state NOT IN ('ditutup', 'ditolak', 'ditarik') BEGIN
    SELECT RAISE(ABORT, 'the words of a complaint are never edited');
END;

-- Persons end, too.
CREATE INDEX notice_told_person ON notice_told (person_id);
