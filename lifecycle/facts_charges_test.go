package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"pgregory.net/rapid"
)

// chargesOn returns facts with charges that failed on some days.
func chargesOn(f lifecycle.Facts, days ...string) lifecycle.Facts {
	for _, on := range days {
		f.FailedCharges = append(f.FailedCharges, day(on))
	}
	return f
}

// switched returns facts with a further switch of auto-renew.
func switched(f lifecycle.Facts, on string, to bool) lifecycle.Facts {
	f.Changes = append(f.Changes[:len(f.Changes):len(f.Changes)], lifecycle.Change{
		What: lifecycle.AutoRenewSwitched, Asked: day(on), Effective: day(on), AutoRenew: to,
	})
	return f
}

// renewal.charge-failed: a charge can fail, and be tried again, on every day on which the renewal was to be charged.
func TestNew_FailedCharges(t *testing.T) {
	const start, renewal = "2024-10-01", "2025-10-01"
	const off = "no renewal was to be charged: auto-renew was switched off"
	gone := func(since string) string {
		return "no renewal was to be charged: the subscription is already canceled, since " + since
	}
	cutShort := func(on string) string {
		return "no renewal was to be charged: a cancellation takes effect on " + on +
			", before the end of the term that would follow, 2026-10-01"
	}
	once := bought(t, calendar.Annual, day(start), day(start))
	exempt := once
	exempt.Offering = "Autodesk Docs"
	indebted := once.Bill(unpaid("I-1", "2025-08-01", "2025-08-16")) // Canceled from 2025-10-01 on
	earlier := once.Bill(unpaid("I-1", "2025-08-01", "2025-08-15"))
	later := once.Bill(unpaid("I-1", "2025-08-01", "2025-08-17"))
	before := bought(t, calendar.Annual, day("2024-06-10"), day("2024-06-10"))
	monthly := switched(bought(t, calendar.Monthly, day("2025-01-01"), day("2025-01-01")), "2025-01-10", false)
	late := monthly // for a month that is over when it is ordered
	late.Terms = append(late.Terms, lifecycle.BoughtTerm{
		Ordered: day("2025-03-01"), Start: day("2025-02-01"), End: day("2025-03-01"), Length: calendar.Monthly,
	})
	lateYear := monthly
	lateYear.Terms = append(lateYear.Terms, lifecycle.BoughtTerm{
		Ordered: day("2025-03-01"), Start: day("2025-02-01"), End: day("2026-02-01"), Length: calendar.Annual,
	})
	none := edition(t, func(p *policy.Parameters) { p.Renewal.AwaitedDays = 0 })
	for name, tt := range map[string]struct {
		facts lifecycle.Facts
		ed    policy.Edition // europe if it is zero
		fault string         // of the last failed charge
	}{
		"the day before": {
			chargesOn(once, "2025-09-30"), europe, "is before the renewal date " + renewal,
		},
		"on the renewal date":           {chargesOn(once, renewal), europe, ""},
		"tried again":                   {chargesOn(once, renewal, "2025-10-02", "2025-11-14"), europe, ""},
		"once Canceled":                 {chargesOn(once, renewal, "2025-11-15"), europe, gone("2025-11-15")},
		"exempt":                        {chargesOn(exempt, renewal), europe, ""},
		"exempt, the day after":         {chargesOn(exempt, "2025-10-02"), europe, gone("2025-10-02")},
		"exempt, charged without delay": {chargesOn(exempt, renewal), none, ""},
		"exempt, charged without delay, the day after": {
			chargesOn(exempt, renewal, "2025-10-02"), none, gone(renewal),
		},
		"Canceled for a debt from that day on": {chargesOn(indebted, renewal), europe, gone(renewal)},
		"Canceled for a debt before that day":  {chargesOn(earlier, renewal), europe, gone("2025-09-30")},
		"Canceled for a debt the day after":    {chargesOn(later, renewal), europe, ""},
		"switched off the day before":          {chargesOn(switched(once, "2025-09-30", false), renewal), europe, off},
		"switched off on the day":              {chargesOn(switched(once, renewal, false), renewal), europe, ""},
		"switched off the day after": {
			chargesOn(switched(once, "2025-10-02", false), renewal, "2025-10-02", "2025-10-03"), europe, off,
		},
		"switched on on the day": {
			chargesOn(switched(switched(once, "2025-09-30", false), renewal, true), renewal), europe, "",
		},
		"switched off again on the day": {
			chargesOn(switched(switched(switched(once, "2025-09-30", false), renewal, true), renewal, false), renewal),
			europe, "",
		},
		"bought before the edition": {chargesOn(before, "2025-06-10"), europe, ""},
		"bought before the edition, switched off": {
			chargesOn(switched(before, "2025-06-09", false), "2025-06-10"), europe, off,
		},
		"renewed for a month that is over": {chargesOn(late, "2025-03-01"), europe, ""},
		"renewed for a year":               {chargesOn(lateYear, "2025-03-01"), europe, off},
		"canceled, with room for a year": {
			chargesOn(canceledOn(once, "2025-09-30", "2026-10-01"), renewal), europe, "",
		},
		"canceled, without room": {
			chargesOn(canceledOn(once, "2025-09-30", "2026-09-30"), renewal), europe, cutShort("2026-09-30"),
		},
		"canceled on the day": {chargesOn(canceledOn(once, renewal, "2026-09-30"), renewal), europe, ""},
		"canceled from the day on": {
			chargesOn(canceledOn(once, "2025-09-30", renewal), renewal), europe, cutShort(renewal),
		},
		"canceled before the day": {
			chargesOn(canceledOn(once, "2025-09-01", "2025-09-30"), renewal), europe, gone("2025-09-30"),
		},
	} {
		t.Run(name, func(t *testing.T) {
			last := len(tt.facts.FailedCharges) - 1
			if tt.fault != "" {
				on := tt.facts.FailedCharges[last].String()
				tt.fault = "lifecycle.New: failedCharges[" + itoa(last) + "] " + on + ": " + tt.fault
			}
			holdsFacts(t, tt.ed, tt.facts, tt.fault)
		})
	}
}

// renewal.awaited: a charge that is awaited can fail, and [lifecycle.View.FailCharge] records what New accepts.
func TestFailCharge_IfAwaited(t *testing.T) {
	t.Parallel()
	held := 0
	rapid.Check(t, func(t *rapid.T) {
		v := drawnCurrent(t)
		for v.Day().Before(v.Renewal()) && v.Phase() == lifecycle.Active {
			v = v.Subscription().On(v.Renewal())
		}
		f := v.Subscription().Facts()
		if n := len(f.FailedCharges); !v.Provisional() || n > 0 && f.FailedCharges[n-1] == v.Day() {
			return
		}
		held++
		failed, err := v.FailCharge()
		if err != nil {
			t.Fatalf("%v\n%+v", err, f)
		}
		if failed.On(v.Day()).Provisional() {
			t.Fatalf("it is still awaited\n%+v", f)
		}
	})
	holdsOnce(t, held)
}

// renewal.charge-failed: the switch of auto-renew that a late renewal makes does not mean that its charge was tried.
func TestFailCharge_SwitchedOffAgainOnTheDayOfARenewal(t *testing.T) {
	s := must(t)(annual(t, "2024-10-01").On(day("2025-09-20")).SetAutoRenew(false))
	s = must(t)(s.On(day("2025-10-03")).SetAutoRenew(false)) // which changes nothing, but is on record
	s = must(t)(s.On(day("2025-10-03")).Renew(plain))
	if _, err := s.On(day("2025-10-03")).FailCharge(); testkit.Fields(err) != "failedCharges[0]" {
		t.Error(err)
	}
}
