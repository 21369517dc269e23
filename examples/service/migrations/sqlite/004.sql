-- The answers to requests that came with an Idempotency-Key, and the numbers of quotes.

CREATE TABLE answers (
    caller   TEXT NOT NULL,
    key      TEXT NOT NULL,
    request  TEXT NOT NULL, -- the SHA-256 of method, path, query and body
    at       TEXT NOT NULL, -- the instant, in UTC
    answer   TEXT NOT NULL,
    PRIMARY KEY (caller, key)
) STRICT;
CREATE INDEX answers_at ON answers (at);

CREATE TABLE counters (
    name TEXT PRIMARY KEY,
    last INTEGER NOT NULL
) STRICT;
INSERT INTO counters (name, last) SELECT 'quotes', coalesce(max(id), 0) FROM quotes;

PRAGMA user_version = 4;
