package lifecycle_test

import (
	"slices"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
)

// renewal.canceled-final: nothing is bought that lasts longer than a cancellation that was asked for before allows, and
// nothing is done once the subscription is Canceled.
func TestNew_AfterACancellation(t *testing.T) {
	leave := func(f *lifecycle.Facts, asked, effective string) {
		*f = bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))
		f.Cancellation = lifecycle.Cancellation{Asked: day(asked), Effective: day(effective)}
	}
	debt := unpaid("I-1", "2024-10-01", "2024-10-31") // Canceled from 2024-12-16 on
	refuseFacts(t, map[string]badFacts{
		"a renewal beyond it": {
			func(f *lifecycle.Facts) {
				leave(f, "2024-12-01", "2026-09-30")
				f.Terms = bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"), day("2025-09-20")).Terms
			},
			"terms[1].end 2026-10-01: is after 2026-09-30, for which a cancellation was asked for on 2024-12-01",
			billingrules.ErrConflict,
		},
		"seats after it took effect": {
			func(f *lifecycle.Facts) {
				leave(f, "2024-12-01", "2025-01-01")
				f.Changes = []lifecycle.Change{seatsSet("2025-01-01", 9)}
			},
			"changes[0].asked 2025-01-01: the subscription is already canceled, since 2025-01-01",
			billingrules.ErrConflict,
		},
		"seats after Suspended": {
			func(f *lifecycle.Facts) {
				leave(f, "2024-12-01", "2026-01-01")
				f.Changes = []lifecycle.Change{seatsSet("2025-11-15", 9)}
			},
			"changes[0].asked 2025-11-15: the subscription is already canceled, since 2025-11-15",
			billingrules.ErrConflict,
		},
		"seats after a debt": {
			func(f *lifecycle.Facts) {
				*f = bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")).Bill(debt)
				f.Changes = []lifecycle.Change{seatsSet("2024-12-16", 9)}
			},
			"changes[0].asked 2024-12-16: the subscription is already canceled, since 2024-12-16",
			billingrules.ErrConflict,
		},
		"another cancellation": {
			func(f *lifecycle.Facts) { leave(f, "2025-11-15", "2025-12-01") },
			"cancellation.asked 2025-11-15: the subscription is already canceled, since 2025-11-15",
			billingrules.ErrConflict,
		},
	})
	// The last such day, or the day itself, whose acts are in no known order, is good.
	var f lifecycle.Facts
	leave(&f, "2025-09-20", "2026-09-30")
	f.Terms = bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"), day("2025-09-20")).Terms
	subscription(t, europe, f)
	leave(&f, "2024-12-01", "2026-10-01")
	f.Terms = bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"), day("2025-09-20")).Terms
	subscription(t, europe, f)
	leave(&f, "2024-12-01", "2024-12-01")
	f.Changes = []lifecycle.Change{seatsSet("2024-12-01", 9)}
	subscription(t, europe, f)
	leave(&f, "2025-11-14", "2025-12-01")
	subscription(t, europe, f)
}

// refund.effect: seats can be returned after the subscription was Canceled, and the number that is left is on record.
func TestNew_SeatsReturnedAfterACancellation(t *testing.T) {
	s := must(t)(annual(t, "2024-10-01").On(day("2024-11-20")).AddSeats(2))
	s = must(t)(s.On(day("2024-11-25")).Cancel(day("2024-12-01")))
	s = must(t)(s.On(day("2024-12-10")).Return(lifecycle.ReturnedPurchase{Added: day("2024-11-20"), Seats: 2}))
	f := s.Facts()
	if len(f.Changes) != 2 || f.Changes[1].Asked != day("2024-12-10") {
		t.Errorf("got %+v", f.Changes)
	}
	left := f.Changes[1].Seats
	for _, seats := range []int{left, left + 1} { // asked for on the same day
		more := s.Facts()
		more.Changes = append(more.Changes, seatsSet("2024-12-10", seats))
		if _, err := lifecycle.New(europe, more); testkit.Fields(err) != "changes[2].asked" {
			t.Errorf("%d seats after %d: %v", seats, left, err)
		}
	}
}

// refund.effect: once what was bought is over, a return of seats changes no number from its day on, so that every
// number of that day was asked for after the end.
func TestNew_SeatsReturnedAfterTheStages(t *testing.T) {
	s := must(t)(annual(t, "2024-10-01").On(day("2025-09-10")).AddSeats(3)) // 6 seats; Canceled from 2025-11-15 on
	s = must(t)(s.On(day("2025-11-20")).Return(lifecycle.ReturnedPurchase{Added: day("2025-09-10"), Seats: 1}))
	for _, seats := range []int{4, 5, 6, 7} {
		f := s.Facts()
		f.Changes = append(f.Changes, seatsSet("2025-11-20", seats))
		if _, err := lifecycle.New(europe, f); err == nil {
			t.Errorf("%d seats are good", seats)
		}
	}
}

// change.seats-up: seats are added on a covered day: from the first one on, before the renewal date, and after it once
// the subscription is renewed. On each good day View.AddSeats adds them, and on no other.
func TestNew_SeatsOnACoveredDay(t *testing.T) {
	start := day("2024-10-01")
	late := bought(t, calendar.Annual, start, start, day("2025-10-08"))
	onTime := bought(t, calendar.Annual, start, start, day("2025-10-01"))
	ahead := bought(t, calendar.Annual, start, day("2024-09-20"))
	for _, tt := range []struct {
		f    lifecycle.Facts
		on   string
		good bool
	}{
		{ahead, "2024-09-30", false},
		{ahead, "2024-10-01", true},
		{ahead, "2025-09-30", true},
		{ahead, "2025-10-01", false},
		{late, "2025-10-01", false}, // provisionally Active
		{late, "2025-10-05", false},
		{late, "2025-10-07", false},
		{late, "2025-10-08", true},
		{onTime, "2025-10-01", true},
	} {
		then := tt.f
		then.Terms = slices.DeleteFunc(slices.Clone(then.Terms),
			func(b lifecycle.BoughtTerm) bool { return b.Ordered.After(day(tt.on)) })
		_, err := subscription(t, europe, then).On(day(tt.on)).AddSeats(2)
		if (err == nil) != tt.good {
			t.Errorf("%s: added: %v", tt.on, err)
		}
		tt.f.Changes = []lifecycle.Change{seatsSet(tt.on, 5)}
		if _, err := lifecycle.New(europe, tt.f); (err == nil) != tt.good ||
			err != nil && testkit.Fields(err) != "changes[0].asked" {
			t.Errorf("%s: on record: %v", tt.on, err)
		}
	}
}

// refund.effect: seats of a day on which a term was returned were added before the return, if the term covered the day.
func TestNew_SeatsOnADayOfAReturn(t *testing.T) {
	start := day("2024-10-01")
	for name, tt := range map[string]struct {
		ordered []calendar.Date // of annual terms
		start   string          // of the last one, which is returned on the day
		on      string
		good    bool
	}{
		"the first term":          {nil, "2024-10-01", "2024-10-20", true},
		"the first term, on R":    {nil, "2024-10-01", "2025-10-01", false},
		"the first term, Expired": {nil, "2024-10-01", "2025-10-05", false},
		"a late renewal":          {[]calendar.Date{day("2025-10-05")}, "2025-10-01", "2025-10-05", true},
		"a late renewal, later":   {[]calendar.Date{day("2025-10-05")}, "2025-10-01", "2025-10-07", true},
		"an early renewal":        {[]calendar.Date{day("2025-08-05")}, "2025-10-01", "2025-08-05", true},
		"the second of two renewals, R": {
			[]calendar.Date{day("2025-08-05"), day("2026-08-05")}, "2026-10-01", "2027-10-02", false,
		},
	} {
		f := bought(t, calendar.Annual, start, append([]calendar.Date{start}, tt.ordered...)...)
		f.Returns = []lifecycle.ReturnedPurchase{{Day: day(tt.on), Term: day(tt.start)}}
		subscription(t, europe, f)
		f.Changes = []lifecycle.Change{seatsSet(tt.on, 5)}
		if _, err := lifecycle.New(europe, f); (err == nil) != tt.good {
			t.Errorf("%s: %v", name, err)
		}
	}
}
