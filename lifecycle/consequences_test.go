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
	if got := s.On(day(on)); got.Phase != want {
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
	renewed := must(t)(s.Renew(day("2025-10-05"), lifecycle.Order{}))
	phaseIs(t, renewed, "2025-10-05", lifecycle.Expired)
	paid := must(t)(s.Pay(day("2025-10-05"), "I-1"))
	phaseIs(t, paid, "2025-10-05", lifecycle.Expired)
	both := must(t)(renewed.Pay(day("2025-10-06"), "I-1"))
	phaseIs(t, both, "2025-10-05", lifecycle.Expired) // as it was
	phaseIs(t, both, "2025-10-06", lifecycle.Active)
	if both.Renewal(day("2025-10-06")) != day("2026-10-01") {
		t.Errorf("it renews on %s", both.Renewal(day("2025-10-06")))
	}
	other := must(t)(paid.Renew(day("2025-10-06"), lifecycle.Order{}))
	if other.On(day("2025-10-06")) != both.On(day("2025-10-06")) {
		t.Errorf("in the other order it is %v", other.On(day("2025-10-06")))
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
	before := s.On(day("2025-12-15"))
	if !before.Overdue || before.Ended || before.Prepay {
		t.Errorf("got %+v", before)
	}
	paid := must(t)(s.Pay(day("2025-12-15"), "I-2"))
	after := paid.On(day("2025-12-15"))
	if after.Phase != lifecycle.Active || after.Since != day("2025-12-15") || after.Renewal != day("2027-10-01") || after.Until != day("2027-10-02") {
		t.Errorf("got %+v", after)
	}
	late := must(t)(s.Pay(day("2025-12-16"), "I-2"))
	canceled := late.On(day("2026-05-01"))
	if canceled.Phase != lifecycle.Canceled || canceled.Since != day("2025-12-16") || !canceled.Prepay {
		t.Errorf("got %+v", canceled)
	}
	if s.On(day("2025-12-16")).Prepay != true || s.On(day("2025-12-15")).Prepay {
		t.Error("lapse.prepay comes with Canceled")
	}
	_, err := late.Renew(day("2026-05-01"), lifecycle.Order{})
	refusedBy(t, err, rule.RenewalCanceledFinal, policy.BuyNew)
	// Canceled for another reason carries no flag.
	ended := subscription(t, europe, autoRenew(bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")), false))
	if ended.On(day("2026-05-01")).Prepay {
		t.Error("it was never unpaid")
	}
}

// renewal.next-term: a late monthly renewal that buys days already over is Expired again.
func TestLateMonthlyRenewalCanBuyDaysThatAreOver(t *testing.T) {
	s := subscription(t, europe, autoRenew(bought(t, calendar.Monthly, day("2025-02-01"), day("2025-02-01")), false))
	phaseIs(t, s, "2025-03-30", lifecycle.Suspended) // S = 02-28, Expired through 03-15, Suspended through 03-30
	phaseIs(t, s, "2025-03-31", lifecycle.Canceled)
	renewed := must(t)(s.Renew(day("2025-03-30"), lifecycle.Order{}))
	phaseIs(t, renewed, "2025-03-30", lifecycle.Active)
	april := subscription(t, europe, autoRenew(bought(t, calendar.Monthly, day("2025-01-31"), day("2025-01-31")), false)) // [01-31, 02-28)
	again := must(t)(april.Renew(day("2025-03-29"), lifecycle.Order{}))                                                   // [02-28, 03-31)
	phaseIs(t, again, "2025-03-29", lifecycle.Active)
	if again.Renewal(day("2025-03-29")) != day("2025-03-31") {
		t.Errorf("it renews on %s", again.Renewal(day("2025-03-29")))
	}
	// With longer stages a month can be over before it is bought.
	p := europe.Parameters()
	p.Lapse.SuspendedDays.Monthly = 30
	longer, err := policy.NewEdition(p)
	if err != nil {
		t.Fatal(err)
	}
	over := must(t)(subscription(t, longer, autoRenew(bought(t, calendar.Monthly, day("2025-02-01"), day("2025-02-01")), false)).Renew(day("2025-04-10"), lifecycle.Order{}))
	status := over.On(day("2025-04-10"))
	if status.Phase != lifecycle.Expired || status.Since != day("2025-04-10") || status.Until != day("2025-04-16") || !status.Ended {
		t.Errorf("got %+v", status) // S is 03-31 now: Expired through 04-15
	}
}

// renewal.next-term and renewal.window: an early renewal moves R by one term and the window with it.
func TestEarlyRenewalMovesTheWindow(t *testing.T) {
	s := subscription(t, europe, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")))
	early := day("2025-07-03") // R − 90
	_, err := s.Renew(early.AddDays(-1), lifecycle.Order{})
	refusedBy(t, err, rule.RenewalWindow, policy.WaitForWindow)
	renewed := must(t)(s.Renew(early, lifecycle.Order{}))
	if renewed.Renewal(early) != day("2026-10-01") || renewed.Renewal(early.AddDays(-1)) != day("2025-10-01") {
		t.Errorf("it renews on %s", renewed.Renewal(early))
	}
	d := renewed.CanRenew(early)
	if d.Allowed() || d.Window.Start() != day("2026-07-03") || d.Remedy != policy.WaitForWindow {
		t.Errorf("got %v", d)
	}
	if d := renewed.CanRenew(day("2026-07-03")); !d.Allowed() || d.Rule != rule.RenewalWindow {
		t.Errorf("got %v", d)
	}
}

// change.effective-fixed: a pending change keeps its date when the subscription is renewed early; with the other reading it moves.
func TestPendingChangesKeepTheirDate(t *testing.T) {
	s := subscription(t, europe, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")))
	s = must(t)(s.ReduceSeats(day("2025-07-03"), 2))
	s = must(t)(s.SwitchProduct(day("2025-07-04"), "Revit"))
	s = must(t)(s.ChangeTerm(day("2025-07-05"), calendar.ThreeYear))
	renewed := must(t)(s.Renew(day("2025-07-06"), lifecycle.Order{}))
	if got := renewed.Renewal(day("2025-07-06")); got != day("2028-10-01") {
		t.Errorf("the pending term starts on the old R; it renews on %s", got)
	}
	for on, want := range map[string]string{"2025-09-30": "AutoCAD 3", "2025-10-01": "Revit 2"} {
		if got := renewed.Offering(day(on)) + " " + itoa(renewed.Seats(day(on))); got != want {
			t.Errorf("on %s there is %s, want %s", on, got, want)
		}
	}
	p := europe.Parameters()
	p.Change.FollowsEarlyRenewal = policy.Yes
	follows, err := policy.NewEdition(p)
	if err != nil {
		t.Fatal(err)
	}
	moved := must(t)(subscription(t, follows, s.Facts()).Renew(day("2025-07-06"), lifecycle.Order{}))
	if got := moved.Renewal(day("2025-07-06")); got != day("2026-10-01") {
		t.Errorf("the pending term has moved; it renews on %s", got)
	}
	for on, want := range map[string]string{"2026-09-30": "AutoCAD 3", "2026-10-01": "Revit 2"} {
		if got := moved.Offering(day(on)) + " " + itoa(moved.Seats(day(on))); got != want {
			t.Errorf("on %s there is %s, want %s", on, got, want)
		}
	}
	// On R itself nothing is early any more, and the pending term counts.
	onTime := must(t)(subscription(t, follows, s.Facts()).Renew(day("2025-10-01"), lifecycle.Order{}))
	if got := onTime.Renewal(day("2025-10-01")); got != day("2028-10-01") {
		t.Errorf("it renews on %s", got)
	}
}

// change.term, change.product-switch, change.seats-down: what is pending can be replaced before R.
func TestPendingChangesCanBeReplaced(t *testing.T) {
	s := subscription(t, europe, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")))
	s = must(t)(s.ChangeTerm(day("2025-01-01"), calendar.ThreeYear))
	s = must(t)(s.ChangeTerm(day("2025-02-01"), calendar.Monthly))
	s = must(t)(s.ReduceSeats(day("2025-02-01"), 1))
	s = must(t)(s.ReduceSeats(day("2025-03-01"), 2))
	s = must(t)(s.SwitchProduct(day("2025-08-01"), "Revit"))
	s = must(t)(s.SwitchProduct(day("2025-08-02"), "Maya"))
	s = must(t)(s.Renew(day("2025-10-01"), lifecycle.Order{}))
	if s.Renewal(day("2025-10-01")) != day("2025-11-01") || s.Seats(day("2025-10-01")) != 2 || s.Offering(day("2025-10-01")) != "Maya" {
		t.Errorf("%s, %d seats, %s", s.Renewal(day("2025-10-01")), s.Seats(day("2025-10-01")), s.Offering(day("2025-10-01")))
	}
	// The next renewal keeps the new term.
	s = must(t)(s.Renew(day("2025-11-01"), lifecycle.Order{}))
	if s.Renewal(day("2025-11-01")) != day("2025-12-01") {
		t.Errorf("%s", s.Renewal(day("2025-11-01")))
	}
}

// Flex tokens answer by name what they cannot, and lapse like annual; a renewal needs its end date.
func TestFlexTokens(t *testing.T) {
	s := subscription(t, europe, lifecycle.Facts{Kind: policy.FlexTokens, Offering: "Flex tokens", Anchor: day("2025-03-03"), Terms: []lifecycle.BoughtTerm{{Ordered: day("2025-03-03"), Start: day("2025-03-03"), End: day("2026-03-03")}}})
	on := day("2026-01-15")
	for rule, d := range map[rule.ID]policy.Decision{
		rule.ChangeSeatsUp: s.CanAddSeats(on), rule.ChangeSeatsDown: s.CanReduceSeats(on, 1), rule.ChangeTerm: s.CanChangeTerm(on),
		rule.ChangeProductSwitch: s.CanSwitchProduct(on), rule.RenewalAutoToggle: s.CanSwitchAutoRenew(on),
	} {
		if d.Allowed() || d.Rule != rule || d.Remedy != policy.BuyTokens || !d.Window.IsZero() {
			t.Errorf("%s: %v", rule, d)
		}
	}
	phaseIs(t, s, "2026-03-17", lifecycle.Expired)
	phaseIs(t, s, "2026-03-18", lifecycle.Suspended)
	phaseIs(t, s, "2026-04-17", lifecycle.Canceled)
	renewed := must(t)(s.Renew(on, lifecycle.Order{End: day("2027-03-03")}))
	if renewed.Renewal(on) != day("2027-03-03") {
		t.Errorf("%s", renewed.Renewal(on))
	}
	if _, err := s.Renew(on, lifecycle.Order{}); !errors.Is(err, billingrules.ErrMissing) {
		t.Error(err)
	}
}

// edition.gate and edition.before: what was ordered before the first day is refused with the edition's rule, and the first renewal from that
// day on brings it under.
func TestOrderedBeforeTheEdition(t *testing.T) {
	s := subscription(t, europe, bought(t, calendar.Annual, day("2024-09-15"), day("2024-09-15")))
	on := day("2025-08-01")
	for name, d := range map[string]policy.Decision{"product": s.CanSwitchProduct(on), "term": s.CanChangeTerm(on)} {
		if d.Allowed() || d.Rule != rule.EditionBefore || d.Remedy != policy.AskSeller || !d.Window.IsZero() {
			t.Errorf("%s: %v", name, d)
		}
	}
	if s.AutoRenew(on) {
		t.Error("renewal.auto-default holds from the first day on")
	}
	phaseIs(t, s, "2025-09-14", lifecycle.Active)
	phaseIs(t, s, "2025-09-15", lifecycle.Canceled)
	if d := s.CanRenew(day("2025-09-15")); d.Allowed() || d.Rule != rule.EditionBefore || d.Remedy != policy.AskSeller {
		t.Errorf("got %v", d)
	}
	renewed := must(t)(s.Renew(on, lifecycle.Order{}))
	if !renewed.CanChangeTerm(on).Allowed() || !renewed.AutoRenew(on) || renewed.CanChangeTerm(on.AddDays(-1)).Allowed() {
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
	if !atGate.AutoRenew(on) || !atGate.CanSwitchProduct(on).Allowed() {
		t.Error("the first day itself is under the edition")
	}
}

// lapse.exempt, with both of its readings.
func TestExemptOfferings(t *testing.T) {
	f := autoRenew(bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")), false)
	f.Offering = "Autodesk Docs"
	f.Invoices = []lifecycle.BilledInvoice{{Number: "I-1", Issued: day("2024-10-01"), Due: day("2024-10-31"), NetTerms: true}}
	s := subscription(t, europe, f)
	status := s.On(day("2025-03-01"))
	if status.Phase != lifecycle.Active || !status.Overdue || status.Until != day("2025-10-01") || status.NextPhase != lifecycle.Canceled {
		t.Errorf("an unpaid invoice is reported and takes no access: %+v", status)
	}
	if end := s.On(day("2025-10-01")); end.Phase != lifecycle.Canceled || end.Rule != rule.LapseExempt {
		t.Errorf("got %+v", end)
	}
	if d := s.CanRenew(day("2025-10-01")); d.Allowed() || d.Rule != rule.LapseExempt || d.Remedy != policy.BuyNew {
		t.Errorf("got %v", d)
	}
	if d := s.CanReactivate(day("2025-03-01")); d.Allowed() {
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
		if d := late.CanRenew(day(on)); d.Allowed() != want {
			t.Errorf("on %s: %v", on, d)
		}
	}
	renewed := must(t)(late.Renew(day("2025-11-14"), lifecycle.Order{}))
	phaseIs(t, renewed, "2025-11-13", lifecycle.Canceled)
	phaseIs(t, renewed, "2025-11-14", lifecycle.Active)
	phaseIs(t, renewed, "2026-09-30", lifecycle.Active)
	var phases []string
	for p, phase := range renewed.Phases() {
		phases = append(phases, p.Start().String()+" "+phase.String())
	}
	if want := []string{"2024-10-01 active", "2025-10-01 canceled", "2025-11-14 active", "2026-10-01 canceled"}; !slices.Equal(phases, want) {
		t.Errorf("got %q, want %q", phases, want)
	}
	canceled := f
	canceled.Canceled = day("2025-10-20")
	if d := subscription(t, strict, canceled).CanRenew(day("2025-10-20")); d.Allowed() {
		t.Errorf("what was canceled cannot be renewed: %v", d)
	}
	if d := stopped.CanRenew(day("2025-09-30")); d.Allowed() {
		t.Errorf("what an unpaid invoice has stopped cannot be renewed: %v", d)
	}
}

// renewal.auto-default and renewal.auto-toggle: on unless switched off, until the end of Suspended.
func TestAutoRenew(t *testing.T) {
	s := subscription(t, europe, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")))
	if !s.AutoRenew(day("2024-10-01")) || s.AutoRenew(day("2024-09-30")) {
		t.Error("it is on from the order on")
	}
	off := must(t)(s.SetAutoRenew(day("2025-02-01"), false))
	if off.AutoRenew(day("2025-02-01")) || !off.AutoRenew(day("2025-01-31")) {
		t.Error("it is off from the day of the switch on, and was on before")
	}
	last := day("2025-11-14") // the last day of Suspended
	if d := off.CanSwitchAutoRenew(last); !d.Allowed() || d.Route != policy.SelfService {
		t.Errorf("got %v", d)
	}
	on := must(t)(off.SetAutoRenew(last, true))
	if phase := on.On(day("2025-10-01")).Phase; phase != lifecycle.Expired {
		t.Errorf("the past has changed: on R it is %s", phase)
	}
	_, err := off.SetAutoRenew(last.AddDays(1), true)
	refusedBy(t, err, rule.RenewalCanceledFinal, policy.BuyNew)
	if status := s.On(day("2025-10-01")); !status.Provisional || status.Rule != rule.RenewalAwaited || s.On(day("2025-09-30")).Provisional {
		t.Errorf("got %v", status)
	}
}

// trial.convert: a trial becomes paid by buying, and can do nothing else.
func TestTrial(t *testing.T) {
	s := subscription(t, europe, lifecycle.Facts{Kind: policy.Trial, Offering: "Maya", Anchor: day("2025-01-01"), Seats: 1, Terms: []lifecycle.BoughtTerm{{Ordered: day("2025-01-01"), Start: day("2025-01-02"), End: day("2025-02-01")}}})
	on := day("2025-01-15")
	for name, d := range map[string]policy.Decision{
		"renew": s.CanRenew(on), "product": s.CanSwitchProduct(on), "term": s.CanChangeTerm(on), "more": s.CanAddSeats(on), "fewer": s.CanReduceSeats(on, 1), "auto": s.CanSwitchAutoRenew(on),
	} {
		if d.Allowed() || d.Rule != rule.TrialConvert || d.Remedy != policy.BuyWithSameAccount {
			t.Errorf("%s: %v", name, d)
		}
	}
	for when, want := range map[string]bool{"2025-01-01": false, "2025-01-02": true, "2026-01-01": true} {
		if d := s.CanConvertTrial(day(when)); d.Allowed() != want {
			t.Errorf("on %s: %v", when, d)
		}
	}
	if status := s.On(day("2025-02-01")); status.Phase != lifecycle.Canceled || status.Rule != rule.TrialConvert {
		t.Errorf("got %v", status)
	}
	paid := subscription(t, europe, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")))
	if d := paid.CanConvertTrial(on); d.Allowed() || d.Rule != rule.TrialConvert {
		t.Errorf("got %v", d)
	}
}

// coterm.re-anchor: after an extension the terms follow the target's anchor, or its renewal date where the edition reads it so.
func TestExtension(t *testing.T) {
	f := bought(t, calendar.Annual, day("2024-10-15"), day("2024-10-15"))
	f.Terms = append(f.Terms, lifecycle.BoughtTerm{Ordered: day("2025-09-01"), Start: day("2025-10-15"), End: day("2026-02-28"), Length: calendar.Annual, AlignedTo: day("2024-02-29")})
	s := subscription(t, europe, f)
	if s.Renewal(day("2025-08-31")) != day("2025-10-15") || s.Renewal(day("2025-09-01")) != day("2026-02-28") {
		t.Error("the extension moves R on the day it is ordered")
	}
	renewed := must(t)(s.Renew(day("2026-02-01"), lifecycle.Order{}))
	renewed = must(t)(renewed.Renew(day("2027-02-01"), lifecycle.Order{}))
	if got := renewed.Renewal(day("2027-02-01")); got != day("2028-02-29") {
		t.Errorf("it renews on %s", got)
	}
	p := europe.Parameters()
	p.Coterm.ReAnchor = policy.No
	own, err := policy.NewEdition(p)
	if err != nil {
		t.Fatal(err)
	}
	kept := must(t)(subscription(t, own, f).Renew(day("2026-02-01"), lifecycle.Order{}))
	kept = must(t)(kept.Renew(day("2027-02-01"), lifecycle.Order{}))
	if got := kept.Renewal(day("2027-02-01")); got != day("2028-02-28") {
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
		if d := subscription(t, europe, f).CanAddSeats(day(on)); d.Allowed() != want[0] {
			t.Errorf("on %s: %v", on, d)
		}
		if d := subscription(t, lenient, f).CanAddSeats(day(on)); d.Allowed() != want[1] {
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
	if _, err := s.AddSeats(day("2024-10-01"), 1, lifecycle.Order{}); err == nil || s.Seats(day("2024-10-01")) != 1_000_000 {
		t.Errorf("one more: %v", err)
	}
}
