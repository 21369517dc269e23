package lifecycle_test

import (
	"errors"
	"slices"
	"testing"

	"example.com/billingrules/billingtest"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"pgregory.net/rapid"
)

// machine takes a subscription through time, with renewals, missed payments and changes.
type machine struct {
	s       lifecycle.Subscription
	today   calendar.Date
	renewal calendar.Date
	number  int

	// canceled is whether it was Canceled when today began. If it is Canceled only by something done today, as when a
	// renewal brings an old debt under the edition, that can be undone today.
	canceled bool
}

// view is the view of today.
func (m *machine) view() lifecycle.View { return m.s.On(m.today) }

// did checks the result of a transition: it succeeds exactly if the decision of the day allows it, the past does not
// change, and a refusal carries that decision.
func (m *machine) did(t *rapid.T, can policy.Decision, next lifecycle.Subscription, err error) {
	var refusal *policy.Refusal
	switch {
	case errors.As(err, &refusal):
		if can.Allowed() || refusal.Decision != can {
			t.Fatalf("%v was asked, %v came", can, err)
		}
		return
	case err != nil:
		t.Fatalf("%v: %v", can, err)
	case !can.Allowed():
		t.Fatalf("%v, but it was done", can)
	}
	for _, before := range []int{-1, -40, -400} {
		d := m.today.AddDays(before)
		if was, is := m.s.On(d), next.On(d); is.Status() != was.Status() || is.Seats() != was.Seats() ||
			is.NextTerm() != was.NextTerm() {
			t.Fatalf("on %s it was %v, now it was %v", d, was.Status(), is.Status())
		}
	}
	m.s = next
}

func (m *machine) Renew(t *rapid.T) {
	changes := lifecycle.RenewalChanges{Seats: rapid.IntRange(0, 6).Draw(t, "seats")}
	changes.Length = calendar.Term(rapid.IntRange(0, 3).Draw(t, "length"))
	can, term := m.view().CanRenewWith(changes), m.view().RenewalTerm(changes)
	next, err := m.view().Renew(changes)
	m.did(t, can, next, err)
	if !can.Allowed() {
		return
	}
	terms := m.s.Facts().Terms
	last := terms[len(terms)-1]
	if last.Start != m.renewal || last.End != m.view().Renewal() || last.End != term.Period().End() ||
		last.Length != term.Length {
		t.Fatalf("renewed on %s: %+v, told as %+v", m.today, last, term)
	}
	m.renewal = last.End
	if rapid.Bool().Draw(t, "by invoice") {
		m.number++
		due := m.today.AddDays(rapid.IntRange(0, 40).Draw(t, "net days"))
		next, err := m.view().Bill(lifecycle.BilledInvoice{
			Number: "I-" + itoa(m.number), Issued: m.today, Due: due, NetTerms: true,
		})
		if err != nil {
			t.Fatal(err)
		}
		m.s = next
	}
}

func (m *machine) Pay(t *rapid.T) {
	open := slices.Collect(m.view().Unpaid())
	if len(open) == 0 {
		t.Skip("nothing to pay")
	}
	active := m.view().CanReactivate().Allowed()
	next, err := m.view().Pay(open[0].Number)
	if err != nil {
		t.Fatal(err)
	}
	paid := next.On(m.today)
	if m.canceled && paid.Phase() != lifecycle.Canceled || paid.Renewal() != m.renewal {
		t.Fatalf("paid on %s it is %s and renews on %s", m.today, paid.Phase(), paid.Renewal())
	}
	if active && !paid.Status().Overdue && paid.Phase() != lifecycle.Active {
		t.Fatalf("paid on %s it is %s", m.today, paid.Phase())
	}
	m.s = next
}

func (m *machine) ChangeTerm(t *rapid.T) {
	length := billingtest.Term().Draw(t, "length")
	next, err := m.view().ChangeTerm(length)
	m.did(t, m.view().CanChangeTerm(), next, err)
}

func (m *machine) SwitchProduct(t *rapid.T) {
	offering := rapid.SampledFrom([]string{"AutoCAD", "Revit", "Autodesk Docs"}).Draw(t, "offering")
	next, err := m.view().SwitchProduct(offering)
	m.did(t, m.view().CanSwitchProduct(), next, err)
}

func (m *machine) ReduceSeats(t *rapid.T) {
	to := rapid.IntRange(0, 5).Draw(t, "to")
	next, err := m.view().ReduceSeats(to)
	m.did(t, m.view().CanReduceSeats(to), next, err)
}

func (m *machine) AddSeats(t *rapid.T) {
	more := rapid.IntRange(1, 5).Draw(t, "more")
	can, was := m.view().CanAddSeats(), m.view().Seats()
	next, err := m.view().AddSeats(more)
	m.did(t, can, next, err)
	if got := m.view().Seats(); can.Allowed() && got != was+more {
		t.Fatalf("%d and %d seats are %d", was, more, got)
	}
}

func (m *machine) SetAutoRenew(t *rapid.T) {
	next, err := m.view().SetAutoRenew(rapid.Bool().Draw(t, "on"))
	m.did(t, m.view().CanSwitchAutoRenew(), next, err)
}

func (m *machine) Wait(t *rapid.T) {
	m.today = m.today.AddDays(rapid.OneOf(rapid.IntRange(1, 20), rapid.IntRange(1, 400)).Draw(t, "days"))
	m.canceled = m.view().Phase() == lifecycle.Canceled
}

// Check checks what must hold after every step.
func (m *machine) Check(t *rapid.T) {
	if got := m.view().Renewal(); got != m.renewal {
		t.Fatalf("R has moved from %s to %s by itself", m.renewal, got)
	}
	start := m.s.Facts().Terms[0].Start
	for p, phase := range m.view().Phases() {
		if p.Start() != start || p.IsZero() {
			t.Fatalf("%s %s after %s", phase, p, start)
		}
		start = p.End()
	}
	if !start.IsZero() {
		t.Fatalf("the phases end on %s", start)
	}
	m.pastStays(t)
	m.accessShrinks(t)
}

// pastStays asks about some past days: by what was known then, the answers stay the same.
func (m *machine) pastStays(t *rapid.T) {
	facts := m.s.Facts()
	for _, back := range []int{0, 1, 30, 365} {
		d := m.today.AddDays(-back)
		if d.Before(facts.Terms[0].Ordered) {
			break
		}
		then, err := lifecycle.New(europe, billingtest.KnownOn(facts, d))
		if err != nil {
			t.Fatalf("what was known on %s is not good: %v", d, err)
		}
		if was, is := then.On(d), m.s.On(d); was.Status() != is.Status() || said(was) != said(is) {
			t.Fatalf("on %s it is %v, by what was known then %v", d, is.Status(), was.Status())
		}
	}
}

// accessShrinks goes on from today: without new facts, access only shrinks.
func (m *machine) accessShrinks(t *rapid.T) {
	v := m.s.On(calendar.Latest(m.today, m.s.Facts().Terms[0].Start))
	for d := v.Status().Until; !d.IsZero(); d = v.Status().Until {
		later := m.s.On(d)
		for c := lifecycle.ProductAccess; c <= lifecycle.Support; c++ {
			if later.Can(c) && !v.Can(c) {
				t.Fatalf("%s comes back on %s", c, d)
			}
		}
		v = later
	}
}

// renewal.next-term, lapse.reactivate, change.effective-fixed: they hold whatever happens, in whatever order.
func TestView_RandomWalks(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		start := day("2024-09-10").AddDays(rapid.IntRange(0, 200).Draw(t, "start"))
		length := billingtest.Term().Draw(t, "length")
		period, err := length.Period(start, start)
		if err != nil {
			t.Fatal(err)
		}
		s, err := lifecycle.New(europe, lifecycle.Facts{
			Kind: policy.Subscription, Offering: "AutoCAD", Anchor: start, Seats: 4,
			Terms: []lifecycle.BoughtTerm{{Ordered: start, Start: start, End: period.End(), Length: length}},
		})
		if err != nil {
			t.Fatal(err)
		}
		m := &machine{s: s, today: start, renewal: period.End()}
		t.Repeat(rapid.StateMachineActions(m))
	})
}
