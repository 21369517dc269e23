package coterm_test

import (
	"slices"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
	"pgregory.net/rapid"
)

// extensionCharge is an extension and the instalments in which it is charged: one at once, or yearly ones.
type extensionCharge struct {
	s      lifecycle.Subscription
	on, to string
	terms  invoice.NetTerms
	once   string
	yearly []string
}

// holdExtensionCharges compares the instalments by both readings of coterm.extend-charge.
func holdExtensionCharges(t *testing.T, tests map[string]extensionCharge) {
	t.Helper()
	for name, tt := range tests {
		for charge, want := range map[policy.ExtensionCharge][]string{
			policy.ChargeAtOnce: {tt.once}, policy.ChargeYearly: tt.yearly,
		} {
			t.Run(name+"/"+charge.String(), func(t *testing.T) {
				ed := edition(func(p *policy.Parameters) { p.Coterm.ExtendCharge = charge })
				v := must(lifecycle.New(ed, tt.s.Facts())).On(date(tt.on))
				host := renewingOn(tt.to, v.Day())
				request := coterm.ExtensionRequest{To: host, SRP: amount("EUR 365.00"), NetTerms: tt.terms}
				x, err := coterm.Extend(v, request)
				if err != nil || !slices.Equal(said(x.Instalments), want) ||
					!slices.Contains(x.Rules(), rule.CotermExtendCharge) {
					t.Errorf("%v\ngot  %q\nwant %q", err, said(x.Instalments), want)
				}
			})
		}
	}
}

// coterm.extend-charge: charged at once, or for three-year yearly on the anniversaries of the old R; the first
// instalment is always on the day of the transaction.
func TestExtend_ChargeOfWholeYears(t *testing.T) {
	three := bought(calendar.ThreeYear, "2024-10-01")
	holdExtensionCharges(t, map[string]extensionCharge{
		"a whole year": {
			three, "2027-08-01", "2028-10-01",
			invoice.NetTerms{},
			"365.00 2027-08-01 2027-08-01 2027-10-01/2028-10-01",
			[]string{"365.00 2027-08-01 2027-08-01 2027-10-01/2028-10-01"},
		},
		"three years": {
			three, "2027-08-01", "2030-10-01",
			invoice.NetTerms{},
			"1095.00 2027-08-01 2027-08-01 2027-10-01/2030-10-01",
			[]string{
				"365.00 2027-08-01 2027-08-01 2027-10-01/2028-10-01",
				"365.00 2028-10-01 2028-10-01 2028-10-01/2029-10-01",
				"365.00 2029-10-01 2029-10-01 2029-10-01/2030-10-01",
			},
		},
		"annual": {
			bought(calendar.Annual, "2024-10-01"), "2025-07-03", "2026-10-01",
			invoice.NetTerms{},
			"1095.00 2025-07-03 2025-07-03 2025-10-01/2026-10-01",
			[]string{"1095.00 2025-07-03 2025-07-03 2025-10-01/2026-10-01"},
		},
	})
}

// coterm.extend-charge: the rest of a year has an instalment of its own.
func TestExtend_ChargeOfDays(t *testing.T) {
	three := bought(calendar.ThreeYear, "2024-10-01")
	switched := must(bought(calendar.Annual, "2024-10-01").On(date("2025-07-03")).ChangeTerm(calendar.ThreeYear))
	holdExtensionCharges(t, map[string]extensionCharge{
		"three-year": {
			three, "2027-08-01", "2030-06-15",
			invoice.NetTerms{},
			"987.00 2027-08-01 2027-08-01 2027-10-01/2030-06-15",
			[]string{
				"365.00 2027-08-01 2027-08-01 2027-10-01/2028-10-01",
				"365.00 2028-10-01 2028-10-01 2028-10-01/2029-10-01",
				"257.00 2029-10-01 2029-10-01 2029-10-01/2030-06-15",
			},
		},
		"by invoice": {
			three, "2027-08-01", "2029-10-02", must(invoice.Net(30)),
			"731.00 2027-08-01 2027-08-31 2027-10-01/2029-10-02",
			[]string{
				"365.00 2027-08-01 2027-08-31 2027-10-01/2028-10-01",
				"365.00 2028-10-01 2028-10-31 2028-10-01/2029-10-01",
				"1.00 2029-10-01 2029-10-31 2029-10-01/2029-10-02",
			},
		},
		"a year and a day": {
			three, "2027-08-01", "2028-10-02",
			invoice.NetTerms{},
			"366.00 2027-08-01 2027-08-01 2027-10-01/2028-10-02",
			[]string{
				"365.00 2027-08-01 2027-08-01 2027-10-01/2028-10-01",
				"1.00 2028-10-01 2028-10-01 2028-10-01/2028-10-02",
			},
		},
		"anchored on the 31st": {
			bought(calendar.ThreeYear, "2024-10-31"), "2027-10-30", "2029-11-01",
			invoice.NetTerms{},
			"731.00 2027-10-30 2027-10-30 2027-10-31/2029-11-01",
			[]string{
				"365.00 2027-10-30 2027-10-30 2027-10-31/2028-10-31",
				"365.00 2028-10-31 2028-10-31 2028-10-31/2029-10-31",
				"1.00 2029-10-31 2029-10-31 2029-10-31/2029-11-01",
			},
		},
		"with the switch pending": {
			switched, "2025-07-03", "2027-10-02",
			invoice.NetTerms{},
			"731.00 2025-07-03 2025-07-03 2025-10-01/2027-10-02",
			[]string{
				"365.00 2025-07-03 2025-07-03 2025-10-01/2026-10-01",
				"365.00 2026-10-01 2026-10-01 2026-10-01/2027-10-01",
				"1.00 2027-10-01 2027-10-01 2027-10-01/2027-10-02",
			},
		},
	})
}

// Prices of a few cents: the first part is the rest, and never below zero.
func TestExtend_ChargeOfCents(t *testing.T) {
	ed := edition(func(p *policy.Parameters) { p.Coterm.ExtendCharge = policy.ChargeYearly })
	f := bought(calendar.ThreeYear, "2024-10-01").Facts()
	f.Seats = 1
	v := must(lifecycle.New(ed, f)).On(date("2027-08-01"))
	x := must(coterm.Extend(v, coterm.ExtensionRequest{To: renewingOn("2030-10-01", v.Day()), SRP: amount("EUR 0.05")}))
	want := []string{"0.01 2027-08-01", "0.02 2028-10-01", "0.02 2029-10-01"}
	if got := onDates(x.Instalments); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// coterm.switch-term-first: with the switch pending, [R, target) is priced at the three-year SRP ÷ 1095.
func TestExtend_SwitchPending(t *testing.T) {
	day := date("2025-07-03")
	v := must(bought(calendar.Annual, "2024-10-01").On(day).ChangeTerm(calendar.ThreeYear)).On(day)
	host := bought(calendar.ThreeYear, "2025-01-15").On(v.Day()) // renews on 2028-01-15
	x := must(coterm.Extend(v, coterm.ExtensionRequest{To: host, SRP: amount("EUR 6000.00")}))
	// Two full service years and [2027-10-01, 2028-01-15), 106 days: 836 days.
	const want = "EUR 6000.00 ÷ 1095 × 836 days × 3 seats = 13742.4657… → 13742.47 (half up)"
	if got := x.Charge.String(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if terms := x.Next.Terms; len(x.Instalments) != 1 || terms[1].Length != calendar.ThreeYear ||
		terms[1].End != date("2028-01-15") {
		t.Errorf("%v, %+v", x.Instalments, terms)
	}
	if got := must(lifecycle.New(europe, x.Next)).On(v.Day()).NextTerm(); got.Length != calendar.ThreeYear ||
		got.Anchor != date("2025-01-15") {
		t.Errorf("%+v", got)
	}
}

// Under Actual and NoLeapDay, the days of an extension are the sum of the days of its parts, however it is cut, so its
// price is additive before rounding.
func TestExtend_Additive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		count := rapid.SampledFrom([]policy.DayCount{policy.Actual, policy.NoLeapDay}).Draw(t, "day count")
		ed := since1990(func(p *policy.Parameters) { p.Proration.DayCount = count })
		r := date("2027-01-01").AddDays(rapid.IntRange(0, 1000).Draw(t, "renewal"))
		days := rapid.IntRange(2, 360).Draw(t, "days")
		cut := rapid.IntRange(1, days-1).Draw(t, "cut")
		extended := func(from, to calendar.Date) int {
			day := from.AddDays(-1)
			request := coterm.ExtensionRequest{To: aligned(t, ed, to).On(day), SRP: amount("EUR 365.00")}
			x, err := coterm.Extend(aligned(t, ed, from).On(day), request)
			if err != nil {
				t.Fatal(err)
			}
			return x.Charge.Days
		}
		whole := extended(r, r.AddDays(days))
		if parts := extended(r, r.AddDays(cut)) + extended(r.AddDays(cut), r.AddDays(days)); parts != whole {
			t.Fatalf("%d days in parts, %d as a whole", parts, whole)
		}
		counted := 0
		for d := r; d.Before(r.AddDays(days)); d = d.AddDays(1) {
			if _, month, day := d.Civil(); count == policy.Actual || month != 2 || day != 29 {
				counted++
			}
		}
		if whole != counted {
			t.Fatalf("%d days, counted one by one %d", whole, counted)
		}
	})
}

// aligned is an annual subscription that renews on a given day, which can be any day because it was aligned to it.
func aligned(t *rapid.T, ed policy.Edition, renewal calendar.Date) lifecycle.Subscription {
	f := factsOf(calendar.Annual, renewal.AddDays(-800), renewal.AddDays(-800))
	end := f.Terms[0].End
	f.Terms = append(f.Terms, lifecycle.BoughtTerm{
		Ordered: end.AddDays(-1), Start: end, End: renewal, Length: calendar.Annual, AlignedTo: renewal,
	})
	s, err := lifecycle.New(ed, f)
	if err != nil || s.On(renewal).Renewal() != renewal {
		t.Fatalf("%s, %v", s.On(renewal).Renewal(), err)
	}
	return s
}
