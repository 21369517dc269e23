package lifecycle_test

import (
	"encoding/json"
	"errors"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/billingtest"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// dates lets cmp compare dates, whose fields it may not read.
var dates = cmpopts.EquateComparable(calendar.Date{})

// rich are facts that have some of everything: an annual term from 15 October 2024, renewed early, then extended to the
// anchor of another subscription.
func rich(t testing.TB) lifecycle.Facts {
	t.Helper()
	f := bought(t, calendar.Annual, day("2024-10-15"), day("2024-10-10"), day("2025-08-01"))
	f.Terms = append(f.Terms, lifecycle.BoughtTerm{
		Ordered: day("2026-09-01"), Start: day("2026-10-15"), End: day("2027-02-28"), Length: calendar.Annual,
		AlignedTo: day("2024-02-29"),
	})
	f.Invoices = []lifecycle.BilledInvoice{
		{Number: "I-1", Issued: day("2024-10-10"), Due: day("2024-11-09"), Paid: day("2024-11-01"), NetTerms: true},
		{Number: "I-2", Issued: day("2025-08-01"), Due: day("2025-08-31"), Paid: day("2025-08-15")},
		{Number: "I-3", Issued: day("2025-09-01"), Due: day("2025-09-01"), NothingOwed: true},
	}
	f.Changes = []lifecycle.Change{
		{What: lifecycle.AutoRenewSwitched, Asked: day("2024-12-01"), Effective: day("2024-12-01")},
		{What: lifecycle.SeatsChanged, Asked: day("2025-01-15"), Effective: day("2025-01-15"), Seats: 5},
		{What: lifecycle.ProductSwitched, Asked: day("2025-09-01"), Effective: day("2025-10-15"), Offering: "Revit"},
		{
			What: lifecycle.TermChanged, Asked: day("2025-09-02"), Effective: day("2026-10-15"),
			Length: calendar.ThreeYear,
		},
	}
	f.FailedCharges = []calendar.Date{day("2027-02-28")}
	f.Cancellation = lifecycle.Cancellation{Asked: day("2027-03-01"), Effective: day("2027-03-31")}
	return f
}

func TestFacts_JSON(t *testing.T) {
	all := subjects(t)
	all["rich"] = rich(t)
	for name, f := range all {
		t.Run(name, func(t *testing.T) {
			text, err := json.Marshal(f)
			var read lifecycle.Facts
			if err != nil || json.Unmarshal(text, &read) != nil {
				t.Fatalf("%s, %v", text, err)
			}
			if diff := cmp.Diff(f, read, dates); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// Empty fields are not written.
func TestFacts_JSONText(t *testing.T) {
	text, err := json.Marshal(bought(t, calendar.Annual, day("2024-10-15"), day("2024-10-10")))
	const want = `{"kind":"subscription","offering":"AutoCAD","anchor":"2024-10-15","seats":3,` +
		`"terms":[{"ordered":"2024-10-10","start":"2024-10-15","end":"2025-10-15","length":"annual"}]}`
	if err != nil || string(text) != want {
		t.Errorf("got %s, %v", text, err)
	}
}

func TestFacts_JSONIsStrict(t *testing.T) {
	for name, tt := range map[string]struct {
		text string
		want error
	}{
		"an unknown key":                {`{"offerings":"AutoCAD"}`, billingrules.ErrUnknown},
		"an unknown key further in":     {`{"invoices":[{"number":"1","payd":""}]}`, billingrules.ErrUnknown},
		"a cancellation of one day":     {`{"canceled":"2025-01-01"}`, billingrules.ErrUnknown},
		"a number as text":              {`{"seats":"3"}`, billingrules.ErrSyntax},
		"half a seat":                   {`{"seats":1.5}`, billingrules.ErrSyntax},
		"a list":                        {`[]`, billingrules.ErrSyntax},
		"an unknown kind":               {`{"kind":"rental"}`, billingrules.ErrUnknown},
		"a day that does not exist":     {`{"anchor":"2025-02-30"}`, billingrules.ErrRange},
		"an unknown length":             {`{"terms":[{"length":"yearly"}]}`, billingrules.ErrUnknown},
		"an unknown change":             {`{"changes":[{"what":"price"}]}`, billingrules.ErrUnknown},
		"a day in another form":         {`{"terms":[{"start":"10-06-2024"}]}`, billingrules.ErrSyntax},
		"a failed charge without a day": {`{"failedCharges":[true]}`, billingrules.ErrSyntax},
	} {
		t.Run(name, func(t *testing.T) {
			read := rich(t)
			if err := json.Unmarshal([]byte(tt.text), &read); !errors.Is(err, tt.want) {
				t.Errorf("%v, want %v", err, tt.want)
			}
			if diff := cmp.Diff(rich(t), read, dates); diff != "" {
				t.Errorf("it is half read: %s", diff)
			}
		})
	}
}

// A subscription is written as JSON in the form of its facts.
func TestSubscription_JSON(t *testing.T) {
	f := rich(t)
	text, err := json.Marshal(map[string]lifecycle.Subscription{"s": subscription(t, europe, f)})
	facts, bad := json.Marshal(map[string]lifecycle.Facts{"s": f})
	if err != nil || bad != nil || string(text) != string(facts) {
		t.Errorf("got %s, %v", text, err)
	}
	if text, err := json.Marshal(lifecycle.Subscription{}); !errors.Is(err, billingrules.ErrMissing) {
		t.Errorf("the zero Subscription is written as %s, %v", text, err)
	}
}

// A caller that changes the facts it passed in or got back does not change the subscription.
func TestSubscription_IsImmutable(t *testing.T) {
	f := rich(t)
	s := subscription(t, europe, f)
	on := day("2025-02-01")
	before := s.On(on).Status()
	spoil := func(f *lifecycle.Facts) {
		f.Terms[0].End, f.Invoices[0].Paid, f.Changes[1].Seats = day("2024-10-16"), calendar.Date{}, 99
		f.FailedCharges[0], f.Cancellation.Asked = day("2024-10-16"), day("2024-10-16")
	}
	spoil(&f)
	held := s.Facts()
	spoil(&held)
	if diff := cmp.Diff(rich(t), s.Facts(), dates); diff != "" || s.On(on).Status() != before || s.On(on).Seats() != 5 {
		t.Errorf("it has changed: %s", diff)
	}
	if !s.Edition().Equal(europe) || !s.On(on).Edition().Equal(europe) ||
		s.On(on).Subscription().On(on).Status() != before {
		t.Error("the view is of another subscription")
	}
}

// Facts with something added share no memory with the facts they were made from.
func TestFacts_Bill(t *testing.T) {
	f := rich(t)
	first := f.Bill(unpaid("I-4", "2025-10-01", "2025-10-31"))
	second := f.Bill(unpaid("I-5", "2025-10-01", "2025-10-31"), unpaid("I-6", "2025-11-01", "2025-12-01"))
	if len(f.Invoices) != 3 || len(first.Invoices) != 4 || first.Invoices[3].Number != "I-4" ||
		len(second.Invoices) != 5 {
		t.Errorf("%v\n%v\n%v", f.Invoices, first.Invoices, second.Invoices)
	}
	if got := f.Bill(); len(got.Invoices) != 3 {
		t.Errorf("%v", got.Invoices)
	}
}

// FuzzFacts reads any text as facts. Facts that New takes can be asked about any day, and answer as they would have by
// what was known on that day.
func FuzzFacts(f *testing.F) {
	for _, facts := range subjects(f) {
		if text, err := json.Marshal(facts); err == nil {
			f.Add(text, 400)
		}
	}
	if text, err := json.Marshal(rich(f)); err == nil {
		f.Add(text, 800)
	}
	f.Fuzz(func(t *testing.T, text []byte, after int) {
		var facts lifecycle.Facts
		if json.Unmarshal(text, &facts) != nil {
			return
		}
		s, err := lifecycle.New(europe, facts)
		if err != nil {
			if !s.IsZero() || len(billingrules.InputErrors(err)) == 0 {
				t.Fatal(err)
			}
			return
		}
		v := s.On(facts.Terms[0].Start.AddDays(after % 10_000))
		v.Actions()
		start := facts.Terms[0].Start
		for p := range v.Phases() {
			if p.Start() != start || p.IsZero() {
				t.Fatalf("%s after %s", p, start)
			}
			start = p.End()
		}
		if v.IsZero() {
			return
		}
		then, err := lifecycle.New(europe, billingtest.KnownOn(facts, v.Day()))
		if err != nil || then.On(v.Day()).Status() != v.Status() {
			t.Fatalf("%v, by what was known then %v, %v", v.Status(), then.On(v.Day()).Status(), err)
		}
	})
}
