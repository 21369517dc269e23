package lifecycle_test

import (
	"errors"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
)

// Terms that have no days, or do not follow one another.
func TestNew_BadTerms(t *testing.T) {
	refuseFacts(t, map[string]badFacts{
		"none": {func(f *lifecycle.Facts) { f.Terms = nil }, "terms: is missing", billingrules.ErrMissing},
		"too many": {
			func(f *lifecycle.Facts) { f.Terms = make([]lifecycle.BoughtTerm, 1001) },
			"terms: has 1001 entries, at most 1000 are allowed", billingrules.ErrRange,
		},
		"no start": {
			func(f *lifecycle.Facts) { f.Terms[2].Start = calendar.Date{} },
			"terms[2].start: is missing", billingrules.ErrMissing,
		},
		"no end": {
			func(f *lifecycle.Facts) { f.Terms[2].End = calendar.Date{} },
			"terms[2].end: is missing", billingrules.ErrMissing,
		},
		"an end before the start": {
			func(f *lifecycle.Facts) { f.Terms[2].End = day("2026-10-14") },
			"terms[2].end 2026-10-14: is not after the start 2026-10-15", billingrules.ErrConflict,
		},
		"an end on the start": {
			func(f *lifecycle.Facts) { f.Terms[2].End = day("2026-10-15") },
			"terms[2].end 2026-10-15: is not after", billingrules.ErrConflict,
		},
		"a gap": {
			func(f *lifecycle.Facts) { f.Terms[2].Start = day("2026-11-15"); f.Changes = f.Changes[:3] },
			"terms[2].start 2026-11-15: leaves a gap or overlaps: the term before ends on 2026-10-15",
			billingrules.ErrConflict,
		},
		"an overlap": {
			func(f *lifecycle.Facts) { f.Terms[2].Start = day("2026-09-15"); f.Changes = f.Changes[:3] },
			"terms[2].start 2026-09-15: leaves a gap or overlaps", billingrules.ErrConflict,
		},
		"an end at the calendar's": {
			func(f *lifecycle.Facts) { f.Terms[2].End = day("9999-12-31") },
			"terms[2].end 9999-12-31: is too near an end of the calendar", billingrules.ErrRange,
		},
	})
}

// The days on which terms were ordered.
func TestNew_BadOrders(t *testing.T) {
	refuseFacts(t, map[string]badFacts{
		"never ordered": {
			func(f *lifecycle.Facts) { f.Terms[0].Ordered = calendar.Date{} },
			"terms[0].ordered: is missing", billingrules.ErrMissing,
		},
		"first ordered when it had begun": {
			func(f *lifecycle.Facts) { f.Terms[0].Ordered = day("2024-10-16") },
			"terms[0].ordered 2024-10-16: is after the start 2024-10-15", billingrules.ErrConflict,
		},
		"ordered before the order before": {
			func(f *lifecycle.Facts) { f.Terms[1].Ordered = day("2024-10-09") },
			"terms[1].ordered 2024-10-09: is before the order of the term before, 2024-10-10", billingrules.ErrConflict,
		},
		"ordered the day before its renewal window": {
			func(f *lifecycle.Facts) { f.Terms[1].Ordered = day("2025-07-16") },
			"terms[1].ordered 2025-07-16: is before the renewal window of 2025-10-15, which opens on 2025-07-17",
			billingrules.ErrConflict,
		},
		"ordered when it was canceled": {
			func(f *lifecycle.Facts) {
				f.Terms, f.Changes, f.FailedCharges = f.Terms[:2], nil, nil
				f.Cancellation = lifecycle.Cancellation{}
				f.Terms[1].Ordered = day("2025-11-29")
			},
			"terms[1].ordered 2025-11-29: the subscription is already canceled, since 2025-11-29",
			billingrules.ErrConflict,
		},
		"ordered before there was a calendar": {
			func(f *lifecycle.Facts) { *f = trial(); f.Terms[0].Ordered = day("0001-01-01") },
			"terms[0].ordered 0001-01-01: is too near an end of the calendar", billingrules.ErrRange,
		},
	})
}

// The lengths of terms, and the anchors that they are counted from.
func TestNew_BadLengths(t *testing.T) {
	// first leaves one term, and nothing that happened after it.
	first := func(f *lifecycle.Facts) {
		f.Terms, f.Changes, f.FailedCharges, f.Cancellation = f.Terms[:1], nil, nil, lifecycle.Cancellation{}
	}
	refuseFacts(t, map[string]badFacts{
		"an extension off its anchor": {
			func(f *lifecycle.Facts) { f.Terms[0].AlignedTo = day("2024-10-15"); f.Anchor = day("2024-10-14") },
			"terms[0].start 2024-10-15: is not a whole number of months after the anchor 2024-10-14",
			billingrules.ErrConflict,
		},
		"an extension to no date of its target": {
			func(f *lifecycle.Facts) {
				f.Terms[2].End = day("2027-03-02")
				f.FailedCharges, f.Cancellation = nil, lifecycle.Cancellation{}
			},
			"terms[2].alignedTo 2024-02-29: is not an anchor that gives the end 2027-03-02", billingrules.ErrConflict,
		},
		"the wrong length": {
			func(f *lifecycle.Facts) { first(f); f.Terms[0].End = day("2025-10-14") },
			"terms[0].end 2025-10-14: is not the end of the annual term, 2025-10-15", billingrules.ErrConflict,
		},
		"no length": {
			func(f *lifecycle.Facts) { f.Terms[0].Length = 0 }, "terms[0].length: is missing", billingrules.ErrMissing,
		},
		"an unknown length": {
			func(f *lifecycle.Facts) { f.Terms[0].Length = 9 },
			"terms[0].length 9: is not known", billingrules.ErrUnknown,
		},
		"off the anchor": {
			func(f *lifecycle.Facts) { first(f); f.Anchor = day("2024-10-14") },
			"terms[0].start 2024-10-15: is not a whole number of months after the anchor 2024-10-14",
			billingrules.ErrConflict,
		},
	})
}

// coterm.monthly and coterm.extend-window: no edition allows such an extension.
func TestNew_BadExtensions(t *testing.T) {
	// extended leaves the facts of the extension, and nothing that happened after it.
	extended := func(f *lifecycle.Facts) *lifecycle.BoughtTerm {
		f.FailedCharges, f.Cancellation = nil, lifecycle.Cancellation{}
		return &f.Terms[2]
	}
	refuseFacts(t, map[string]badFacts{
		"monthly": {
			func(f *lifecycle.Facts) { extended(f).Length = calendar.Monthly },
			"terms[2].length monthly: is the length of an extension, which cannot be monthly", billingrules.ErrConflict,
		},
		"on the renewal date": {
			func(f *lifecycle.Facts) { extended(f).Ordered = day("2026-10-15") },
			"terms[2].ordered 2026-10-15: is not before the start 2026-10-15: an extension is bought before the",
			billingrules.ErrConflict,
		},
	})
	f := rich(t)
	extended(&f).Ordered = day("2026-10-14")
	subscription(t, europe, f)
}

// The first day on which a term can be ordered: one renewal window and one term before its start.
func TestNew_OrderedTooEarly(t *testing.T) {
	for name, tt := range map[string]struct {
		length       calendar.Term
		first, early string
	}{
		"monthly":    {calendar.Monthly, "2024-06-03", "2024-06-02"}, // 90 days before 2024-10-01: 2024-07-03
		"annual":     {calendar.Annual, "2023-07-03", "2023-07-02"},
		"three-year": {calendar.ThreeYear, "2021-07-03", "2021-07-02"},
	} {
		t.Run(name, func(t *testing.T) {
			subscription(t, europe, bought(t, tt.length, day("2024-10-01"), day(tt.first)))
			_, err := lifecycle.New(europe, bought(t, tt.length, day("2024-10-01"), day(tt.early)))
			want := "lifecycle.New: terms[0].ordered " + tt.early +
				": is more than a renewal window and a term before the start 2024-10-01"
			if !errors.Is(err, billingrules.ErrConflict) || err.Error() != want {
				t.Errorf("ordered on %s: %v", tt.early, err)
			}
		})
	}
}
