// Package coterm prices what is done to a subscription and records it: a purchase, added seats, a renewal, an extension
// to the renewal date of another subscription. It also finds the common renewal dates of a whole portfolio.
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
// A request and the view of a day give a price. A price has the decision that it rests on, the charge with its
// arithmetic, the instalments, which add up to the charge exactly, and the next facts. It is plain data, and reads back
// from JSON. The preview and the bill are the same call: nothing is recorded until the caller stores the next facts.
//
// Every price is an [invoice.Priced], which makes the item of a quote or an invoice:
//
//	item := add.Item("3 seats more", taxes)                                       // with instalments and net terms
//	inv, err := invoice.New(ed, invoice.Draft{Number: "2025-133", Items: []invoice.Item{item}})
//	next := invoice.Bill(add.Next, inv)                                           // the facts to be stored
//
// To ask whether something can be done, use the view: [lifecycle.View.CanAddSeats], [lifecycle.View.CanRenewWith],
// [lifecycle.View.CanExtendTo] and [lifecycle.View.ExtensionReach]. The prices ask the same questions: if a view allows
// an act, the act has a price; if not, the error is a [*policy.Refusal] with the view's decision. With net terms, the
// window of the refusal can be narrower: it has only the days on which net terms are open as well, and an overdue
// invoice closes them.
//
// If a request may arrive twice, set its field If to the expected renewal date. A renewal or an extension moves that
// date, and so does the return of one. If such a request has already been carried out, or another one came first, it is
// an error instead of a second purchase. Seats do not move the renewal date, so a request to add or return seats also
// states, in IfSeats, how many seats there are before it.
//
// Trap: neither is a version. If what was bought has been returned, the renewal date and the number of seats are what
// they were before, and the same request buys a second time. A service that can receive a request so late has to
// remember which ones it has carried out.
//
// Trap: a pending number of seats can make IfSeats true again. Say a subscription with 5 seats has been renewed early,
// and has 3 from 2025-10-01 on. A request with IfSeats 5 adds 2 on 2025-09-01, which makes 7 then, and 5 from
// 2025-10-01 on. The same request on 2025-10-02 finds 5 seats again, and adds 2 more.
//
// # Instalments
//
// Seats added to a three-year subscription are invoiced up to the next anniversary, and then on each remaining one
// (coterm.multi-year). Each later service year is invoiced at its own price: what the same seats cost in any such year.
// The first invoice is the rounded total less those of the later years. It is never below zero: if a price is only a
// few minor units, what is missing is taken from the later years, one minor unit each, starting with the last.
//
// A full term (a purchase, a renewal, the conversion of a trial) is charged at once; one of three years in equal parts,
// at the transaction and on each anniversary (invoice.annual-instalments). [invoice.Instalments] has the exceptions. An
// extension is charged at once, on the day of the transaction. By another reading of coterm.extend-charge a three-year
// extension is charged yearly: its first part on the day of the transaction, the others on the anniversaries of the old
// renewal date.
//
// # Returns
//
// [Return] gives back what was paid for a purchase and records the return: the facts say what the purchase was, package
// refund says whether it can be returned, and the next facts have the return. Added seats and extensions are separate
// purchases. [Purchases] lists all purchases in the facts.
//
// # Limits of an extension
//
// An extension is bought inside the renewal window of the subscription that is extended, through a partner, and moves
// its renewal date R to that of another subscription, which must be later. With T the day of the transaction, an annual
// subscription reaches at most T + 15 months + 1 day and R + 12 months, a three-year one T + 39 months + 1 day and R +
// 36 months; the numbers, and whether both limits must hold, are the edition's. An annual subscription that must go
// further changes its term first; while that change is pending, the three-year limits and price hold. For monthly
// subscriptions no limit is published, so they are refused, even while a change is pending.
//
// Trap: after an early renewal R has moved a term ahead, and the window with it. A subscription that is renewed on
// 2025-07-03 until 2026-10-01 can be extended again only from 2026-07-03 on. The refusal says so.
//
// # Plans
//
// [Align] takes the members of a portfolio, each with its prices and a view of the same day, and returns the best plans
// first. There is one plan for each date that a member reaches by renewals alone and to which at least one other member
// can be brought. A plan says what every member does, when, by which rule, and what that costs. It can be carried out
// as it is written.
//
// Members that cannot be aligned stay where they are, and their moves say why. If another member already renews on the
// date, the reason is what the member's view decides about an extension to that member, provided that the answer stays
// no on all later days. A member with an overdue invoice stays, even if its view would allow an extension.
//
// Members can be under different editions, as can the two subscriptions of an extension: the edition of the one that is
// extended sets the limits, the window and the price; only the renewal date and the anchor of its host matter.
//
// # Stored prices
//
// A price reads back from JSON as it was written. One that contradicts itself is refused, with the field: a charge that
// does not follow from its figures, an instalment on the wrong date, facts without the term or the seats that are
// priced, a credit note that is not that of its return.
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
// The co-terming rules are gated: before the edition's first day these acts are left to the seller, by edition.before.
// The edition says which day counts, the day of the act or the day on which the current term was ordered: see the
// readings gate.addedSeats, gate.extension and gate.termChange. If several conditions fail, a refusal names the first
// that fails, in this order: the edition, the kind, the window, the target, the limit.
//
// # Errors
//
// A malformed request is a [*billingrules.InputError] with field and value; several are joined. If a rule refuses it,
// the error is a [*policy.Refusal]; if the rules allow it, but something has already happened after the day, the error
// is [lifecycle.ErrLaterFacts].
package coterm
