-- From tables of facts to events. What a subscription was by then becomes its first event; every document stays as it
-- was answered. A quote keeps its question as JSON, and apart from its document the figures that it is held to.

ALTER TABLE subscriptions RENAME TO old_subscriptions;
ALTER TABLE quotes RENAME TO old_quotes;
ALTER TABLE orders RENAME TO old_orders;
ALTER TABLE documents RENAME TO old_documents;

-- The state is what the events come to; the version is the number of the latest event.
CREATE TABLE subscriptions (
    id      TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    state   TEXT NOT NULL
) STRICT;

CREATE TABLE events (
    subscription TEXT NOT NULL REFERENCES subscriptions,
    seq          INTEGER NOT NULL,
    act          TEXT NOT NULL,
    day          TEXT NOT NULL, -- on which it counts
    recorded     TEXT NOT NULL, -- on which it arrived
    at           TEXT NOT NULL, -- the instant, in UTC
    request      TEXT NOT NULL, -- the id of the request
    caller       TEXT NOT NULL, -- as the proxy has named them
    edition      TEXT NOT NULL REFERENCES editions,
    what         TEXT NOT NULL,
    PRIMARY KEY (subscription, seq)
) STRICT;

CREATE TABLE quotes (
    id           INTEGER PRIMARY KEY,
    subscription TEXT NOT NULL REFERENCES subscriptions,
    edition      TEXT NOT NULL REFERENCES editions,
    question     TEXT NOT NULL,
    figures      TEXT NOT NULL,
    document     TEXT NOT NULL
) STRICT;

CREATE TABLE orders (
    quote        INTEGER PRIMARY KEY REFERENCES quotes,
    subscription TEXT NOT NULL,
    seq          INTEGER NOT NULL,
    document     TEXT NOT NULL,
    FOREIGN KEY (subscription, seq) REFERENCES events
) STRICT;

-- Invoices and credit notes that were issued here.
CREATE TABLE documents (
    number       TEXT PRIMARY KEY,
    subscription TEXT NOT NULL,
    seq          INTEGER NOT NULL,
    kind         TEXT NOT NULL,
    document     TEXT NOT NULL,
    FOREIGN KEY (subscription, seq) REFERENCES events
) STRICT;
CREATE INDEX documents_of ON documents (subscription);

INSERT OR IGNORE INTO editions (fingerprint, document) VALUES ('', '{}'); -- of what was there before there were events

CREATE TEMP VIEW old_records AS
SELECT s.id, json_patch('{}', json_object(
    'id', s.id, 'channel', s.channel, 'taxes', s.taxes, 'netTerms', s.net_terms,
    'srp', (SELECT json_group_object(term, json_object(
        'amount', substr(srp, 5), 'currency', substr(srp, 1, 3))) FROM prices WHERE subscription = s.id HAVING count(*) > 0),
    'facts', json_object(
        'kind', s.kind, 'offering', s.offering, 'anchor', s.anchor, 'seats', nullif(s.seats, 0),
        'terms', (SELECT json_group_array(json_patch('{}', json_object(
            'ordered', ordered, 'start', starts, 'end', ends, 'length', length, 'alignedTo', aligned_to)) ORDER BY place)
            FROM terms WHERE subscription = s.id),
        'invoices', (SELECT json_group_array(json_patch('{}', json_object(
            'number', number, 'issued', issued, 'due', due, 'paid', paid,
            'netTerms', iif(net_terms, json('true'), NULL), 'nothingOwed', iif(nothing_owed, json('true'), NULL),
            'returned', returned)) ORDER BY place)
            FROM invoices WHERE subscription = s.id HAVING count(*) > 0),
        'changes', (SELECT json_group_array(json_patch('{}', json_object(
            'what', what, 'asked', asked, 'effective', effective, 'seats', nullif(seats, 0),
            'offering', nullif(offering, ''), 'length', length, 'autoRenew', iif(auto_renew, json('true'), NULL))) ORDER BY place)
            FROM changes WHERE subscription = s.id HAVING count(*) > 0),
        'failedCharges', (SELECT json_group_array(failed ORDER BY failed)
            FROM failed_charges WHERE subscription = s.id HAVING count(*) > 0),
        'cancellation', iif(s.cancel_asked IS NULL, NULL,
            json_object('asked', s.cancel_asked, 'effective', s.cancel_effective)),
        'returns', (SELECT json_group_array(json_patch('{}', json_object(
            'day', returned, 'term', term, 'added', added, 'seats', nullif(seats, 0), 'until', until)) ORDER BY place)
            FROM returns WHERE subscription = s.id HAVING count(*) > 0)))) AS record,
    (SELECT json_group_array(json_patch('{}', json_object(
        'of', json_object('kind', s.kind, 'term', p.term, 'channel', p.channel, 'event', p.event, 'ordered', p.ordered,
            'renewal', p.renewal, 'renews', p.renews),
        'quote', 'Q-' || p.quote,
        'invoices', (SELECT json_group_array(number ORDER BY number) FROM old_documents d
            WHERE d.quote = p.quote HAVING count(*) > 0),
        'seats', (SELECT nullif(q.seats, 0) FROM old_quotes q WHERE q.id = p.quote))) ORDER BY p.place)
        FROM purchases p WHERE p.subscription = s.id HAVING count(*) > 0) AS purchases
FROM old_subscriptions s;

INSERT INTO subscriptions (id, version, state)
SELECT id, 1, json_patch(record, json_object('purchases', json(purchases))) FROM old_records;

INSERT INTO events (subscription, seq, act, day, recorded, at, request, caller, edition, what)
SELECT id, 1, 'created', date('now'), date('now'), strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), 'migration 003', '', '',
    json_patch('{}', json_object('request', json(record), 'purchases', json(purchases))) FROM old_records;

DROP VIEW old_records;

INSERT INTO quotes (id, subscription, edition, question, figures, document)
SELECT id, subscription, edition,
    json_patch('{}', json_object(
        'what', what, 'subscription', subscription, 'facts', json(facts), 'target', target,
        'targetFacts', json(target_facts), 'asked', asked, 'expires', expires, 'seats', nullif(seats, 0),
        'srp', json_object('amount', substr(srp, 5), 'currency', substr(srp, 1, 3)), 'taxes', taxes,
        'netTerms', net_terms)),
    json_object(
        'edition', document ->> '$.quote.edition', 'valid', document ->> '$.quote.valid',
        'net', json(document -> '$.quote.net'), 'tax', json(document -> '$.quote.tax'),
        'total', json(document -> '$.quote.total'),
        'srp', json(document -> '$.quote.lines[0].charge.srp'),
        'seats', document ->> '$.quote.lines[0].charge.seats', 'days', document ->> '$.quote.lines[0].charge.days',
        'divisor', document ->> '$.quote.lines[0].charge.divisor', 'bought', document ->> '$.quote.lines[0].charge.bought',
        'invoices', (SELECT json_group_array(json_object(
            'issued', value ->> '$.issued', 'due', value ->> '$.due', 'net', json(value -> '$.net'),
            'tax', json(value -> '$.tax'), 'total', json(value -> '$.total')) ORDER BY key)
            FROM json_each(document, '$.invoices'))),
    document FROM old_quotes;

INSERT INTO orders (quote, subscription, seq, document)
SELECT o.quote, q.subscription, 1, o.document FROM old_orders o JOIN quotes q ON q.id = o.quote;

INSERT INTO documents (number, subscription, seq, kind, document)
SELECT number, subscription, 1, 'invoice', document FROM old_documents;

DROP TABLE old_documents;
DROP TABLE old_orders;
DROP TABLE purchases;
DROP TABLE old_quotes;
DROP TABLE prices;
DROP TABLE terms;
DROP TABLE changes;
DROP TABLE invoices;
DROP TABLE failed_charges;
DROP TABLE returns;
DROP TABLE old_subscriptions;

CREATE TRIGGER events_are_kept BEFORE DELETE ON events BEGIN SELECT raise(ABORT, 'events are kept'); END;
CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN SELECT raise(ABORT, 'events stay as they are'); END;

PRAGMA user_version = 3;
