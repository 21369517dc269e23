package lifecycle_test

import (
	"fmt"
	"testing"

	"example.com/billingrules/lifecycle"
)

// change.seats-up: a seat can be added up to the largest number of seats, also to a subscription that began with that
// number and was renewed with fewer.
func TestCanAddSeats_MostSeats(t *testing.T) {
	const most = 1_000_000
	for renewedWith, want := range map[int]bool{most - 2: true, most - 1: true, most: false} {
		t.Run(fmt.Sprint("renewed with ", renewedWith), func(t *testing.T) {
			first := annual3
			first.Seats = most
			l := &told{t, must(t)(lifecycle.Buy(europe, first))}
			l.renewWith("2025-08-01", lifecycle.RenewalChanges{Seats: renewedWith})
			v := l.s.On(day("2025-10-05"))
			_, err := v.AddSeats(1)
			if got := v.CanAddSeats(); got.Allowed() != want || (err == nil) != want {
				t.Errorf("a seat can be added: %v, %v", got, err)
			}
		})
	}
}
