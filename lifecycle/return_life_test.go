package lifecycle_test

import (
	"fmt"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
)

// told builds up a life step by step: each step is a transition on a day.
type told struct {
	t *testing.T
	s lifecycle.Subscription
}

func tell(t *testing.T, p lifecycle.PurchaseRequest) *told {
	t.Helper()
	return &told{t, must(t)(lifecycle.Buy(europe, p))}
}

// stands describes a day in the form of the tables below: the phase, R, the seats and the product, whether R is
// awaited, whether auto-renew is on, and what the next term would be.
func stands(v lifecycle.View) string {
	text := fmt.Sprintf("%s %s R=%s %d %s", v.Day(), v.Phase(), v.Renewal(), v.Seats(), v.Offering())
	if v.Provisional() {
		text += " awaited"
	}
	if v.AutoRenew() {
		text += " auto"
	}
	if next := v.NextTerm(); v.Phase() == lifecycle.Active && next.Length.IsValid() {
		text += fmt.Sprintf(", then %d %s up to %s", next.Seats, next.Offering, next.Period().End())
	}
	return text
}

// annual3 is a purchase of three seats of AutoCAD for a year, on 1 October 2024.
var annual3 = lifecycle.PurchaseRequest{
	Offering: "AutoCAD", Length: calendar.Annual, Seats: 3, Ordered: calendar.MustParseDate("2024-10-01"),
}

func with(p lifecycle.PurchaseRequest, change func(*lifecycle.PurchaseRequest)) lifecycle.PurchaseRequest {
	change(&p)
	return p
}

// life is a life with returns, and its expected state on some days, one a line.
type life struct {
	name string
	life func(t *testing.T) *told
	want string
}

// standsAsTold compares lives with their expected states, which were written from the rulebook before the code:
// refund.effect.
func standsAsTold(t *testing.T, lives []life) {
	t.Helper()
	for _, test := range lives {
		t.Run(test.name, func(t *testing.T) {
			s := test.life(t).s
			for _, want := range strings.Split(strings.TrimSpace(test.want), "\n") {
				if got := stands(s.On(day(want[:10]))); got != want {
					t.Errorf("got  %s\nwant %s", got, want)
				}
			}
		})
	}
}

func (l *told) on(text string, do func(v lifecycle.View) (lifecycle.Subscription, error)) *told {
	l.t.Helper()
	l.s = must(l.t)(do(l.s.On(day(text))))
	return l
}

func (l *told) renew(text string) *told { return l.renewWith(text, lifecycle.RenewalChanges{}) }

func (l *told) renewWith(text string, changes lifecycle.RenewalChanges) *told {
	l.t.Helper()
	return l.on(text, func(v lifecycle.View) (lifecycle.Subscription, error) { return v.Renew(changes) })
}

func (l *told) auto(text string, on bool) *told {
	l.t.Helper()
	return l.on(text, func(v lifecycle.View) (lifecycle.Subscription, error) { return v.SetAutoRenew(on) })
}

func (l *told) add(text string, seats int) *told {
	l.t.Helper()
	return l.on(text, func(v lifecycle.View) (lifecycle.Subscription, error) { return v.AddSeats(seats) })
}

func (l *told) reduce(text string, to int) *told {
	l.t.Helper()
	return l.on(text, func(v lifecycle.View) (lifecycle.Subscription, error) { return v.ReduceSeats(to) })
}

func (l *told) bill(number, issued, due string) *told {
	l.t.Helper()
	return l.on(issued, func(v lifecycle.View) (lifecycle.Subscription, error) {
		return v.Bill(unpaid(number, issued, due))
	})
}

func (l *told) cancel(text, effective string) *told {
	l.t.Helper()
	return l.on(text, func(v lifecycle.View) (lifecycle.Subscription, error) { return v.Cancel(day(effective)) })
}

func (l *told) returnTerm(text, start string, invoices ...string) *told {
	l.t.Helper()
	return l.on(text, func(v lifecycle.View) (lifecycle.Subscription, error) {
		return v.Return(lifecycle.ReturnedPurchase{Term: day(start)}, invoices...)
	})
}

func (l *told) returnSeats(text, added string, seats int, invoices ...string) *told {
	l.t.Helper()
	return l.on(text, func(v lifecycle.View) (lifecycle.Subscription, error) {
		return v.Return(lifecycle.ReturnedPurchase{Added: day(added), Seats: seats}, invoices...)
	})
}
