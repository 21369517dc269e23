package lifecycle_test

import (
	"errors"
	"testing"

	"example.com/billingrules/billingtest"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"pgregory.net/rapid"
)

// machine walks a subscription through time, renewals, missed payments and changes.
type machine struct {
	s       lifecycle.Subscription
	today   calendar.Date
	renewal calendar.Date
	number  int

	// canceled is whether it was Canceled when today began. What is Canceled only since something of today, as when
	// an old debt meets the edition in a renewal, can be undone today.
	canceled bool
}

// did takes the result of a transition: it was made exactly if the decision of the day allows it, what was is as it was, and a refusal
// carries that decision.
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
		if next.On(d).Status() != m.s.On(d).Status() {
			t.Fatalf("on %s it was %v, now it was %v", d, m.s.On(d).Status(), next.On(d).Status())
		}
	}
	m.s = next
}

func (m *machine) Renew(t *rapid.T) {
	var invoices []lifecycle.BilledInvoice
	if rapid.Bool().Draw(t, "by invoice") {
		m.number++
		due := m.today.AddDays(rapid.IntRange(0, 40).Draw(t, "net days"))
		invoices = []lifecycle.BilledInvoice{{Number: "I-" + itoa(m.number), Issued: m.today, Due: due, NetTerms: true}}
	}
	can := m.s.On(m.today).CanRenew()
	was := m.s.On(m.today).Renewal()
	next, err := m.s.On(m.today).Renew(lifecycle.RenewalChanges{})
	if err == nil {
		next, err = next.On(m.today).Bill(invoices...)
	}
	m.did(t, can, next, err)
	if can.Allowed() {
		terms := m.s.Facts().Terms
		if last := terms[len(terms)-1]; last.Start != was || last.End != m.s.On(m.today).Renewal() || !last.End.After(was) {
			t.Fatalf("renewed on %s: %+v after %s", m.today, last, was)
		}
		m.renewal = m.s.On(m.today).Renewal()
	}
}

func (m *machine) Pay(t *rapid.T) {
	for _, invoice := range m.s.Facts().Invoices {
		if !invoice.Paid.IsZero() {
			continue
		}
		active := m.s.On(m.today).CanReactivate().Allowed()
		paid, err := m.s.On(m.today).Pay(invoice.Number)
		if err != nil {
			t.Fatal(err)
		}
		phase := paid.On(m.today).Status().Phase
		if m.canceled && phase != lifecycle.Canceled || paid.On(m.today).Renewal() != m.renewal {
			t.Fatalf("paid on %s it is %s and renews on %s", m.today, phase, paid.On(m.today).Renewal())
		}
		if active && !paid.On(m.today).Status().Overdue && phase != lifecycle.Active {
			t.Fatalf("paid on %s it is %s", m.today, phase)
		}
		m.s = paid
		return
	}
	t.Skip("nothing to pay")
}

func (m *machine) ChangeTerm(t *rapid.T) {
	length := rapid.SampledFrom([]calendar.Term{calendar.Monthly, calendar.Annual, calendar.ThreeYear}).Draw(t, "length")
	next, err := m.s.On(m.today).ChangeTerm(length)
	m.did(t, m.s.On(m.today).CanChangeTerm(), next, err)
}

func (m *machine) SwitchProduct(t *rapid.T) {
	offering := rapid.SampledFrom([]string{"AutoCAD", "Revit", "Autodesk Docs"}).Draw(t, "offering")
	next, err := m.s.On(m.today).SwitchProduct(offering)
	m.did(t, m.s.On(m.today).CanSwitchProduct(), next, err)
}

func (m *machine) ReduceSeats(t *rapid.T) {
	to := rapid.IntRange(0, 5).Draw(t, "to")
	next, err := m.s.On(m.today).ReduceSeats(to)
	m.did(t, m.s.On(m.today).CanReduceSeats(to), next, err)
}

func (m *machine) AddSeats(t *rapid.T) {
	more := rapid.IntRange(1, 5).Draw(t, "more")
	was := m.s.On(m.today).Seats()
	can := m.s.On(m.today).CanAddSeats()
	next, err := m.s.On(m.today).AddSeats(more)
	m.did(t, can, next, err)
	if got := m.s.On(m.today).Seats(); can.Allowed() && got != was+more {
		t.Fatalf("%d and %d seats are %d", was, more, got)
	}
}

func (m *machine) SetAutoRenew(t *rapid.T) {
	next, err := m.s.On(m.today).SetAutoRenew(rapid.Bool().Draw(t, "on"))
	m.did(t, m.s.On(m.today).CanSwitchAutoRenew(), next, err)
}

func (m *machine) Wait(t *rapid.T) {
	m.today = m.today.AddDays(rapid.OneOf(rapid.IntRange(1, 20), rapid.IntRange(1, 400)).Draw(t, "days"))
	m.canceled = m.s.On(m.today).Status().Phase == lifecycle.Canceled
}

// Check holds what must be so after every step.
func (m *machine) Check(t *rapid.T) {
	facts := m.s.Facts()
	if got := m.s.On(m.today).Renewal(); got != m.renewal {
		t.Fatalf("R has moved from %s to %s by itself", m.renewal, got)
	}
	start := facts.Terms[0].Start
	for p, phase := range final(m.s).Phases() {
		if p.Start() != start || p.IsZero() {
			t.Fatalf("%s %s after %s", phase, p, start)
		}
		start = p.End()
	}
	if !start.IsZero() {
		t.Fatalf("the phases end on %s", start)
	}
	// By what was known on some day of the past it is what it is said to have been; and from today on access only shrinks.
	for _, back := range []int{0, 1, 30, 365} {
		d := m.today.AddDays(-back)
		if d.Before(facts.Terms[0].Ordered) {
			break
		}
		then, err := lifecycle.New(europe, billingtest.KnownOn(facts, d))
		if err != nil {
			t.Fatalf("what was known on %s is not good: %v", d, err)
		}
		if then.On(d).Status() != m.s.On(d).Status() || said(then, d) != said(m.s, d) {
			t.Fatalf("on %s it is\n%s\nby what was known then\n%s", d, said(m.s, d), said(then, d))
		}
	}
	access := m.s.On(latestOf(m.today, facts.Terms[0].Start))
	for d := access.Status().Until; !d.IsZero(); d = m.s.On(d).Status().Until {
		later := m.s.On(d)
		for c := lifecycle.ProductAccess; c <= lifecycle.Support; c++ {
			if later.Can(c) && !access.Can(c) {
				t.Fatalf("%s comes back on %s", c, d)
			}
		}
		access = later
	}
	for _, invoice := range facts.Invoices {
		if invoice.Paid.IsZero() {
			return // that an invoice is not paid by its due day is news, and news may move a window
		}
	}
	for action, d := range m.s.On(m.today).Actions().All() {
		for _, edge := range []calendar.Date{d.Window.Start(), d.Window.End()} {
			for _, at := range []calendar.Date{edge.AddDays(-1), edge, edge.AddDays(1)} {
				if edge.IsZero() || !at.After(m.today) {
					continue
				}
				if later := m.s.On(at).Actions().Of(action); later.Allowed() != d.Window.Contains(at) && action != lifecycle.ActionReduceSeats {
					t.Fatalf("%s: on %s %v, but on %s %v", action, m.today, d, at, later)
				}
			}
		}
	}
}

// renewal.next-term, lapse.reactivate, change.effective-fixed: whatever happens, in whatever order.
func TestWalks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := day("2024-09-10").AddDays(rapid.IntRange(0, 200).Draw(t, "start"))
		length := rapid.SampledFrom([]calendar.Term{calendar.Monthly, calendar.Annual, calendar.ThreeYear}).Draw(t, "length")
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
