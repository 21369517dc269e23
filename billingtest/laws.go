package billingtest

import (
	"fmt"
	"testing"

	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
	"pgregory.net/rapid"
)

// Law is a property that must hold under every edition. The zero Law checks nothing.
type Law struct {
	Number int    // from 1 on; it never changes
	Says   string // in one sentence, without a full stop
	Rules  []rule.ID

	// holds fails t if the library's answers under the edition asked differ from what follows from the edition told.
	// Both are the same edition, except in the tests which show that a law can fail.
	holds func(t *rapid.T, asked, told policy.Edition)
}

// Laws returns all laws, in the order of their numbers.
func Laws() []Law { return append(lawsOfAnswers(), lawsOfActs()...) }

// lawsOfAnswers are about editions, phases, windows and prices.
func lawsOfAnswers() []Law {
	return []Law{
		{1, "an edition is read back as it was written", []rule.ID{rule.EditionGate}, readBack},
		{
			2, "the phases of a subscription follow each other without gap or overlap, from its first day on",
			[]rule.ID{rule.LapseCanceled},
			phasesTile,
		},
		{3, "every day has the phase that a walk from day to day finds", []rule.ID{
			rule.LapseStart, rule.LapseExpiredDays, rule.LapseSuspendedDays, rule.LapseCanceled,
			rule.LapseExempt, rule.RenewalAwaited, rule.EditionBefore,
		}, phasesWalk},
		{
			4, "what was known on a day answers for that day, whatever happens later",
			[]rule.ID{rule.LapseReactivate},
			pastStays,
		},
		{5, "the edges of a decision's window are where its answer turns", []rule.ID{
			rule.RenewalWindow, rule.RenewalLate, rule.ChangeProductSwitch, rule.ChangeTerm,
		}, windowsTurn},
		{6, "a renewal starts on the old renewal date, and moves it ahead", []rule.ID{
			rule.RenewalNextTerm, rule.RenewalCanceledFinal,
		}, renewalsFollow},
		{7, "days bought are those counted one by one", []rule.ID{rule.ProrationLeap, rule.ProrationDays}, daysCount},
		{
			8, "a price is the exact fraction, rounded once",
			[]rule.ID{rule.ProrationDailyRate, rule.ProrationPrice},
			priceIsFraction,
		},
		{9, "a full term costs exactly its list price, and so do all of its days where they are standard", []rule.ID{
			rule.ProrationLeap, rule.ProrationPrice,
		}, fullTerm},
		{10, "the parts of added seats sum to their price, each within its service year", []rule.ID{
			rule.CotermSameProduct, rule.CotermMultiYear,
		}, partsAddUp},
	}
}

// lawsOfActs are about acts: extensions, returns, remedies and documents.
func lawsOfActs() []Law {
	return []Law{
		{11, "an extension ends on the renewal date of another subscription, within the limits", []rule.ID{
			rule.CotermExtendAnnual, rule.CotermExtendThreeYear, rule.CotermExtendFuture,
		}, extensionsReach},
		{12, "a return is open from the order through its last day, and on no other", []rule.ID{
			rule.RefundMonthly, rule.RefundLong, rule.RefundMaintenance, rule.RefundFlex, rule.RefundDays,
		}, returnsOpen},
		{13, "what the actions of a day allow can be priced and recorded, and what they refuse cannot", []rule.ID{
			rule.RenewalWindow, rule.RenewalLate, rule.ChangeSeatsUp, rule.CotermSameProduct, rule.CotermExtendWindow,
		}, allowedIsDone},
		{
			14, "every way to ask about an act gives the same decision",
			[]rule.ID{rule.EditionGate, rule.CotermExtendAnnual},
			doorsAgree,
		},
		{
			15, "an answer holds until the day to which it may be kept, and changes on that day",
			[]rule.ID{rule.LapseStart},
			keptAnswersHold,
		},
		{16, "a remedy helps", []rule.ID{rule.LapseReactivate, rule.RenewalWithChanges}, remedyHelps},
		{17, "what is written as JSON reads back equal", []rule.ID{rule.EditionGate}, writtenReadsBack},
		{18, "seat-days charged are seat-days delivered", []rule.ID{
			rule.ChangeSeatsUp, rule.ChangePending, rule.ChangeEffectiveFixed,
		}, seatDays},
		{19, "from purchase to books every document and fact adds up to what was charged, for each tax", []rule.ID{
			rule.InvoiceSplit, rule.InvoiceTax, rule.InvoicePay,
		}, flowAddsUp},
		{20, "what is returned leaves everything as if it had not been bought, whatever else was done", []rule.ID{
			rule.RefundEffect, rule.ChangePending, rule.RenewalAutoToggle,
		}, returnsLeaveNothing},
		{21, "each purchase that is on record can be returned until its deadline", []rule.ID{
			rule.RefundScope, rule.RefundEffect, rule.RefundLong, rule.RefundMonthly,
		}, purchasesReturn},
	}
}

// String returns the number and what the law says.
func (l Law) String() string { return fmt.Sprintf("law %d: %s", l.Number, l.Says) }

// Check checks an edition against the law once, with values drawn from t, for use in your own property.
func (l Law) Check(t *rapid.T, ed policy.Edition) {
	if l.holds != nil {
		l.holds(t, ed, ed)
	}
}

// Check checks an edition against every law, each in a subtest with as many draws as rapid is set to. The zero Edition
// fails.
func Check(t *testing.T, ed policy.Edition) {
	t.Helper()
	if ed.IsZero() {
		t.Fatal("billingtest.Check: the edition is zero")
	}
	for _, law := range Laws() {
		t.Run(fmt.Sprintf("law %d", law.Number), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) { law.Check(t, ed) })
		})
	}
}
