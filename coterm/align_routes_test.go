package coterm_test

import (
	"fmt"
	"slices"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// pair is two subscriptions on 2025-05-12: an annual one, which is to be extended, and a three-year one to extend it
// to.
func pair(ed policy.Edition, first, second string) coterm.Portfolio {
	const today = "2025-05-12"
	return portfolio("2028-12-31",
		member("A", sub(ed, calendar.Annual, date(first), date(first)), today, "EUR 365.00", "EUR 876.00"),
		member("B", sub(ed, calendar.ThreeYear, date(second), date(second)), today, "EUR 1095.00", ""),
	)
}

// routeCase is a pair, a date, and the steps by which the first of the pair gets to renew on that date.
type routeCase struct {
	second, threeYear, date string // threeYear is "" if there is no price for a switch
	want                    string
	cost, renewing          string
	rules                   []string
}

func holdRoutes(t *testing.T, tests map[string]routeCase) {
	t.Helper()
	ed := since1990()
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := pair(ed, "2024-07-01", tt.second) // A renews on 2025-07-01
			p.Members[0].ThreeYearSRP = money.Amount{}
			if tt.threeYear != "" {
				p.Members[0].ThreeYearSRP = amount(tt.threeYear)
			}
			a := moves(t, p, tt.date)["A"]
			if a.String() != tt.want || !a.Cost.Equal(amount(tt.cost)) || !a.Renewing.Equal(amount(tt.renewing)) {
				t.Errorf("%s for %s, renewing %s", a, a.Cost, a.Renewing)
			}
			var rules []string
			for _, s := range a.Steps {
				rules = append(rules, string(s.Rule))
			}
			if !slices.Equal(rules, tt.rules) {
				t.Errorf("by %q, want %q", rules, tt.rules)
			}
		})
	}
}

// coterm.switch-term-first: an annual subscription that must go beyond its limits renews first or switches to three
// years, whichever is cheaper.
func TestAlign_RenewOrSwitchFirst(t *testing.T) {
	const switches = "A: 2025-05-12 switch to three-year\n" +
		"A: 2025-05-12 extend to 2027-10-01: EUR 876.00 ÷ 1095 × 822 days × 3 seats = 1972.80"
	const renews = "A: 2025-05-12 renew until 2026-07-01: EUR 365.00 × 3 = 1095.00\n" +
		"A: 2026-04-02 renew until 2027-07-01: EUR 365.00 × 3 = 1095.00\n" +
		"A: 2027-04-02 extend to 2027-10-01: EUR 365.00 ÷ 365 × 92 days × 3 seats = 276.00"
	holdRoutes(t, map[string]routeCase{
		// [2025-07-01, 2027-10-01): two service years and 92 days, for three seats: at 0.80 a day instead of 1.00.
		"to switch is cheaper": {
			"2024-10-01", "EUR 876.00", "2027-10-01", switches, "EUR 1972.80", "EUR 2466.00",
			[]string{"coterm.switch-term-first", "coterm.extend-three-year"},
		},
		"to renew is cheaper": {
			"2024-10-01", "EUR 1200.00", "2027-10-01", renews, "EUR 2466.00", "EUR 2466.00",
			[]string{"renewal.window", "renewal.window", "coterm.extend-annual"},
		},
		"to switch costs the same": { // but it binds for three years
			"2024-10-01", "EUR 1095.00", "2027-10-01", renews, "EUR 2466.00", "EUR 2466.00",
			[]string{"renewal.window", "renewal.window", "coterm.extend-annual"},
		},
		"there is no price to switch at": {
			"2024-10-01", "", "2027-10-01", renews, "EUR 2466.00", "EUR 2466.00",
			[]string{"renewal.window", "renewal.window", "coterm.extend-annual"},
		},
	})
}

// An annual subscription never switches for a date that it can reach without, even if that takes many renewals.
func TestAlign_NoSwitchIfReachableWithout(t *testing.T) {
	holdRoutes(t, map[string]routeCase{
		"at once": {
			"2022-10-01", "EUR 876.00", "2025-10-01",
			"A: 2025-05-12 extend to 2025-10-01: EUR 365.00 ÷ 365 × 92 days × 3 seats = 276.00", "EUR 276.00",
			"EUR 276.00",
			[]string{"coterm.extend-annual"},
		},
		"after many renewals in a row": { // which are written on one line
			"2022-10-01", "", "2028-10-01",
			"A: 2025-05-12 … 2027-04-02 renew 3 times until 2028-07-01: EUR 365.00 × 3 = 1095.00 each\n" +
				"A: 2028-04-02 extend to 2028-10-01: EUR 365.00 ÷ 365 × 92 days × 3 seats = 276.00", "EUR 3561.00",
			"EUR 3561.00",
			[]string{"renewal.window", "renewal.window", "renewal.window", "coterm.extend-annual"},
		},
	})
}

// renewal.late: a subscription that has ended is renewed first, on the same day.
func TestAlign_LateRenewalFirst(t *testing.T) {
	p := pair(since1990(), "2024-05-01", "2022-10-01") // A has ended on 2025-05-01
	a := moves(t, p, "2028-10-01")["A"]
	want := "2025-05-12 renew until 2026-05-01: EUR 365.00 × 3 = 1095.00"
	if len(a.Steps) == 0 || a.Steps[0].String() != want || a.Steps[0].Rule != "renewal.late" {
		t.Errorf("%s", a)
	}
}

// The host is the member that loses least by only renewing: with a cheap three-year price every member would do better
// to switch, but one has to renew on the date already.
func TestAlign_OneMemberOnlyRenews(t *testing.T) {
	ed := since1990()
	const today = "2025-05-12"
	s := sub(ed, calendar.Annual, date("2024-07-01"), date("2024-07-01"))
	p := portfolio("2027-12-31",
		member("A", s, today, "EUR 365.00", "EUR 109.50"),
		member("B", s, today, "EUR 100.00", "EUR 109.50"),
		member("C", s, today, "EUR 365.00", "EUR 109.50"),
	)
	m := moves(t, p, "2027-07-01")
	// The host is ready on 2026-04-02, after the window of the others has closed: they renew once, and then reach the
	// date without a switch.
	for id, want := range map[string]string{"A": "EUR 2190.00", "B": "EUR 600.00", "C": "EUR 2190.00"} {
		t.Run(id+" among three", func(t *testing.T) {
			if !m[id].Cost.Equal(amount(want)) {
				t.Errorf("%s", m[id])
			}
		})
	}
	host := sub(ed, calendar.ThreeYear, date("2024-07-01"), date("2024-07-01")) // renews on 2027-07-01 already
	p.Members = append(p.Members, member("H", host, today, "EUR 1.00", ""))
	m = moves(t, p, "2027-07-01")
	for _, id := range []string{"A", "B", "C"} {
		t.Run(id+" with a host", func(t *testing.T) {
			if len(m[id].Steps) != 2 || m[id].Steps[0].Do != coterm.StepSwitchTerm ||
				!m[id].Cost.Equal(amount("EUR 219.00")) {
				t.Errorf("%s", m[id])
			}
		})
	}
}

// Of routes at the same price, one without a switch of the term wins.
func TestAlign_TieOfASwitch(t *testing.T) {
	p := pair(since1990(), "2024-07-01", "2023-07-01") // 2025-07-01 and 2026-07-01
	if a := moves(t, p, "2026-07-01")["A"]; len(a.Steps) != 1 || a.Steps[0].Do != coterm.StepRenew {
		t.Errorf("%s", a)
	}
}

// An extension by a year costs as much as a renewal, but takes a partner: so a member renews.
func TestAlign_TieOfAnExtension(t *testing.T) {
	const today = "2025-05-12"
	same := sub(since1990(), calendar.Annual, date("2024-07-01"), date("2024-07-01"))
	p := portfolio("2026-07-01", member("A", same, today, "EUR 99.99", ""), member("B", same, today, "EUR 365.00", ""))
	for id, m := range moves(t, p, "2026-07-01") {
		t.Run(id, func(t *testing.T) {
			if len(m.Steps) != 1 || m.Steps[0].Do != coterm.StepRenew {
				t.Errorf("%s", m)
			}
		})
	}
}

// Of hosts at the same price, the one that is ready first wins, whatever its ID: M reaches 2025-10-30 by renewing and
// is ready on 2025-07-02; the other renews on that date already.
func TestAlign_TieOfHosts(t *testing.T) {
	ed := since1990()
	const today = "2025-05-12"
	host := sub(ed, calendar.ThreeYear, date("2022-10-30"), date("2022-10-30"))
	for _, id := range []string{"H", "Z"} {
		t.Run(id+" and M", func(t *testing.T) {
			p := portfolio("2025-12-31",
				member("A", sub(ed, calendar.Annual, date("2024-08-05"), date("2024-08-05")), today, "EUR 365.00", ""),
				member(id, host, today, "EUR 1095.00", ""),
				member("M", sub(ed, calendar.Monthly, date("2025-04-30"), date("2025-04-30")), today, "EUR 30.00", ""),
			)
			if a := moves(t, p, "2025-10-30")["A"]; a.Steps[0].Day != date(today) {
				t.Errorf("%s", a)
			}
		})
	}
}

// Where an edition makes an extension by a year cheaper than a renewal, every member would do better to be extended;
// the host is the one that would save least.
func TestAlign_HostSavesLeastByExtending(t *testing.T) {
	ed := since1990(func(p *policy.Parameters) {
		p.Proration.DayCount, p.Proration.StandardDays.Annual = policy.Actual, 366
	})
	const today = "2025-05-12"
	s := sub(ed, calendar.Annual, date("2024-07-01"), date("2024-07-01"))
	for _, tt := range []struct{ a, b, c, host string }{
		{"EUR 732.00", "EUR 366.00", "EUR 1098.00", "B"},
		{"EUR 366.00", "EUR 732.00", "EUR 1098.00", "A"},
		{"EUR 1098.00", "EUR 732.00", "EUR 366.00", "C"},
		{"EUR 366.00", "EUR 366.00", "EUR 366.00", "A"},
	} {
		t.Run("the host is "+tt.host+": "+tt.a+", "+tt.b+", "+tt.c, func(t *testing.T) {
			p := portfolio("2026-07-01",
				member("A", s, today, tt.a, ""), member("B", s, today, tt.b, ""), member("C", s, today, tt.c, ""),
			)
			for id, m := range moves(t, p, "2026-07-01") {
				want := coterm.StepExtend
				if id == tt.host {
					want = coterm.StepRenew
				}
				if len(m.Steps) != 1 || m.Steps[0].Do != want {
					t.Errorf("%s", m)
				}
			}
		})
	}
}

// change.effective-fixed, the other reading: an early renewal would move a change that was asked for before, so the
// plan waits for the late renewal; if there is no late renewal, nothing is renewed. A change that was asked for on the
// day goes with a renewal of that day, and one between the day and the renewal date does not move.
func TestAlign_KeepsPendingChanges(t *testing.T) {
	ed := since1990(func(p *policy.Parameters) {
		p.Change.FollowsEarlyRenewal, p.ExemptOfferings = policy.Yes, []string{"Docs"}
	})
	const before, today = "2025-05-11", "2025-05-12"
	year := sub(ed, calendar.Annual, date("2024-07-01"), date("2024-07-01"))
	month := sub(ed, calendar.Monthly, date("2025-05-01"), date("2025-05-01"))
	for name, tt := range map[string]struct {
		s    lifecycle.Subscription
		want string // the day of the first step and the cost, or why it stays
	}{
		"nothing pending":     {year, "2025-05-12 EUR 1371.00"},
		"fewer seats":         {must(year.On(date(before)).ReduceSeats(1)), "2025-07-01 EUR 457.00"},
		"fewer seats, today":  {must(year.On(date(today)).ReduceSeats(1)), "2025-05-12 EUR 457.00"},
		"another product":     {must(year.On(date(before)).SwitchProduct("Maya")), "2025-07-01 EUR 1371.00"},
		"the present product": {must(year.On(date(before)).SwitchProduct("AutoCAD")), "2025-05-12 EUR 1371.00"},
		"fewer seats before the renewal date": {
			must(month.On(date(before)).Renew(lifecycle.RenewalChanges{Seats: 1})), "2025-05-12 EUR 5475.00",
		},
		"without a late renewal": {with(must(year.On(date(before)).ReduceSeats(1)), func(f *lifecycle.Facts) {
			f.Offering = "Docs"
			off := lifecycle.Change{What: lifecycle.AutoRenewSwitched, Asked: date(before), Effective: date(before)}
			f.Changes = append(f.Changes, off)
		}), "no coterm.switch-term-first switch-term-first"},
	} {
		t.Run(name, func(t *testing.T) {
			host := sub(ed, calendar.ThreeYear, date("2023-10-01"), date("2023-10-01")) // 2026-10-01
			p := portfolio("2028-12-31",
				member("A", tt.s, today, "EUR 365.00", ""),
				member("B", host, today, "EUR 1095.00", ""), member("C", host, today, "EUR 1.00", ""),
			)
			a := moves(t, p, "2026-10-01")["A"]
			got := outcome(a.Refused)
			if a.Aligned {
				got = fmt.Sprint(a.Steps[0].Day, " ", a.Cost)
			}
			if got != tt.want {
				t.Errorf("got %s, want %s: %s", got, tt.want, a)
			}
		})
	}
}
