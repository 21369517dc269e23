-- The answers to requests that came with an Idempotency-Key, and the numbers of quotes.

CREATE TABLE answers (
    caller  text NOT NULL,
    key     text NOT NULL,
    request text NOT NULL, -- the SHA-256 of method, path, query and body
    at      text NOT NULL, -- the instant, in UTC
    answer  text NOT NULL,
    PRIMARY KEY (caller, key)
);
CREATE INDEX answers_at ON answers (at);

CREATE TABLE counters (
    name text PRIMARY KEY,
    last bigint NOT NULL
);
INSERT INTO counters (name, last) SELECT 'quotes', coalesce(max(id), 0) FROM quotes;

INSERT INTO schema_version (version) VALUES (4);
