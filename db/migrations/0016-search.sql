-- The words of messages and complaints, for the operator's search; they are gathered when somebody searches, not on the way of a
-- message. last_id: up to where they are.
CREATE VIRTUAL TABLE inbox_words USING fts5(text, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE ticket_words USING fts5(text, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE said_words USING fts5(text, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2');
CREATE TABLE words_gathered (
    name    TEXT PRIMARY KEY CHECK (name IN ('inbox', 'ticket', 'said')),
    last_id INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
INSERT INTO words_gathered (name) VALUES ('inbox'), ('ticket'), ('said');
