package lifecycle_test

import (
	"errors"
	"slices"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// must is for transitions that a test expects to be made.
func must(t *testing.T) func(lifecycle.Subscription, error) lifecycle.Subscription {
	return func(s lifecycle.Subscription, err error) lifecycle.Subscription {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
}

// refusedBy asserts a refusal by rule and remedy, and that it is an error of its own kind.
func refusedBy(t *testing.T, err error, rule rule.ID, remedy policy.Remedy) {
	t.Helper()
	var refusal *policy.Refusal
	if !errors.As(err, &refusal) || refusal.Decision.Rule != rule || refusal.Decision.Remedy != remedy || refusal.Decision.Allowed() {
		t.Errorf("got %v, want a refusal by %s: %s", err, rule, remedy)
	}
}

func phaseIs(t *testing.T, s lifecycle.Subscription, on string, want lifecycle.Phase) {
	t.Helper()
	if got := s.On(day(on)).Status(); got.Phase != want {
		t.Errorf("on %s it is %v, want %s", on, got, want)
	}
}

// The example of the rulebook: annual, E = 2025-06-09, under the North American edition, which had begun when it was bought.
func TestLapseOfTheRulebook(t *testing.T) {
	s := subscription(t, policy.NorthAmerica2024(), autoRenew(bought(t, calendar.Annual, day("2024-06-10"), day("2024-06-10")), false))
	for on, want := range map[string]lifecycle.Phase{
		"2024-06-09": 0, "2024-06-10": lifecycle.Active, "2025-06-09": lifecycle.Active, "2025-06-10": lifecycle.Expired, "2025-06-24": lifecycle.Expired,
		"2025-06-25": lifecycle.Suspended, "2025-07-24": lifecycle.Suspended, "2025-07-25": lifecycle.Canceled, "2040-01-01": lifecycle.Canceled,
	} {
		phaseIs(t, s, on, want)
	}
}

// lapse.start: renewing does not pay and paying does not renew.
func TestRenewingDoesNotPayAndPayingDoesNotRenew(t *testing.T) {
	f := autoRenew(bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")), false)
	f.Invoices = []lifecycle.BilledInvoice{{Number: "I-1", Issued: day("2025-08-31"), Due: day("2025-09-30"), NetTerms: true}}
	s := subscription(t, europe, f)
	phaseIs(t, s, "2025-10-05", lifecycle.Expired)
	renewed := must(t)(s.On(day("2025-10-05")).Renew(lifecycle.RenewalChanges{}))
	phaseIs(t, renewed, "2025-10-05", lifecycle.Expired)
	paid := must(t)(s.On(day("2025-10-05")).Pay("I-1"))
	phaseIs(t, paid, "2025-10-05", lifecycle.Expired)
	both := must(t)(renewed.On(day("2025-10-06")).Pay("I-1"))
	phaseIs(t, both, "2025-10-05", lifecycle.Expired) // as it was
	phaseIs(t, both, "2025-10-06", lifecycle.Active)
	if both.On(day("2025-10-06")).Renewal() != day("2026-10-01") {
		t.Errorf("it renews on %s", both.On(day("2025-10-06")).Renewal())
	}
	other := must(t)(paid.On(day("2025-10-06")).Renew(lifecycle.RenewalChanges{}))
	if other.On(day("2025-10-06")).Status() != both.On(day("2025-10-06")).Status() {
		t.Errorf("in the other order it is %v", other.On(day("2025-10-06")).Status())
	}
}

// lapse.reactivate: a three-year subscription lapses in mid-term over its second instalment, and returns with R unchanged on the day it is
// paid; paid after it was Canceled it stays Canceled, with the flag of lapse.prepay.
func TestUnpaidInstalment(t *testing.T) {
	f := bought(t, calendar.ThreeYear, day("2024-10-01"), day("2024-10-01"))
	f.Invoices = []lifecycle.BilledInvoice{
		{Number: "I-1", Issued: day("2024-10-01"), Due: day("2024-10-31"), Paid: day("2024-10-20"), NetTerms: true},
		{Number: "I-2", Issued: day("2025-10-01"), Due: day("2025-10-31"), NetTerms: true},
	}
	s := subscription(t, europe, f)
	for on, want := range map[string]lifecycle.Phase{
		"2025-10-31": lifecycle.Active, "2025-11-01": lifecycle.Expired, "2025-11-15": lifecycle.Expired, "2025-11-16": lifecycle.Suspended,
		"2025-12-15": lifecycle.Suspended, "2025-12-16": lifecycle.Canceled,
	} {
		phaseIs(t, s, on, want)
	}
	before := s.On(day("2025-12-15")).Status()
	if !before.Overdue || before.Ended || before.Prepay {
		t.Errorf("got %+v", before)
	}
	paid := must(t)(s.On(day("2025-12-15")).Pay("I-2"))
	after := paid.On(day("2025-12-15")).Status()
	if after.Phase != lifecycle.Active || after.Since != day("2025-12-15") || after.Renewal != day("2027-10-01") || after.Until != day("2027-10-02") {
		t.Errorf("got %+v", after)
	}
	late := must(t)(s.On(day("2025-12-16")).Pay("I-2"))
	canceled := late.On(day("2026-05-01")).Status()
	if canceled.Phase != lifecycle.Canceled || canceled.Since != day("2025-12-16") || !canceled.Prepay {
		t.Errorf("got %+v", canceled)
	}
	if s.On(day("2025-12-16")).Status().Prepay != true || s.On(day("2025-12-15")).Status().Prepay {
		t.Error("lapse.prepay comes with Canceled")
	}
	_, err := late.On(day("2026-05-01")).Renew(lifecycle.RenewalChanges{})
	refusedBy(t, err, rule.RenewalCanceledFinal, policy.BuyNew)
	// Canceled for another reason carries no flag.
	ended := subscription(t, europe, autoRenew(bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")), false))
	if ended.On(day("2026-05-01")).Status().Prepay {
		t.Error("it was never unpaid")
	}
}

// renewal.next-term: a late monthly renewal that buys days already over is Expired again.
func TestLateMonthlyRenewalCanBuyDaysThatAreOver(t *testing.T) {
	s := subscription(t, europe, autoRenew(bought(t, calendar.Monthly, day("2025-02-01"), day("2025-02-01")), false))
	phaseIs(t, s, "2025-03-30", lifecycle.Suspended) // S = 02-28, Expired through 03-15, Suspended through 03-30
	phaseIs(t, s, "2025-03-31", lifecycle.Canceled)
	renewed := must(t)(s.On(day("2025-03-30")).Renew(lifecycle.RenewalChanges{}))
	phaseIs(t, renewed, "2025-03-30", lifecycle.Active)
	april := subscription(t, europe, autoRenew(bought(t, calendar.Monthly, day("2025-01-31"), day("2025-01-31")), false)) // [01-31, 02-28)
	again := must(t)(april.On(day("2025-03-29")).Renew(lifecycle.RenewalChanges{}))                                       // [02-28, 03-31)
	phaseIs(t, again, "2025-03-29", lifecycle.Active)
	if again.On(day("2025-03-29")).Renewal() != day("2025-03-31") {
		t.Errorf("it renews on %s", again.On(day("2025-03-29")).Renewal())
	}
	// With longer stages a month can be over before it is bought.
	p := europe.Parameters()
	p.Lapse.SuspendedDays.Monthly = 30
	longer, err := policy.NewEdition(p)
	if err != nil {
		t.Fatal(err)
	}
	over := must(t)(subscription(t, longer, autoRenew(bought(t, calendar.Monthly, day("2025-02-01"), day("2025-02-01")), false)).On(day("2025-04-10")).Renew(lifecycle.RenewalChanges{}))
	status := over.On(day("2025-04-10")).Status()
	if status.Phase != lifecycle.Expired || status.Since != day("2025-04-10") || status.Until != day("2025-04-16") || !status.Ended {
		t.Errorf("got %+v", status) // S is 03-31 now: Expired through 04-15
	}
}

// renewal.next-term and renewal.window: an early renewal moves R by one term and the window with it.
func TestEarlyRenewalMovesTheWindow(t *testing.T) {
	s := subscription(t, europe, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")))
	early := day("2025-07-03") // R − 90
	_, err := s.On(early.AddDays(-1)).Renew(lifecycle.RenewalChanges{})
	refusedBy(t, err, rule.RenewalWindow, policy.WaitForWindow)
	renewed := must(t)(s.On(early).Renew(lifecycle.RenewalChanges{}))
	if renewed.On(early).Renewal() != day("2026-10-01") || renewed.On(early.AddDays(-1)).Renewal() != day("2025-10-01") {
		t.Errorf("it renews on %s", renewed.On(early).Renewal())
	}
	d := renewed.On(early).CanRenew()
	if d.Allowed() || d.Window.Start() != day("2026-07-03") || d.Remedy != policy.WaitForWindow {
		t.Errorf("got %v", d)
	}
	if d := renewed.On(day("2026-07-03")).CanRenew(); !d.Allowed() || d.Rule != rule.RenewalWindow {
		t.Errorf("got %v", d)
	}
}

// change.effective-fixed: a pending change keeps its date when the subscription is renewed early; with the other reading it moves.
func TestPendingChangesKeepTheirDate(t *testing.T) {
	s := subscription(t, europe, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")))
	s = must(t)(s.On(day("2025-07-03")).ReduceSeats(2))
	s = must(t)(s.On(day("2025-07-04")).SwitchProduct("Revit"))
	s = must(t)(s.On(day("2025-07-05")).ChangeTerm(calendar.ThreeYear))
	renewed := must(t)(s.On(day("2025-07-06")).Renew(lifecycle.RenewalChanges{}))
	if got := renewed.On(day("2025-07-06")).Renewal(); got != day("2028-10-01") {
		t.Errorf("the pending term starts on the old R; it renews on %s", got)
	}
	for on, want := range map[string]string{"2025-09-30": "AutoCAD 3", "2025-10-01": "Revit 2"} {
		if got := renewed.On(day(on)).Offering() + " " + itoa(renewed.On(day(on)).Seats()); got != want {
			t.Errorf("on %s there is %s, want %s", on, got, want)
		}
	}
	p := europe.Parameters()
	p.Change.FollowsEarlyRenewal = policy.Yes
	follows, err := policy.NewEdition(p)
	if err != nil {
		t.Fatal(err)
	}
	moved := must(t)(subscription(t, follows, s.Facts()).On(day("2025-07-06")).Renew(lifecycle.RenewalChanges{}))
	if got := moved.On(day("2025-07-06")).Renewal(); got != day("2026-10-01") {
		t.Errorf("the pending term has moved; it renews on %s", got)
	}
	for on, want := range map[string]string{"2026-09-30": "AutoCAD 3", "2026-10-01": "Revit 2"} {
		if got := moved.On(day(on)).Offering() + " " + itoa(moved.On(day(on)).Seats()); got != want {
			t.Errorf("on %s there is %s, want %s", on, got, want)
		}
	}
	// On R itself nothing is early any more, and the pending term counts.
	onTime := must(t)(subscription(t, follows, s.Facts()).On(day("2025-10-01")).Renew(lifecycle.RenewalChanges{}))
	if got := onTime.On(day("2025-10-01")).Renewal(); got != day("2028-10-01") {
		t.Errorf("it renews on %s", got)
	}
}

// change.term, change.product-switch, change.seats-down: what is pending can be replaced before R.
func TestPendingChangesCanBeReplaced(t *testing.T) {
	s := subscription(t, europe, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")))
	s = must(t)(s.On(day("2025-01-01")).ChangeTerm(calendar.ThreeYear))
	s = must(t)(s.On(day("2025-02-01")).ChangeTerm(calendar.Monthly))
	s = must(t)(s.On(day("2025-02-01")).ReduceSeats(1))
	s = must(t)(s.On(day("2025-03-01")).ReduceSeats(2))
	s = must(t)(s.On(day("2025-08-01")).SwitchProduct("Revit"))
	s = must(t)(s.On(day("2025-08-02")).SwitchProduct("Maya"))
	s = must(t)(s.On(day("2025-10-01")).Renew(lifecycle.RenewalChanges{}))
	if s.On(day("2025-10-01")).Renewal() != day("2025-11-01") || s.On(day("2025-10-01")).Seats() != 2 || s.On(day("2025-10-01")).Offering() != "Maya" {
		t.Errorf("%s, %d seats, %s", s.On(day("2025-10-01")).Renewal(), s.On(day("2025-10-01")).Seats(), s.On(day("2025-10-01")).Offering())
	}
	// The next renewal keeps the new term.
	s = must(t)(s.On(day("2025-11-01")).Renew(lifecycle.RenewalChanges{}))
	if s.On(day("2025-11-01")).Renewal() != day("2025-12-01") {
		t.Errorf("%s", s.On(day("2025-11-01")).Renewal())
	}
}

// Flex tokens answer by name what they cannot, and lapse like annual; a renewal needs its end date.
func TestFlexTokens(t *testing.T) {
	s := subscription(t, europe, lifecycle.Facts{Kind: policy.FlexTokens, Offering: "Flex tokens", Anchor: day("2025-03-03"), Terms: []lifecycle.BoughtTerm{{Ordered: day("2025-03-03"), Start: day("2025-03-03"), End: day("2026-03-03")}}})
	on := day("2026-01-15")
	for rule, d := range map[rule.ID]policy.Decision{
		rule.ChangeSeatsUp: s.On(on).CanAddSeats(), rule.ChangeSeatsDown: s.On(on).CanReduceSeats(1), rule.ChangeTerm: s.On(on).CanChangeTerm(),
		rule.ChangeProductSwitch: s.On(on).CanSwitchProduct(), rule.RenewalAutoToggle: s.On(on).CanSwitchAutoRenew(),
	} {
		if d.Allowed() || d.Rule != rule || d.Remedy != policy.BuyTokens || !d.Window.IsZero() {
			t.Errorf("%s: %v", rule, d)
		}
	}
	phaseIs(t, s, "2026-03-17", lifecycle.Expired)
	phaseIs(t, s, "2026-03-18", lifecycle.Suspended)
	phaseIs(t, s, "2026-04-17", lifecycle.Canceled)
	renewed := must(t)(s.On(on).Renew(lifecycle.RenewalChanges{End: day("2027-03-03")}))
	if renewed.On(on).Renewal() != day("2027-03-03") {
		t.Errorf("%s", renewed.On(on).Renewal())
	}
	if _, err := s.On(on).Renew(lifecycle.RenewalChanges{}); !errors.Is(err, billingrules.ErrMissing) {
		t.Error(err)
	}
}

// edition.gate and edition.before: what was ordered before the first day is refused with the edition's rule, and the first renewal from that
// day on brings it under.
func TestOrderedBeforeTheEdition(t *testing.T) {
	s := subscription(t, europe, bought(t, calendar.Annual, day("2024-09-15"), day("2024-09-15")))
	on := day("2025-08-01")
	if d := s.On(on).CanChangeTerm(); d.Allowed() || d.Rule != rule.EditionBefore || d.Remedy != policy.AskSeller || !d.Window.IsZero() {
		t.Errorf("term: %v", d)
	}
	if d := s.On(on).CanSwitchProduct(); !d.Allowed() || d.Rule != rule.ChangeProductSwitch {
		t.Errorf("a product is switched with a renewal of the edition: %v", d)
	}
	if s.On(on).AutoRenew() {
		t.Error("renewal.auto-default holds from the first day on")
	}
	phaseIs(t, s, "2025-09-14", lifecycle.Active)
	phaseIs(t, s, "2025-09-15", lifecycle.Canceled)
	if d := s.On(day("2025-09-15")).CanRenew(); d.Allowed() || d.Rule != rule.EditionBefore || d.Remedy != policy.AskSeller {
		t.Errorf("got %v", d)
	}
	renewed := must(t)(s.On(on).Renew(lifecycle.RenewalChanges{}))
	if !renewed.On(on).CanChangeTerm().Allowed() || !renewed.On(on).AutoRenew() || renewed.On(on.AddDays(-1)).CanChangeTerm().Allowed() {
		t.Error("the renewal does not bring it under the edition")
	}
	p := europe.Parameters()
	p.Lapse.StagesBeforeEdition = policy.Yes
	staged, err := policy.NewEdition(p)
	if err != nil {
		t.Fatal(err)
	}
	phaseIs(t, subscription(t, staged, s.Facts()), "2025-09-15", lifecycle.Expired)
	atGate := subscription(t, europe, bought(t, calendar.Annual, day("2024-09-16"), day("2024-09-16")))
	if !atGate.On(on).AutoRenew() || !atGate.On(on).CanSwitchProduct().Allowed() {
		t.Error("the first day itself is under the edition")
	}
}

// lapse.exempt, with both of its readings.
func TestExemptOfferings(t *testing.T) {
	f := autoRenew(bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")), false)
	f.Offering = "Autodesk Docs"
	f.Invoices = []lifecycle.BilledInvoice{{Number: "I-1", Issued: day("2024-10-01"), Due: day("2024-10-31"), NetTerms: true}}
	s := subscription(t, europe, f)
	status := s.On(day("2025-03-01")).Status()
	if status.Phase != lifecycle.Active || !status.Overdue || status.Until != day("2025-10-01") || status.NextPhase != lifecycle.Canceled {
		t.Errorf("an unpaid invoice is reported and takes no access: %+v", status)
	}
	if end := s.On(day("2025-10-01")).Status(); end.Phase != lifecycle.Canceled || end.Rule != rule.LapseExempt {
		t.Errorf("got %+v", end)
	}
	if d := s.On(day("2025-10-01")).CanRenew(); d.Allowed() || d.Rule != rule.LapseExempt || d.Remedy != policy.BuyNew {
		t.Errorf("got %v", d)
	}
	if d := s.On(day("2025-03-01")).CanReactivate(); d.Allowed() {
		t.Errorf("there is nothing to reactivate: %v", d)
	}
	p := europe.Parameters()
	p.Lapse.ExemptUnpaidStops, p.Lapse.ExemptLateRenewal = policy.Yes, policy.Yes
	strict, err := policy.NewEdition(p)
	if err != nil {
		t.Fatal(err)
	}
	stopped := subscription(t, strict, f)
	phaseIs(t, stopped, "2024-10-31", lifecycle.Active)
	phaseIs(t, stopped, "2024-11-01", lifecycle.Canceled)
	f.Invoices = nil
	late := subscription(t, strict, f)
	for on, want := range map[string]bool{"2025-10-01": true, "2025-11-14": true, "2025-11-15": false} {
		if d := late.On(day(on)).CanRenew(); d.Allowed() != want {
			t.Errorf("on %s: %v", on, d)
		}
	}
	renewed := must(t)(late.On(day("2025-11-14")).Renew(lifecycle.RenewalChanges{}))
	phaseIs(t, renewed, "2025-11-13", lifecycle.Canceled)
	phaseIs(t, renewed, "2025-11-14", lifecycle.Active)
	phaseIs(t, renewed, "2026-09-30", lifecycle.Active)
	var phases []string
	for p, phase := range final(renewed).Phases() {
		phases = append(phases, p.Start().String()+" "+phase.String())
	}
	if want := []string{"2024-10-01 active", "2025-10-01 canceled", "2025-11-14 active", "2026-10-02 canceled"}; !slices.Equal(phases, want) {
		t.Errorf("got %q, want %q", phases, want)
	}
	canceled := f
	canceled.Cancellation = lifecycle.Cancellation{Asked: day("2025-10-20"), Effective: day("2025-10-20")}
	if d := subscription(t, strict, canceled).On(day("2025-10-20")).CanRenew(); d.Allowed() {
		t.Errorf("what was canceled cannot be renewed: %v", d)
	}
	if d := stopped.On(day("2025-09-30")).CanRenew(); d.Allowed() {
		t.Errorf("what an unpaid invoice has stopped cannot be renewed: %v", d)
	}
}

// renewal.auto-default and renewal.auto-toggle: on unless switched off, until the end of Suspended.
func TestAutoRenew(t *testing.T) {
	s := subscription(t, europe, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")))
	if !s.On(day("2024-10-01")).AutoRenew() || s.On(day("2024-09-30")).AutoRenew() {
		t.Error("it is on from the order on")
	}
	off := must(t)(s.On(day("2025-02-01")).SetAutoRenew(false))
	if off.On(day("2025-02-01")).AutoRenew() || !off.On(day("2025-01-31")).AutoRenew() {
		t.Error("it is off from the day of the switch on, and was on before")
	}
	last := day("2025-11-14") // the last day of Suspended
	if d := off.On(last).CanSwitchAutoRenew(); !d.Allowed() || d.Route != policy.SelfService {
		t.Errorf("got %v", d)
	}
	on := must(t)(off.On(last).SetAutoRenew(true))
	if phase := on.On(day("2025-10-01")).Status().Phase; phase != lifecycle.Expired {
		t.Errorf("the past has changed: on R it is %s", phase)
	}
	_, err := off.On(last.AddDays(1)).SetAutoRenew(true)
	refusedBy(t, err, rule.RenewalCanceledFinal, policy.BuyNew)
	if status := s.On(day("2025-10-01")).Status(); !status.Provisional || status.Rule != rule.RenewalAwaited || s.On(day("2025-09-30")).Status().Provisional {
		t.Errorf("got %v", status)
	}
}

// trial.convert: a trial becomes paid by buying, and can do nothing else.
func TestTrial(t *testing.T) {
	s := subscription(t, europe, lifecycle.Facts{Kind: policy.Trial, Offering: "Maya", Anchor: day("2025-01-01"), Seats: 1, Terms: []lifecycle.BoughtTerm{{Ordered: day("2025-01-01"), Start: day("2025-01-02"), End: day("2025-02-01")}}})
	on := day("2025-01-15")
	for name, d := range map[string]policy.Decision{
		"renew": s.On(on).CanRenew(), "product": s.On(on).CanSwitchProduct(), "term": s.On(on).CanChangeTerm(), "more": s.On(on).CanAddSeats(), "fewer": s.On(on).CanReduceSeats(1), "auto": s.On(on).CanSwitchAutoRenew(),
	} {
		if d.Allowed() || d.Rule != rule.TrialConvert || d.Remedy != policy.BuyWithSameAccount {
			t.Errorf("%s: %v", name, d)
		}
	}
	for when, want := range map[string]bool{"2025-01-01": false, "2025-01-02": true, "2026-01-01": true} {
		if d := s.On(day(when)).CanConvertTrial(); d.Allowed() != want {
			t.Errorf("on %s: %v", when, d)
		}
	}
	if status := s.On(day("2025-02-01")).Status(); status.Phase != lifecycle.Canceled || status.Rule != rule.TrialConvert {
		t.Errorf("got %v", status)
	}
	paid := subscription(t, europe, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")))
	if d := paid.On(on).CanConvertTrial(); d.Allowed() || d.Rule != rule.TrialConvert {
		t.Errorf("got %v", d)
	}
}

// coterm.re-anchor: after an extension the terms follow the target's anchor, or its renewal date where the edition reads it so.
func TestExtension(t *testing.T) {
	f := bought(t, calendar.Annual, day("2024-10-15"), day("2024-10-15"))
	f.Terms = append(f.Terms, lifecycle.BoughtTerm{Ordered: day("2025-09-01"), Start: day("2025-10-15"), End: day("2026-02-28"), Length: calendar.Annual, AlignedTo: day("2024-02-29")})
	s := subscription(t, europe, f)
	if s.On(day("2025-08-31")).Renewal() != day("2025-10-15") || s.On(day("2025-09-01")).Renewal() != day("2026-02-28") {
		t.Error("the extension moves R on the day it is ordered")
	}
	renewed := must(t)(s.On(day("2026-02-01")).Renew(lifecycle.RenewalChanges{}))
	renewed = must(t)(renewed.On(day("2027-02-01")).Renew(lifecycle.RenewalChanges{}))
	if got := renewed.On(day("2027-02-01")).Renewal(); got != day("2028-02-29") {
		t.Errorf("it renews on %s", got)
	}
	p := europe.Parameters()
	p.Coterm.ReAnchor = policy.No
	own, err := policy.NewEdition(p)
	if err != nil {
		t.Fatal(err)
	}
	kept := must(t)(subscription(t, own, f).On(day("2026-02-01")).Renew(lifecycle.RenewalChanges{}))
	kept = must(t)(kept.On(day("2027-02-01")).Renew(lifecycle.RenewalChanges{}))
	if got := kept.On(day("2027-02-01")).Renewal(); got != day("2028-02-28") {
		t.Errorf("it renews on %s", got)
	}
}

func TestAddSeatsWhileExpiredIsAReading(t *testing.T) {
	f := autoRenew(bought(t, calendar.ThreeYear, day("2024-10-01"), day("2024-10-01")), false)
	f.Invoices = []lifecycle.BilledInvoice{{Number: "I-1", Issued: day("2025-10-01"), Due: day("2025-10-31")}}
	p := europe.Parameters()
	p.Change.AddSeatsWhileExpired = policy.Yes
	lenient, err := policy.NewEdition(p)
	if err != nil {
		t.Fatal(err)
	}
	for on, want := range map[string][2]bool{"2025-10-31": {true, true}, "2025-11-01": {false, true}, "2025-11-15": {false, true}, "2025-11-16": {false, false}} {
		if d := subscription(t, europe, f).On(day(on)).CanAddSeats(); d.Allowed() != want[0] {
			t.Errorf("on %s: %v", on, d)
		}
		if d := subscription(t, lenient, f).On(day(on)).CanAddSeats(); d.Allowed() != want[1] {
			t.Errorf("on %s, leniently: %v", on, d)
		}
	}
}

// lapse.exempt: what was had on the last covered day decides. A switch of the product takes effect with a renewal, which was not made.
func TestTheOfferingThatEndedDecidesAboutStages(t *testing.T) {
	switched := func(from, to string) lifecycle.Subscription {
		f := autoRenew(bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")), false)
		f.Offering = from
		f.Changes = append(f.Changes, lifecycle.Change{What: lifecycle.ProductSwitched, Asked: day("2025-08-01"), Effective: day("2025-10-01"), Offering: to})
		return subscription(t, europe, f)
	}
	phaseIs(t, switched("Autodesk Docs", "AutoCAD"), "2025-10-01", lifecycle.Canceled)
	phaseIs(t, switched("AutoCAD", "Autodesk Docs"), "2025-10-01", lifecycle.Expired)
}

func TestMostSeats(t *testing.T) {
	f := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))
	f.Seats = 1_000_000
	s := subscription(t, europe, f)
	if _, err := s.On(day("2024-10-01")).AddSeats(1); err == nil || s.On(day("2024-10-01")).Seats() != 1_000_000 {
		t.Errorf("one more: %v", err)
	}
}
