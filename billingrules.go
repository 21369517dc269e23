// Package billingrules is the root of a library of subscription billing rules. It declares the errors that all packages
// share, and its documentation is the map of the packages.
//
// # The packages
//
// Each uses only packages above it:
//
//	calendar     civil dates, terms, periods; the only package that knows time zones
//	money        amounts, currencies, rounding, splitting
//	rule         the rulebook as rows: what holds, how well founded it is, where it was read
//	policy       editions, with the published numbers and readings; decisions, remedies, kinds, channels
//	proration    what a part of a term costs
//	lifecycle    a subscription's facts, and what can be asked and done on a day
//	refund       whether a purchase can be returned, until when, for how much
//	invoice      instalments, invoices, credit notes, settlement
//	invoice/ubl  invoices and credit notes as e-invoices: UBL under EN 16931 and Peppol BIS Billing 3.0
//	coterm       priced changes: added seats, renewals, extensions, one renewal date for many
//	order        what can be ordered, how it is paid, quotes
//	batch        the same answers over columns, for millions of subscriptions at once
//	ambiguity    what each reading of an unclear sentence changes, in the smallest case and in a portfolio
//	billingtest  for tests: generators, slow oracles, laws
//
// # How they are used together
//
//	sub, err := lifecycle.New(policy.Europe2024(), facts)  // facts are checked once
//	view := sub.On(calendar.DateOf(time.Now(), brussels))  // everything that can be asked of one day
//	decision := view.CanRenew()                            // yes or no, with rule, window and remedy
//	price, err := coterm.AddSeats(view, coterm.SeatRequest{Seats: 3, SRP: srp})
//
// # Errors
//
// A "no" is an answer, not a fault: a [example.com/billingrules/policy.Decision]. A function that should have returned
// a value returns that decision as an error instead, a policy.Refusal. Malformed input is an [InputError]: it names the
// function, the field and the value, and matches one of the six sentinels below.
package billingrules
