package lifecycle_test

import (
	"errors"
	"slices"
	"strconv"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

func day(text string) calendar.Date { return calendar.MustParseDate(text) }

func itoa(n int) string { return strconv.Itoa(n) }

// europe is the edition of all tests except those of readings.
var europe = policy.Europe2024()

// edition returns Europe2024 with other numbers or readings.
func edition(t testing.TB, change func(*policy.Parameters)) policy.Edition {
	t.Helper()
	p := europe.Parameters()
	change(&p)
	ed, err := policy.NewEdition(p)
	if err != nil {
		t.Fatal(err)
	}
	return ed
}

func subscription(t testing.TB, ed policy.Edition, f lifecycle.Facts) lifecycle.Subscription {
	t.Helper()
	s, err := lifecycle.New(ed, f)
	if err != nil {
		t.Fatalf("%v\n%+v", err, f)
	}
	return s
}

// annual is a subscription for three seats of AutoCAD, bought on a day for a year.
func annual(t testing.TB, start string) lifecycle.Subscription {
	t.Helper()
	return subscription(t, europe, bought(t, calendar.Annual, day(start), day(start)))
}

// bought returns the facts of a subscription for three seats of AutoCAD with several terms in a row, ordered on the
// days in ordered: the first is the day of the purchase.
func bought(t testing.TB, length calendar.Term, start calendar.Date, ordered ...calendar.Date) lifecycle.Facts {
	t.Helper()
	f := lifecycle.Facts{Kind: policy.Subscription, Offering: "AutoCAD", Anchor: start, Seats: 3}
	for _, o := range ordered {
		p, err := length.Period(start, start)
		if len(f.Terms) > 0 {
			p, err = length.Period(f.Anchor, f.Terms[len(f.Terms)-1].End)
		}
		if err != nil {
			t.Fatal(err)
		}
		f.Terms = append(f.Terms, lifecycle.BoughtTerm{Ordered: o, Start: p.Start(), End: p.End(), Length: length})
	}
	return f
}

// autoRenew switches auto-renew on the day of the purchase.
func autoRenew(f lifecycle.Facts, on bool) lifecycle.Facts {
	asked := f.Terms[0].Ordered
	f.Changes = append(slices.Clone(f.Changes), lifecycle.Change{
		What: lifecycle.AutoRenewSwitched, Asked: asked, Effective: asked, AutoRenew: on,
	})
	return f
}

// trial returns the facts of a trial for January 2025 that was ordered the day before it starts.
func trial() lifecycle.Facts {
	return lifecycle.Facts{
		Kind: policy.Trial, Offering: "Maya", Anchor: day("2025-01-01"), Seats: 1,
		Terms: []lifecycle.BoughtTerm{{Ordered: day("2025-01-01"), Start: day("2025-01-02"), End: day("2025-02-01")}},
	}
}

// tokens returns the facts of Flex tokens that last a year.
func tokens(start string) lifecycle.Facts {
	first := day(start)
	return lifecycle.Facts{
		Kind: policy.FlexTokens, Offering: "Flex tokens", Anchor: first,
		Terms: []lifecycle.BoughtTerm{{Ordered: first, Start: first, End: first.AddMonths(12)}},
	}
}

// unpaid is an unpaid invoice on net terms, issued and due on the given days.
func unpaid(number, issued, due string) lifecycle.BilledInvoice {
	return lifecycle.BilledInvoice{Number: number, Issued: day(issued), Due: day(due), NetTerms: true}
}

// subjects are facts of every kind in every state.
func subjects(t testing.TB) map[string]lifecycle.Facts {
	t.Helper()
	start := day("2024-10-01")
	once := bought(t, calendar.Annual, start, start)
	threeYears := bought(t, calendar.ThreeYear, start, start)
	monthly := bought(t, calendar.Monthly, day("2025-01-31"), day("2025-01-31"))
	exempt := once
	exempt.Offering = "Autodesk Docs"
	canceled := once
	canceled.Cancellation = lifecycle.Cancellation{Asked: day("2025-01-20"), Effective: day("2025-02-02")}
	failed := once
	failed.FailedCharges = []calendar.Date{day("2025-10-01")}
	billed := func(f lifecycle.Facts, invoices ...lifecycle.BilledInvoice) lifecycle.Facts {
		return f.Bill(invoices...)
	}
	return map[string]lifecycle.Facts{
		"annual":            once,
		"off":               autoRenew(once, false),
		"monthly":           monthly,
		"monthly off":       autoRenew(monthly, false),
		"three-year":        threeYears,
		"early":             bought(t, calendar.Annual, start, start, day("2025-07-10")),
		"unpaid":            billed(threeYears, unpaid("I-1", "2024-10-01", "2024-10-31")),
		"unpaid at the end": billed(autoRenew(once, false), unpaid("I-1", "2024-10-01", "2025-09-30")),
		"exempt":            exempt,
		"exempt off":        autoRenew(exempt, false),
		"canceled":          canceled,
		"charge failed":     failed,
		"before":            bought(t, calendar.Annual, day("2024-06-10"), day("2024-06-10")),
		"trial":             trial(),
		"flex":              tokens("2025-01-01"),
	}
}

// lastKnown returns the last day on which one of the facts became known.
func lastKnown(f lifecycle.Facts) calendar.Date {
	last := f.Cancellation.Asked
	for _, term := range f.Terms {
		last = calendar.Latest(last, term.Ordered)
	}
	for _, invoice := range f.Invoices {
		last = calendar.Latest(calendar.Latest(last, invoice.Issued), invoice.Paid)
	}
	for _, change := range f.Changes {
		last = calendar.Latest(last, change.Asked)
	}
	for _, failed := range f.FailedCharges {
		last = calendar.Latest(last, failed)
	}
	for _, r := range f.Returns {
		last = calendar.Latest(last, r.Day)
	}
	return last
}

// must is for transitions that a test expects to succeed.
func must(t testing.TB) func(lifecycle.Subscription, error) lifecycle.Subscription {
	return func(s lifecycle.Subscription, err error) lifecycle.Subscription {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
}

// refusedBy checks the rule and the remedy of a refusal, and that it is a refusal error.
func refusedBy(t *testing.T, err error, id rule.ID, remedy policy.Remedy) {
	t.Helper()
	var refusal *policy.Refusal
	if !errors.As(err, &refusal) {
		t.Errorf("got %v, want a refusal by %s: %s", err, id, remedy)
		return
	}
	decides(t, refusal.Decision, answer{id: id, remedy: remedy, window: refusal.Decision.Window.String()})
}

// answer is the expected decision: allowed if it has no remedy and its window contains the day.
type answer struct {
	allowed bool
	id      rule.ID
	remedy  policy.Remedy
	route   policy.Route
	window  string // in the form of calendar.Period, "" if it has no days
}

// window is the window of a decision, from its first through its last day.
func window(first, last string) string {
	return calendar.Span(day(first), day(last).AddDays(1)).String()
}

func decides(t *testing.T, d policy.Decision, want answer) {
	t.Helper()
	got := answer{allowed: d.Allowed(), id: d.Rule, remedy: d.Remedy, route: d.Route}
	if !d.Window.IsZero() {
		got.window = d.Window.String()
	}
	if want.window == (calendar.Period{}).String() {
		want.window = ""
	}
	if got != want {
		t.Errorf("on %s it is\n%+v, want\n%+v", d.Asked, got, want)
	}
}

func phaseIs(t *testing.T, s lifecycle.Subscription, on string, want lifecycle.Phase) {
	t.Helper()
	if got := s.On(day(on)).Status(); got.Phase != want {
		t.Errorf("on %s it is %v, want %s", on, got, want)
	}
}
