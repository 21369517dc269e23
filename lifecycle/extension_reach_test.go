package lifecycle_test

import (
	"errors"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// reachCase is a term, a day, and how far an extension reaches by a reading of the limits; a nil reading is that of
// Europe2024.
type reachCase struct {
	change    func(*policy.Parameters)
	start, on string
	length    calendar.Term
	want      string
}

// holdReaches checks the reach, that its exported parts agree with it, and the days on which its last date is reached.
func holdReaches(t *testing.T, tests map[string]reachCase) {
	t.Helper()
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			ed := edition(t, func(p *policy.Parameters) {
				p.FirstDay = day("2022-01-01")
				if tt.change != nil {
					tt.change(p)
				}
			})
			v := subscription(t, ed, bought(t, tt.length, day(tt.start), day(tt.start))).On(day(tt.on))
			reach, err := v.ExtensionReach()
			if err != nil || reach.String() != tt.want {
				t.Fatalf("got %s, %v", reach, err)
			}
			if got := lifecycle.ExtensionLimits(ed, tt.length, v.Day(), v.Renewal()); got != reach {
				t.Errorf("by the limits %s", got)
			}
			days, id := lifecycle.ExtensionDays(ed, tt.length, v.Renewal(), reach.Latest)
			over, _ := lifecycle.ExtensionDays(ed, tt.length, v.Renewal(), reach.Latest.AddDays(1))
			if !days.Contains(v.Day()) || id != reach.Rule || over.Contains(v.Day()) {
				t.Errorf("it reaches %s on %s, and a day further on %s", reach.Latest, days, over)
			}
		})
	}
}

// coterm.extend-annual: how far an annual subscription can be extended, by each reading of the limits.
func TestExtensionReach_Annual(t *testing.T) {
	holdReaches(t, map[string]reachCase{
		"both": {nil, "2024-10-01", "2025-07-03", calendar.Annual, "2026-10-01 (coterm.extend-annual: " +
			"2026-10-04 from the transaction, 2026-10-01 from the renewal date)"},
		"the tightest day": {nil, "2024-05-01", "2025-01-31", calendar.Annual, "2026-05-01 (coterm.extend-annual: " +
			"2026-05-01 from the transaction, 2026-05-01 from the renewal date)"},
		"that day does not count": {
			func(p *policy.Parameters) { p.Coterm.LimitDay = policy.No }, "2024-05-01", "2025-01-31", calendar.Annual,
			"2026-04-30 (coterm.extend-annual: 2026-04-30 from the transaction, 2026-05-01 from the renewal date)",
		},
		"either": {
			func(p *policy.Parameters) { p.Coterm.Limits = policy.EitherLimit },
			"2024-10-01", "2025-09-30", calendar.Annual,
			"2026-12-31 (coterm.extend-annual: 2026-12-31 from the transaction, 2026-10-01 from the renewal date)",
		},
		"a month end": {nil, "2024-03-01", "2025-01-15", calendar.Annual, "2026-03-01 (coterm.extend-annual: " +
			"2026-04-16 from the transaction, 2026-03-01 from the renewal date)"},
		"a month end, from E": {
			func(p *policy.Parameters) { p.Coterm.FromEnd = policy.Yes }, "2027-03-01", "2028-01-15", calendar.Annual,
			"2029-03-01 (coterm.extend-annual: 2029-04-16 from the transaction, 2029-03-01 from the renewal date)",
		},
	})
}

// coterm.extend-three-year: how far a three-year subscription can be extended.
func TestExtensionReach_ThreeYear(t *testing.T) {
	holdReaches(t, map[string]reachCase{
		"three-year": {nil, "2022-10-01", "2025-07-03", calendar.ThreeYear, "2028-10-01 (coterm.extend-three-year: " +
			"2028-10-04 from the transaction, 2028-10-01 from the renewal date)"},
		"a leap year, three-year, from E": {
			func(p *policy.Parameters) { p.Coterm.FromEnd = policy.Yes },
			"2022-03-01", "2025-01-15", calendar.ThreeYear,
			"2028-02-29 (coterm.extend-three-year: 2028-04-16 from the transaction, 2028-02-29 from the renewal date)",
		},
		"a leap year, three-year": {nil, "2022-03-01", "2025-01-15", calendar.ThreeYear, "2028-03-01 (" +
			"coterm.extend-three-year: 2028-04-16 from the transaction, 2028-03-01 from the renewal date)"},
	})
}

func TestExtensionReach_Refused(t *testing.T) {
	s := annual(t, "2024-10-01")
	_, err := s.On(day("2025-07-02")).ExtensionReach()
	refusedBy(t, err, rule.CotermExtendWindow, policy.WaitForWindow)
	if _, err := s.On(calendar.Date{}).ExtensionReach(); !errors.Is(err, billingrules.ErrMissing) {
		t.Errorf("of no day: %v", err)
	}
	if _, err := (lifecycle.View{}).ExtensionReach(); !errors.Is(err, billingrules.ErrMissing) {
		t.Errorf("of nothing: %v", err)
	}
	three := must(t)(s.On(day("2025-07-03")).ChangeTerm(calendar.ThreeYear))
	if got, err := three.On(day("2025-07-03")).ExtensionReach(); err != nil || got.Length != calendar.ThreeYear ||
		got.Latest != day("2028-10-01") {
		t.Errorf("with three years pending it is %v, %v", got, err)
	}
}

// coterm.extend-annual: the days on which a target can be reached, compared with asking every day, by each reading.
func TestExtensionDays_EveryDay(t *testing.T) {
	t.Parallel()
	sample := testkit.NewSample(23)
	for _, limits := range []policy.LimitRule{policy.BothLimits, policy.EitherLimit} {
		for _, last := range []policy.YesNo{policy.No, policy.Yes} {
			ed := edition(t, func(p *policy.Parameters) { p.Coterm.Limits, p.Coterm.LimitDay = limits, last })
			t.Run(limits.String()+", that day included: "+last.String(), func(t *testing.T) {
				for renewal := range testkit.Days(day("2027-01-01"), day("2028-12-31")) {
					if !sample.Takes(testkit.MonthEdge(renewal)) {
						continue
					}
					for _, months := range []int{1, 11, 12, 13, 15} {
						extensionDays(t, ed, renewal, renewal.AddMonths(months))
						extensionDays(t, ed, renewal, renewal.AddMonths(months).AddDays(1))
					}
				}
			})
		}
	}
}

func extensionDays(t *testing.T, ed policy.Edition, renewal, target calendar.Date) {
	t.Helper()
	days, _ := lifecycle.ExtensionDays(ed, calendar.Annual, renewal, target)
	limit := ed.CotermRules().Annual
	byRenewal := !target.After(renewal.AddMonths(limit.FromRenewal))
	for _, back := range []int{90, 89, 62, 61, 60, 59, 58, 31, 30, 29, 28, 2, 1} {
		on := renewal.AddDays(-back)
		latest := on.AddMonths(limit.FromTransaction)
		if ed.CotermRules().LimitDay == policy.Yes {
			latest = latest.AddDays(1)
		}
		byTransaction := !target.After(latest)
		want := byRenewal && byTransaction
		if ed.CotermRules().Limits == policy.EitherLimit {
			want = byRenewal || byTransaction
		}
		if days.Contains(on) != want {
			t.Fatalf("from %s to %s on %s: %v, of %s", renewal, target, on, !want, days)
		}
	}
}

// A missing target, and one too near the calendar's first day, can be reached on no day.
func TestExtensionDays_NoTarget(t *testing.T) {
	for name, target := range map[string]calendar.Date{"none": {}, "the calendar's first days": day("0001-01-10")} {
		t.Run(name, func(t *testing.T) {
			for _, length := range []calendar.Term{calendar.Annual, calendar.ThreeYear} {
				t.Run(length.String(), func(t *testing.T) {
					if days, _ := lifecycle.ExtensionDays(europe, length, day("2025-10-01"), target); !days.IsZero() {
						t.Errorf("it is reached on %s", days)
					}
				})
			}
		})
	}
}

// coterm.monthly: the limits are published for annual and three-year terms only. What is missing has no limit either.
func TestExtensionLimits_None(t *testing.T) {
	t.Parallel()
	on, renewal, none := day("2025-07-03"), day("2025-10-01"), calendar.Date{}
	for name, tt := range map[string]struct {
		edition             policy.Edition
		length              calendar.Term
		on, renewal, target calendar.Date
		want                rule.ID
	}{
		"monthly":         {europe, calendar.Monthly, on, renewal, day("2025-10-02"), rule.CotermMonthly},
		"no length":       {europe, 0, on, renewal, day("2025-10-02"), ""},
		"no such length":  {europe, 9, on, renewal, day("2025-10-02"), ""},
		"no edition":      {policy.Edition{}, calendar.Annual, on, renewal, day("2025-10-02"), ""},
		"no renewal date": {europe, calendar.Annual, on, none, day("2025-10-02"), rule.CotermExtendAnnual},
		"no day, target":  {europe, calendar.ThreeYear, none, renewal, none, rule.CotermExtendThreeYear},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := lifecycle.ExtensionLimits(tt.edition, tt.length, tt.on, tt.renewal)
			if got.String() != "no extension" {
				t.Errorf("limits %s", got)
			}
			days, id := lifecycle.ExtensionDays(tt.edition, tt.length, tt.renewal, tt.target)
			if !days.IsZero() || id != tt.want {
				t.Errorf("on %s by %q, want none by %q", days, id, tt.want)
			}
			if id := lifecycle.ExtensionRule(tt.length); id != tt.want && !tt.edition.IsZero() {
				t.Errorf("the rule is %q, want %q", id, tt.want)
			}
		})
	}
}
