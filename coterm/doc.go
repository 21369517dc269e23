// Package coterm aligns end dates: it prices seats that are added to a subscription, extensions to the renewal date of
// another, and finds the common renewal dates of a whole portfolio.
//
//	add, err := coterm.AddSeats(sub, coterm.SeatAdd{On: today, Seats: 3, SRP: srp})
//	fmt.Println(add.Charge)                       // EUR 2145.00 ÷ 365 × 120 days × 3 seats = 2115.6164… → 2115.62
//	item := order.Item{Term: add.Line, TaxRate: vat}   // to be quoted
//	limit, err := coterm.ExtensionLimit(sub, today)
//	x, err := coterm.Extend(sub, coterm.Extension{On: today, To: host, SRP: srp})
//	next := x.Next                                // the subscription, renewing with its host from now on
//	plans, err := coterm.Align(portfolio)         // every common renewal date that can be reached, best first
//
// # Limits
//
// An extension is bought inside the renewal window of the subscription that is extended, through a partner, and
// moves its renewal date R to that of another subscription, which must be later. With T the day of the transaction,
// an annual subscription reaches at most T + 15 months + 1 day and R + 12 months, a three-year one T + 39 months +
// 1 day and R + 36 months; the numbers, and whether both limits must hold, are the edition's. An annual one that
// must go further switches its term first, and with that switch pending the three-year limits and price hold. For
// monthly no limit is published, so that it is refused.
//
// Trap: after an early renewal R has moved a term ahead, and the window with it. The refusal says from which day.
//
// # Rules
//
//	coterm.same-product        CanAddSeats, AddSeats
//	coterm.multi-year          AddSeats
//	coterm.new-product         EstimateNewProduct
//	coterm.extend-partner      CanExtend: the route
//	coterm.extend-window       CanExtend
//	coterm.extend-future       CanExtend
//	coterm.no-refund           Extend
//	coterm.extend-annual       ExtensionLimit, CanExtend; readings coterm.limits, coterm.limitDay, coterm.fromEnd
//	coterm.extend-three-year   ExtensionLimit, CanExtend; likewise
//	coterm.switch-term-first   ExtensionLimit, CanExtend, Align
//	coterm.re-anchor           Extend; reading coterm.reAnchor
//	coterm.monthly             CanExtend
//
// All of them are gated: what was ordered before the edition's first day is left to the seller, by edition.before.
// Where several conditions fail, a refusal names the first of: the edition, the kind, the window, the target, the
// limit.
//
// # Readings
//
// Months are counted from the day itself, and clamp to the end of a month that is too short. Extended is what
// follows the renewal date, so the length of the next term decides which limits hold, but a monthly subscription is
// refused also while a switch is pending. An extension is charged at once; only a full three-year term has
// instalments.
//
// # Errors
//
// A malformed question is a [*billingrules.InputError] with field and value. A function that must produce a price, a
// limit or a subscription returns a [*policy.Refusal] where a rule says no.
package coterm
