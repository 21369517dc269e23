-- The figures of a quote have a list of its lines, as the library writes them.

UPDATE quotes SET figures = json_set(
    json_remove(figures, '$.srp', '$.seats', '$.days', '$.divisor', '$.bought'),
    '$.lines', json_array(json_object(
        'srp', json(figures -> '$.srp'), 'seats', figures ->> '$.seats', 'days', figures ->> '$.days',
        'divisor', figures ->> '$.divisor', 'bought', figures ->> '$.bought', 'net', json(figures -> '$.net'))));

PRAGMA user_version = 5;
