-- A table for each thing that happens, with the day on which it did. Dates, terms and amounts are text, as the library
-- writes them: a number would have lost its currency, and a timestamp would have gained a zone.

CREATE TABLE subscriptions (
    id               TEXT PRIMARY KEY,
    channel          TEXT NOT NULL,
    taxes            TEXT NOT NULL,
    net_terms        TEXT,
    kind             TEXT NOT NULL,
    offering         TEXT NOT NULL,
    anchor           TEXT NOT NULL,
    seats            INTEGER NOT NULL,
    cancel_asked     TEXT,
    cancel_effective TEXT
) STRICT;

-- The list price of one seat for one full term, before tax.
CREATE TABLE prices (
    subscription TEXT NOT NULL REFERENCES subscriptions,
    term         TEXT NOT NULL,
    srp          TEXT NOT NULL,
    PRIMARY KEY (subscription, term)
) STRICT;

CREATE TABLE terms (
    subscription TEXT NOT NULL REFERENCES subscriptions,
    place        INTEGER NOT NULL,
    ordered      TEXT NOT NULL,
    starts       TEXT NOT NULL,
    ends         TEXT NOT NULL, -- the first day that is no longer covered
    length       TEXT,
    aligned_to   TEXT,
    PRIMARY KEY (subscription, place)
) STRICT;

CREATE TABLE changes (
    subscription TEXT NOT NULL REFERENCES subscriptions,
    place        INTEGER NOT NULL,
    what         TEXT NOT NULL,
    asked        TEXT NOT NULL,
    effective    TEXT NOT NULL,
    seats        INTEGER NOT NULL,
    offering     TEXT NOT NULL,
    length       TEXT,
    auto_renew   INTEGER NOT NULL,
    PRIMARY KEY (subscription, place)
) STRICT;

CREATE TABLE invoices (
    subscription TEXT NOT NULL REFERENCES subscriptions,
    place        INTEGER NOT NULL,
    number       TEXT NOT NULL,
    issued       TEXT NOT NULL,
    due          TEXT NOT NULL,
    paid         TEXT,
    net_terms    INTEGER NOT NULL, -- whether it is paid by invoice
    nothing_owed INTEGER NOT NULL,
    returned     TEXT, -- the day on which it fell away
    PRIMARY KEY (subscription, place),
    UNIQUE (subscription, number)
) STRICT;

CREATE TABLE failed_charges (
    subscription TEXT NOT NULL REFERENCES subscriptions,
    failed       TEXT NOT NULL,
    PRIMARY KEY (subscription, failed)
) STRICT;

-- A return is of a term, by its start, or of seats that were added on a day.
CREATE TABLE returns (
    subscription TEXT NOT NULL REFERENCES subscriptions,
    place        INTEGER NOT NULL,
    returned     TEXT NOT NULL,
    term         TEXT,
    added        TEXT,
    seats        INTEGER NOT NULL,
    until        TEXT,
    PRIMARY KEY (subscription, place)
) STRICT;

-- What somebody may want to return: each purchase has a window of its own.
CREATE TABLE purchases (
    subscription TEXT NOT NULL REFERENCES subscriptions,
    place        INTEGER NOT NULL,
    event        TEXT NOT NULL,
    channel      TEXT NOT NULL,
    term         TEXT,
    ordered      TEXT NOT NULL,
    renewal      TEXT,
    renews       TEXT,
    quote        INTEGER REFERENCES quotes,
    PRIMARY KEY (subscription, place)
) STRICT;

CREATE TABLE editions (
    fingerprint TEXT PRIMARY KEY,
    document    TEXT NOT NULL
) STRICT;

-- A quote keeps all that its price was worked out from, and what was answered, byte for byte.
CREATE TABLE quotes (
    id           INTEGER PRIMARY KEY,
    what         TEXT NOT NULL,
    subscription TEXT NOT NULL REFERENCES subscriptions,
    facts        TEXT NOT NULL,
    target       TEXT REFERENCES subscriptions,
    target_facts TEXT,
    edition      TEXT NOT NULL REFERENCES editions,
    asked        TEXT NOT NULL,
    expires      TEXT NOT NULL,
    seats        INTEGER NOT NULL,
    srp          TEXT NOT NULL,
    taxes        TEXT NOT NULL,
    net_terms    TEXT,
    bought       TEXT NOT NULL,
    net          TEXT NOT NULL,
    document     TEXT NOT NULL
) STRICT;

-- The document is the bill; its day and price stand beside it for queries.
CREATE TABLE orders (
    quote    INTEGER PRIMARY KEY REFERENCES quotes,
    ordered  TEXT NOT NULL,
    net      TEXT NOT NULL,
    document TEXT NOT NULL
) STRICT;

-- The invoices that this service has issued itself.
CREATE TABLE documents (
    number       TEXT PRIMARY KEY,
    subscription TEXT NOT NULL REFERENCES subscriptions,
    quote        INTEGER NOT NULL REFERENCES quotes,
    document     TEXT NOT NULL
) STRICT;

PRAGMA user_version = 2;
