package order_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// figures are those of the quote of offer, ordered on its day, with its discount.
func figures(t *testing.T) order.Figures {
	t.Helper()
	invoices, err := offer().InvoicesOn(calendar.MustParseDate("2025-05-12"))
	if err != nil {
		t.Fatal(err)
	}
	return offer().Figures(invoices...)
}

func TestFigures_Differences(t *testing.T) {
	f := figures(t)
	cent := func(a *money.Amount) {
		var err error
		if *a, err = a.Add(money.MustParseAmount("EUR 0.01")); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		name   string
		change func(*order.Figures)
		moved  string // the figures that are others
	}{
		{"nothing", func(*order.Figures) {}, ""},
		{"the edition", func(f *order.Figures) { f.Edition = policy.Europe2025().Fingerprint() }, "edition"},
		{"the days of the quote", func(f *order.Figures) { f.Valid = calendar.Since(f.Valid.Start()) }, "valid"},
		{"the net", func(f *order.Figures) { cent(&f.Net) }, "net"},
		{"the tax and the total", func(f *order.Figures) { cent(&f.Tax); cent(&f.Total) }, "tax total"},
		{"no line", func(f *order.Figures) { f.Lines = nil }, "lines"},
		{"the list price", func(f *order.Figures) { cent(&f.Lines[0].SRP) }, "lines[0].srp"},
		{"the seats", func(f *order.Figures) { f.Lines[0].Seats++ }, "lines[0].seats"},
		{"the days", func(f *order.Figures) { f.Lines[0].Days-- }, "lines[0].days"},
		{"the divisor", func(f *order.Figures) { f.Lines[0].Divisor = 360 }, "lines[0].divisor"},
		{"what is bought", func(f *order.Figures) { f.Lines[0].Bought = f.Valid }, "lines[0].bought"},
		{"the net of a line", func(f *order.Figures) { cent(&f.Lines[0].Net) }, "lines[0].net"},
		{"an invoice more", func(f *order.Figures) { f.Invoices = append(f.Invoices, f.Invoices[0]) }, "invoices"},
		{
			"the dates of an invoice", func(f *order.Figures) {
				f.Invoices[0].Issued, f.Invoices[0].Due = f.Valid.Start().AddDays(1), f.Valid.Start().AddDays(1)
			},
			"invoices[0].issued invoices[0].due",
		},
		{"the total of an invoice", func(f *order.Figures) { cent(&f.Invoices[0].Total) }, "invoices[0].total"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			now := f
			now.Lines, now.Invoices = slices.Clone(f.Lines), slices.Clone(f.Invoices)
			tt.change(&now)
			var moved []string
			for _, d := range f.Differences(now) {
				moved = append(moved, d.Figure)
			}
			if got := strings.Join(moved, " "); got != tt.moved {
				t.Error(got)
			}
		})
	}
}

func TestFigures_JSON(t *testing.T) {
	f := figures(t)
	text, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	var read order.Figures
	if err := json.Unmarshal(text, &read); err != nil || len(f.Differences(read)) > 0 {
		t.Errorf("%v: %s", err, text)
	}
	for path, field := range map[string]string{
		"day": "day", "lines[0].day": "lines[0].day", "invoices[0].day": "invoices[0].day",
	} {
		t.Run(path, func(t *testing.T) {
			text := testkit.Must(testkit.Tamper(text, path, 7))
			if err := read.UnmarshalJSON(text); !strings.Contains(fmt.Sprint(err), field) {
				t.Error(err)
			}
		})
	}
}

// Stored figures that no quote can have are refused, each by its field.
func TestFigures_Tampered(t *testing.T) {
	stored := testkit.Must(json.Marshal(figures(t)))
	for name, tt := range map[string]struct {
		path  string
		value any
		want  string
	}{
		"no edition":                 {"edition", testkit.Absent{}, "edition"},
		"no days":                    {"valid", testkit.Absent{}, "valid"},
		"no lines":                   {"lines", []any{}, "lines"},
		"no invoices":                {"invoices", []any{}, ""},
		"another total":              {"total", testkit.Euros("1.00"), "total"},
		"a line for more":            {"lines[0].net", testkit.Euros("9999.00"), "lines"},
		"a line without a net price": {"lines[0].net", testkit.Absent{}, "lines[0].net"},
		"a negative line":            {"lines[0].net", testkit.Euros("-1.00"), "lines[0].net"},
		"a line in two currencies":   {"lines[0].srp.currency", "USD", "lines[0].srp"},
		"no list price":              {"lines[0].srp", testkit.Absent{}, "lines[0].srp"},
		"no seats":                   {"lines[0].seats", testkit.Absent{}, "lines[0].seats"},
		"negative days":              {"lines[0].days", -1, "lines[0].days"},
		"more days than there are":   {"lines[0].days", 9999, "lines[0].days"},
		"so many days that 28 times as many are none": {"lines[0].days", 1 << 62, "lines[0].days"},
		"no divisor":                 {"lines[0].divisor", testkit.Absent{}, "lines[0].divisor"},
		"no days bought":             {"lines[0].bought", testkit.Absent{}, "lines[0].bought"},
		"days without an end":        {"lines[0].bought", "2025-06-10/..", "lines[0].bought"},
		"an invoice without a date":  {"invoices[0].issued", testkit.Absent{}, "invoices[0].issued"},
		"an invoice that is not due": {"invoices[0].due", testkit.Absent{}, "invoices[0].due"},
		"an invoice due before":      {"invoices[0].due", "2025-01-01", "invoices[0].due"},
		"an invoice of another sum":  {"invoices[0].net", testkit.Euros("1.00"), "invoices[0].total"},
	} {
		t.Run(name, func(t *testing.T) {
			var read order.Figures
			err := json.Unmarshal(testkit.Must(testkit.Tamper(stored, tt.path, tt.value)), &read)
			if testkit.Fields(err) != tt.want {
				t.Errorf("refused in %q, want %q: %v\n%s", testkit.Fields(err), tt.want, err, stored)
			}
		})
	}
}

// The invoices of a quote are for its net price, no more and no less.
func TestFigures_InvoicesOfAnotherQuote(t *testing.T) {
	f := figures(t)
	f.Invoices = append(f.Invoices, f.Invoices...)
	if err := json.Unmarshal(testkit.Must(json.Marshal(f)), new(order.Figures)); testkit.Fields(err) != "invoices" {
		t.Error(err)
	}
	f.Lines = append(f.Lines, order.LineFigures{Net: money.MustParseAmount("USD 1.00")})
	err := json.Unmarshal(testkit.Must(json.Marshal(f)), new(order.Figures))
	if testkit.Fields(err) != "lines[1].net invoices" {
		t.Error(err)
	}
}

func TestQuote_Bill(t *testing.T) {
	q := offer()
	for _, day := range []string{"2025-05-12", "2025-06-10"} {
		list, err := q.InvoicesOn(calendar.MustParseDate(day))
		if err != nil {
			t.Fatal(err)
		}
		if len(list) != 1 || list[0].Number != "Q-1042-1" || list[0].Issued != calendar.MustParseDate(day) ||
			!list[0].Totals.Equal(q.Totals) {
			t.Errorf("%s: %v", day, list)
		}
	}
	var no *policy.Refusal
	if _, err := q.InvoicesOn(calendar.MustParseDate("2025-06-11")); !errors.As(err, &no) ||
		no.Decision.Rule != rule.QuoteValid {
		t.Error(err)
	}
}

// A quote is ordered on its last day: what it becomes, and what it comes to.
func ExampleQuote_InvoicesOn() {
	invoices, err := offer().InvoicesOn(calendar.MustParseDate("2025-06-10"))
	if err != nil {
		panic(err)
	}
	for _, inv := range invoices {
		fmt.Println(inv)
	}
	fmt.Println(invoice.Total(invoices...))
	// Output:
	// invoice Q-1042-1 of 2025-06-10: EUR 16000.00 + tax 3360.00 = 19360.00
	// EUR 16000.00 + tax 3360.00 = 19360.00 <nil>
}

// What a quote comes to is stored beside its document, and compared with what it comes to today.
func ExampleQuote_Figures() {
	stored := offer().Figures()
	now := offer().Figures()
	fmt.Println(len(stored.Differences(now)), "differences;", stored.Lines[0].Seats, "seats at", stored.Lines[0].SRP)
	// Output: 0 differences; 5 seats at EUR 3339.00
}

// Somebody has changed the stored number of seats.
func ExampleFigures_Differences() {
	stored := offer().Figures()
	stored.Lines[0].Seats = 4
	for _, moved := range stored.Differences(offer().Figures()) {
		fmt.Println(moved)
	}
	// Output: lines[0].seats: 4 → 5
}
