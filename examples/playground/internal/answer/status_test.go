package answer_test

import (
	"strings"
	"testing"

	"example.com/billingrules/examples/playground/internal/answer"
)

// The example of the rulebook: E = 2025-06-09, so Expired from 06-10 through 06-24, Suspended through 07-24.
func TestPhases(t *testing.T) {
	t.Parallel()
	annual := with(t, annual(), "edition", "NorthAmerica2024", "start", "2024-06-10")
	monthly := with(t, annual, "start", "2025-02-10", "term", "monthly")
	before := with(t, annual, "edition", "Europe2024")
	exempt := with(t, annual, "offering", "Autodesk Docs")
	flex := answer.Question{
		Edition: "Europe2024", Kind: "flex-tokens", Offering: "Flex", Channel: "online",
		Start: "2025-01-15", Last: "2025-06-09",
	}
	trial := with(t, flex, "kind", "trial", "seats", "1")
	for _, tt := range []struct {
		q                answer.Question
		day, phase, left string
	}{
		{annual, "2024-06-10", "active", "365"},
		{annual, "2025-06-09", "active", "1"},
		{annual, "2025-06-10", "expired", "15"},
		{annual, "2025-06-24", "expired", "1"},
		{annual, "2025-06-25", "suspended", "30"},
		{annual, "2025-07-24", "suspended", "1"},
		{annual, "2025-07-25", "canceled", "without end"},
		{with(t, annual, "autoRenew", "on"), "2025-06-10", "active", "1"},
		{with(t, annual, "autoRenew", "on"), "2025-06-11", "expired", "14"},
		{with(t, annual, "due", "2024-07-10"), "2024-07-10", "active", "1"},
		{with(t, annual, "due", "2024-07-10"), "2024-07-11", "expired", "15"},
		{with(t, annual, "renewed", "2025-06-20"), "2025-06-19", "expired", "6"},
		{with(t, annual, "renewed", "2025-06-20"), "2025-06-20", "active", "356"},
		{monthly, "2025-03-24", "expired", "1"},
		{monthly, "2025-03-25", "suspended", "15"},
		{monthly, "2025-04-08", "suspended", "1"},
		{monthly, "2025-04-09", "canceled", "without end"},
		{before, "2025-06-09", "active", "1"},
		{before, "2025-06-10", "canceled", "without end"},
		{exempt, "2025-06-09", "active", "1"},
		{exempt, "2025-06-10", "canceled", "without end"},
		{flex, "2025-06-09", "active", "1"},
		{flex, "2025-06-10", "expired", "15"},
		{flex, "2025-06-25", "suspended", "30"},
		{trial, "2025-06-09", "active", "1"},
		{trial, "2025-06-10", "canceled", "without end"},
	} {
		t.Run(tt.q.Start+" "+tt.q.Kind+" "+tt.day, func(t *testing.T) {
			t.Parallel()
			a := good(t, with(t, tt.q, "day", tt.day))
			if phase, left := cell(t, a, "status/phase").Text, cell(t, a, "status/left").Text; phase != tt.phase ||
				left != tt.left {
				t.Errorf("%s, %s left, want %s, %s", phase, left, tt.phase, tt.left)
			}
			if !strings.HasPrefix(a.Headline, tt.day+": "+tt.phase) {
				t.Errorf("headline %q", a.Headline)
			}
		})
	}
}

func TestBeforeTheStart(t *testing.T) {
	t.Parallel()
	a := good(t, with(t, annual(), "day", "2025-01-14"))
	if a.Headline != "2025-01-14: not started, begins in 1 day" {
		t.Errorf("headline %q", a.Headline)
	}
	if v := cell(t, a, "capabilities/product-access"); v.Text != "no" {
		t.Errorf("product access before the start: %q", v.Text)
	}
	if a.Timeline.At != -1 {
		t.Errorf("the day is at %d of the axis", a.Timeline.At)
	}
}

func TestFlags(t *testing.T) {
	t.Parallel()
	unpaid := with(t, annual(), "due", "2025-02-14") // so it is Canceled from 2025-04-01 on
	for _, tt := range []struct {
		q    answer.Question
		want string
	}{
		{annual(), "nothing"},
		{
			q:    with(t, annual(), "autoRenew", "on", "day", "2026-01-15"),
			want: "active only because the automatic renewal is being charged; the renewal date has come",
		},
		{with(t, annual(), "day", "2026-01-15"), "the renewal date has come"},
		{with(t, unpaid, "day", "2025-02-14"), "nothing"},
		{with(t, unpaid, "day", "2025-02-15"), "an invoice is overdue"},
		{with(t, unpaid, "day", "2025-03-31"), "an invoice is overdue"},
		{with(t, unpaid, "day", "2025-04-01"), "an invoice is overdue; the next order may have to be prepaid"},
		{with(t, annual(), "start", "2024-09-15"), "ordered before the edition's first day"},
		{with(t, annual(), "start", "2024-09-16"), "nothing"},
		{with(t, annual(), "offering", "Autodesk Docs"), "an exempt offering: no stages"},
	} {
		t.Run(tt.want, func(t *testing.T) {
			if v := cell(t, good(t, tt.q), "status/flags"); v.Text != tt.want {
				t.Errorf("%s on %s: %q, want %q", tt.q.Start, tt.q.Day, v.Text, tt.want)
			}
		})
	}
}
