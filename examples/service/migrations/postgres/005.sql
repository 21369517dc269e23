-- The figures of a quote have a list of its lines, as the library writes them.

UPDATE quotes SET figures = (figures::jsonb - 'srp' - 'seats' - 'days' - 'divisor' - 'bought' || jsonb_build_object(
    'lines', jsonb_build_array(jsonb_build_object(
        'srp', figures::jsonb -> 'srp', 'seats', figures::jsonb -> 'seats', 'days', figures::jsonb -> 'days',
        'divisor', figures::jsonb -> 'divisor', 'bought', figures::jsonb -> 'bought',
        'net', figures::jsonb -> 'net'))))::text;

INSERT INTO schema_version (version) VALUES (5);
