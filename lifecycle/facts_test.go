package lifecycle_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/billingtest"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// dates lets cmp compare dates, which it may not look into.
var dates = cmpopts.EquateComparable(calendar.Date{})

// rich are facts with something of everything.
func rich(t testing.TB) lifecycle.Facts {
	t.Helper()
	f := bought(t, calendar.Annual, day("2024-10-15"), day("2024-10-10"), day("2025-08-01"))
	f.Terms = append(f.Terms, lifecycle.BoughtTerm{Ordered: day("2026-09-01"), Start: day("2026-10-15"), End: day("2027-02-28"), Length: calendar.Annual, AlignedTo: day("2024-02-29")})
	f.Invoices = []lifecycle.BilledInvoice{
		{Number: "I-1", Issued: day("2024-10-10"), Due: day("2024-11-09"), Paid: day("2024-11-01"), NetTerms: true},
		{Number: "I-2", Issued: day("2025-08-01"), Due: day("2025-08-31")},
	}
	f.Invoices[1].Paid = day("2025-08-15")
	f.Changes = []lifecycle.Change{
		{What: lifecycle.AutoRenewSwitched, Asked: day("2024-12-01"), Effective: day("2024-12-01"), AutoRenew: false},
		{What: lifecycle.SeatsChanged, Asked: day("2025-01-15"), Effective: day("2025-01-15"), Seats: 5},
		{What: lifecycle.ProductSwitched, Asked: day("2025-09-01"), Effective: day("2025-10-15"), Offering: "Revit"},
		{What: lifecycle.TermChanged, Asked: day("2025-09-02"), Effective: day("2026-10-15"), Length: calendar.ThreeYear},
	}
	return f
}

func TestFactsJSON(t *testing.T) {
	for name, f := range subjects(t) {
		roundTrip(t, name, f)
	}
	f := rich(t)
	f.Cancellation = lifecycle.Cancellation{Asked: day("2027-01-01"), Effective: day("2027-01-01")}
	roundTrip(t, "rich", f)
	text, err := json.Marshal(bought(t, calendar.Annual, day("2024-10-15"), day("2024-10-10")))
	want := `{"kind":"subscription","offering":"AutoCAD","anchor":"2024-10-15","seats":3,"terms":[{"ordered":"2024-10-10","start":"2024-10-15","end":"2025-10-15","length":"annual"}]}`
	if err != nil || string(text) != want {
		t.Errorf("got %s, %v", text, err)
	}
}

// A subscription is written as its facts, and is not read without its edition.
func TestSubscriptionJSON(t *testing.T) {
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

func TestFactsJSONIsStrict(t *testing.T) {
	for text, want := range map[string]error{
		`{"offerings":"AutoCAD"}`:                 billingrules.ErrUnknown,
		`{"invoices":[{"number":"1","payd":""}]}`: billingrules.ErrUnknown,
		`{"seats":"3"}`:                           billingrules.ErrSyntax,
		`{"seats":1.5}`:                           billingrules.ErrSyntax,
		`[]`:                                      billingrules.ErrSyntax,
		`{"kind":"rental"}`:                       billingrules.ErrUnknown,
		`{"anchor":"2025-02-30"}`:                 billingrules.ErrRange,
		`{"terms":[{"length":"yearly"}]}`:         billingrules.ErrUnknown,
		`{"changes":[{"what":"price"}]}`:          billingrules.ErrUnknown,
		`{"terms":[{"start":"10-06-2024"}]}`:      billingrules.ErrSyntax,
	} {
		read := rich(t)
		if err := json.Unmarshal([]byte(text), &read); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", text, err, want)
		}
		if diff := cmp.Diff(rich(t), read, dates); diff != "" {
			t.Errorf("%s is half read: %s", text, diff)
		}
	}
}

func roundTrip(t *testing.T, name string, f lifecycle.Facts) {
	t.Helper()
	text, err := json.Marshal(f)
	var read lifecycle.Facts
	if err != nil || json.Unmarshal(text, &read) != nil {
		t.Fatalf("%s: %s, %v", name, text, err)
	}
	if diff := cmp.Diff(f, read, dates); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// What a caller holds in its hands cannot reach into a subscription.
func TestSubscriptionsAreImmutable(t *testing.T) {
	f := rich(t)
	s := subscription(t, europe, f)
	before := s.On(day("2025-02-01")).Status()
	f.Terms[0].End, f.Invoices[0].Paid, f.Changes[0].AutoRenew = day("2024-10-16"), calendar.Date{}, true
	held := s.Facts()
	held.Terms[0].End, held.Invoices[0].Due, held.Changes[1].Seats = day("2024-10-16"), day("2024-10-11"), 99
	if diff := cmp.Diff(rich(t), s.Facts(), dates); diff != "" || s.On(day("2025-02-01")).Status() != before || s.On(day("2025-02-01")).Seats() != 5 {
		t.Errorf("it has changed: %s", diff)
	}
	if !s.Edition().Equal(europe) {
		t.Error("the edition is another")
	}
}

func TestBadFacts(t *testing.T) {
	tests := []struct {
		name     string
		change   func(*lifecycle.Facts)
		want     string // field, value and the beginning of the reason
		sentinel error
	}{
		{"no kind", func(f *lifecycle.Facts) { f.Kind = 0; f.Changes = nil; f.Terms = f.Terms[:1]; f.Terms[0].Length = 0 }, "kind: is missing", billingrules.ErrMissing},
		{"no life cycle", func(f *lifecycle.Facts) {
			f.Kind = policy.Consulting
			f.Changes = nil
			f.Terms = f.Terms[:1]
			f.Terms[0].Length = 0
		}, "kind consulting: has no life cycle", billingrules.ErrUnknown},
		{"no offering", func(f *lifecycle.Facts) { f.Offering = "" }, "offering: is missing", billingrules.ErrMissing},
		{"long offering", func(f *lifecycle.Facts) { f.Offering = strings.Repeat("x", 201) }, "offering \"xxx", billingrules.ErrRange},
		{"NUL", func(f *lifecycle.Facts) { f.Offering = "Auto\x00CAD" }, `offering "Auto\x00CAD": has characters that cannot be printed`, billingrules.ErrSyntax},
		{"invalid UTF-8", func(f *lifecycle.Facts) { f.Offering = "\xff" }, `offering "\xff": has characters that cannot be printed`, billingrules.ErrSyntax},
		{"no anchor", func(f *lifecycle.Facts) { f.Anchor = calendar.Date{} }, "anchor: is missing", billingrules.ErrMissing},
		{"zero seats", func(f *lifecycle.Facts) { f.Seats = 0 }, "seats 0: must be from 1 to 1000000", billingrules.ErrRange},
		{"too many seats", func(f *lifecycle.Facts) { f.Seats = 1_000_001 }, "seats 1000001: must be from 1", billingrules.ErrRange},
		{"no terms", func(f *lifecycle.Facts) { f.Terms = nil }, "terms: is missing", billingrules.ErrMissing},
		{"too many terms", func(f *lifecycle.Facts) { f.Terms = make([]lifecycle.BoughtTerm, 1001) }, "terms: has 1001 entries, at most 1000 are allowed", billingrules.ErrRange},
		{"too many invoices", func(f *lifecycle.Facts) { f.Invoices = make([]lifecycle.BilledInvoice, 10_001) }, "invoices: has 10001 entries, at most 10000 are allowed", billingrules.ErrRange},
		{"too many changes", func(f *lifecycle.Facts) { f.Changes = make([]lifecycle.Change, 10_001) }, "changes: has 10001 entries, at most 10000 are allowed", billingrules.ErrRange},
		{"never ordered", func(f *lifecycle.Facts) { f.Terms[0].Ordered = calendar.Date{} }, "terms[0].ordered: is missing", billingrules.ErrMissing},
		{"no start", func(f *lifecycle.Facts) { f.Terms[2].Start = calendar.Date{} }, "terms[2].start: is missing", billingrules.ErrMissing},
		{"no end", func(f *lifecycle.Facts) { f.Terms[2].End = calendar.Date{} }, "terms[2].end: is missing", billingrules.ErrMissing},
		{"an end before the start", func(f *lifecycle.Facts) { f.Terms[2].End = day("2026-10-14") }, "terms[2].end 2026-10-14: is not after the start 2026-10-15", billingrules.ErrConflict},
		{"an end on the start", func(f *lifecycle.Facts) { f.Terms[2].End = day("2026-10-15") }, "terms[2].end 2026-10-15: is not after", billingrules.ErrConflict},
		{"a gap", func(f *lifecycle.Facts) { f.Terms[2].Start = day("2026-11-15"); f.Changes = nil }, "terms[2].start 2026-11-15: leaves a gap or overlaps: the term before ends on 2026-10-15", billingrules.ErrConflict},
		{"an overlap", func(f *lifecycle.Facts) { f.Terms[2].Start = day("2026-09-15"); f.Changes = nil }, "terms[2].start 2026-09-15: leaves a gap or overlaps", billingrules.ErrConflict},
		{"first ordered when it had begun", func(f *lifecycle.Facts) { f.Terms[0].Ordered = day("2024-10-16") }, "terms[0].ordered 2024-10-16: is after the start 2024-10-15", billingrules.ErrConflict},
		{"ordered before the order before", func(f *lifecycle.Facts) { f.Terms[1].Ordered = day("2024-10-09") }, "terms[1].ordered 2024-10-09: is before the order of the term before, 2024-10-10", billingrules.ErrConflict},
		{"ordered when it was canceled", func(f *lifecycle.Facts) {
			f.Terms = f.Terms[:2]
			f.Changes = nil
			f.Terms[1].Ordered = day("2025-11-29")
		}, "terms[1].ordered 2025-11-29: is a day on which it is canceled, since 2025-11-29", billingrules.ErrConflict},
		{"the wrong length", func(f *lifecycle.Facts) { f.Terms = f.Terms[:1]; f.Changes = nil; f.Terms[0].End = day("2025-10-14") }, "terms[0].end 2025-10-14: is not the end of the annual term, 2025-10-15", billingrules.ErrConflict},
		{"no length", func(f *lifecycle.Facts) { f.Terms[0].Length = 0 }, "terms[0].length: is missing", billingrules.ErrMissing},
		{"an unknown term", func(f *lifecycle.Facts) { f.Terms[0].Length = 9 }, "terms[0].length 9: is not known; one of: ", billingrules.ErrUnknown},
		{"off the anchor", func(f *lifecycle.Facts) { f.Terms = f.Terms[:1]; f.Changes = nil; f.Anchor = day("2024-10-14") }, "terms[0].start 2024-10-15: is no month date of the anchor 2024-10-14", billingrules.ErrConflict},
		{"too early", func(f *lifecycle.Facts) { f.Invoices[0].Issued = day("0001-01-01") }, "invoices[0].issued 0001-01-01: is too near an end of the calendar", billingrules.ErrRange},
		{"too late", func(f *lifecycle.Facts) { f.Terms[2].End = day("9999-12-31") }, "terms[2].end 9999-12-31: is too near an end of the calendar", billingrules.ErrRange},
		{"an invoice without a number", func(f *lifecycle.Facts) { f.Invoices[0].Number = "" }, "invoices[0].number: is missing", billingrules.ErrMissing},
		{"an invoice twice", func(f *lifecycle.Facts) { f.Invoices[1].Number = "I-1" }, `invoices[1].number "I-1": is a duplicate`, billingrules.ErrConflict},
		{"never issued", func(f *lifecycle.Facts) { f.Invoices[0].Issued = calendar.Date{} }, "invoices[0].issued: is missing", billingrules.ErrMissing},
		{"never due", func(f *lifecycle.Facts) { f.Invoices[0].Due = calendar.Date{} }, "invoices[0].due: is missing", billingrules.ErrMissing},
		{"due before it was issued", func(f *lifecycle.Facts) { f.Invoices[0].Due = day("2024-10-09") }, "invoices[0].due 2024-10-09: is before the day of its issue, 2024-10-10", billingrules.ErrConflict},
		{"paid before it existed", func(f *lifecycle.Facts) { f.Invoices[0].Paid = day("2024-10-09") }, "invoices[0].paid 2024-10-09: is before the day of its issue, 2024-10-10", billingrules.ErrConflict},
		{"a change never asked for", func(f *lifecycle.Facts) { f.Changes[0].Asked = calendar.Date{} }, "changes[0].asked: is missing", billingrules.ErrMissing},
		{"a change out of order", func(f *lifecycle.Facts) { f.Changes[1].Asked, f.Changes[1].Effective = day("2024-11-01"), day("2024-11-01") }, "changes[1].asked 2024-11-01: is before the change", billingrules.ErrConflict},
		{"a change for a past date", func(f *lifecycle.Facts) { f.Changes[3].Effective = day("2025-09-01") }, "changes[3].effective 2025-09-01: is before the day on which it was asked for, 2025-09-02", billingrules.ErrConflict},
		{"a change that never takes effect", func(f *lifecycle.Facts) { f.Changes[3].Effective = calendar.Date{} }, "changes[3].effective: is missing", billingrules.ErrMissing},
		{"no kind of change", func(f *lifecycle.Facts) { f.Changes[0].What = 0 }, "changes[0].what: is missing", billingrules.ErrMissing},
		{"an unknown kind of change", func(f *lifecycle.Facts) { f.Changes[0].What = 9 }, "changes[0].what 9: is not known; one of: ", billingrules.ErrUnknown},
		{"a change to no seats", func(f *lifecycle.Facts) { f.Changes[1].Seats = 0 }, "changes[1].seats 0: must be from 1", billingrules.ErrRange},
		{"a switch to nothing", func(f *lifecycle.Facts) { f.Changes[2].Offering = "" }, "changes[2].offering: is missing", billingrules.ErrMissing},
		{"a change to no term", func(f *lifecycle.Facts) { f.Changes[3].Length = 0 }, "changes[3].length: is missing", billingrules.ErrMissing},
		{"a switch that waits", func(f *lifecycle.Facts) { f.Changes[0].Effective = day("2024-12-02") }, "changes[0].effective 2024-12-02: must be the day on which it was asked for", billingrules.ErrConflict},
		{"the value of another change", func(f *lifecycle.Facts) { f.Changes[3].Seats = 2 }, "changes[3].what term: has the value of another kind", billingrules.ErrConflict},
		{"canceled before it was ordered", func(f *lifecycle.Facts) {
			f.Cancellation = lifecycle.Cancellation{Asked: day("2024-10-09"), Effective: day("2024-10-10")}
		}, "cancellation.asked 2024-10-09: is before the first order, 2024-10-10", billingrules.ErrConflict},
		{"canceled before it was asked for", func(f *lifecycle.Facts) {
			f.Cancellation = lifecycle.Cancellation{Asked: day("2024-10-11"), Effective: day("2024-10-10")}
		}, "cancellation.effective 2024-10-10: is before the day on which it was asked for, 2024-10-11", billingrules.ErrConflict},
		{"tokens with seats", func(f *lifecycle.Facts) { *f = subjects(t)["flex"]; f.Seats = 1 }, "seats 1: must be 0 for Flex tokens", billingrules.ErrConflict},
		{"tokens with a term", func(f *lifecycle.Facts) { *f = subjects(t)["flex"]; f.Terms[0].Length = calendar.Annual }, "terms[0].length annual: must be none", billingrules.ErrConflict},
		{"tokens that were aligned", func(f *lifecycle.Facts) { *f = subjects(t)["flex"]; f.Terms[0].AlignedTo = day("2025-01-01") }, "terms[0].alignedTo 2025-01-01: must be none", billingrules.ErrConflict},
		{"tokens that were changed", func(f *lifecycle.Facts) { c := f.Changes[:1]; *f = subjects(t)["flex"]; f.Changes = c }, "changes[0].what auto-renew: must not be", billingrules.ErrConflict},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := rich(t)
			test.change(&f)
			s, err := lifecycle.New(europe, f)
			bad := billingrules.InputErrors(err)
			if len(bad) != 1 || !errors.Is(err, test.sentinel) || !s.IsZero() {
				t.Fatalf("%d errors: %v", len(bad), err)
			}
			if got := bad[0].Error(); !strings.HasPrefix(got, "lifecycle.New: "+test.want) {
				t.Errorf("got %s\nwant lifecycle.New: %s", got, test.want)
			}
		})
	}
	_, err := lifecycle.New(policy.Edition{}, lifecycle.Facts{})
	var fields []string
	for _, e := range billingrules.InputErrors(err) {
		fields = append(fields, e.Field)
	}
	if got := strings.Join(fields, " "); got != "edition kind offering anchor seats terms" {
		t.Errorf("the zero Facts: %s", got)
	}
}

func TestTransitionsRefuseBadInput(t *testing.T) {
	s := subscription(t, europe, subjects(t)["unpaid"])
	paid := must(t)(s.On(day("2024-11-05")).Pay("I-1"))
	annual := subscription(t, europe, bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01")))
	type result struct {
		s   lifecycle.Subscription
		err error
	}
	of := func(s lifecycle.Subscription, err error) result { return result{s, err} }
	for name, test := range map[string]struct {
		got      result
		sentinel error
		field    string
	}{
		"a day before the last fact":    {of(paid.On(day("2024-11-04")).SetAutoRenew(true)), billingrules.ErrConflict, "day"},
		"no day":                        {of(paid.On(calendar.Date{}).Pay("I-1")), billingrules.ErrMissing, "day"},
		"an unknown invoice":            {of(s.On(day("2024-11-05")).Pay("I-2")), billingrules.ErrUnknown, "numbers[0]"},
		"an invoice paid twice":         {of(paid.On(day("2024-11-05")).Pay("I-1")), billingrules.ErrConflict, "numbers[0]"},
		"no subscription":               {of(lifecycle.Subscription{}.On(day("2024-11-05")).Renew(lifecycle.RenewalChanges{})), billingrules.ErrMissing, "subscription"},
		"a term with an end of its own": {of(annual.On(day("2025-09-01")).Renew(lifecycle.RenewalChanges{End: day("2026-01-01")})), billingrules.ErrConflict, "end"},
		"a bad invoice":                 {of(annual.On(day("2025-09-01")).Bill(lifecycle.BilledInvoice{})), billingrules.ErrMissing, "invoices[0].number"},
		"no term":                       {of(annual.On(day("2025-09-01")).ChangeTerm(0)), billingrules.ErrMissing, "changes[0].length"},
		"no product":                    {of(annual.On(day("2025-09-01")).SwitchProduct("")), billingrules.ErrMissing, "changes[0].offering"},
		"a change before the last fact": {of(paid.On(day("2024-11-04")).ChangeTerm(calendar.Annual)), billingrules.ErrConflict, "day"},
		"a renewal before it":           {of(paid.On(day("2024-11-04")).Renew(lifecycle.RenewalChanges{})), billingrules.ErrConflict, "day"},
	} {
		bad := billingrules.InputErrors(test.got.err)
		if !errors.Is(test.got.err, test.sentinel) || len(bad) == 0 || bad[0].Field != test.field || !strings.HasPrefix(bad[0].Op, "lifecycle.View.") || !test.got.s.IsZero() {
			t.Errorf("%s: %v", name, test.got.err)
		}
	}
	// An extension ends on a month date of the anchor that it follows from then on.
	f := bought(t, calendar.Annual, day("2024-10-15"), day("2024-10-15"))
	f.Terms = append(f.Terms, lifecycle.BoughtTerm{
		Ordered: day("2025-09-01"), Start: day("2025-10-15"), End: day("2026-03-02"), Length: calendar.Annual, AlignedTo: day("2024-02-29"),
	})
	if _, err := lifecycle.New(europe, f); !errors.Is(err, billingrules.ErrConflict) {
		t.Error(err)
	}
	_, err := annual.On(day("2025-01-01")).SwitchProduct("Revit")
	refusedBy(t, err, rule.ChangeProductSwitch, policy.WaitForWindow)
}

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
		d := facts.Terms[0].Start.AddDays(after % 10_000)
		s.On(d).Actions()
		start := facts.Terms[0].Start
		for p := range final(s).Phases() {
			if p.Start() != start || p.IsZero() {
				t.Fatalf("%s after %s", p, start)
			}
			start = p.End()
		}
		if d.IsZero() || d.Before(facts.Terms[0].Ordered) {
			return
		}
		then, err := lifecycle.New(europe, billingtest.KnownOn(facts, d))
		if err != nil || then.On(d).Status() != s.On(d).Status() {
			t.Fatalf("on %s it is %v, by what was known then %v, %v", d, s.On(d).Status(), then.On(d).Status(), err)
		}
	})
}
