-- What the library stores, in PostgreSQL. Days are dates, with no zone to shift them. An enumeration is text. An amount
-- is two columns, so that sums work and no currency is lost; numeric without a scale keeps every digit.

CREATE TABLE subscriptions (
    id     text PRIMARY KEY,
    facts  jsonb NOT NULL,        -- lifecycle.Facts
    region text NOT NULL
);

CREATE TABLE editions (
    fingerprint text PRIMARY KEY, -- policy.Fingerprint
    edition     json NOT NULL     -- policy.Edition, every parameter stated
);

CREATE TABLE purchases (
    subscription text NOT NULL REFERENCES subscriptions,
    kind         text NOT NULL,   -- policy.Kind
    term         text,            -- calendar.Term; NULL of what has none
    channel      text NOT NULL,   -- policy.Channel
    ordered      date NOT NULL,   -- calendar.Date
    renewal      date,            -- NULL for the zero Date
    covered      text NOT NULL,   -- calendar.Period, as an interval of ISO 8601
    phase        text NOT NULL    -- lifecycle.Phase
);

CREATE TABLE invoices (
    number    text PRIMARY KEY,
    issued    date NOT NULL,
    due       date NOT NULL,
    total     numeric NOT NULL,   -- money.Amount.Number
    currency  char(3) NOT NULL,   -- money.Currency
    document  json NOT NULL       -- invoice.Invoice: the authority, of which the other columns are copies
);
