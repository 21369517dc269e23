package batch

import (
	"math"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

// Good rows with small prices take the short way, up to the first that has none.
func TestSmallPrices(t *testing.T) {
	t.Parallel()
	e, err := New(policy.Europe2024(), calendar.MustParseDate("2026-05-31"))
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		srp   int64
		seats int32
		small bool
	}{
		"usual":              {214500, 5, true},
		"free":               {0, 1, true},
		"largest list price": {math.MaxInt32, 1, true},
		"larger list price":  {math.MaxInt32 + 1, 1, false},
		"negative":           {-1, 1, false},
		"most seats":         {100, proration.MaxSeats, true},
		"too many seats":     {100, proration.MaxSeats + 1, false},
		"no seats":           {100, 0, false},
		"too large together": {math.MaxInt32, proration.MaxSeats, false},
	} {
		t.Run(name, func(t *testing.T) {
			in, out := &Columns{
				Length: []calendar.Term{calendar.Annual, calendar.Annual}, Seats: []int32{3, tt.seats},
				SRP: []int64{214500, tt.srp},
			}, answers(2)
			out.Days[0], out.Days[1] = 365, 365
			want := 1
			if tt.small {
				want = 2
			}
			if got := e.smallPrices(in, out); got != want {
				t.Errorf("%d rows have small prices, want %d", got, want)
			}
		})
	}
}
