package coterm_test

import (
	"testing"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// monthsLater counts months one by one with the clock of package time, and falls back to the last day of a month that
// is too short.
func monthsLater(d calendar.Date, months int) calendar.Date {
	year, month, day := d.Civil()
	for range months {
		if month++; month > time.December {
			year, month = year+1, time.January
		}
	}
	for {
		if got := time.Date(year, month, day, 0, 0, 0, 0, time.UTC); got.Month() == month {
			return must(calendar.NewDate(year, month, day))
		}
		day--
	}
}

// No extension ever goes beyond either limit, and none within both is refused: for every E of eight years, every day of
// the window and both terms, the limits equal those of the month-by-month oracle. Also checked on the way: T + 15
// months + 1 day is never before R + 12 months, as the rulebook says of coterm.extend-annual, and without the extra day
// it is before in 174 pairs.
func TestExtensionReach_EightYears(t *testing.T) {
	ed := since1990()
	for length, months := range map[calendar.Term]policy.ExtensionLimit{
		calendar.Annual:    {FromTransaction: 15, FromRenewal: 12},
		calendar.ThreeYear: {FromTransaction: 39, FromRenewal: 36},
	} {
		t.Run(length.String(), func(t *testing.T) {
			pairs, tight := 0, 0
			for r := range testkit.Days(date("2024-09-16"), date("2032-12-31")) {
				s := endingOn(ed, length, r)
				for on := range testkit.Days(r.AddDays(-90), r.AddDays(-1)) {
					got, err := s.On(on).ExtensionReach()
					if err != nil {
						t.Fatal(err)
					}
					byT, byR := monthsLater(on, months.FromTransaction).AddDays(1), monthsLater(r, months.FromRenewal)
					if got.FromTransaction != byT || got.FromRenewal != byR || got.Latest != byR || byT.Before(byR) {
						t.Fatalf("R %s, T %s: %s", r, on, got)
					}
					pairs++
					if byT.AddDays(-1).Before(byR) {
						tight++
						if on != r.AddDays(-90) {
							t.Errorf("R %s, T %s: tight on another day than the first", r, on)
						}
					}
				}
			}
			if pairs != 272_610 || tight != 174 && length == calendar.Annual {
				t.Errorf("%d pairs, %d of them tight", pairs, tight)
			}
		})
	}
}

// reading is one of the readings of the limits.
type reading struct {
	limits            policy.LimitRule
	limitDay, fromEnd policy.YesNo
}

// latest is the latest renewal date that an annual subscription with a given renewal date can reach on a day.
func (l reading) latest(on, r calendar.Date) calendar.Date {
	byT, byR := monthsLater(on, 15), monthsLater(r, 12)
	if l.limitDay == policy.Yes {
		byT = byT.AddDays(1)
	}
	if l.fromEnd == policy.Yes {
		byR = monthsLater(r.AddDays(-1), 12).AddDays(1)
	}
	if (l.limits == policy.BothLimits) == byT.Before(byR) {
		return byT
	}
	return byR
}

// Both sides of the limit, with a host on each day around it: for each R of two years, on the first, a middle and the
// last day of the window, by every reading of the limits.
func TestCanExtendTo_AroundTheLimit(t *testing.T) {
	for _, limits := range []policy.LimitRule{policy.BothLimits, policy.EitherLimit} {
		for _, limitDay := range []policy.YesNo{policy.Yes, policy.No} {
			for _, fromEnd := range []policy.YesNo{policy.Yes, policy.No} {
				read := reading{limits, limitDay, fromEnd}
				t.Run(limits.String()+"/limitDay="+limitDay.String()+"/fromEnd="+fromEnd.String(), func(t *testing.T) {
					around(t, read)
				})
			}
		}
	}
}

func around(t *testing.T, read reading) {
	t.Helper()
	ed := since1990(func(p *policy.Parameters) {
		p.Coterm.Limits, p.Coterm.LimitDay, p.Coterm.FromEnd = read.limits, read.limitDay, read.fromEnd
	})
	asked := 0
	for r := range testkit.Days(date("2027-01-01"), date("2028-12-31")) {
		s := endingOn(ed, calendar.Annual, r)
		for _, on := range []calendar.Date{r.AddDays(-90), r.AddDays(-89), r.AddDays(-45), r.AddDays(-1)} {
			latest := read.latest(on, r)
			for days := -2; days <= 2; days++ {
				target := latest.AddDays(days)
				if !target.After(r) {
					continue
				}
				asked++
				host := endingOn(ed, calendar.ThreeYear, target)
				d := s.On(on).CanExtendTo(host.On(on))
				if d.Allowed() != (days <= 0) {
					t.Fatalf("R %s, T %s, target %s: %s", r, on, target, d)
				}
				// For every day of the renewal window, the window of the decision agrees with asking on that day.
				for _, before := range []int{91, 90, 88, 60, 2, 1, 0} {
					other := r.AddDays(-before)
					within := before <= 90 && before > 0 && !target.After(read.latest(other, r))
					if d.Window.Contains(other) != within {
						t.Fatalf("R %s, target %s: window %s on %s", r, target, d.Window, other)
					}
				}
			}
		}
	}
	if asked < 14_000 {
		t.Errorf("only %d targets", asked)
	}
}

func TestExtensionReachString(t *testing.T) {
	got := must(bought(calendar.Annual, "2024-10-01").On(date("2025-07-03")).ExtensionReach())
	want := "2026-10-01 (coterm.extend-annual: 2026-10-04 from the transaction, 2026-10-01 from the renewal date)"
	if got.String() != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if zero, err := (lifecycle.View{}).ExtensionReach(); err == nil || zero != (lifecycle.ExtensionReach{}) {
		t.Errorf("%s, %v", zero, err)
	}
}
