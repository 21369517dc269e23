package order_test

import (
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/invoice"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
)

// renewal is a full term that renews one of the same length on a day.
func renewal(t testing.TB, length calendar.Term, on string) invoice.Item {
	t.Helper()
	return invoice.Item{Priced: invoice.Priced{Request: term(t, length, on), Renews: length}}
}

// renewal.window: a renewal is quoted only if it can be made while the quote holds, which is 30 days more here. Early
// renewal for 2025-10-01 opens on 2025-07-03.
func TestNewQuote_RenewalsTooEarly(t *testing.T) {
	shut := testkit.Edition(func(p *policy.Parameters) { p.Order.QuoteLastDay = policy.No })
	noWindow := testkit.Edition(func(p *policy.Parameters) { p.Renewal.WindowDays = 0 })
	for _, test := range []struct {
		name   string
		ed     policy.Edition
		length calendar.Term
		issued string
		ok     bool
	}{
		{"a year early", policy.Europe2024(), calendar.Annual, "2024-10-10", false},
		{"expires a day before the window", policy.Europe2024(), calendar.Annual, "2025-06-02", false},
		{"expires on the first day of the window", policy.Europe2024(), calendar.Annual, "2025-06-03", true},
		{"expires on that day, which is not its last", shut, calendar.Annual, "2025-06-03", false},
		{"expires on the day after, which is not its last", shut, calendar.Annual, "2025-06-04", true},
		{"three years, a day too early", policy.Europe2024(), calendar.ThreeYear, "2025-06-02", false},
		{"three years, on time", policy.Europe2024(), calendar.ThreeYear, "2025-06-03", true},
		{"no window, a day too early", noWindow, calendar.Annual, "2025-08-31", false},
		{"no window, on time", noWindow, calendar.Annual, "2025-09-01", true},
		{"on the last day", policy.Europe2024(), calendar.Annual, "2025-11-14", true},
		{"too late", policy.Europe2024(), calendar.Annual, "2025-11-15", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := order.NewQuote(test.ed, draftOf(test.issued, renewal(t, test.length, "2025-10-01")))
			if (err == nil) != test.ok || !test.ok && fields(err) != "items[0].request.bought" {
				t.Error(err)
			}
		})
	}
	_, err := order.NewQuote(policy.Europe2024(), draftOf("2025-06-02", renewal(t, calendar.Annual, "2025-10-01")))
	const want = "can be renewed only from 2025-07-03 on, after the last day of the quote, 2025-07-02"
	if err == nil || !strings.HasSuffix(err.Error(), want) {
		t.Error(err)
	}
}

// A late renewal whose last day is beyond the calendar is not too late on any day.
func TestNewQuote_RenewalsAtTheEnd(t *testing.T) {
	item := renewal(t, calendar.Monthly, "9999-11-20")
	item.Renews = calendar.ThreeYear
	q, err := order.NewQuote(policy.Europe2024(), draftOf("9999-11-30", item))
	if err != nil {
		t.Fatal(err)
	}
	if list, err := q.Notices(policy.Europe2024(), q.Expires); err != nil || len(list) > 0 {
		t.Errorf("got %+v, %v", list, err)
	}
}

// A renewal has a notice on the days of its quote on which it cannot be made.
func TestQuote_Notices_Renewals(t *testing.T) {
	for _, test := range []struct {
		name, issued, day string
		rule, text        string // of the notice; empty for none
		remedy            policy.Remedy
	}{
		{
			"a day early", "2025-07-01", "2025-07-02", "renewal.window",
			"AutoCAD: it can be renewed from 2025-07-03 on, not yet on 2025-07-02; the price holds.",
			policy.WaitForWindow,
		},
		{"on the first day", "2025-07-01", "2025-07-03", "", "", 0},
		{"late, on the last day", "2025-11-14", "2025-11-14", "", "", 0},
		{
			"too late", "2025-11-14", "2025-11-15", "renewal.canceled-final",
			"AutoCAD: it could be renewed through 2025-11-14, no longer on 2025-11-15.", policy.BuyNew,
		},
		{"too late to accept", "2025-11-14", "2025-12-15", "", "", 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			q, err := order.NewQuote(policy.Europe2024(),
				draftOf(test.issued, renewal(t, calendar.Annual, "2025-10-01")))
			if err != nil {
				t.Fatal(err)
			}
			list, err := q.Notices(policy.Europe2024(), date(test.day))
			if err != nil || (len(list) > 0) != (test.rule != "") {
				t.Fatalf("got %+v, %v", list, err)
			}
			for _, n := range list {
				if string(n.Rule) != test.rule || n.Remedy != test.remedy || n.Text != test.text {
					t.Errorf("got %+v", n)
				}
			}
		})
	}
	t.Run("nothing given", func(t *testing.T) {
		if _, err := quote(t).Notices(policy.Edition{}, calendar.Date{}); fields(err) != "edition day" {
			t.Errorf("%v: %v", billingrules.InputErrors(err), err)
		}
	})
}

// renewal.window, renewal.late: in an edition with neither early nor late renewal no renewal is quoted, and a quote
// that was made under another edition says so on every day.
func TestNewQuote_RenewalsOnNoDay(t *testing.T) {
	for awaited, want := range map[int]string{0: "items[0].request.bought", 1: ""} { // with 1, on R alone
		ed := testkit.Edition(func(p *policy.Parameters) {
			p.Renewal.WindowDays, p.Renewal.AwaitedDays = 0, awaited
			p.Lapse.ExpiredDays, p.Lapse.SuspendedDays = 0, policy.SuspendedDays{}
		})
		draft := draftOf("2025-09-20", renewal(t, calendar.Annual, "2025-10-01"))
		if _, err := order.NewQuote(ed, draft); fields(err) != want {
			t.Errorf("%d days awaited: %v", awaited, err)
		}
		q, err := order.NewQuote(policy.Europe2024(), draft)
		if err != nil {
			t.Fatal(err)
		}
		list, err := q.Notices(ed, date("2025-09-21"))
		if err != nil || len(list) != 1 || (list[0].Remedy == policy.BuyNew) != (awaited == 0) {
			t.Errorf("%d days awaited: %+v, %v", awaited, list, err)
		}
	}
}

// price.zone, invoice.annual-instalments: nothing is quoted whose first instalment is dated after its currency is
// withdrawn, as invoice.PriceTerm prices nothing like it. BGN is in use until 2025-12-31.
func TestNewQuote_WithdrawnByTheFirstInstalment(t *testing.T) {
	for start, want := range map[string]string{"2025-12-31": "", "2026-01-01": "items[0].request.srp"} {
		item := renewal(t, calendar.Annual, start)
		item.Request.SRP = amount("BGN 300.00")
		draft := draftOf("2025-12-01", item)
		draft.NetTerms = net(t, 30)
		q, err := order.NewQuote(policy.Europe2024(), draft)
		if fields(err) != want {
			t.Errorf("from %s: %v", start, err)
		}
		if want != "" {
			continue
		}
		if _, err := q.InvoicesOn(date("2025-12-05")); err != nil {
			t.Errorf("from %s: %v", start, err)
		}
	}
}

// renewal.window, price.zone: a renewal must be possible on a day on which the quote holds and its currency is in use.
func TestNewQuote_WithdrawnBeforeTheWindow(t *testing.T) {
	for start, want := range map[string]string{ // the window opens 90 days before
		"2026-03-31": "", "2026-04-01": "items[0].request.bought",
	} {
		item := renewal(t, calendar.Annual, start)
		item.Request.SRP = amount("BGN 300.00")
		draft := draftOf("2025-12-01", item)
		draft.Expires = date("2026-01-20")
		if _, err := order.NewQuote(policy.Europe2024(), draft); fields(err) != want {
			t.Errorf("from %s: %v", start, err)
		}
	}
}
