-- What the library stores, in SQLite, which has no dates and no decimals: days are text, which sorts as they do, and an
-- amount is a whole number of minor units and its currency, so that sums are exact.

CREATE TABLE subscriptions (
    id     TEXT PRIMARY KEY,
    facts  TEXT NOT NULL,
    region TEXT NOT NULL
) STRICT;

CREATE TABLE editions (
    fingerprint TEXT PRIMARY KEY,
    edition     TEXT NOT NULL
) STRICT;

CREATE TABLE purchases (
    subscription TEXT NOT NULL REFERENCES subscriptions,
    kind         TEXT NOT NULL,
    term         TEXT,
    channel      TEXT NOT NULL,
    ordered      TEXT NOT NULL,
    renewal      TEXT,
    covered      TEXT NOT NULL,
    phase        TEXT NOT NULL
) STRICT;

CREATE TABLE invoices (
    number    TEXT PRIMARY KEY,
    issued    TEXT NOT NULL,
    due       TEXT NOT NULL,
    total     INTEGER NOT NULL, -- money.Amount.Minor
    currency  TEXT NOT NULL,
    document  TEXT NOT NULL
) STRICT;
