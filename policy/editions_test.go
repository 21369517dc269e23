package policy_test

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// europe2024 is every published number and every default reading, typed in from the rulebook.
func europe2024() policy.Parameters {
	return policy.Parameters{
		Name:     "Europe2024",
		Region:   "Europe",
		FirstDay: calendar.MustParseDate("2024-09-16"),
		InForce:  calendar.MustParseDate("2024-09-16"),
		Gate: policy.GateRules{
			ProductSwitch: policy.ByAct, TermChange: policy.ByTerm, AddedSeats: policy.ByAct, Extension: policy.ByTerm,
		},
		Proration: policy.ProrationRules{
			StandardDays: policy.PerTerm{Monthly: 30, Annual: 365, ThreeYear: 1095},
			DayCount:     policy.Standard,
			Rounding:     money.HalfUp,
			RoundAt:      policy.RoundLine,
		},
		Renewal: policy.RenewalRules{WindowDays: 90, AwaitedDays: 1, SwitchesOnAgain: policy.Yes},
		Lapse: policy.LapseRules{
			ExpiredDays:         15,
			SuspendedDays:       policy.SuspendedDays{Monthly: 15, Annual: 30, ThreeYear: 30, FlexTokens: 30},
			ExemptUnpaidStops:   policy.No,
			ExemptLateRenewal:   policy.No,
			StagesBeforeEdition: policy.No,
		},
		Change: policy.ChangeRules{MinimumSeats: 1, AddSeatsWhileExpired: policy.No, FollowsEarlyRenewal: policy.No},
		Coterm: policy.CotermRules{
			Annual:       policy.ExtensionLimit{FromTransaction: 15, FromRenewal: 12},
			ThreeYear:    policy.ExtensionLimit{FromTransaction: 39, FromRenewal: 36},
			Limits:       policy.BothLimits,
			LimitDay:     policy.Yes,
			FromEnd:      policy.No,
			ReAnchor:     policy.Yes,
			ExtendCharge: policy.ChargeAtOnce,
		},
		Invoice: policy.InvoiceRules{
			Instalments: 3, InstalmentsBefore: 1,
			EarlyFirst: policy.DueAtOrder, EarlyFirstByInvoice: policy.DueAtRenewal,
			PayersPerPayerNumber: 5,
			TaxRounding:          policy.TaxPerLine, RenewalPayer: policy.PayerOnFile,
		},
		Order: policy.OrderRules{
			Processing: 24 * time.Hour, Confirmation: 24 * time.Hour, QuoteReopening: 15 * time.Minute,
			QuoteLastDay: policy.Yes, EqualCreditPasses: policy.Yes, QuoteCountsAsOnline: policy.No,
			PublicSector: policy.Yes,
		},
		Refund: policy.RefundRules{
			Monthly: 15, Annual: 30, ThreeYear: 30, Maintenance: 30, FlexTokens: 30,
			MonthlyOnlineOnly: policy.Yes, RenewalFrom: policy.FromLater,
		},
		ExemptOfferings: []string{
			"Autodesk BIM Collaborate", "Autodesk BIM Collaborate Pro", "Autodesk Build 500", "Autodesk Build 5000",
			"Autodesk Build Unlimited", "Autodesk Docs", "Autodesk Takeoff", "Autodesk Workshop XR",
		},
		CardCeilings: []money.Amount{},
	}
}

// dates lets cmp compare dates, which it may not look into.
var dates = cmpopts.EquateComparable(calendar.Date{})

func TestPublishedNumbersAndDefaultReadings(t *testing.T) {
	want := europe2024()
	if diff := cmp.Diff(want, policy.Europe2024().Parameters(), dates); diff != "" {
		t.Errorf("Europe2024 (-want +got):\n%s", diff)
	}
	want.Name, want.Region, want.FirstDay = "NorthAmerica2024", "North America", calendar.MustParseDate("2024-06-10")
	want.InForce = want.FirstDay
	if diff := cmp.Diff(want, policy.NorthAmerica2024().Parameters(), dates); diff != "" {
		t.Errorf("NorthAmerica2024 (-want +got):\n%s", diff)
	}
	want = europe2024()
	want.Name, want.InForce = "Europe2025", calendar.MustParseDate("2025-12-29")
	want.Order.PublicSector, want.Invoice.RenewalPayer = policy.No, policy.PayerOnFileOrOther
	want.CardCeilings = []money.Amount{money.MustParseAmount("USD 25000.00")}
	if diff := cmp.Diff(want, policy.Europe2025().Parameters(), dates); diff != "" {
		t.Errorf("Europe2025 (-want +got):\n%s", diff)
	}
}

// A published edition is made without a check; this is the check.
func TestPublishedEditionsAreValid(t *testing.T) {
	for ed := range policy.Editions() {
		again, err := policy.NewEdition(ed.Parameters())
		if err != nil {
			t.Errorf("%s: %v", ed, err)
		}
		if !again.Equal(ed) {
			t.Errorf("%s made again is %s", ed, again)
		}
	}
}

// The fingerprints stand in stored charges and decisions: they change only with a parameter.
func TestFingerprintsArePinned(t *testing.T) {
	pins := map[string]string{
		"Europe2024":       "b08f05981627f041a4cc82db0b953756",
		"NorthAmerica2024": "ab0bd81de225c02cd63bc718d81a5658",
		"Europe2025":       "6ef29baed7122dc45bfe228b04cf290e",
	}
	for ed := range policy.Editions() {
		if got := ed.Fingerprint().String(); got != pins[ed.Name()] {
			t.Errorf("the fingerprint of %s is %s, want %s", ed.Name(), got, pins[ed.Name()])
		}
	}
}

// What newer pages say in days is what the stages say: late renewal and the auto-renew switch end with Suspended.
func TestStagesOf2025(t *testing.T) {
	l := policy.Europe2025().LapseRules()
	for length, want := range map[calendar.Term]int{
		calendar.Monthly: 30, calendar.Annual: 45, calendar.ThreeYear: 45,
	} {
		t.Run(length.String(), func(t *testing.T) {
			if got := l.ExpiredDays + l.SuspendedDays.Of(policy.Subscription, length); got != want {
				t.Errorf("the stages last %d days, want %d", got, want)
			}
		})
	}
}

// The order and the form in which ceilings are given do not matter.
func TestCardCeilings(t *testing.T) {
	edition := func(ceilings ...string) policy.Edition {
		p := europe2024()
		for _, c := range ceilings {
			p.CardCeilings = append(p.CardCeilings, money.MustParseAmount(c))
		}
		ed, err := policy.NewEdition(p)
		if err != nil {
			t.Fatal(err)
		}
		return ed
	}
	a, b := edition("USD 25000", "EUR 22500.000"), edition("EUR 22500.00", "USD 25000.0000")
	if !a.Equal(b) {
		t.Error("the same ceilings make two editions")
	}
	for currency, want := range map[string]string{"USD": "USD 25000.00", "EUR": "EUR 22500.00", "GBP": "no amount"} {
		t.Run(currency, func(t *testing.T) {
			got, ok := a.CardCeiling(money.MustParseCurrency(currency))
			if got.String() != want || ok != (currency != "GBP") {
				t.Errorf("%s: %s, %v", currency, got, ok)
			}
		})
	}
	a.Parameters().CardCeilings[0] = money.MustParseAmount("EUR 1")
	if !a.Equal(b) {
		t.Error("a caller's slice is the edition's own")
	}
	if _, ok := a.CardCeiling(money.Currency{}); ok {
		t.Error("the zero Currency has a ceiling")
	}
}

func TestPerTerm(t *testing.T) {
	p := policy.PerTerm{Monthly: 1, Annual: 2, ThreeYear: 3}
	for term, want := range map[calendar.Term]int{
		calendar.Monthly: 1, calendar.Annual: 2, calendar.ThreeYear: 3, 0: 0,
		4: 0,
	} {
		t.Run(fmt.Sprint(term), func(t *testing.T) {
			if got := p.Of(term); got != want {
				t.Errorf("Of(%s) = %d, want %d", term, got, want)
			}
		})
	}
}

func TestZeroEdition(t *testing.T) {
	var ed policy.Edition
	if !ed.IsZero() || policy.Europe2024().IsZero() {
		t.Error("IsZero")
	}
	if ed.String() != "no edition" || ed.Name() != "" || ed.Region() != "" || !ed.FirstDay().IsZero() ||
		!ed.Fingerprint().IsZero() {
		t.Errorf("the zero Edition is %s", ed)
	}
	if diff := cmp.Diff(policy.Parameters{}, ed.Parameters(), dates); diff != "" {
		t.Error(diff)
	}
	if _, err := ed.MarshalJSON(); !errors.Is(err, billingrules.ErrMissing) {
		t.Errorf("MarshalJSON: %v", err)
	}
	if got := policy.Europe2024().String(); got != "Europe2024 ("+policy.Europe2024().Fingerprint().String()+")" {
		t.Error(got)
	}
	if ed.Equal(policy.Europe2024()) || !ed.Equal(policy.Edition{}) {
		t.Error("Equal")
	}
}

// Groups are what a rule package reads; each must be that of its own area.
func TestGroups(t *testing.T) {
	ed, p := policy.Europe2024(), europe2024()
	if ed.GateRules() != p.Gate || ed.ProrationRules() != p.Proration || ed.RenewalRules() != p.Renewal ||
		ed.LapseRules() != p.Lapse || ed.ChangeRules() != p.Change ||
		ed.CotermRules() != p.Coterm || ed.InvoiceRules() != p.Invoice || ed.OrderRules() != p.Order ||
		ed.RefundRules() != p.Refund {
		t.Error("a group is not that of its area")
	}
}

// Nothing that a caller holds can change an edition.
func TestEditionsAreImmutable(t *testing.T) {
	p := europe2024()
	ed, err := policy.NewEdition(p)
	if err != nil {
		t.Fatal(err)
	}
	before := ed.Fingerprint()
	p.ExemptOfferings[0] = "AutoCAD"
	ed.Parameters().ExemptOfferings[1] = "Revit"
	if ed.IsExempt("AutoCAD") || ed.IsExempt("Revit") || !ed.IsExempt("Autodesk BIM Collaborate") {
		t.Error("a caller's slice is the edition's own")
	}
	again, err := policy.NewEdition(ed.Parameters())
	if err != nil || again.Fingerprint() != before {
		t.Errorf("the edition has changed: %v", err)
	}
}

func TestFingerprint(t *testing.T) {
	reversed := europe2024()
	slices.Reverse(reversed.ExemptOfferings)
	same, err := policy.NewEdition(reversed)
	if err != nil || !same.Equal(policy.Europe2024()) {
		t.Errorf("the order of the exempt offerings matters: %v", err)
	}
	f := policy.Europe2024().Fingerprint()
	text, err := f.MarshalText()
	var read policy.Fingerprint
	if err != nil || len(text) != 32 || read.UnmarshalText(text) != nil || read != f {
		t.Errorf("%q is read back as %s, %v", text, read, err)
	}
	if text, err := (policy.Fingerprint{}).MarshalText(); err != nil || len(text) != 0 {
		t.Errorf("the zero Fingerprint is written as %q, %v", text, err)
	}
	if err := read.UnmarshalText(nil); err != nil || !read.IsZero() {
		t.Errorf("no text is read as %s, %v", read, err)
	}
	read = f
	for _, bad := range []string{"0", f.String()[:31], f.String() + "0", "g" + f.String()[1:]} {
		t.Run(strconv.Quote(bad), func(t *testing.T) {
			if err := read.UnmarshalText([]byte(bad)); !errors.Is(err, billingrules.ErrSyntax) || read != f {
				t.Errorf("%v, read %s", err, read)
			}
		})
	}
}
