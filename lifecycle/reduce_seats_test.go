package lifecycle_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// change.seats-down, change.pending: fewer seats than there are, and at least the minimum; asking for the present
// number withdraws what is pending.
func TestCanReduceSeats(t *testing.T) {
	s := annual(t, "2024-10-01") // three seats
	one := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))
	one.Seats = 1
	pending := must(t)(s.On(day("2024-12-01")).ReduceSeats(2))
	for name, tt := range map[string]struct {
		s       lifecycle.Subscription
		to      int
		allowed bool
		remedy  policy.Remedy
	}{
		"a negative number":         {s, -1, false, policy.KeepMinimumSeats},
		"none":                      {s, 0, false, policy.KeepMinimumSeats},
		"the minimum":               {s, 1, true, 0},
		"one fewer":                 {s, 2, true, 0},
		"as many":                   {s, 3, false, 0},
		"more":                      {s, 4, false, 0},
		"none of one":               {subscription(t, europe, one), 0, false, policy.KeepMinimumSeats},
		"the minimum of one":        {subscription(t, europe, one), 1, false, 0},
		"what is pending":           {pending, 2, true, 0},
		"fewer than what is":        {pending, 1, true, 0},
		"as many, which withdraws":  {pending, 3, true, 0},
		"more than were, withdrawn": {pending, 4, false, 0},
	} {
		t.Run(name, func(t *testing.T) {
			v := tt.s.On(day("2025-01-01"))
			d := v.CanReduceSeats(tt.to)
			if d.Allowed() != tt.allowed || d.Rule != rule.ChangeSeatsDown || d.Remedy != tt.remedy ||
				(d.Route == policy.SelfService) != tt.allowed {
				t.Errorf("got %v", d)
			}
			next, err := v.ReduceSeats(tt.to)
			if !tt.allowed {
				refusedBy(t, err, rule.ChangeSeatsDown, tt.remedy)
			} else if got := next.On(v.Day()).NextTerm().Seats; err != nil || got != tt.to {
				t.Errorf("%d seats follow, %v", got, err)
			}
		})
	}
}

// change.seats-down: the window only has days with more seats than are to be left.
func TestCanReduceSeats_Window(t *testing.T) {
	f := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"), day("2025-07-03")) // three seats
	for _, change := range []struct {
		asked, on string
		seats     int
	}{{"2025-07-04", "2025-10-01", 8}, {"2025-07-10", "2025-07-10", 9}, {"2025-07-11", "2026-10-01", 2}} {
		f.Changes = append(f.Changes, lifecycle.Change{
			What: lifecycle.SeatsChanged, Asked: day(change.asked), Effective: day(change.on), Seats: change.seats,
		})
	}
	s := subscription(t, europe, f) // 3 up to 9 July, then 9; 8 from October, and 2 from October 2026 if renewed
	no := answer{id: rule.ChangeSeatsDown}
	wait := answer{id: rule.ChangeSeatsDown, remedy: policy.WaitForWindow}
	yes := answer{allowed: true, id: rule.ChangeSeatsDown, route: policy.SelfService}
	for _, tt := range []struct {
		on     string
		to     int
		window string
		want   answer
	}{
		{"2025-07-03", 6, "", no}, // nothing has been asked for yet
		{"2025-07-04", 6, window("2025-10-01", "2026-09-30"), wait},
		{"2025-07-10", 6, window("2025-07-10", "2026-09-30"), yes},
		{"2025-07-11", 6, window("2025-07-10", "2026-09-30"), yes},
		{"2025-07-11", 8, window("2025-07-10", "2026-09-30"), yes}, // there are 8 from October on: it withdraws
		{"2025-10-01", 9, window("2025-07-10", "2025-09-30"), no},
		{"2025-07-11", 2, window("2024-10-01", "2026-09-30"), yes},
		{"2025-07-11", 3, window("2024-10-01", "2026-09-30"), yes},
		{"2025-07-11", 10, "", no},
		{
			"2026-10-01", 6, window("2025-07-10", "2026-09-30"),
			answer{id: rule.ChangeSeatsDown, remedy: policy.RenewWithChanges},
		},
		// a renewal cannot carry 0 seats
		{"2026-10-01", 0, "", answer{id: rule.ChangeSeatsDown, remedy: policy.KeepMinimumSeats}},
	} {
		t.Run(tt.on+" to "+itoa(tt.to), func(t *testing.T) {
			tt.want.window = tt.window
			decides(t, s.On(day(tt.on)).CanReduceSeats(tt.to), tt.want)
		})
	}
}

// change.seats-down: if more than one part of the window has more seats, the answer is the part with the day in it,
// else the next one, else the last.
func TestCanReduceSeats_WindowOfTwoParts(t *testing.T) {
	f := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"), day("2025-07-03")) // three seats
	f.Changes = []lifecycle.Change{
		{What: lifecycle.SeatsChanged, Asked: day("2024-11-01"), Effective: day("2024-11-01"), Seats: 9},
		{What: lifecycle.SeatsChanged, Asked: day("2024-12-01"), Effective: day("2024-12-01"), Seats: 4},
		{What: lifecycle.SeatsChanged, Asked: day("2025-07-03"), Effective: day("2025-10-01"), Seats: 9},
	}
	f.Returns = []lifecycle.ReturnedPurchase{
		{Day: day("2024-12-01"), Added: day("2024-11-01"), Seats: 5, Until: day("2025-10-01")},
	}
	s := subscription(t, europe, f)
	for on, want := range map[string]string{
		"2024-11-15": window("2024-11-01", "2025-09-30"), // by what was known on that day
		"2024-12-01": window("2024-11-01", "2024-11-30"),
		"2025-08-01": window("2025-10-01", "2026-09-30"),
		"2025-10-01": window("2025-10-01", "2026-09-30"),
	} {
		t.Run("on "+on, func(t *testing.T) {
			if got := s.On(day(on)).CanReduceSeats(6); got.Window.String() != want {
				t.Errorf("got %v", got)
			}
		})
	}
}
