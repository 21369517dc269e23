package order_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/order"
)

// tamperedQuote is a row of the tables below.
type tamperedQuote struct {
	name, path string
	value      any
	refused    string // the fields that the error names; empty if the result is another valid quote
	why        string // why the result is valid
}

func readTampered(t *testing.T, rows []tamperedQuote) {
	t.Helper()
	stored, err := json.Marshal(quote(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range rows {
		t.Run(tt.name, func(t *testing.T) {
			text, err := testkit.Tamper(stored, tt.path, tt.value)
			if err != nil {
				t.Fatal(err)
			}
			var back order.Quote
			err = json.Unmarshal(text, &back)
			if fields(err) != tt.refused || (err == nil) != (tt.refused == "") || (tt.refused == "") == (tt.why == "") {
				t.Errorf("refused in %q, want %q: %v", fields(err), tt.refused, err)
			}
			if tt.refused != "" {
				return
			}
			again, err := json.Marshal(back)
			if err != nil || string(again) == string(stored) {
				t.Errorf("the change is lost: %s, %v", again, err)
			}
		})
	}
}

// A stored quote that somebody changed is refused by the name of the field, or it reads as another valid quote. Whether
// the lines match the items is for Reprice to say.
func TestQuote_Tampered_Header(t *testing.T) {
	readTampered(t, []tamperedQuote{
		{"no number", "number", "", "number", ""},
		{"another number", "number", "Q-1043", "", "numbers are given by who quotes"},
		{"no kind", "kind", testkit.Absent{}, "kind", ""},
		{"no such kind", "kind", "licence", "kind", ""},
		{"another date", "issued", "2025-08-03", "valid", ""},
		{"a date that is none", "issued", "2025-08-32", "issued", ""},
		{"no date", "issued", testkit.Absent{}, "issued", ""},
		{"another expiry date", "expires", "2025-10-01", "valid", ""},
		{"an expiry date before its own", "expires", "2025-08-01", "expires", ""},
		{"no expiry date", "expires", testkit.Absent{}, "expires", ""},
		{"valid for longer", "valid", "2025-08-02/2026-09-02", "valid", ""},
		{"valid for ever", "valid", "2025-08-02/", "valid", ""},
		{"not valid at all", "valid", testkit.Absent{}, "valid", ""},
		{"no items", "items", []any{}, "items", ""},
	})
}

func TestQuote_Tampered_Lines(t *testing.T) {
	eur := func(number string) map[string]string { return map[string]string{"amount": number, "currency": "EUR"} }
	readTampered(t, []tamperedQuote{
		{"other days", "lines[0].charge.days", 121, "lines[0].charge.days", ""},
		{"other seats", "lines[0].charge.seats", 2, "lines[0].charge.amount", ""},
		{"another divisor", "lines[0].charge.divisor", 364, "lines[0].charge.amount", ""},
		{"another list price", "lines[0].unitPrice", eur("2144.00"), "lines[0].charge", ""},
		{"another quantity", "lines[1].quantity", 3, "lines[1].gross", ""},
		{"another discount of a line", "lines[0].discount", eur("15.63"), "lines[0].net", ""},
		{"another net price", "lines[2].net", eur("30.01"), "lines[2].net", ""},
		{"another rate", "lines[2].taxes[0].rate", "7%", "lines[2].taxes[0].amount", ""},
		{"another tax", "lines[2].taxes[0].amount", eur("1.81"), "lines[2].taxes[0].amount", ""},
		{"another description", "lines[1].description", "tokens", "items[1]", ""},
		{"another description of an item", "items[1].description", "tokens", "items[1]", ""},
		{"another rate of the same cents", "lines[2].taxes[0].rate", "6.0001%", "items[2]", ""},
		{"another rate of an item, of the same cents", "items[2].taxes", "6.0001%", "items[2]", ""},
	})
}

func TestQuote_Tampered_Items(t *testing.T) {
	eur := func(number string) map[string]string { return map[string]string{"amount": number, "currency": "EUR"} }
	readTampered(t, []tamperedQuote{
		{"other days bought", "lines[0].charge.bought", "2026-02-11/2026-06-11", "items[0]", ""},
		{
			"other days bought by an item", "items[0].request.bought", "2026-02-11/2026-06-11",
			"items[0].request.bought",
			"",
		},
		{"no request of an item", "items[0].request", testkit.Absent{}, "items[0].request", ""},
		{"no instalments of an item", "items[0].instalments", testkit.Absent{}, "items[0].instalments", ""},
		{
			"a service of 900 years", "items[0].request.service", "annual 2025-11-30 2025-11-30/2926-11-30",
			"items[0].request.service", "",
		},
		{"no service of an item", "items[0].request.service", testkit.Absent{}, "items[0].request.service", ""},
		{
			"a service that is over before", "items[0].request.service", "annual 2023-11-30 2023-11-30/2024-11-30",
			"items[0].request.service", "",
		},
		{"another tax of a line", "lines[2].tax", eur("1.81"), "lines[2].tax", ""},
	})
}

func TestQuote_Tampered_Totals(t *testing.T) {
	eur := func(number string) map[string]string { return map[string]string{"amount": number, "currency": "EUR"} }
	readTampered(t, []tamperedQuote{
		{"another discount in all", "discount", eur("65.63"), "discount", ""},
		{"another net total", "net", eur("2980.01"), "total", ""},
		{"another tax in all", "tax", eur("621.31"), "total", ""},
		{"another total", "total", eur("3601.31"), "total", ""},
		{"another rounding", "rounding", "up", "lines[0].charge.rounding", ""},
		{"no rounding", "rounding", testkit.Absent{}, "rounding", ""},
		{"no reading of the tax", "taxRounding", testkit.Absent{}, "taxRounding", ""},
		{"an edition that is none", "edition", "b08f", "edition", ""},
		{"an unknown key", "validUntil", "2025-09-01", "validUntil", ""},
		{"a misplaced key", "lines[0].expires", "2025-09-01", "lines[0].expires", ""},
	})
}

// A quote is stored as JSON, and read back from text and from bytes.
func TestQuoteColumn(t *testing.T) {
	want := quote(t)
	text := testkit.Must(want.Value())
	if _, isText := text.(string); !isText {
		t.Fatalf("stored as %T", text)
	}
	for name, src := range map[string]any{"text": text, "bytes": []byte(fmt.Sprint(text))} {
		t.Run(name, func(t *testing.T) {
			var back order.Quote
			if err := back.Scan(src); err != nil || !back.Total.Equal(want.Total) || back.String() != want.String() {
				t.Errorf("read as %s, %v", back, err)
			}
		})
	}
}

// Anything that is not a quote is refused, and changes nothing.
func TestQuoteColumn_Refused(t *testing.T) {
	want := quote(t)
	text := fmt.Sprint(testkit.Must(want.Value()))
	for name, src := range map[string]any{
		"NULL": nil, "a number": int64(1), "no text": "",
		"misspelt": strings.Replace(text, `"number":`, `"nummer":`, 1),
	} {
		t.Run(name, func(t *testing.T) {
			back := want
			if err := back.Scan(src); len(billingrules.InputErrors(err)) == 0 || back.String() != want.String() {
				t.Errorf("read as %s, %v", back, err)
			}
		})
	}
}
