// Package stores is a schema for everything that the library stores, with tests that write and read all of it in SQLite
// and in PostgreSQL. It has no code of its own: every type goes in and out of its column by its own Scan and Value.
//
// What a column of PostgreSQL is for each type; in SQLite every one is TEXT:
//
//	calendar.Date                                   date, or text
//	calendar.Period, Service, Series                text, as "2025-06-10/2026-06-10"
//	every enumeration, as lifecycle.Phase           text, as "suspended"; never its number
//	money.Amount, Currency                          text, as "EUR 2145.00", "EUR"
//	policy.Fingerprint                              text, as 32 hexadecimal digits
//	policy.Edition, lifecycle.Facts,
//	proration.Charge, refund.Purchase               jsonb, json, or text
//	invoice.TaxRate, Taxes, NetTerms                text, as "9.975%", "GST 5% + QST 9.975%", "net 30"
//	invoice.Invoice, CreditNote, order.Quote,
//	coterm.Plan                                     json, or text, which keep a document byte by byte
//
// NULL is the zero value of dates, periods, services, series, terms of a subscription, amounts, currencies and net
// terms, which are written as NULL. Everything else refuses NULL, and is scanned into a sql.Null where a column may
// have it. The test's table, in types_test.go, has every type with values of it, and another test finds a type that is
// missing there.
package stores
