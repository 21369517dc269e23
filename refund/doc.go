// Package refund says whether a purchase can still be returned, until when, and for how much.
//
//	r, err := refund.Check(policy.Europe2024(), purchase, today)
//	r.Decision.Allowed()  // may it be returned today?
//	r.Deadline            // the last day, through its end in the zone of purchase
//	r.By                  // whether the return must be made by then, or only started
//	r.Total               // what is given back, tax included
//
// # What opens a window
//
// Every purchase has its own window: the original purchase, each renewal, added seats, an alignment charge. The caller
// states in a [Purchase] which of them is returned and on which day it was ordered. Nothing is inferred from the
// subscription, so a later renewal, price change or change of seats can neither move an open window nor open a new one.
//
// # Windows
//
// The day of the order is day zero. The numbers are those of [policy.Europe2024]:
//
//	monthly              15 days, bought online; the return is made by then    refund.monthly
//	annual, three-year   30 days; the return is started by then                refund.long
//	maintenance plan     30 days; likewise                                     refund.maintenance
//	Flex tokens          30 days; likewise; a renewal opens no window          refund.flex
//
// The days of a renewal are counted from its renewal date or from the day on which it was ordered, whichever is later,
// but it can be returned as soon as it is ordered: an annual renewal ordered on 2025-04-01 for 2025-06-10 can be
// returned from 2025-04-01 through 2025-07-10. Trap: do not count a renewal from the day of its order alone.
//
// A renewal cannot have been ordered before early renewal opens (90 days before its renewal date) or after late renewal
// ends, which is when Suspended ends (44 days after the renewal date, or 29 if the renewed term was monthly): such a
// purchase is an error. For example, a renewal ordered on 2026-05-20 for 2027-06-10 must have a wrong date, and is
// refused. If a renewal changed the term, Purchase.Renews says which term it renewed.
//
// # What has been given back
//
// The [Purchase] states line by line what was given back before, net and tax together, so that neither is given back
// twice. JSON is read strictly, since an earlier return under a misspelt key would be ignored.
//
// # Rules
//
//	refund.monthly       Check; refund.monthlyOnlineOnly of the edition says whether online is asked for
//	refund.long          Check
//	refund.maintenance   Check
//	refund.flex          Check
//	refund.direct-only   Check
//	refund.excluded      Check
//	refund.scope         Occasion
//	refund.amount        Check, Return.Check, Return.Lines
//	refund.days          Check; refund.renewalFrom of the edition says from where a renewal is counted
//
// If several conditions fail, the decision names the first one in this order: the kind, the channel, the window, the
// amount. None of the rules is gated: what was bought before the edition's first day can be returned, too.
//
// # Errors
//
// An impossible purchase (a renewal without its date, tokens with a term, more tax than net, more returned than paid)
// is a [*billingrules.InputError]; all bad fields are reported at once. A refusal is a decision, not an error. A
// [Return] whose lines, sums or deadline were changed is refused when it is read from JSON, and by [Return.Check].
package refund
