package lifecycle_test

import (
	"fmt"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
)

// refund.effect and change.pending: after a return, everything is as if the returned purchase had never been made, on
// whatever days and in whatever order the other acts were done.
func TestReturn_AsIfNotBought(t *testing.T) {
	t.Parallel()
	host := with(annual3, func(p *lifecycle.PurchaseRequest) { p.Ordered = day("2025-03-01") })
	extend := func(l *told, on string) *told {
		to := must(l.t)(lifecycle.Buy(europe, host)).On(day(on))
		return l.on(on, func(v lifecycle.View) (lifecycle.Subscription, error) { return v.Extend(to) })
	}
	withdrawn := func(t *testing.T) *told {
		return tell(t, annual3).reduce("2025-08-01", 1).reduce("2025-08-02", 3)
	}
	const back = "2025-08-20"
	for _, test := range []struct {
		name string
		life func(t *testing.T) *told
		want string // the seats now and in the next term
	}{
		{"added after a number was withdrawn", func(t *testing.T) *told {
			return withdrawn(t).renew("2025-08-05").add("2025-08-06", 2)
		}, "5 then 5"},
		{"added after a number was withdrawn and carried by the renewal", func(t *testing.T) *told {
			return withdrawn(t).renewWith("2025-08-05", lifecycle.RenewalChanges{Seats: 6}).add("2025-08-06", 2)
		}, "5 then 5"},
		{"added before it was withdrawn", func(t *testing.T) *told {
			return tell(t, annual3).reduce("2025-08-01", 1).add("2025-08-01", 2).reduce("2025-08-02",
				5).renew("2025-08-05")
		}, "5 then 5"},
		{"added before it was withdrawn and asked for again", func(t *testing.T) *told {
			return withdrawn(t).reduce("2025-08-04", 2).renew("2025-08-05").add("2025-08-06", 2)
		}, "5 then 2"},
		{"added on the day of an extension, after it", func(t *testing.T) *told {
			return extend(tell(t, annual3).reduce("2025-08-01", 1), "2025-08-05").add("2025-08-05", 2)
		}, "5 then 1"},
		{"added on the day after an extension", func(t *testing.T) *told {
			return extend(tell(t, annual3).reduce("2025-08-01", 1), "2025-08-05").add("2025-08-06", 2)
		}, "5 then 1"},
		{"asked for on the day of an extension, before it", func(t *testing.T) *told {
			return extend(tell(t, annual3).reduce("2025-08-05", 1), "2025-08-05")
		}, "3 then 1"},
		{"asked for on the day of a renewal, before it", func(t *testing.T) *told {
			return tell(t, annual3).reduce("2025-08-05", 1).renew("2025-08-05").add("2025-08-05", 2)
		}, "5 then 1"},
		{"asked for on the day of a renewal, after it", func(t *testing.T) *told {
			return tell(t, annual3).renew("2025-08-05").reduce("2025-08-05", 1)
		}, "3 then 3"},
		{"carried on the day on which a number was asked for", func(t *testing.T) *told {
			return tell(t, annual3).reduce("2025-08-05", 1).renewWith("2025-08-05", lifecycle.RenewalChanges{Seats: 2})
		}, "3 then 1"},
	} {
		for _, on := range []string{"2025-08-06", back} {
			t.Run(test.name+" returned "+on, func(t *testing.T) {
				t.Parallel()
				v := test.life(t).returnTerm(on, "2025-10-01").s.On(day(on))
				if got := seatsThen(v); got != test.want {
					t.Errorf("%s, want %s\n%+v", got, test.want, v.Subscription().Facts().Changes)
				}
			})
		}
	}
}

func seatsThen(v lifecycle.View) string {
	return fmt.Sprintf("%d then %d", v.Seats(), v.NextTerm().Seats)
}

// Seats that are returned after the last covered day are gone from that day on, whether a number is pending or not. A
// late renewal is for the pending number, or else for the number that is left.
func TestReturn_SeatsInTheStages(t *testing.T) {
	t.Parallel()
	six := with(annual3, func(p *lifecycle.PurchaseRequest) { p.Seats = 6 })
	for _, test := range []struct {
		name         string
		auto         bool
		reduced      []int
		before, back string
		want         string // on the day before, on the day, on the day after, and after a late renewal
	}{
		{"no number", false, nil, "2025-10-01", "2025-10-02", "8 6 6 6"},
		{"a number", false, []int{3}, "2025-10-01", "2025-10-02", "8 6 6 3"},
		{"a number that was withdrawn", false, []int{3, 6}, "2025-10-01", "2025-10-02", "8 6 6 6"},
		{"on the provisional day", true, nil, "2025-09-30", "2025-10-01", "8 6 6 6"},
		{"on the provisional day, with a number", true, []int{3}, "2025-09-30", "2025-10-01", "8 3 6 3"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			l := tell(t, six).auto("2025-01-15", test.auto)
			for _, to := range test.reduced {
				l.reduce("2025-09-24", to)
			}
			l.add("2025-09-29", 2)
			if before := l.s.On(day(test.before)); before.Seats() != 8 {
				t.Errorf("%d seats on %s", before.Seats(), before.Day())
			}
			l.returnSeats(test.back, "2025-09-29", 2)
			on := day(test.back)
			next := must(t)(l.s.On(on.AddDays(2)).Renew(lifecycle.RenewalChanges{}))
			got := fmt.Sprint(l.s.On(on.AddDays(-1)).Seats(), l.s.On(on).Seats(), l.s.On(on.AddDays(1)).Seats(),
				next.On(on.AddDays(2)).Seats())
			if got != test.want {
				t.Errorf("%s, want %s\n%+v", got, test.want, l.s.Facts().Changes)
			}
			sameDay := must(t)(l.s.On(on).Renew(lifecycle.RenewalChanges{}))
			if same, later := sameDay.On(on.AddDays(2)).Seats(), next.On(on.AddDays(2)).Seats(); same != later {
				t.Errorf("renewed on the day of the return for %d seats, two days later for %d", same, later)
			}
		})
	}
}

// Seats of an earlier day can be returned after seats were added to a renewal with fewer seats, and after the renewal,
// all on one day.
func TestReturn_EverythingOnOneDay(t *testing.T) {
	t.Parallel()
	for _, added := range []string{"2025-10-09", "2025-10-10"} {
		t.Run(added, func(t *testing.T) {
			t.Parallel()
			l := tell(t, annual3).add("2025-09-20", 2).renewWith("2025-09-25", lifecycle.RenewalChanges{Seats: 1}).
				add(added, 3).returnSeats("2025-10-10", added, 3).returnTerm("2025-10-10", "2025-10-01").
				returnSeats("2025-10-10", "2025-09-20", 2)
			if v := l.s.On(day("2025-10-10")); v.Phase() != lifecycle.Canceled || v.Seats() != 3 {
				t.Errorf("%s with %d seats", v.Phase(), v.Seats())
			}
		})
	}
}

// Answers about a past day do not use what was unknown then: the day on which an unpaid invoice was paid, or fell away.
func TestUnpaid_AsKnownOnTheDay(t *testing.T) {
	t.Parallel()
	l := tell(t, annual3).bill("1", "2024-10-01", "2024-10-05").bill("2", "2024-10-01", "2024-10-05").
		on("2024-10-08", func(v lifecycle.View) (lifecycle.Subscription, error) { return v.Pay("1") }).
		returnTerm("2024-10-09", "2024-10-01", "2")
	unpaid := func(on string) int {
		n := 0
		for b := range l.s.On(day(on)).Unpaid() {
			if n++; b.Paid != (calendar.Date{}) || b.Returned != (calendar.Date{}) {
				t.Errorf("on %s: %+v", on, b)
			}
		}
		for b := range l.s.On(day(on)).Overdue() {
			if b.Paid != (calendar.Date{}) || b.Returned != (calendar.Date{}) {
				t.Errorf("overdue on %s: %+v", on, b)
			}
		}
		return n
	}
	for on, want := range map[string]int{"2024-10-05": 2, "2024-10-07": 2, "2024-10-08": 1, "2024-10-09": 0} {
		t.Run("on "+on, func(t *testing.T) {
			if got := unpaid(on); got != want {
				t.Errorf("%d are unpaid on %s, want %d", got, on, want)
			}
		})
	}
}
