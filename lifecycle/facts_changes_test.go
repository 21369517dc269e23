package lifecycle_test

import (
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
)

// The days on which changes are asked for and take effect.
func TestNew_BadDaysOfChanges(t *testing.T) {
	refuseFacts(t, map[string]badFacts{
		"too many": {
			func(f *lifecycle.Facts) { f.Changes = make([]lifecycle.Change, 10_001) },
			"changes: has 10001 entries, at most 10000 are allowed", billingrules.ErrRange,
		},
		"never asked for": {
			func(f *lifecycle.Facts) { f.Changes[0].Asked = calendar.Date{} },
			"changes[0].asked: is missing", billingrules.ErrMissing,
		},
		"out of order": {
			func(f *lifecycle.Facts) {
				f.Changes[1].Asked, f.Changes[1].Effective = day("2024-11-01"), day("2024-11-01")
			},
			"changes[1].asked 2024-11-01: is before the day of the change", billingrules.ErrConflict,
		},
		"for a past day": {
			func(f *lifecycle.Facts) { f.Changes[3].Effective = day("2025-09-01") },
			"changes[3].effective 2025-09-01: is before the day on which it was asked for, 2025-09-02, and no renewal",
			billingrules.ErrConflict,
		},
		"for a day on which no term starts": {
			func(f *lifecycle.Facts) { f.Changes[3].Effective = day("2026-10-14") },
			"changes[3].effective 2026-10-14: is not a day on which a term starts or ends, as known on 2025-09-02",
			billingrules.ErrConflict,
		},
		"for a day on which a term starts that is not known yet": {
			func(f *lifecycle.Facts) { f.Changes[3].Effective = day("2027-02-28") },
			"changes[3].effective 2027-02-28: is not a day on which a term starts or ends", billingrules.ErrConflict,
		},
		"before the first order": {
			func(f *lifecycle.Facts) {
				f.Changes = f.Changes[2:3]
				f.Changes[0].Asked = day("2024-10-09")
			},
			"changes[0].asked 2024-10-09: is before the first order, 2024-10-10", billingrules.ErrConflict,
		},
		"at once, before the first order": {
			func(f *lifecycle.Facts) {
				f.Changes = []lifecycle.Change{seatsSet("2024-10-09", 9)}
			},
			"changes[0].asked 2024-10-09: is before the first order, 2024-10-10", billingrules.ErrConflict,
		},
		"that never takes effect": {
			func(f *lifecycle.Facts) { f.Changes[3].Effective = calendar.Date{} },
			"changes[3].effective: is missing", billingrules.ErrMissing,
		},
		"of auto-renew that waits": {
			func(f *lifecycle.Facts) { f.Changes[0].Effective = day("2024-12-02") },
			"changes[0].effective 2024-12-02: must be the day on which it was asked for", billingrules.ErrConflict,
		},
	})
}

// The kinds of changes, with their values.
func TestNew_BadChanges(t *testing.T) {
	refuseFacts(t, map[string]badFacts{
		"of no kind": {
			func(f *lifecycle.Facts) { f.Changes[0].What = 0 }, "changes[0].what: is missing", billingrules.ErrMissing,
		},
		"of an unknown kind": {
			func(f *lifecycle.Facts) { f.Changes[0].What = 9 },
			"changes[0].what 9: is not known", billingrules.ErrUnknown,
		},
		"to no seats": {
			func(f *lifecycle.Facts) { f.Changes[1].Seats = 0 },
			"changes[1].seats 0: must be from 1", billingrules.ErrRange,
		},
		"to nothing": {
			func(f *lifecycle.Facts) { f.Changes[2].Offering = "" },
			"changes[2].offering: is missing", billingrules.ErrMissing,
		},
		"to no term": {
			func(f *lifecycle.Facts) { f.Changes[3].Length = 0 },
			"changes[3].length: is missing", billingrules.ErrMissing,
		},
		"with the value of another": {
			func(f *lifecycle.Facts) { f.Changes[3].Seats = 2 },
			"changes[3].what term: comes with a value that belongs to another kind", billingrules.ErrConflict,
		},
		"withdrawn, of another kind": {
			func(f *lifecycle.Facts) { f.Changes[3].Withdrawn = true },
			"changes[3].what term: comes with a value that belongs to another kind", billingrules.ErrConflict,
		},
		"a number that is withdrawn": {
			func(f *lifecycle.Facts) { f.Changes[1].Withdrawn, f.Changes[1].Effective = true, f.Terms[0].End },
			"changes[1].what seats: comes with a value that belongs to another kind", billingrules.ErrConflict,
		},
		"withdrawn at once": {
			func(f *lifecycle.Facts) {
				f.Changes[1].Withdrawn, f.Changes[1].Seats, f.Changes[1].Effective = true, 0, f.Changes[1].Asked
			},
			"changes[1].withdrawn true: must not be set: no such change is still pending on ", billingrules.ErrConflict,
		},
		"with a term of another day": {
			func(f *lifecycle.Facts) { f.Changes[3].WithTerm = true },
			"changes[3].withTerm true: must not be set: no further term was ordered on ", billingrules.ErrConflict,
		},
	})
}
