// Package billingtest is for tests: it checks an edition, a store, or code built on this module against laws that must
// always hold.
//
// It has three things:
//
//   - Generators for [pgregory.net/rapid], weighted to the days on which billing goes wrong: the ends of months, 29
//     February, the edges of windows and the days beside them. They are [Date], [Near], [Term], [Amount], [SRP],
//     [Edition], [Facts], [PriceRequest], [Portfolio] and [Purchase]. What they draw is always valid; [Date] and [Near]
//     draw days alone.
//   - Oracles that go the slow way and share no arithmetic with what they check: [Walk] goes from day to day, [Days]
//     counts one by one, and [Price] is a fraction until the end.
//   - Numbered laws, which must hold for every edition that [policy.NewEdition] accepts.
//
// One test checks a vendor's own edition against all laws:
//
//	func TestEdition(t *testing.T) { billingtest.Check(t, acme) }
//
// Another checks a database, or whatever stores the subscriptions:
//
//	func TestStore(t *testing.T) {
//		billingtest.CheckStore(t, acme, func(f lifecycle.Facts) (lifecycle.Facts, error) { … write, read … })
//	}
//
// # Laws
//
// Laws keep their numbers; new ones are added at the end. [Laws] lists them:
//
//	 1  an edition is read back as it was written
//	 2  the phases of a subscription follow each other without gap or overlap, from its first day on
//	 3  every day has the phase that a walk from day to day finds
//	 4  what was known on a day answers for that day, whatever happens later
//	 5  the edges of a decision's window are where its answer turns
//	 6  a renewal starts on the old renewal date, and moves it ahead
//	 7  days bought are those counted one by one
//	 8  a price is the exact fraction, rounded once
//	 9  a full term costs exactly its list price, and so do all of its days where they are standard
//	10  the parts of added seats sum to their price, each within its service year
//	11  an extension ends on the renewal date of another subscription, within the limits
//	12  a return is open from the order through its last day, and on no other
//	13  what the actions of a day allow can be priced and recorded, and what they refuse cannot
//	14  every way to ask about an act gives the same decision
//	15  an answer holds until the day to which it may be kept, and changes on that day
//	16  a remedy helps
//	17  what is written as JSON reads back equal
//	18  seat-days charged are seat-days delivered
//	19  from purchase to books every document and fact adds up to what was charged, for each tax
//	20  what is returned leaves everything as if it had not been bought, whatever else was done
//	21  each purchase that is on record can be returned until its deadline
//
// # Errors
//
// If a law does not hold the test fails, and shows the facts, made as small as rapid can make them.
package billingtest
