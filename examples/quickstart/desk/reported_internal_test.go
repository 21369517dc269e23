package desk

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
)

// What people have reported: an invoice of nothing that was due, a blank behind an ID, a byte order mark.
func TestReported(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]string{
		"blank-twin-portfolio.json": "" +
			`subscriptions[1] "S-1 ": billingrules.CheckName: id "S-1 ": begins or ends in a blank`,
		"bom-portfolio.json": "starts with a byte order mark",
	} {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			name := filepath.Join("testdata", "reported", file)
			var out, usage bytes.Buffer
			err := run([]string{"-on", "2024-12-20", "-portfolio", name}, &out, &usage, nil)
			if err == nil || err.Error() != name+": "+want || out.Len() > 0 {
				t.Errorf("got %v, want %s; printed\n%s", err, want, &out)
			}
		})
	}
	t.Run("zero-invoice-portfolio.json", func(t *testing.T) {
		t.Parallel()
		name := filepath.Join("testdata", "reported", "zero-invoice-portfolio.json")
		got := printed(t, "-all", "-on", "2024-12-20", "-portfolio", name)
		for heading, want := range map[string]string{"Needs attention": "nothing", "Invoices due": "none"} {
			t.Run(heading, func(t *testing.T) {
				if said := section(t, got, heading); said != want {
					t.Errorf("%s, want %s", said, want)
				}
			})
		}
		if !strings.Contains(got, "      status         active since 2024-10-15, expired from 2025-10-16 on") {
			t.Errorf("not active:\n%s", got)
		}
	})
}

// reportOn is the report of a portfolio on a day.
func reportOn(t *testing.T, name, on string) Report {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	owned, err := readPortfolio(name, data, policy.Europe2024())
	if err != nil {
		t.Fatal(err)
	}
	r, err := newReport(policy.Europe2024(), owned, calendar.MustParseDate(on), time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// What was returned is not paid for any more: no seats, no last day, no charge and nothing to return.
func TestReported_Returned(t *testing.T) {
	t.Parallel()
	name := filepath.Join("testdata", "reported", "returned-portfolio.json")
	got := printed(t, "-all", "-on", "2025-04-15", "-portfolio", name)
	for _, want := range []string{
		"\n      S-1  AutoCAD  canceled since 2025-04-10, because it was returned (refund.effect); buy a new\n",
		"\nS-1  AutoCAD, annual, 0 seats\n      paid           nothing: it was returned\n",
		"\n      access         no access for 6 days\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	for _, never := range []string{"can be returned", "charged ", "expires ", "renews ", "0001-01-01", "no date"} {
		if strings.Contains(got, never) {
			t.Errorf("%q in\n%s", never, got)
		}
	}
	if _, err := json.Marshal(reportOn(t, name, "2025-04-15")); err != nil {
		t.Error(err)
	}
}

// Bought ahead and not paid in time, it starts in a lapse, or Active if it is exempt.
func TestReported_BoughtAhead(t *testing.T) {
	t.Parallel()
	name := filepath.Join("testdata", "reported", "bought-ahead-portfolio.json")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	exempt := written(t, strings.Replace(string(data), "AutoCAD", "Autodesk Docs", 1))
	for _, tt := range []struct{ file, on, want string }{
		{name, "2025-06-18", "nothing"},
		{name, "2025-06-19", "suspended from 2025-07-26 on, because I-1 is unpaid (lapse.start); the customer can " +
			"pay until 2025-07-25"},
		{name, "2025-07-26", "suspended, and canceled from 2025-08-03 on, because I-1 is unpaid " +
			"(lapse.suspended-days); the customer can pay until 2025-08-02"},
		{name, "2025-08-03", "canceled since 2025-08-03, because I-1 is unpaid (lapse.canceled); buy a new " +
			"subscription"},
		{exempt, "2025-06-19", "active from 2025-07-26 on, but I-1 is unpaid (lapse.exempt); the customer can pay"},
		{exempt, "2025-07-26", "active, but I-1 is unpaid (lapse.exempt); the customer can pay"},
	} {
		r := reportOn(t, tt.file, tt.on)
		said := "nothing"
		for _, c := range r.Attention {
			said = c.String()
		}
		if said != tt.want {
			t.Errorf("%s: %s, want %s", tt.on, said, tt.want)
		}
		if _, err := json.Marshal(r); err != nil {
			t.Errorf("%s: %v", tt.on, err)
		}
	}
}

// A term was charged for the seats for which it was ordered, whatever was added or asked for since; and nothing renews
// by itself beyond a cancellation.
func TestReported_ChargesAndCancellations(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(filepath.Join("testdata", "reported", "returned-portfolio.json"))
	if err != nil {
		t.Fatal(err)
	}
	const returns = `"returns": [{"day": "2025-04-10", "term": "2025-03-31"}]`
	const early = `{"ordered": "2026-01-10", "start": "2026-03-31", "end": "2027-03-31", "length": "annual"}`
	seats := func(n int, effective string) string {
		return fmt.Sprintf(`"changes": [{"what": "seats", "asked": "2025-07-20", "effective": %q, "seats": %d}]`,
			effective, n)
	}
	for name, tt := range map[string]struct {
		facts   string
		renewed bool // early, on 2026-01-10
		want    string
	}{
		"added":             {seats(6, "2025-07-20"), false, "EUR 8580.00 true"},
		"fewer asked for":   {seats(2, "2026-03-31"), false, "EUR 8580.00 true"},
		"renewed for fewer": {seats(2, "2026-03-31"), true, "EUR 4290.00 true"},
		"is to be canceled": {
			`"cancellation": {"asked": "2025-07-20", "effective": "2025-12-01"}`, false, "EUR 8580.00 false",
		},
	} {
		file := strings.Replace(string(data), returns, tt.facts, 1)
		if tt.renewed {
			file = strings.Replace(file, `"annual"}]`, `"annual"}, `+early+"]", 1)
		}
		l := reportOn(t, written(t, file), "2026-02-10").Subscriptions[0]
		if got := fmt.Sprint(l.Charges[0].Amount, " ", !l.Renews.IsZero()); got != tt.want {
			t.Errorf("%s: %s, want %s", name, got, tt.want)
		}
	}
}

// An overdue invoice of an exempt term takes no access, not even beside one that does.
func TestReported_TwoDebts(t *testing.T) {
	t.Parallel()
	name := filepath.Join("testdata", "reported", "two-debts-portfolio.json")
	r := reportOn(t, name, "2025-10-05")
	const want = "expired, and suspended from 2025-10-17 on, because new is unpaid (lapse.expired-days); the " +
		"customer can pay until 2025-11-15"
	if len(r.Attention) != 1 || r.Attention[0].String() != want {
		t.Errorf("%v, want %s", r.Attention, want)
	}
	for _, u := range r.InvoicesDue {
		if restores := !u.Restore.IsZero(); restores != (u.Number == "new") {
			t.Errorf("%+v", u)
		}
	}
}

// Without the mark the file is a good one: nothing else was wrong with it.
func TestReported_WithoutTheMark(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/reported/bom-portfolio.json")
	if err != nil {
		t.Fatal(err)
	}
	got := printed(t, "-portfolio", written(t, strings.TrimPrefix(string(data), "\ufeff")))
	if said := section(t, got, "At a glance"); strings.TrimSpace(said) != "no subscriptions" {
		t.Errorf("got %s", said)
	}
}
