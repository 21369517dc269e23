// Package lifecycle says where a subscription stands on a day, what may be done with it, and what comes next.
//
//	sub, err := lifecycle.New(policy.Europe2024(), facts) // facts are checked once, here
//	status := sub.On(today)                               // phase, since when, until when, what comes next
//	open := status.Can(lifecycle.Downloads)               // an entitlement check
//	menu := sub.Actions(today)                            // every decision; menu.Next() = when one of them changes
//	next, err := sub.Renew(today, lifecycle.Order{})      // the next facts, or a *policy.Refusal
//
// # Facts
//
// [Facts] are dated and nothing in them is derived: the terms with the day on which each was ordered, the invoices
// with the day on which each was issued, due and paid, and the changes with the day on which each was asked for. A
// day is answered by what had happened by then, so the past can be asked as it was: a payment of May does not
// change whether somebody was entitled in April. All facts of a day count on that whole day, but for one thing:
// what has come to Canceled when a day begins stays so.
//
// # Phases
//
// With R the renewal date, E = R − 1 the last covered day, and D the due date of the earliest unpaid invoice, the
// lapse starts at the end of S, the earlier of E and D:
//
//	Active      through S
//	Expired     S + 1 through S + 15
//	Suspended   the next 30 days, or 15 for monthly
//	Canceled    from then on, for good
//
// The numbers are those of [policy.Europe2024]. Two things make Active last longer or less: with auto-renew on, R
// itself still counts while the renewal is being charged ([Status].Provisional); and exempt offerings, trials and
// what was ordered before the edition's first day have no stages: they end with E.
//
// The latest order known on a day decides whether the edition holds: an early renewal brings a subscription under
// it at once.
//
// # Rules
//
//	edition.gate             UnderEdition
//	edition.before           New, CanSwitchProduct, CanChangeTerm
//	renewal.auto-default     Subscription.AutoRenew
//	renewal.auto-toggle      CanSwitchAutoRenew, SetAutoRenew
//	renewal.window           CanRenew
//	renewal.late             CanRenew
//	renewal.next-term        Renew
//	renewal.awaited          On
//	renewal.canceled-final   CanRenew, New
//	lapse.start              On, Phases
//	lapse.expired-days       On, Phases
//	lapse.suspended-days     On, Phases
//	lapse.canceled           On, Phases
//	lapse.capabilities       AccessIn, Status.Can
//	lapse.exempt             On, CanRenew
//	lapse.reactivate         CanReactivate, Pay
//	lapse.prepay             Status.Prepay
//	change.seats-up          CanAddSeats, AddSeats
//	change.seats-down        CanReduceSeats, ReduceSeats
//	change.product-switch    CanSwitchProduct, SwitchProduct
//	change.term              CanChangeTerm, ChangeTerm
//	change.effective-fixed   Renew
//	trial.convert            CanConvertTrial
//	coterm.extend-window     CanAlign, Extend
//	coterm.extend-partner    CanAlign
//	coterm.re-anchor         Extend, Renew
//
// # Errors
//
// Bad facts and bad input are [billingrules.InputError] values, all at once, by field and value. What a rule refuses is a
// [policy.Decision], or a [policy.Refusal] where a transition had to produce facts; then nothing is changed.
package lifecycle
