package lifecycle_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
)

// giveBackSeats returns seats by a text of the form "day added seats [until]", and reports what is left on the day, or
// why it failed.
func (l *told) giveBackSeats(text string) string {
	l.t.Helper()
	words := strings.Fields(text)
	what := lifecycle.ReturnedPurchase{Added: day(words[1]), Seats: int(words[2][0] - '0')}
	if len(words) > 3 {
		what.Until = day(words[3])
	}
	next, err := l.s.On(day(words[0])).Return(what)
	if err != nil {
		return strings.TrimPrefix(err.Error(), "lifecycle.View.Return: ")
	}
	l.s = next
	return stands(next.On(day(words[0])))
}

// refund.scope and refund.effect: seats that were added on a day can be returned once; they end on the date for which
// they were bought, and are taken off every number of seats up to then.
type lots struct {
	name string
	life func(t *testing.T) *told
	want string // after each return, and on some later days
}

func giveBackLots(t *testing.T, tests []lots) {
	t.Helper()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			l := test.life(t)
			for _, line := range strings.Split(strings.TrimSpace(test.want), "\n") {
				do, want, _ := strings.Cut(line, ": ")
				var got string
				if len(do) == len("2025-10-01") {
					got = stands(l.s.On(day(do)))
				} else {
					got = l.giveBackSeats(do)
				}
				if got != want {
					t.Errorf("%s:\ngot  %s\nwant %s", do, got, want)
				}
			}
		})
	}
}

// Seats are added, or returned, on the day of another return.
func TestReturn_AddedOnTheDayOfAReturn(t *testing.T) {
	t.Parallel()
	renewedAndReturned := func(t *testing.T) *told {
		return tell(t, annual3).renew("2025-07-31").returnTerm("2025-08-01", "2025-10-01")
	}
	onR := func(t *testing.T, seats int) *told {
		return tell(t, annual3).renewWith("2025-10-01", lifecycle.RenewalChanges{Seats: seats})
	}
	late := func(t *testing.T, seats int) *told {
		return tell(t, annual3).auto("2025-01-15", false).renewWith("2025-10-02",
			lifecycle.RenewalChanges{Seats: seats})
	}
	giveBackLots(t, []lots{
		{"none were added on a day on which a term was returned", renewedAndReturned, `
2025-08-10 2025-08-01 1: returns[1].seats 1: brings the seats returned to 1, but 0 were added on 2025-08-01`},
		{"one was added on a day on which a term was returned", func(t *testing.T) *told {
			return renewedAndReturned(t).add("2025-08-01", 1)
		}, `
2025-08-10 2025-08-01 1: 2025-08-10 active R=2025-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2026-10-01
2025-08-10 2025-08-01 1: returns[2].seats 1: brings the seats returned to 2, but 1 were added on 2025-08-01`},
		{"one was added before its term was returned on that day", func(t *testing.T) *told {
			return onR(t, 0).add("2025-10-10", 1).returnTerm("2025-10-10", "2025-10-01")
		}, `
2025-10-12 2025-10-10 1: 2025-10-12 canceled R=2025-10-01 3 AutoCAD auto
2025-10-12 2025-10-10 1: returns[2].seats 1: brings the seats returned to 2, but 1 were added on 2025-10-10`},
		{"one was added to a late renewal that was returned on that day", func(t *testing.T) *told {
			return late(t, 8).add("2025-10-02", 1).returnTerm("2025-10-02", "2025-10-01")
		}, `
2025-10-12 2025-10-02 1: 2025-10-12 canceled R=2025-10-01 3 AutoCAD
2025-10-12 2025-10-02 1: returns[2].seats 1: brings the seats returned to 2, but 1 were added on 2025-10-02`},
		{"one was returned before that renewal was", func(t *testing.T) *told {
			l := late(t, 8).add("2025-10-02", 2).returnSeats("2025-10-02", "2025-10-02", 1)
			return l.returnTerm("2025-10-02", "2025-10-01")
		}, `
2025-10-12 2025-10-02 1: 2025-10-12 canceled R=2025-10-01 3 AutoCAD
2025-10-12 2025-10-02 1: returns[3].seats 1: brings the seats returned to 3, but 2 were added on 2025-10-02`},
	})
}

// Several purchases of seats, before and after the renewal date.
func TestReturn_AddedBeforeAndAfterR(t *testing.T) {
	t.Parallel()
	giveBackLots(t, []lots{
		{"after R, two purchases", func(t *testing.T) *told {
			return tell(t, annual3).auto("2025-01-15", false).add("2025-09-18", 2).add("2025-09-21", 3)
		}, `
2025-10-10 2025-09-21 3: 2025-10-10 expired R=2025-10-01 5 AutoCAD
2025-10-12 2025-09-18 2: 2025-10-12 expired R=2025-10-01 3 AutoCAD`},
		{"before R and after it", func(t *testing.T) *told {
			return tell(t, annual3).auto("2025-01-15", false).add("2025-09-18", 2).add("2025-09-21", 3)
		}, `
2025-09-30 2025-09-21 3: 2025-09-30 active R=2025-10-01 5 AutoCAD, then 5 AutoCAD up to 2026-10-01
2025-10-12 2025-09-18 2: 2025-10-12 expired R=2025-10-01 3 AutoCAD`},
		{"on R and after it", func(t *testing.T) *told {
			return tell(t, annual3).auto("2025-01-15", false).add("2025-09-18", 2).add("2025-09-21", 3)
		}, `
2025-10-01 2025-09-21 3: 2025-10-01 expired R=2025-10-01 5 AutoCAD
2025-10-02 2025-09-18 2: 2025-10-02 expired R=2025-10-01 3 AutoCAD`},
		{"after R, on one day, one purchase in parts", func(t *testing.T) *told {
			return tell(t, annual3).auto("2025-01-15", false).add("2025-09-18", 3)
		}, `
2025-10-10 2025-09-18 1: 2025-10-10 expired R=2025-10-01 5 AutoCAD
2025-10-10 2025-09-18 2: 2025-10-10 expired R=2025-10-01 3 AutoCAD
2025-10-10 2025-09-18 1: returns[2].seats 1: brings the seats returned to 4, but 3 were added on 2025-09-18`},
		{"after R, with a number that was asked for", func(t *testing.T) *told {
			return tell(t, annual3).auto("2025-01-15", false).add("2025-09-18", 3).reduce("2025-09-20", 4)
		}, `
2025-10-10 2025-09-18 1: 2025-10-10 expired R=2025-10-01 5 AutoCAD
2025-10-10 2025-09-18 2: 2025-10-10 expired R=2025-10-01 3 AutoCAD`},
	})
}

// Terms ordered before, on and after the day on which seats were added.
func TestReturn_AddedUpToADate(t *testing.T) {
	t.Parallel()
	giveBackLots(t, []lots{
		{"the renewal date up to which they were bought", func(t *testing.T) *told {
			return tell(t, annual3).add("2025-03-01", 2)
		}, `
2025-03-05 2025-03-01 2 2025-03-02: what.until 2025-03-02: is not a renewal date that was known on 2025-03-01
2025-03-05 2025-03-01 2 2025-09-30: what.until 2025-09-30: is not a renewal date that was known on 2025-03-01
2025-03-05 2025-03-01 2 2025-10-02: what.until 2025-10-02: is not a renewal date that was known on 2025-03-01
2025-03-05 2025-03-01 2 2026-10-01: what.until 2026-10-01: is not a renewal date that was known on 2025-03-01
2025-03-05 2025-03-01 2 2025-10-01: 2025-03-05 active R=2025-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2026-10-01`},
		{"a renewal of the day before", func(t *testing.T) *told {
			return tell(t, annual3).renew("2025-07-31").add("2025-08-01", 2)
		}, `
2025-08-06 2025-08-01 2 2025-10-01: what.until 2025-10-01: is not a renewal date that was known on 2025-08-01
2025-08-06 2025-08-01 2: 2025-08-06 active R=2026-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2027-10-01`},
		{"a renewal of the day, before it", func(t *testing.T) *told {
			return tell(t, annual3).add("2025-08-01", 2).renew("2025-08-01")
		}, `
2025-08-06 2025-08-01 2: what.until: is missing: 2025-10-01, 2026-10-01 were renewal dates on 2025-08-01
2025-08-06 2025-08-01 2 2025-10-01: 2025-08-06 active R=2026-10-01 3 AutoCAD auto, then 5 AutoCAD up to 2027-10-01
2025-10-01: 2025-10-01 active R=2026-10-01 5 AutoCAD auto, then 5 AutoCAD up to 2027-10-01`},
		{"a renewal of the day, after it", func(t *testing.T) *told {
			return tell(t, annual3).renew("2025-08-01").add("2025-08-01", 2)
		}, `
2025-08-06 2025-08-01 2: what.until: is missing: 2025-10-01, 2026-10-01 were renewal dates on 2025-08-01
2025-08-06 2025-08-01 2 2026-10-01: 2025-08-06 active R=2026-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2027-10-01
2025-10-01: 2025-10-01 active R=2026-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2027-10-01`},
	})
}

// Seats that a renewal carried do not count as added.
func TestReturn_CarriedByARenewal(t *testing.T) {
	t.Parallel()
	onR := func(t *testing.T, seats int) *told {
		return tell(t, annual3).renewWith("2025-10-01", lifecycle.RenewalChanges{Seats: seats})
	}
	late := func(t *testing.T, seats int) *told {
		return tell(t, annual3).auto("2025-01-15", false).renewWith("2025-10-02",
			lifecycle.RenewalChanges{Seats: seats})
	}
	giveBackLots(t, []lots{
		{"carried by a renewal on the day before R", func(t *testing.T) *told {
			return tell(t, annual3).renewWith("2025-09-30", lifecycle.RenewalChanges{Seats: 8})
		}, `
2025-10-05 2025-09-30 5: returns[0].seats 5: brings the seats returned to 5, but 0 were added on 2025-09-30`},
		{"carried by a renewal on R", func(t *testing.T) *told { return onR(t, 8) }, `
2025-10-05 2025-10-01 5: returns[0].seats 5: brings the seats returned to 5, but 0 were added on 2025-10-01`},
		{"carried by a renewal on the day after R", func(t *testing.T) *told { return late(t, 8) }, `
2025-10-05 2025-10-02 5: returns[0].seats 5: brings the seats returned to 5, but 0 were added on 2025-10-02`},
		{
			"added after a renewal on R that carried some",
			func(t *testing.T) *told { return onR(t, 8).add("2025-10-01", 2) }, `
2025-10-05 2025-10-01 3: returns[0].seats 3: brings the seats returned to 3, but 2 were added on 2025-10-01
2025-10-05 2025-10-01 2: 2025-10-05 active R=2026-10-01 8 AutoCAD auto, then 8 AutoCAD up to 2027-10-01`,
		},
		{
			"added after a renewal on R that carried none",
			func(t *testing.T) *told { return onR(t, 0).add("2025-10-01", 2) }, `
2025-10-05 2025-10-01 3: returns[0].seats 3: brings the seats returned to 3, but 2 were added on 2025-10-01
2025-10-05 2025-10-01 2: 2025-10-05 active R=2026-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2027-10-01`,
		},
		{"returned on R after a renewal", func(t *testing.T) *told {
			return tell(t, annual3).renew("2025-09-20").add("2025-09-21", 2)
		}, `
2025-10-01 2025-09-21 2: 2025-10-01 active R=2026-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2027-10-01`},
		{"returned on R after a renewal of that day", func(t *testing.T) *told {
			return onR(t, 0).add("2025-10-01", 2)
		}, `
2025-10-01 2025-10-01 2: 2025-10-01 active R=2026-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2027-10-01`},
	})
}

// Seats of a term that was returned and bought again.
func TestReturn_AddedToWhatWasBoughtAgain(t *testing.T) {
	t.Parallel()
	giveBackLots(t, []lots{
		{"of a returned renewal, which was bought again", func(t *testing.T) *told {
			return tell(t, annual3).renew("2025-08-01").add("2025-08-10", 2).returnTerm("2025-08-11", "2025-10-01").
				renew("2025-08-12")
		}, `
2025-08-15 2025-08-10 2: 2025-08-15 active R=2026-10-01 3 AutoCAD auto, then 5 AutoCAD up to 2027-10-01
2025-10-01: 2025-10-01 active R=2026-10-01 5 AutoCAD auto, then 5 AutoCAD up to 2027-10-01`},
		{"and for fewer than are returned", func(t *testing.T) *told {
			return tell(t, annual3).renew("2025-08-01").add("2025-08-10", 2).returnTerm("2025-08-11", "2025-10-01").
				renewWith("2025-08-12", lifecycle.RenewalChanges{Seats: 1})
		}, `
2025-08-15 2025-08-10 2: 2025-08-15 active R=2026-10-01 3 AutoCAD auto, then 1 AutoCAD up to 2027-10-01
2025-10-01: 2025-10-01 active R=2026-10-01 1 AutoCAD auto, then 1 AutoCAD up to 2027-10-01`},
		{"and returned on the day on which they were added", func(t *testing.T) *told {
			return tell(t, annual3).renew("2025-08-01").add("2025-08-11", 2).returnTerm("2025-08-11", "2025-10-01").
				renew("2025-08-12")
		}, `
2025-08-15 2025-08-11 2 2026-10-01: 2025-08-15 active R=2026-10-01 3 AutoCAD auto, then 5 AutoCAD up to 2027-10-01
2025-10-01: 2025-10-01 active R=2026-10-01 5 AutoCAD auto, then 5 AutoCAD up to 2027-10-01`},
		{"and all on one day", func(t *testing.T) *told {
			return tell(t, annual3).renew("2025-08-01").returnTerm("2025-08-11", "2025-10-01").renew("2025-08-11").
				add("2025-08-11", 2)
		}, `
2025-08-15 2025-08-11 2 2026-10-01: 2025-08-15 active R=2026-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2027-10-01`},
		{"and they were added to the one that was bought again", func(t *testing.T) *told {
			return tell(t, annual3).renew("2025-08-01").returnTerm("2025-08-11", "2025-10-01").renew("2025-08-12").
				add("2025-08-13", 2)
		}, `
2025-08-15 2025-08-13 2: 2025-08-15 active R=2026-10-01 3 AutoCAD auto, then 3 AutoCAD up to 2027-10-01`},
	})
}

// Everything happens on one day: an extension is bought and returned, and then the subscription is renewed. The facts
// are the same whenever the seats were added, so Until alone says up to which of the three renewal dates.
func TestReturn_AddedOnADayWithThreeRenewalDates(t *testing.T) {
	t.Parallel()
	const on = "2025-09-20"
	host := must(t)(lifecycle.Buy(europe, with(annual3, func(p *lifecycle.PurchaseRequest) {
		p.Ordered = day("2024-10-06")
	})))
	extend := func(v lifecycle.View) (lifecycle.Subscription, error) { return v.Extend(host.On(v.Day())) }
	orders := map[string]func(t *testing.T) *told{
		"before the extension": func(t *testing.T) *told {
			return tell(t, annual3).add(on, 4).on(on, extend).returnTerm(on, "2025-10-01").renew(on)
		},
		"to the extension": func(t *testing.T) *told {
			return tell(t, annual3).on(on, extend).add(on, 4).returnTerm(on, "2025-10-01").renew(on)
		},
		"after its return": func(t *testing.T) *told {
			return tell(t, annual3).on(on, extend).returnTerm(on, "2025-10-01").add(on, 4).renew(on)
		},
		"to the renewal": func(t *testing.T) *told {
			return tell(t, annual3).on(on, extend).returnTerm(on, "2025-10-01").renew(on).add(on, 4)
		},
	}
	var tests []lots
	for name, life := range orders {
		if got, want := life(t).s.Facts(), orders["to the extension"](t).s.Facts(); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v", name, got)
		}
		tests = append(tests, lots{name, life, `
2025-09-20 2025-09-20 4: what.until: is missing: 2025-10-01, 2025-10-06, 2026-10-01 were renewal dates on 2025-09-20
2025-09-20 2025-09-20 4 2025-10-02: what.until 2025-10-02: is not a renewal date that was known on 2025-09-20`})
	}
	for until, then := range map[string]int{"2025-10-01": 7, "2025-10-06": 7, "2026-10-01": 3} {
		tests = append(tests, lots{"up to " + until, orders["to the extension"], fmt.Sprintf(`
2025-09-25 2025-09-20 4 %s: 2025-09-25 active R=2026-10-01 3 AutoCAD auto, then %d AutoCAD up to 2027-10-01
2025-09-30: 2025-09-30 active R=2026-10-01 3 AutoCAD auto, then %[2]d AutoCAD up to 2027-10-01
2025-10-01: 2025-10-01 active R=2026-10-01 %[2]d AutoCAD auto, then %[2]d AutoCAD up to 2027-10-01`, until, then)})
	}
	giveBackLots(t, tests)
}

// coterm.same-product: no seats can be added up to a renewal date behind a renewal for another length or product, so
// that those of its day were added up to the old one.
func TestReturn_AddedBeforeARenewalForSomethingElse(t *testing.T) {
	t.Parallel()
	on := day("2025-09-20")
	for name, tt := range map[string]struct {
		changes lifecycle.RenewalChanges
		two     bool // seats can be added up to either renewal date
	}{
		"the same":        {lifecycle.RenewalChanges{}, true},
		"another number":  {lifecycle.RenewalChanges{Seats: 9}, true},
		"another length":  {lifecycle.RenewalChanges{Length: calendar.ThreeYear}, false},
		"another product": {lifecycle.RenewalChanges{Offering: "Revit"}, false},
	} {
		s := must(t)(annual(t, "2024-10-01").On(on).AddSeats(2))
		s = must(t)(s.On(on).Renew(tt.changes))
		if got := s.On(on).CanAddSeats().Allowed(); got != tt.two {
			t.Errorf("%s: more seats on that day: %t", name, got)
		}
		r := lifecycle.ReturnedPurchase{Added: on, Seats: 2}
		if _, err := s.On(on).Return(r); (err == nil) == tt.two {
			t.Errorf("%s: %v", name, err)
		}
		r.Until = s.On(on).Renewal()
		if _, err := s.On(on).Return(r); (err == nil) != tt.two {
			t.Errorf("%s: up to %s: %v", name, r.Until, err)
		}
		r.Until = day("2025-10-01")
		if _, err := s.On(on).Return(r); err != nil {
			t.Errorf("%s: up to %s: %v", name, r.Until, err)
		}
	}
}

// What a returned renewal had does not count: neither one that was returned before, nor one of the day itself, of which
// the facts do not tell the product.
func TestReturn_AddedAfterARenewalForSomethingElseWasReturned(t *testing.T) {
	t.Parallel()
	s := must(t)(annual(t, "2024-10-01").On(day("2025-08-05")).Renew(lifecycle.RenewalChanges{Offering: "Revit"}))
	s = must(t)(s.On(day("2025-08-10")).Return(lifecycle.ReturnedPurchase{Term: day("2025-10-01")}))
	s = must(t)(s.On(day("2025-08-15")).Renew(lifecycle.RenewalChanges{}))
	s = must(t)(s.On(day("2025-08-15")).AddSeats(3))
	r := lifecycle.ReturnedPurchase{Added: day("2025-08-15"), Seats: 3, Until: day("2026-10-01")}
	s = must(t)(s.On(day("2025-08-20")).Return(r))
	if got := s.On(day("2026-09-30")).Seats(); got != 3 {
		t.Errorf("%d seats are left", got)
	}

	on := day("2025-09-17")
	s = must(t)(annual(t, "2024-10-01").On(on.AddDays(-1)).SwitchProduct("Revit"))
	s = must(t)(s.On(on).Renew(lifecycle.RenewalChanges{Offering: "AutoCAD"}))
	s = must(t)(s.On(on).AddSeats(3))
	s = must(t)(s.On(on).Return(lifecycle.ReturnedPurchase{Added: on, Seats: 3, Until: day("2026-10-01")}))
	s = must(t)(s.On(on).Return(lifecycle.ReturnedPurchase{Term: day("2025-10-01")}))
	if next := s.On(on).NextTerm(); next.Offering != "Revit" || next.Seats != 3 {
		t.Errorf("what was pending is not: %+v", next)
	}
}
