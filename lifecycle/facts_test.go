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
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// dates lets cmp compare dates, which it may not look into.
var dates = cmpopts.EquateComparable(calendar.Date{})

// rich are facts with something of everything: an annual term from 15 October 2024, renewed early, then extended to the
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

// What is not there is not written.
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
		"an unknown key":             {`{"offerings":"AutoCAD"}`, billingrules.ErrUnknown},
		"an unknown key further in":  {`{"invoices":[{"number":"1","payd":""}]}`, billingrules.ErrUnknown},
		"a cancellation of one day":  {`{"canceled":"2025-01-01"}`, billingrules.ErrUnknown},
		"a number as text":           {`{"seats":"3"}`, billingrules.ErrSyntax},
		"half a seat":                {`{"seats":1.5}`, billingrules.ErrSyntax},
		"a list":                     {`[]`, billingrules.ErrSyntax},
		"an unknown kind":            {`{"kind":"rental"}`, billingrules.ErrUnknown},
		"a day that is none":         {`{"anchor":"2025-02-30"}`, billingrules.ErrRange},
		"an unknown length":          {`{"terms":[{"length":"yearly"}]}`, billingrules.ErrUnknown},
		"an unknown change":          {`{"changes":[{"what":"price"}]}`, billingrules.ErrUnknown},
		"a day in another form":      {`{"terms":[{"start":"10-06-2024"}]}`, billingrules.ErrSyntax},
		"a failed charge without it": {`{"failedCharges":[true]}`, billingrules.ErrSyntax},
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

// A subscription is written as its facts.
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

// What a caller holds in its hands cannot reach into a subscription.
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

// Facts that have something added share nothing with those that it was added to.
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

// badFacts are facts with one mistake, and how it is told: field, value and the beginning of the reason.
type badFacts struct {
	change   func(*lifecycle.Facts)
	want     string
	sentinel error
}

func TestNew_BadFacts(t *testing.T) {
	for name, tt := range map[string]badFacts{
		"no kind": {
			func(f *lifecycle.Facts) { *f = trial(); f.Kind = 0 }, "kind: is missing", billingrules.ErrMissing,
		},
		"no life cycle": {
			func(f *lifecycle.Facts) { *f = trial(); f.Kind = policy.Consulting },
			"kind consulting: has no life cycle", billingrules.ErrUnknown,
		},
		"no offering": {func(f *lifecycle.Facts) { f.Offering = "" }, "offering: is missing", billingrules.ErrMissing},
		"a long offering": {
			func(f *lifecycle.Facts) { f.Offering = strings.Repeat("x", 201) }, "offering \"xxx", billingrules.ErrRange,
		},
		"NUL": {
			func(f *lifecycle.Facts) { f.Offering = "Auto\x00CAD" },
			`offering "Auto\x00CAD": has characters that cannot be printed`, billingrules.ErrSyntax,
		},
		"invalid UTF-8": {
			func(f *lifecycle.Facts) { f.Offering = "\xff" },
			`offering "\xff": has characters that cannot be printed`, billingrules.ErrSyntax,
		},
		"no anchor": {
			func(f *lifecycle.Facts) { f.Anchor = calendar.Date{} }, "anchor: is missing", billingrules.ErrMissing,
		},
		"zero seats": {
			func(f *lifecycle.Facts) { f.Seats = 0 }, "seats 0: must be from 1 to 1000000", billingrules.ErrRange,
		},
		"too many seats": {
			func(f *lifecycle.Facts) { f.Seats = 1_000_001 }, "seats 1000001: must be from 1", billingrules.ErrRange,
		},
		"tokens with seats": {
			func(f *lifecycle.Facts) { *f = tokens("2025-01-01"); f.Seats = 1 },
			"seats 1: must be 0 for Flex tokens", billingrules.ErrConflict,
		},
		"tokens with a term": {
			func(f *lifecycle.Facts) { *f = tokens("2025-01-01"); f.Terms[0].Length = calendar.Annual },
			"terms[0].length annual: must be none", billingrules.ErrConflict,
		},
		"tokens that were aligned": {
			func(f *lifecycle.Facts) { *f = tokens("2025-01-01"); f.Terms[0].AlignedTo = day("2025-01-01") },
			"terms[0].alignedTo 2025-01-01: must be none", billingrules.ErrConflict,
		},
		"tokens that were changed": {
			func(f *lifecycle.Facts) { c := f.Changes[:1]; *f = tokens("2024-01-01"); f.Changes = c },
			"changes[0].what auto-renew: must not be", billingrules.ErrConflict,
		},
		"tokens that renew automatically": {
			func(f *lifecycle.Facts) { c := f.FailedCharges; *f = tokens("2024-01-01"); f.FailedCharges = c },
			"failedCharges[0] 2027-02-28: must not be", billingrules.ErrConflict,
		},
	} {
		t.Run(name, func(t *testing.T) { tt.refused(t) })
	}
}

func (tt badFacts) refused(t *testing.T) {
	t.Helper()
	f := rich(t)
	tt.change(&f)
	s, err := lifecycle.New(europe, f)
	bad := billingrules.InputErrors(err)
	if len(bad) != 1 || !errors.Is(err, tt.sentinel) || !s.IsZero() {
		t.Fatalf("%d errors: %v", len(bad), err)
	}
	if got := bad[0].Error(); !strings.HasPrefix(got, "lifecycle.New: "+tt.want) {
		t.Errorf("got %s\nwant lifecycle.New: %s", got, tt.want)
	}
}

func TestNew_BadTerms(t *testing.T) {
	// first leaves one term, with nothing that happened later.
	first := func(f *lifecycle.Facts) {
		f.Terms, f.Changes, f.FailedCharges, f.Cancellation = f.Terms[:1], nil, nil, lifecycle.Cancellation{}
	}
	for name, tt := range map[string]badFacts{
		"none": {func(f *lifecycle.Facts) { f.Terms = nil }, "terms: is missing", billingrules.ErrMissing},
		"too many": {
			func(f *lifecycle.Facts) { f.Terms = make([]lifecycle.BoughtTerm, 1001) },
			"terms: has 1001 entries, at most 1000 are allowed", billingrules.ErrRange,
		},
		"never ordered": {
			func(f *lifecycle.Facts) { f.Terms[0].Ordered = calendar.Date{} },
			"terms[0].ordered: is missing", billingrules.ErrMissing,
		},
		"no start": {
			func(f *lifecycle.Facts) { f.Terms[2].Start = calendar.Date{} },
			"terms[2].start: is missing", billingrules.ErrMissing,
		},
		"no end": {
			func(f *lifecycle.Facts) { f.Terms[2].End = calendar.Date{} },
			"terms[2].end: is missing", billingrules.ErrMissing,
		},
		"an end before the start": {
			func(f *lifecycle.Facts) { f.Terms[2].End = day("2026-10-14") },
			"terms[2].end 2026-10-14: is not after the start 2026-10-15", billingrules.ErrConflict,
		},
		"an end on the start": {
			func(f *lifecycle.Facts) { f.Terms[2].End = day("2026-10-15") },
			"terms[2].end 2026-10-15: is not after", billingrules.ErrConflict,
		},
		"a gap": {
			func(f *lifecycle.Facts) { f.Terms[2].Start = day("2026-11-15"); f.Changes = f.Changes[:3] },
			"terms[2].start 2026-11-15: leaves a gap or overlaps: the term before ends on 2026-10-15",
			billingrules.ErrConflict,
		},
		"an overlap": {
			func(f *lifecycle.Facts) { f.Terms[2].Start = day("2026-09-15"); f.Changes = f.Changes[:3] },
			"terms[2].start 2026-09-15: leaves a gap or overlaps", billingrules.ErrConflict,
		},
		"an extension off its anchor": {
			func(f *lifecycle.Facts) { f.Terms[0].AlignedTo = day("2024-10-15"); f.Anchor = day("2024-10-14") },
			"terms[0].start 2024-10-15: is no month date of the anchor 2024-10-14", billingrules.ErrConflict,
		},
		"an extension to no date of its target": {
			func(f *lifecycle.Facts) {
				f.Terms[2].End = day("2027-03-02")
				f.FailedCharges, f.Cancellation = nil, lifecycle.Cancellation{}
			},
			"terms[2].alignedTo 2024-02-29: is no anchor of the end 2027-03-02", billingrules.ErrConflict,
		},
		"first ordered when it had begun": {
			func(f *lifecycle.Facts) { f.Terms[0].Ordered = day("2024-10-16") },
			"terms[0].ordered 2024-10-16: is after the start 2024-10-15", billingrules.ErrConflict,
		},
		"ordered before the order before": {
			func(f *lifecycle.Facts) { f.Terms[1].Ordered = day("2024-10-09") },
			"terms[1].ordered 2024-10-09: is before the order of the term before, 2024-10-10", billingrules.ErrConflict,
		},
		"ordered the day before its renewal window": {
			func(f *lifecycle.Facts) { f.Terms[1].Ordered = day("2025-07-16") },
			"terms[1].ordered 2025-07-16: is before the renewal window of 2025-10-15, which opens on 2025-07-17",
			billingrules.ErrConflict,
		},
		"ordered when it was canceled": {
			func(f *lifecycle.Facts) {
				f.Terms, f.Changes, f.FailedCharges = f.Terms[:2], nil, nil
				f.Cancellation = lifecycle.Cancellation{}
				f.Terms[1].Ordered = day("2025-11-29")
			},
			"terms[1].ordered 2025-11-29: is a day on which it is canceled, since 2025-11-29", billingrules.ErrConflict,
		},
		"the wrong length": {
			func(f *lifecycle.Facts) { first(f); f.Terms[0].End = day("2025-10-14") },
			"terms[0].end 2025-10-14: is not the end of the annual term, 2025-10-15", billingrules.ErrConflict,
		},
		"no length": {
			func(f *lifecycle.Facts) { f.Terms[0].Length = 0 }, "terms[0].length: is missing", billingrules.ErrMissing,
		},
		"an unknown length": {
			func(f *lifecycle.Facts) { f.Terms[0].Length = 9 },
			"terms[0].length 9: is not known", billingrules.ErrUnknown,
		},
		"off the anchor": {
			func(f *lifecycle.Facts) { first(f); f.Anchor = day("2024-10-14") },
			"terms[0].start 2024-10-15: is no month date of the anchor 2024-10-14", billingrules.ErrConflict,
		},
		"ordered before there was a calendar": {
			func(f *lifecycle.Facts) { *f = trial(); f.Terms[0].Ordered = day("0001-01-01") },
			"terms[0].ordered 0001-01-01: is too near an end of the calendar", billingrules.ErrRange,
		},
		"an end at the calendar's": {
			func(f *lifecycle.Facts) { f.Terms[2].End = day("9999-12-31") },
			"terms[2].end 9999-12-31: is too near an end of the calendar", billingrules.ErrRange,
		},
	} {
		t.Run(name, func(t *testing.T) { tt.refused(t) })
	}
}

// The first day on which a term can be ordered: a renewal window and a term before it starts.
func TestNew_OrderedTooEarly(t *testing.T) {
	for name, tt := range map[string]struct {
		length       calendar.Term
		first, early string
	}{
		"monthly":    {calendar.Monthly, "2024-06-03", "2024-06-02"}, // 90 days before 2024-10-01: 2024-07-03
		"annual":     {calendar.Annual, "2023-07-03", "2023-07-02"},
		"three-year": {calendar.ThreeYear, "2021-07-03", "2021-07-02"},
	} {
		t.Run(name, func(t *testing.T) {
			subscription(t, europe, bought(t, tt.length, day("2024-10-01"), day(tt.first)))
			_, err := lifecycle.New(europe, bought(t, tt.length, day("2024-10-01"), day(tt.early)))
			want := "lifecycle.New: terms[0].ordered " + tt.early +
				": is more than a renewal window and a term before the start 2024-10-01"
			if !errors.Is(err, billingrules.ErrConflict) || err.Error() != want {
				t.Errorf("ordered on %s: %v", tt.early, err)
			}
		})
	}
}

func TestNew_BadInvoices(t *testing.T) {
	for name, tt := range map[string]badFacts{
		"too many": {
			func(f *lifecycle.Facts) { f.Invoices = make([]lifecycle.BilledInvoice, 10_001) },
			"invoices: has 10001 entries, at most 10000 are allowed", billingrules.ErrRange,
		},
		"without a number": {
			func(f *lifecycle.Facts) { f.Invoices[0].Number = "" },
			"invoices[0].number: is missing", billingrules.ErrMissing,
		},
		"of a number twice": {
			func(f *lifecycle.Facts) { f.Invoices[1].Number = "I-1" },
			`invoices[1].number "I-1": is a duplicate`, billingrules.ErrConflict,
		},
		"never issued": {
			func(f *lifecycle.Facts) { f.Invoices[0].Issued = calendar.Date{} },
			"invoices[0].issued: is missing", billingrules.ErrMissing,
		},
		"never due": {
			func(f *lifecycle.Facts) { f.Invoices[0].Due = calendar.Date{} },
			"invoices[0].due: is missing", billingrules.ErrMissing,
		},
		"due before it was issued": {
			func(f *lifecycle.Facts) { f.Invoices[0].Due = day("2024-10-09") },
			"invoices[0].due 2024-10-09: is before the day of its issue, 2024-10-10", billingrules.ErrConflict,
		},
		"paid before it was issued": {
			func(f *lifecycle.Facts) { f.Invoices[0].Paid = day("2024-10-09") },
			"invoices[0].paid 2024-10-09: is before the day of its issue, 2024-10-10", billingrules.ErrConflict,
		},
	} {
		t.Run(name, func(t *testing.T) { tt.refused(t) })
	}
}

func TestNew_BadChanges(t *testing.T) {
	for name, tt := range map[string]badFacts{
		"too many": {
			func(f *lifecycle.Facts) { f.Changes = make([]lifecycle.Change, 10_001) },
			"changes: has 10001 entries, at most 10000 are allowed", billingrules.ErrRange,
		},
		"never asked for": {
			func(f *lifecycle.Facts) { f.Changes[0].Asked = calendar.Date{} },
			"changes[0].asked: is missing", billingrules.ErrMissing,
		},
		"out of order": {
			func(f *lifecycle.Facts) {
				f.Changes[1].Asked, f.Changes[1].Effective = day("2024-11-01"), day("2024-11-01")
			},
			"changes[1].asked 2024-11-01: is before the change", billingrules.ErrConflict,
		},
		"for a past day": {
			func(f *lifecycle.Facts) { f.Changes[3].Effective = day("2025-09-01") },
			"changes[3].effective 2025-09-01: is before the day on which it was asked for, 2025-09-02, and no renewal",
			billingrules.ErrConflict,
		},
		"for a day on which no term starts": {
			func(f *lifecycle.Facts) { f.Changes[3].Effective = day("2026-10-14") },
			"changes[3].effective 2026-10-14: is not a day on which a term starts or ends, as known on 2025-09-02",
			billingrules.ErrConflict,
		},
		"for a day on which a term starts that is not known yet": {
			func(f *lifecycle.Facts) { f.Changes[3].Effective = day("2027-02-28") },
			"changes[3].effective 2027-02-28: is not a day on which a term starts or ends", billingrules.ErrConflict,
		},
		"before the first order": {
			func(f *lifecycle.Facts) {
				f.Changes = f.Changes[2:3]
				f.Changes[0].Asked = day("2024-10-09")
			},
			"changes[0].effective 2025-10-15: is not a day on which a term starts or ends, as known on 2024-10-09",
			billingrules.ErrConflict,
		},
		"that never takes effect": {
			func(f *lifecycle.Facts) { f.Changes[3].Effective = calendar.Date{} },
			"changes[3].effective: is missing", billingrules.ErrMissing,
		},
		"of no kind": {
			func(f *lifecycle.Facts) { f.Changes[0].What = 0 }, "changes[0].what: is missing", billingrules.ErrMissing,
		},
		"of an unknown kind": {
			func(f *lifecycle.Facts) { f.Changes[0].What = 9 },
			"changes[0].what 9: is not known", billingrules.ErrUnknown,
		},
		"to no seats": {
			func(f *lifecycle.Facts) { f.Changes[1].Seats = 0 },
			"changes[1].seats 0: must be from 1", billingrules.ErrRange,
		},
		"to nothing": {
			func(f *lifecycle.Facts) { f.Changes[2].Offering = "" },
			"changes[2].offering: is missing", billingrules.ErrMissing,
		},
		"to no term": {
			func(f *lifecycle.Facts) { f.Changes[3].Length = 0 },
			"changes[3].length: is missing", billingrules.ErrMissing,
		},
		"of auto-renew that waits": {
			func(f *lifecycle.Facts) { f.Changes[0].Effective = day("2024-12-02") },
			"changes[0].effective 2024-12-02: must be the day on which it was asked for", billingrules.ErrConflict,
		},
		"with the value of another": {
			func(f *lifecycle.Facts) { f.Changes[3].Seats = 2 },
			"changes[3].what term: has the value of another kind", billingrules.ErrConflict,
		},
		"withdrawn, of another kind": {
			func(f *lifecycle.Facts) { f.Changes[3].Withdrawn = true },
			"changes[3].what term: has the value of another kind", billingrules.ErrConflict,
		},
		"a number that is withdrawn": {
			func(f *lifecycle.Facts) { f.Changes[1].Withdrawn, f.Changes[1].Effective = true, f.Terms[0].End },
			"changes[1].what seats: has the value of another kind", billingrules.ErrConflict,
		},
		"withdrawn at once": {
			func(f *lifecycle.Facts) {
				f.Changes[1].Withdrawn, f.Changes[1].Seats, f.Changes[1].Effective = true, 0, f.Changes[1].Asked
			},
			"changes[1].withdrawn true: must not be: nothing is pending on ", billingrules.ErrConflict,
		},
		"with a term of another day": {
			func(f *lifecycle.Facts) { f.Changes[3].WithTerm = true },
			"changes[3].withTerm true: must not be: no further term was ordered on ", billingrules.ErrConflict,
		},
	} {
		t.Run(name, func(t *testing.T) { tt.refused(t) })
	}
}

// renewal.charge-failed and the two days of a cancellation.
func TestNew_BadEndings(t *testing.T) {
	for name, tt := range map[string]badFacts{
		"too many failed charges": {
			func(f *lifecycle.Facts) { f.FailedCharges = make([]calendar.Date, 10_001) },
			"failedCharges: has 10001 entries, at most 10000 are allowed", billingrules.ErrRange,
		},
		"a failed charge of no day": {
			func(f *lifecycle.Facts) { f.FailedCharges[0] = calendar.Date{} },
			"failedCharges[0]: is missing", billingrules.ErrMissing,
		},
		"a charge that failed before the renewal date": {
			func(f *lifecycle.Facts) { f.FailedCharges[0] = day("2027-02-27") },
			"failedCharges[0] 2027-02-27: is before the renewal date 2027-02-28", billingrules.ErrConflict,
		},
		"a charge that failed when it had been renewed": {
			func(f *lifecycle.Facts) { f.FailedCharges = []calendar.Date{day("2025-10-15"), day("2027-02-28")} },
			"failedCharges[0] 2025-10-15: is before the renewal date 2026-10-15", billingrules.ErrConflict,
		},
		"a charge that failed before the first order": {
			func(f *lifecycle.Facts) { f.FailedCharges[0] = day("2024-10-09") },
			"failedCharges[0] 2024-10-09: is before the first order, 2024-10-10", billingrules.ErrConflict,
		},
		"a charge that failed twice on a day": {
			func(f *lifecycle.Facts) { f.FailedCharges = append(f.FailedCharges, f.FailedCharges[0]) },
			"failedCharges[1] 2027-02-28: is not after the day that is listed before it", billingrules.ErrConflict,
		},
		"a cancellation that nobody asked for": {
			func(f *lifecycle.Facts) { f.Cancellation.Asked = calendar.Date{} },
			"cancellation.asked: is missing", billingrules.ErrMissing,
		},
		"a cancellation without an effect": {
			func(f *lifecycle.Facts) { f.Cancellation.Effective = calendar.Date{} },
			"cancellation.effective: is missing", billingrules.ErrMissing,
		},
		"canceled before it was ordered": {
			func(f *lifecycle.Facts) { f.Cancellation.Asked = day("2024-10-09") },
			"cancellation.asked 2024-10-09: is before the first order, 2024-10-10", billingrules.ErrConflict,
		},
		"canceled before it was asked for": {
			func(f *lifecycle.Facts) { f.Cancellation.Effective = day("2027-02-28") },
			"cancellation.effective 2027-02-28: is before the day on which it was asked for, 2027-03-01",
			billingrules.ErrConflict,
		},
	} {
		t.Run(name, func(t *testing.T) { tt.refused(t) })
	}
}

// Everything that is wrong is told at once.
func TestNew_EveryFault(t *testing.T) {
	_, err := lifecycle.New(policy.Edition{}, lifecycle.Facts{})
	var fields []string
	for _, e := range billingrules.InputErrors(err) {
		fields = append(fields, e.Field)
	}
	if got := strings.Join(fields, " "); got != "edition kind offering anchor seats terms" {
		t.Errorf("the zero Facts: %s", got)
	}
}

// lapse.exempt: the exact names are exempt; one that differs in case, spaces or the vendor's name in front is told, and
// any other has stages.
func TestNew_NearlyExempt(t *testing.T) {
	for name, tt := range map[string]struct{ offering, meant string }{
		"exact":             {"Autodesk Build 500", ""},
		"case":              {"autodesk build 500", "Autodesk Build 500"},
		"spaces":            {"Autodesk  Build 500 ", "Autodesk Build 500"},
		"a missing space":   {"Autodesk Build500", "Autodesk Build 500"},
		"no space":          {"AutodeskDocs", "Autodesk Docs"},
		"the vendor's name": {"Build 500", "Autodesk Build 500"},
		"another number":    {"Autodesk Build 550", ""},
		"another word":      {"Docs Pro", ""},
		"another product":   {"AutoCAD", ""},
	} {
		t.Run(name, func(t *testing.T) {
			f := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))
			f.Changes = []lifecycle.Change{
				{
					What:      lifecycle.ProductSwitched,
					Asked:     day("2025-08-01"),
					Effective: day("2025-10-01"),
					Offering:  tt.offering,
				},
			}
			switched := f
			f.Offering, f.Changes = tt.offering, nil
			for field, f := range map[string]lifecycle.Facts{"offering": f, "changes[0].offering": switched} {
				_, err := lifecycle.New(europe, f)
				if (err == nil) != (tt.meant == "") {
					t.Fatalf("%s: %v", field, err)
				}
				if tt.meant == "" {
					continue
				}
				bad := billingrules.InputErrors(err)
				if len(bad) != 1 || bad[0].Field != field || !errors.Is(err, billingrules.ErrUnknown) ||
					!strings.Contains(err.Error(), `"`+tt.meant+`" was probably meant`) {
					t.Errorf("got %v", err)
				}
			}
		})
	}
}

// FuzzFacts reads any text as facts. What New takes can be asked about any day, and answers as it would have by what
// was known on it.
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
