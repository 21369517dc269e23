package lifecycle_test

import (
	"fmt"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// refund.effect: returning a renewal, even on the day of its order, restores what was pending before it; what it
// carried, and what was asked for after it, is gone.
func TestReturn_RestoresWhatWasPending(t *testing.T) {
	t.Parallel()
	moving := edition(t, func(p *policy.Parameters) { p.Change.FollowsEarlyRenewal = policy.Yes })
	ask := func(l *told, on string) {
		l.on(on, func(v lifecycle.View) (lifecycle.Subscription, error) { return v.SwitchProduct("Maya") })
		l.reduce(on, 2)
		l.on(on, func(v lifecycle.View) (lifecycle.Subscription, error) { return v.ChangeTerm(calendar.ThreeYear) })
	}
	extend := func(l *told) {
		host := with(annual3, func(p *lifecycle.PurchaseRequest) { p.Ordered = day("2025-03-01") })
		to := must(t)(lifecycle.Buy(europe, host)).On(day("2025-08-01"))
		l.on("2025-08-01", func(v lifecycle.View) (lifecycle.Subscription, error) { return v.Extend(to) })
	}
	renew := func(l *told) { l.renew("2025-08-01") }
	shorter := func(l *told) { l.renewWith("2025-08-01", lifecycle.RenewalChanges{Length: calendar.Monthly}) }
	const before, same, after = "2025-07-31", "2025-08-01", "2025-08-02"
	for _, test := range []struct {
		name  string
		ed    policy.Edition
		asked string
		order func(*told)
		want  string
	}{
		{"the day before an extension", europe, before, extend, "three-year 2 Maya"},
		{"the day of an extension", europe, same, extend, "three-year 2 Maya"},
		{"the day after an extension", europe, after, extend, "annual 3 AutoCAD"},
		{"the day before a renewal", europe, before, renew, "three-year 2 Maya"},
		{"the day of a renewal", europe, same, renew, "three-year 2 Maya"},
		{"the day after a renewal", europe, after, renew, "annual 3 AutoCAD"},
		{"the day of a renewal with a length", europe, same, shorter, "three-year 2 Maya"},
		{"before a renewal with a length, which moves it", moving, before, shorter, "three-year 2 Maya"},
		{"the day of a renewal with a length, which moves none", moving, same, shorter, "three-year 2 Maya"},
	} {
		for _, back := range []string{"2025-08-02", "2025-08-06"} {
			t.Run(test.name+" returned "+back, func(t *testing.T) {
				t.Parallel()
				l := &told{t, must(t)(lifecycle.Buy(test.ed, annual3))}
				if test.asked != after {
					ask(l, test.asked)
				}
				test.order(l)
				if test.asked == after {
					l.reduce(after, 2)
				}
				next := l.returnTerm(back, "2025-10-01").s.On(day(back)).NextTerm()
				if got := fmt.Sprintf("%s %d %s", next.Length, next.Seats, next.Offering); got != test.want {
					t.Errorf("the next term is %s, want %s", got, test.want)
				}
			})
		}
	}
}

// Auto-renew stays as it was last switched by request, even on the day of a renewal that is returned; a switch by the
// renewal itself is undone.
func TestReturn_AutoRenewOfTheDay(t *testing.T) {
	t.Parallel()
	host := with(annual3, func(p *lifecycle.PurchaseRequest) { p.Ordered = day("2025-03-01") })
	to := must(t)(lifecycle.Buy(europe, host)).On(day("2025-08-01"))
	extend := func(v lifecycle.View) (lifecycle.Subscription, error) { return v.Extend(to) }
	const same, after = "2025-08-01", "2025-08-02"
	for _, test := range []struct {
		name string
		life func(*told) *told
		want bool
	}{
		{"on, and extended", func(l *told) *told { return l.auto(same, true).on(same, extend) }, true},
		{"on, and renewed", func(l *told) *told { return l.auto(same, true).renew(same) }, true},
		{"off, and renewed", func(l *told) *told { return l.auto(same, false).renew(same) }, false},
		{"renewed, and on", func(l *told) *told { return l.renew(same).auto(same, true) }, true},
		{"renewed, off and on", func(l *told) *told { return l.renew(same).auto(same, false).auto(same, true) }, true},
		{
			"renewed, and off and on later",
			func(l *told) *told { return l.renew(same).auto(after, false).auto(after, true) }, true,
		},
		{"renewed, and off", func(l *told) *told { return l.renew(same).auto(same, false) }, false},
		{"renewed", func(l *told) *told { return l.renew(same) }, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			l := test.life(tell(t, annual3).auto("2025-01-15", false))
			if v := l.returnTerm("2025-08-06", "2025-10-01").s.On(day("2025-08-06")); v.AutoRenew() != test.want {
				t.Errorf("auto-renew is %t\n%+v", v.AutoRenew(), l.s.Facts().Changes)
			}
		})
	}
}
