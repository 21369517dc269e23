// Package lifecycle answers, for a subscription and a day: in which phase it is, what may be done, and what comes next.
//
//	sub, err := lifecycle.Buy(ed, lifecycle.PurchaseRequest{…})  // a new subscription
//	sub, err = lifecycle.New(ed, facts)                 // or a stored one: facts are checked once, here
//	v := sub.On(today)                                  // everything that can be asked of one day
//	if v.Can(lifecycle.Downloads) { … }                 // an entitlement check
//	until, ok := v.ValidUntil(brussels)                 // how long that answer may be cached
//	status := v.Status()                                // the phase, since when, until when, what follows
//	menu := v.Actions()                                 // every decision, for the buttons of a portal
//	d := v.CanRenew()                                   // yes or no, with the rule, the window and the remedy
//	next, err := v.Renew(lifecycle.RenewalChanges{})    // the next facts, or a *policy.Refusal
//	stored, err := json.Marshal(next)                   // the facts: all that has to be stored
//
// # Facts
//
// [Facts] are what has happened, with dates, and nothing derived from it: the terms, with the day on which each was
// ordered; the invoices, with the days on which each was issued, due and paid; the changes, with the day on which each
// was asked for; the charges that failed; a cancellation, with the days on which it was asked for and takes effect; and
// returns. A [View] of a day knows only what had happened by that day. So you can ask about the past as it was: a
// payment in May does not change whether somebody was entitled in April. You can ask about the future as it will be if
// nothing more happens. The facts of a day count for the whole day, with one exception: a subscription that is Canceled
// when the day begins stays Canceled.
//
// # Phases
//
// Let R be the renewal date, E = R − 1 the last covered day, D the due date of the earliest unpaid invoice that takes
// away access, and S the earlier of E and D. The lapse starts at the end of S:
//
//	Active      through S
//	Expired     S + 1 through S + 15
//	Suspended   the next 30 days, or 15 for monthly
//	Canceled    from then on, for good
//
// The numbers are those of [policy.Europe2024]. With auto-renew on, R itself is Active, too, while the renewal is being
// charged ([View.Provisional]), unless the charge has failed. Exempt offerings, trials and subscriptions ordered before
// the edition's first day have no stages: they are Canceled from R on. A cancellation ends everything on its effective
// day.
//
// The term that contains S decides whether there are stages and how long they last, by its product, its length and the
// day of its order. An invoice that was due in an exempt term, or in one ordered before the edition, does not take away
// access, even after a renewal to a term that has stages. A renewal does not change a lapse that a debt has started: if
// a term with the renewal date 2025-10-01 is renewed on 2025-10-20, an invoice that was due on 2025-10-05 still counts
// as a debt of the old term. The last term ends by its own rules: an exempt one on R, even during the stages of an
// earlier debt.
//
// # Acts
//
// Each act has one method that decides about it. The menu ([View.Actions]), the prices of package coterm and the
// transitions below all call that method, so whatever it allows can be carried out. It also refuses what the facts
// cannot hold: more than 1,000 terms, 10,000 changes or 1,000,000 seats, and days that are less than 20,000 days from
// the end of the calendar.
//
//	CanRenew, CanRenewWith   Renew           from R − 90 through Suspended; with other seats, length, product
//	CanRenewByInvoice                        in the window before R, with a payer on file
//	CanAddSeats              AddSeats        while Active, at once
//	CanReduceSeats           ReduceSeats     before R, to take effect on R
//	CanChangeTerm            ChangeTerm      before R, to take effect on R
//	CanSwitchProduct         SwitchProduct   in the window before R, to take effect on R
//	CanExtend, CanExtendTo   Extend          in the window before R, to the renewal date of another subscription
//	CanSwitchAutoRenew       SetAutoRenew    through Suspended
//	CanReactivate            Pay             during a lapse for a debt
//	CanConvertTrial          ConvertTrial    a trial only
//	                         Cancel, FailCharge, Bill, Return: record what has been decided elsewhere
//
// # Returns
//
// A return is a dated fact: from its day on, what was returned counts as not bought; what was true before stays true.
// [View.Return] records it, package refund decides whether a purchase can be returned, and coterm.Return does both. The
// latest term must be returned first. If a renewal or an extension is returned, R goes back to where it was, and so do
// the anchor, the auto-renew switch and everything that the renewal carried; what was pending before is pending again.
// If nothing covers the day any more, the subscription is Canceled at once.
//
// When added seats are returned, they are subtracted from every number of seats up to the renewal date for which they
// were bought. A later term keeps the number of seats that it was bought with. When a term is returned, the seats that
// were added to it end with it.
//
// # Traps
//
// A decision about a past day is what it was on that day. A transition on a day before the last act, other than
// [View.Bill], fails with [ErrLaterFacts], whatever the decision says: see [View.IsCurrent].
//
// A pending change belongs to the term that follows. If none does, it never takes effect: without a renewal the product
// and the seats stay as they are through the stages. On a provisional R the pending change counts for that day.
//
// Status.Until goes by what is known on the day; ValidUntil also takes into account facts dated later, so that a cached
// entitlement is never wrong. Cache answers until ValidUntil, not until Status.Until.
//
// An unpaid invoice that is due on the last covered day starts a lapse on R (lapse.start). R is not provisional then,
// even while the renewal is being charged, since the subscription is Active again only when nothing is left that causes
// a lapse.
//
// The window of a decision has the days on which the answer is yes, with everything else as it is known on the day
// asked about. It is one stretch of days. Only for [View.CanReduceSeats] and for renewals can there be several: then it
// is the one that contains the day, else the next one, else the last one. An invoice that is open, but not overdue, is
// assumed to be paid in time.
//
// Whether the edition applies to a change of term or an extension depends on the day on which the latest term was
// ordered, so an early renewal brings them under it at once. For other acts it depends on the day of the act
// (edition.gate).
//
// An early renewal moves R by a whole term, and every window with it. A late monthly renewal can buy a month that is
// already over.
//
// # Rules
//
//	term.length               Buy, New
//	edition.gate              CanSwitchProduct, CanAddSeats: the act; CanChangeTerm, CanExtend: the term; UnderEdition
//	edition.before            Phase, every gated decision
//	renewal.auto-default      AutoRenew, Renew
//	renewal.auto-toggle       CanSwitchAutoRenew, SetAutoRenew
//	renewal.window            CanRenew
//	renewal.late              CanRenew
//	renewal.next-term         NextTerm, Renew
//	renewal.awaited           Provisional, Phase, ValidUntil
//	renewal.with-changes      CanRenewWith, OtherRenewalDays, QuotedFrom, RenewalTerm, Renew
//	renewal.charge-failed     FailCharge, Provisional
//	renewal.canceled-final    CanRenew, Cancel, New
//	lapse.start               Phase, Phases
//	lapse.expired-days        Phase, Phases
//	lapse.suspended-days      Phase, Phases
//	lapse.canceled            Phase, Phases
//	lapse.capabilities        Can, Access
//	lapse.exempt              Phase, CanRenew, New
//	lapse.reactivate          CanReactivate, Pay
//	lapse.prepay              Status
//	change.seats-up           CanAddSeats, AddSeats, Stretch
//	change.seats-down         CanReduceSeats, ReduceSeats
//	change.product-switch     CanSwitchProduct, SwitchProduct
//	change.term               CanChangeTerm, ChangeTerm
//	change.effective-fixed    Seats, Offering, RenewalTerm, Renew
//	change.pending            Seats, Offering, NextTerm, Timeline
//	trial.convert             CanConvertTrial, ConvertTrial
//	invoice.by-renewal        CanRenewByInvoice
//	coterm.same-product       CanAddSeats, Stretch
//	coterm.extend-window      CanExtend, New
//	coterm.extend-partner     CanExtend: the route
//	coterm.monthly            CanExtend, New
//	coterm.extend-future      CanExtendTo, TargetDays
//	coterm.extend-annual      CanExtendTo, ExtensionReach
//	coterm.extend-three-year  CanExtendTo, ExtensionReach
//	coterm.switch-term-first  CanExtendTo, NextTerm
//	coterm.re-anchor          Extend, NextTerm
//	order.overdue-balance     CanRenewByInvoice
//	refund.scope              SeatsAdded
//	refund.effect             Return, New
//
// If several conditions fail, a refusal names the first that fails, in this order: the edition, the kind, the phase,
// the window, the amount.
//
// # Errors
//
// Bad facts and bad input are [billingrules.InputError] values, all reported at once, with field and value. If a rule
// refuses an act, the decision is a [policy.Decision] that says so, and the transition returns it as a
// [policy.Refusal].
package lifecycle
