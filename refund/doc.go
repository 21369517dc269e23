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
// Every purchase has a window of its own: the original one, each renewal, added seats, an alignment charge. Which of
// them is returned, and the day on which it was ordered, are facts that the caller states in a [Purchase]. Nothing is
// inferred from the subscription, so that no later renewal, price change or change of seats can move a window that is
// open or open one again.
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
// A renewal is counted from the later of its renewal date and the day on which it was ordered, and can be returned
// from the order on: renewed on 2025-04-01 for 2025-06-10, an annual subscription can be returned from 2025-04-01
// through 2025-07-10. Trap: a renewal is not counted from its order alone.
//
// A renewal cannot have been ordered before early renewal opens (90 days before its renewal date) or after late
// renewal is over, with the end of Suspended (44 days after it, or 29 where what was renewed is monthly): such a
// purchase is an error. A renewal ordered on 2026-05-20 for 2027-06-10 must have one of its two dates wrong, and is
// refused. A renewal to another term says which one it renewed, in Purchase.Renews.
//
// # What has been given back
//
// What was given back before is stated line by line in the [Purchase], net and tax together, so that neither is given
// back twice. JSON is read strictly: a return under a misspelt key would not count.
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
// Where several conditions fail, the decision names the first of: the kind, the channel, the window, the amount. None
// of the rules is gated: what was bought before the edition's first day can be returned too.
//
// # Errors
//
// A purchase that cannot have been (a renewal without its date, tokens with a term, more tax than net, more returned
// than was paid) is a [*billingrules.InputError], and all of them are reported at once. A refusal is not an error but
// a decision. A stored [Return] whose lines, sums or deadline were changed is refused when it is read, and one in
// memory by [Return.Check].
package refund
