// Package lifecycle says where a subscription stands on a day, what may be done with it, and what comes next.
//
//	sub, err := lifecycle.Buy(ed, lifecycle.PurchaseRequest{…})  // what is bought for the first time
//	sub, err = lifecycle.New(ed, facts)                 // or what is stored: facts are checked once, here
//	v := sub.On(today)                                  // everything that can be asked of one day
//	if v.Can(lifecycle.Downloads) { … }                 // an entitlement check
//	until, ok := v.ValidUntil(brussels)                 // how long that answer may be kept
//	status := v.Status()                                // phase, since when, until when, what follows
//	menu := v.Actions()                                 // every decision, for the buttons of a portal
//	d := v.CanRenew()                                   // yes or no, with the rule, the window and what helps
//	next, err := v.Renew(lifecycle.RenewalChanges{})    // the next facts, or a *policy.Refusal
//	stored, err := json.Marshal(next)                   // the facts: all that is to be kept
//
// # Facts
//
// [Facts] are dated and nothing in them is derived: the terms with the day on which each was ordered, the invoices with
// the days on which each was issued, due and paid, the changes with the day on which each was asked for, the charges
// that failed, a cancellation with the days on which it was asked for and takes effect, and returns. A [View] of a day
// knows what had happened by then. So the past can be asked as it was: a payment of May does not change whether
// somebody was entitled in April; and the future as it will be if nothing more happens. All facts of a day count on
// that whole day, but for one thing: what is Canceled when a day begins stays so.
//
// # Phases
//
// With R the renewal date, E = R − 1 the last covered day, and D the due date of the earliest unpaid invoice that takes
// access, the lapse starts at the end of S, the earlier of E and D:
//
//	Active      through S
//	Expired     S + 1 through S + 15
//	Suspended   the next 30 days, or 15 for monthly
//	Canceled    from then on, for good
//
// The numbers are those of [policy.Europe2024]. With auto-renew on, R itself is Active too while the renewal is being
// charged ([View.Provisional]), unless the charge has failed. Exempt offerings, trials and what was ordered before the
// edition's first day have no stages: they are Canceled from R on. A cancellation ends everything on its effective day.
//
// A lapse goes by the term that S lies in: its product, its length and the day of its order say whether there are
// stages and how long they last. An invoice that was due in an exempt term, or in one from before the edition, takes no
// access, also after a renewal to something else. A renewal does not change a lapse that a debt has started: of a term
// up to 2025-10-01 that is renewed on 2025-10-20, what was due on 2025-10-05 is a debt of the old term. What was bought
// last ends by its own term: an exempt one on R, also within the stages of an earlier debt.
//
// # Acts
//
// What may be asked for is decided by one method for each act, and by nothing else: the menu ([View.Actions]), the
// prices of package coterm and the transitions below all ask it, so that what is allowed can be carried out. It refuses
// what the facts cannot hold, too: more than 1,000 terms, 10,000 changes or 1,000,000 seats, and days that are less
// than 20,000 days from the end of the calendar.
//
//	CanRenew, CanRenewWith   Renew           from R − 90 through Suspended; with other seats, length, product
//	CanRenewByInvoice                        in the window before R, with a payer on file
//	CanAddSeats              AddSeats        while Active, at once
//	CanReduceSeats           ReduceSeats     before R, from R on
//	CanChangeTerm            ChangeTerm      before R, from R on
//	CanSwitchProduct         SwitchProduct   in the window before R, from R on
//	CanExtend, CanExtendTo   Extend          in the window before R, to the renewal date of another subscription
//	CanSwitchAutoRenew       SetAutoRenew    through Suspended
//	CanReactivate            Pay             in a lapse for a debt
//	CanConvertTrial          ConvertTrial    a trial only
//	                         Cancel, FailCharge, Bill, Return: facts that somebody else made
//
// # Returns
//
// A return is a dated fact: from its day on what was returned counts as not bought, and what was true before stays
// true. [View.Return] records it; whether a purchase can be returned is asked of package refund, and coterm.Return does
// both. The latest term goes first. With a renewal or an extension R goes back to where it was, and so do the anchor,
// the auto-renew switch, and all that the renewal carried; what was pending before it is pending again. If nothing
// covers the day any more, the subscription is Canceled at once.
//
// Added seats that are returned are taken off every number of seats up to the renewal date that they were bought for. A
// later term keeps the number that it was bought with. If the term is returned to which they were added, they end with
// it.
//
// # Traps
//
// A decision about a past day is what it was. A transition on a day before the last act is [ErrLaterFacts], whatever
// the decision says: see [View.IsCurrent].
//
// A pending change belongs to the term that follows. If none does, it never takes effect: who does not renew keeps his
// product and his seats through the stages. On a provisional R it counts for that day.
//
// Status.Until is by what is known on the day; ValidUntil also heeds facts that are dated later, so that an entitlement
// that was kept is never wrong. Keep answers until ValidUntil, not until Status.Until.
//
// An invoice that is due on the last covered day and unpaid lapses on R (lapse.start): though the renewal may still be
// being charged, R is not provisional then, since Active returns only when no cause is left.
//
// A window has the days on which the answer is yes with everything else as it is known on the day. An invoice that is
// open, and not overdue, is taken to be paid in time.
//
// A change of term and an extension go by the day on which the latest term was ordered: an early renewal brings them
// under the edition at once. Other acts go by the day itself (edition.gate).
//
// An early renewal moves R by a whole term, and every window with it. A late monthly renewal can buy days that are
// over.
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
//	renewal.with-changes      CanRenewWith, RenewalTerm, Renew
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
//	coterm.extend-window      CanExtend
//	coterm.extend-partner     CanExtend: the route
//	coterm.monthly            CanExtend
//	coterm.extend-future      CanExtendTo, IsTarget, TargetDays
//	coterm.extend-annual      CanExtendTo, ExtensionReach
//	coterm.extend-three-year  CanExtendTo, ExtensionReach
//	coterm.switch-term-first  CanExtendTo, NextTerm
//	coterm.re-anchor          Extend, NextTerm
//	order.overdue-balance     CanRenewByInvoice
//	refund.scope              SeatsAdded
//	refund.effect             Return, New
//
// If several conditions fail, a refusal names the first of: the edition, the kind, the phase, the window, the amount.
//
// # Errors
//
// Bad facts and bad input are [billingrules.InputError] values, all at once, by field and value. What a rule refuses is
// a [policy.Decision], or a [policy.Refusal] of a transition that had to produce facts; then nothing is changed.
package lifecycle
