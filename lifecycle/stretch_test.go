package lifecycle_test

import (
	"slices"
	"testing"

	"example.com/billingrules/billingtest"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"pgregory.net/rapid"
)

// term.anniversary: a term's own anniversaries count from its start. Seats that are added before a renewal of another
// anchor has begun last through service years that are cut on the anniversaries of the timeline.
func TestStretch_ExtensionRenewedEarly(t *testing.T) {
	late := bought(t, calendar.Annual, day("2026-02-10"), day("2026-02-10"), day("2027-01-10"))
	leap := bought(t, calendar.Annual, day("2024-02-29"), day("2024-02-29"), day("2025-02-01"), day("2026-02-01"),
		day("2027-02-01"))
	for name, tt := range map[string]struct {
		host    lifecycle.Facts
		on      string
		anchor  string
		covered string
		cuts    []string
	}{
		"in the extension": {
			late, "2028-02-09", "2024-01-10", "2025-02-10/2031-02-10",
			[]string{"2026-02-10", "2027-02-10", "2028-02-10", "2029-02-10", "2030-02-10"},
		},
		"in the renewed term": {
			late, "2028-02-10", "2026-02-10", "2028-02-10/2031-02-10", []string{"2029-02-10", "2030-02-10"},
		},
		"to a 29 February": {
			leap, "2028-02-28", "2024-02-29", "2025-02-28/2031-02-28",
			[]string{"2026-02-28", "2027-02-28", "2028-02-29", "2029-02-28", "2030-02-28"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := subscription(t, europe, bought(t, calendar.ThreeYear, day("2024-10-01"), day("2024-10-01")))
			extended := day("2027-09-15")
			s = must(t)(s.On(extended).Extend(subscription(t, europe, tt.host).On(extended)))
			v := must(t)(s.On(day("2028-01-10")).Renew(plain)).On(day(tt.on))
			got, cuts := v.Stretch(), []string(nil)
			for d := range got.Anniversaries() {
				cuts = append(cuts, d.String())
			}
			if got.Anchor().String() != tt.anchor || got.Covered().String() != tt.covered ||
				!slices.Equal(cuts, tt.cuts) {
				t.Errorf("got %s, cut on %v", got, cuts)
			}
			events, err := v.Timeline(v.Day(), v.Renewal())
			if err != nil {
				t.Fatal(err)
			}
			for e := range events {
				if e.What == lifecycle.Anniversary && !slices.Contains(cuts, e.Day.String()) {
					t.Errorf("it is not cut on the anniversary %s", e.Day)
				}
			}
		})
	}
}

// term.service-year, proration.leap: the days that added seats are charged for are those of each term, counted by the
// term's own anniversaries, however many extensions and early renewals there have been.
func TestStretch_DaysOfEachTerm(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		length := rapid.SampledFrom([]calendar.Term{calendar.Monthly, calendar.Annual, calendar.ThreeYear})
		start := day("2026-01-01").AddDays(rapid.IntRange(0, 1500).Draw(r, "start"))
		s, today := subscription(t, europe, bought(t, length.Draw(r, "length"), start, start)), start
		for range rapid.IntRange(1, 4).Draw(r, "acts") {
			before := rapid.IntRange(1, 90).Draw(r, "days before the renewal date")
			today = calendar.Latest(today, s.On(today).Renewal().AddDays(-before))
			s = extendedOrRenewed(t, r, s.On(today))
		}
		v := s.On(today.AddDays(rapid.IntRange(0, 99).Draw(r, "days on")))
		service := v.Stretch()
		if service.IsZero() {
			return
		}
		rest := calendar.Since(v.Day()).Intersect(service.Covered())
		if got, want := billingtest.Days(europe, service, rest), daysOfTerms(t, v); got != want {
			r.Fatalf("%d days of %s from %s on, and by the terms %d\n%+v", got, service, v.Day(), want, s.Facts().Terms)
		}
	})
}

// extendedOrRenewed extends a subscription to a renewal date some days later, or renews it if it cannot be extended.
func extendedOrRenewed(t *testing.T, r *rapid.T, v lifecycle.View) lifecycle.Subscription {
	t.Helper()
	target := v.Renewal().AddDays(rapid.SampledFrom([]int{1, 9, 30, 100, 250, 364}).Draw(r, "days to the target"))
	bought := calendar.Earliest(target.AddMonths(-12), v.Day())
	host := subscription(t, europe, lifecycle.Facts{
		Kind: policy.Subscription, Offering: "Revit", Anchor: bought, Seats: 1,
		Terms: []lifecycle.BoughtTerm{
			{Ordered: bought, Start: bought, End: target, Length: calendar.Annual, AlignedTo: target},
		},
	}).On(v.Day())
	if rapid.Bool().Draw(r, "is extended") && v.CanExtendTo(host).Allowed() {
		return must(t)(v.Extend(host))
	}
	if v.CanRenew().Allowed() {
		return must(t)(v.Renew(plain))
	}
	return v.Subscription()
}

// daysOfTerms counts the days from that of a view up to the renewal date, each term by its own anniversaries.
func daysOfTerms(t *testing.T, v lifecycle.View) (days int) {
	t.Helper()
	anchor := v.Subscription().Facts().Anchor
	for term := range v.Terms() {
		covered := calendar.Span(term.Start, term.End)
		service, err := calendar.NewService(term.Length, anchor, covered)
		if err != nil {
			t.Fatal(err)
		}
		days += billingtest.Days(europe, service, covered.Intersect(calendar.Since(v.Day())))
		if !term.AlignedTo.IsZero() {
			anchor = term.AlignedTo
		}
	}
	return days
}
