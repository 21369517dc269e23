-- The first schema on PostgreSQL; its number is that of the same tables on SQLite. What is served as it was answered is
-- text, since json would be kept as it is but jsonb would not. IDs are compared by their bytes, as everywhere else.

CREATE TABLE editions (
    fingerprint text PRIMARY KEY,
    document    text NOT NULL
);

-- The state is what the events come to; the version is the number of the latest event.
CREATE TABLE subscriptions (
    id      text COLLATE "C" PRIMARY KEY,
    version bigint NOT NULL,
    state   text NOT NULL
);

CREATE TABLE events (
    subscription text COLLATE "C" NOT NULL REFERENCES subscriptions,
    seq          bigint NOT NULL,
    act          text NOT NULL,
    day          text NOT NULL, -- on which it counts
    recorded     text NOT NULL, -- on which it arrived
    at           text NOT NULL, -- the instant, in UTC
    request      text NOT NULL, -- the id of the request
    caller       text NOT NULL, -- as the proxy has named them
    edition      text NOT NULL REFERENCES editions,
    what         text NOT NULL,
    PRIMARY KEY (subscription, seq)
);

CREATE TABLE quotes (
    id           bigint PRIMARY KEY,
    subscription text COLLATE "C" NOT NULL REFERENCES subscriptions,
    edition      text NOT NULL REFERENCES editions,
    question     text NOT NULL,
    figures      text NOT NULL,
    document     text NOT NULL
);

CREATE TABLE orders (
    quote        bigint PRIMARY KEY REFERENCES quotes,
    subscription text COLLATE "C" NOT NULL,
    seq          bigint NOT NULL,
    document     text NOT NULL,
    FOREIGN KEY (subscription, seq) REFERENCES events
);

-- Invoices and credit notes that were issued here.
CREATE TABLE documents (
    number       text PRIMARY KEY,
    subscription text COLLATE "C" NOT NULL,
    seq          bigint NOT NULL,
    kind         text NOT NULL,
    document     text NOT NULL,
    FOREIGN KEY (subscription, seq) REFERENCES events
);
CREATE INDEX documents_of ON documents (subscription);

CREATE FUNCTION keep_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'events stay as they are';
END $$;
CREATE TRIGGER events_stay BEFORE UPDATE OR DELETE ON events FOR EACH ROW EXECUTE FUNCTION keep_events();

INSERT INTO schema_version (version) VALUES (3);
