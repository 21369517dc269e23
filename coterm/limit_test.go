package coterm_test

import (
	"testing"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/policy"
)

// monthsLater counts months on the clock of package time, one after the other, and falls back to the last day of a month
// that is too short.
func monthsLater(d calendar.Date, months int) calendar.Date {
	year, month, day := d.Civil()
	for range months {
		if month++; month > time.December {
			year, month = year+1, time.January
		}
	}
	for {
		if got := time.Date(year, month, day, 0, 0, 0, 0, time.UTC); got.Month() == month {
			return date(got.Format(time.DateOnly))
		}
		day--
	}
}

// No extension ever goes beyond either limit, and none within both is refused: for every E of eight years, every day of the
// window and both terms, the limits are those of the month-by-month oracle. That T + 15 months + 1 day is never before
// R + 12 months, as the rulebook says, is seen on the way, and that without the extra day it is in 174 pairs.
func TestLimitsOfEightYears(t *testing.T) {
	ed := since1990(t)
	pairs, tight := 0, 0
	for _, length := range []calendar.Term{calendar.Annual, calendar.ThreeYear} {
		fromT, fromR := 15, 12
		if length == calendar.ThreeYear {
			fromT, fromR = 39, 36
		}
		for r := date("2024-09-16"); r.Before(date("2033-01-01")); r = r.AddDays(1) {
			start := r.AddMonths(-length.Months())
			anchor := start
			if monthsLater(start, length.Months()) != r {
				anchor = r.AddMonths(-48) // on 29 February
			}
			s := sub(t, ed, length, anchor, start)
			for on := r.AddDays(-90); on.Before(r); on = on.AddDays(1) {
				got, err := coterm.ExtensionLimit(s, on)
				if err != nil {
					t.Fatal(err)
				}
				byT, byR := monthsLater(on, fromT).AddDays(1), monthsLater(r, fromR)
				if got.FromTransaction != byT || got.FromRenewal != byR || got.Latest != byR || byT.Before(byR) {
					t.Fatalf("R %s, T %s: %s", r, on, got)
				}
				if length == calendar.Annual {
					pairs++
					if byT.AddDays(-1).Before(byR) {
						tight++
						if on != r.AddDays(-90) {
							t.Errorf("R %s, T %s: before R + 12 months on another day than the first", r, on)
						}
					}
				}
			}
		}
	}
	if pairs != 272_610 || tight != 174 {
		t.Errorf("%d pairs, %d of them tight", pairs, tight)
	}
}

// Both sides of the limit, with a host on each day around it: for every R of two years, on the first, a middle and the last day
// of the window, in every reading of the limits.
func TestTargetsAroundTheLimit(t *testing.T) {
	asked := 0
	for _, reading := range []struct {
		limits            policy.LimitRule
		limitDay, fromEnd policy.Answer
	}{
		{policy.BothLimits, policy.Yes, policy.No},
		{policy.BothLimits, policy.No, policy.No},
		{policy.BothLimits, policy.Yes, policy.Yes},
		{policy.BothLimits, policy.No, policy.Yes},
		{policy.EitherLimit, policy.Yes, policy.No},
		{policy.EitherLimit, policy.No, policy.No},
		{policy.EitherLimit, policy.No, policy.Yes},
	} {
		ed := since1990(t, func(p *policy.Parameters) {
			p.Coterm.Limits, p.Coterm.LimitDay, p.Coterm.FromEnd = reading.limits, reading.limitDay, reading.fromEnd
		})
		for r := date("2027-01-01"); r.Before(date("2029-01-01")); r = r.AddDays(3) {
			start := r.AddMonths(-12)
			if monthsLater(start, 12) != r {
				continue
			}
			s := sub(t, ed, calendar.Annual, start, start)
			for _, on := range []calendar.Date{r.AddDays(-90), r.AddDays(-89), r.AddDays(-45), r.AddDays(-1)} {
				latest := limitByHand(reading.limits, reading.limitDay, reading.fromEnd, on, r)
				for days := -2; days <= 2; days++ {
					target := latest.AddDays(days)
					if !target.After(r) {
						continue
					}
					from := target.AddMonths(-36) // owned for long
					if monthsLater(from, 36) != target {
						continue
					}
					d := coterm.CanExtend(s, on, sub(t, ed, calendar.ThreeYear, from, from))
					if asked++; d.Allowed() != (days <= 0) {
						t.Fatalf("%+v: R %s, T %s, target %s: %s", reading, r, on, target, d)
					}
					// The window says of every day of the renewal window what asking on that day says.
					for _, other := range []calendar.Date{r.AddDays(-91), r.AddDays(-90), r.AddDays(-88), r.AddDays(-60), r.AddDays(-2), r.AddDays(-1), r} {
						within := !other.Before(r.AddDays(-90)) && other.Before(r) && !target.After(limitByHand(reading.limits, reading.limitDay, reading.fromEnd, other, r))
						if d.Window.Contains(other) != within {
							t.Fatalf("%+v: R %s, target %s: window %s on %s", reading, r, target, d.Window, other)
						}
					}
				}
			}
		}
	}
	if asked < 10_000 {
		t.Errorf("only %d targets", asked)
	}
}

// limitByHand is the latest renewal date that can be reached.
func limitByHand(limits policy.LimitRule, limitDay, fromEnd policy.Answer, on, r calendar.Date) calendar.Date {
	byT, byR := monthsLater(on, 15), monthsLater(r, 12)
	if limitDay == policy.Yes {
		byT = byT.AddDays(1)
	}
	if fromEnd == policy.Yes {
		byR = monthsLater(r.AddDays(-1), 12).AddDays(1)
	}
	if (limits == policy.BothLimits) == byT.Before(byR) {
		return byT
	}
	return byR
}

func TestLimitText(t *testing.T) {
	got, err := coterm.ExtensionLimit(annual(t, "2024-10-01"), date("2025-07-03"))
	if err != nil || got.String() != "2026-10-01 (coterm.extend-annual: 2026-10-04 from the transaction, 2026-10-01 from the renewal date)" {
		t.Errorf("%s, %v", got, err)
	}
}
