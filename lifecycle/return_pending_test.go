package lifecycle_test

import (
	"fmt"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// refund.effect: what was pending before a renewal is pending again when that is returned, and what it carried is not.
// On the day of its order the facts tell what was asked for from what was carried for an extension, which carries
// nothing, and for a length, which is that of the term.
func TestReturn_PendingAgain(t *testing.T) {
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
		{"the day of a renewal", europe, same, renew, "three-year 3 AutoCAD"},
		{"the day after a renewal", europe, after, renew, "annual 3 AutoCAD"},
		{"the day of a renewal with a length", europe, same, shorter, "three-year 3 AutoCAD"},
		{"before a renewal with a length, which moves it", moving, before, shorter, "three-year 2 Maya"},
		{"the day of a renewal with a length, which moves none", moving, same, shorter, "three-year 3 AutoCAD"},
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

// An extension does not switch auto-renew on; a renewal of the same day may have done that.
func TestReturn_AutoRenewOfTheDay(t *testing.T) {
	t.Parallel()
	host := with(annual3, func(p *lifecycle.PurchaseRequest) { p.Ordered = day("2025-03-01") })
	to := must(t)(lifecycle.Buy(europe, host)).On(day("2025-08-01"))
	on := tell(t, annual3).auto("2025-01-15", false).auto("2025-08-01", true)
	renewed := &told{t, on.s}
	on.on("2025-08-01", func(v lifecycle.View) (lifecycle.Subscription, error) { return v.Extend(to) })
	if v := on.returnTerm("2025-08-06", "2025-10-01").s.On(day("2025-08-06")); !v.AutoRenew() {
		t.Error("an extension that is returned took it off")
	}
	if v := renewed.renew("2025-08-01").returnTerm("2025-08-06", "2025-10-01").s.On(day("2025-08-06")); v.AutoRenew() {
		t.Error("a renewal that is returned left it on")
	}
}
