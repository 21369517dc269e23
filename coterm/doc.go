// Package coterm prices what is done to a subscription and records it: a purchase, seats that are added, a renewal, an
// extension to the renewal date of another. It also finds the common renewal dates of a whole portfolio.
//
//	buy, err := coterm.Buy(ed, coterm.BuyRequest{Purchase: purchase, SRP: srp})     // a new one: price and facts
//	v := sub.On(today)                                                            // a view: the subscription on a day
//	add, err := coterm.AddSeats(v, coterm.SeatRequest{Seats: 3, SRP: srp})
//	fmt.Println(add.Charge)          // EUR 2145.00 ÷ 365 × 120 days × 3 seats = 2115.6164… → 2115.62 (half up)
//	fmt.Println(add.Instalments)     // the invoices that it makes, with their due days
//	sub, err = lifecycle.New(ed, add.Next)                                        // the subscription with the seats
//
//	renewal, err := coterm.Renew(v, coterm.RenewalRequest{SRP: srp, Seats: 4})
//	back, err := coterm.Return(v, coterm.ReturnRequest{What: …, Paid: bill.PaidLines(), Note: "C-8", …})
//	paid, err := coterm.Convert(trial.On(today), coterm.ConversionRequest{Length: calendar.Annual, Seats: 1, …})
//	x, err := coterm.Extend(v, coterm.ExtensionRequest{To: host.On(today), SRP: srp})
//	e, err := coterm.EstimateNewProduct(v, coterm.NewProductRequest{Length: calendar.Annual, Seats: 2, SRP: srp})
//	plans, err := coterm.Align(coterm.Portfolio{Members: members, Horizon: horizon, Plans: 5})
//
// # Requests and prices
//
// What is asked for is a request, on the day of a view; the answer is a price. A price has the decision that it rests
// on, the charge with its arithmetic, the instalments, which sum to the charge to the last minor unit, and the next
// facts. It is plain data, and reads back from JSON. The preview and the bill are the same call: nothing is recorded
// until a caller keeps the next facts.
//
// What is priced is an [invoice.Priced], whichever act it is of, and makes the item of a quote or an invoice by itself:
//
//	item := add.Item("3 seats more", taxes)                                       // with instalments and net terms
//	inv, err := invoice.New(ed, invoice.Draft{Number: "2025-133", Items: []invoice.Item{item}})
//	next := invoice.Bill(add.Next, inv)                                           // the facts to be stored
//
// Whether something can be done is asked of the view, with [lifecycle.View.CanAddSeats], [lifecycle.View.CanRenewWith],
// [lifecycle.View.CanExtendTo] and [lifecycle.View.ExtensionReach]. The prices ask the same questions: what a view
// allows has a price, and what it refuses gives a [*policy.Refusal] with the view's decision.
//
// The field If of a request is for one that may arrive twice: it has the renewal date that is expected. If the request
// has been carried out already, or another act came first, the date is another, and it is an error and not a second
// purchase. Seats do not move the renewal date. So a request for seats, or for their return, names in IfSeats how many
// there are before it as well.
//
// Trap: a number that was pending can bring that number of seats back. There are 5 seats, renewed early, and 3 from
// 2025-10-01 on; 2 are added on 2025-09-01, which makes 7, and 5 from 2025-10-01 on. The same request on 2025-10-02
// finds 5 seats again, and adds 2.
//
// # Instalments
//
// Seats that are added to a three-year subscription are invoiced up to the next anniversary, and then on each remaining
// one (coterm.multi-year). Each later service year has its own price: what the same seats cost in any such year. The
// first invoice is the rounded whole less those. It is never below zero: what it lacks, with prices of a few minor
// units, is taken from the later years, one minor unit each, the last first.
//
// A renewal has the instalments of [invoice.Instalments]. An extension is charged at once, on the day of the
// transaction; by another reading of coterm.extend-charge a three-year one is charged yearly on the anniversaries of
// the old renewal date, and only the first part on the day of the transaction.
//
// # Returns
//
// [Return] gives back what was paid for a purchase and records it: the facts say what it was, package refund whether it
// can be returned, and the next facts have the return. Added seats and extensions are purchases of their own.
// [Purchases] lists all of which the facts tell.
//
// # Limits of an extension
//
// An extension is bought inside the renewal window of the subscription that is extended, through a partner, and moves
// its renewal date R to that of another subscription, which must be later. With T the day of the transaction, an annual
// subscription reaches at most T + 15 months + 1 day and R + 12 months, a three-year one T + 39 months + 1 day and R +
// 36 months; the numbers, and whether both limits must hold, are the edition's. An annual one that must go further
// switches its term first, and with that switch pending the three-year limits and price hold. For monthly no limit is
// published, so that it is refused, also while a switch is pending.
//
// Trap: after an early renewal R has moved a term ahead, and the window with it. Renewed on 2025-07-03 until
// 2026-10-01, it can be extended again from 2026-07-03 on. The refusal says so.
//
// # Plans
//
// [Align] takes the members of a portfolio, each with a view of one day and its prices, and gives the best plans first.
// There is one for each date on which a member renews as its term goes, and to which at least one other can come. It
// says what every member does, when, by which rule, and what it costs. What is in a plan can be carried out as it is
// written.
//
// Members that cannot come along stay where they are, and their moves say why. If another member has the date already,
// that is the answer of the member's view about it, as long as it is no for good. A member with an overdue invoice
// stays, also if its view would extend it.
//
// Members can be under different editions, as the two of an extension can: the limits, the window and the price are
// those of the one that is extended, and of its host only the renewal date and the anchor matter.
//
// # Stored prices
//
// A price reads back from JSON as it was written. One that contradicts itself is refused by the field: a charge that
// its figures do not give, an instalment that is charged on another date than its own, facts without the term or the
// seats that are priced, a credit note that is not that of its return.
//
// # Rules
//
//	rule                        where                       readings
//	change.seats-up             AddSeats                    change.addSeatsWhileExpired
//	coterm.same-product         AddSeats
//	coterm.multi-year           AddSeats                    invoice.instalments
//	renewal.next-term           Renew, priced in full
//	renewal.with-changes        Renew                       change.followsEarlyRenewal
//	invoice.by-renewal          Renew with a Payer          invoice.renewalPayer
//	invoice.annual-instalments  Buy, Renew, Convert         invoice.earlyFirst, invoice.earlyFirstByInvoice
//	trial.convert               Convert
//	coterm.new-product          EstimateNewProduct
//	coterm.extend-partner       Extend: the route
//	coterm.extend-window        Extend, Align
//	coterm.extend-future        Extend, Align
//	coterm.extend-charge        Extend                      coterm.extendCharge
//	coterm.no-refund            Extend: nothing is given back
//	coterm.extend-annual        Extend, Align               coterm.limits, coterm.limitDay, coterm.fromEnd
//	coterm.extend-three-year    Extend, Align               likewise
//	coterm.switch-term-first    Extend, Align
//	coterm.re-anchor            Extend                      coterm.reAnchor
//	coterm.monthly              Extend, Align
//	refund.scope                Purchases
//	refund.effect               Return
//
// Those of co-terming are gated: before the edition's first day they are left to the seller, by edition.before. What
// day counts, that of the act or that of the order of the current term, is the edition's: gate.addedSeats,
// gate.extension, gate.termChange. Where several conditions fail, a refusal names the first of: the edition, the kind,
// the window, the target, the limit.
//
// # Errors
//
// A malformed question is a [*billingrules.InputError] with field and value; several are joined. What a rule refuses is
// a [*policy.Refusal]. What it allows, on a day after which something has happened already, is
// [lifecycle.ErrLaterFacts].
package coterm
