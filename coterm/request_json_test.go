package coterm_test

import (
	"encoding/json"
	"strings"
	"testing"

	"example.com/billingrules/coterm"
)

// A request from JSON is read strictly, with the same keys as the other requests, and reads back equal.
func TestRequests_JSON(t *testing.T) {
	srp := `{"amount":"2145.00","currency":"EUR"}`
	for name, tt := range map[string]struct {
		into           json.Unmarshaler
		text           string
		key, misspelt  string
		op, wantFields string
	}{
		"buy": {
			new(coterm.BuyRequest),
			`{"purchase":{"offering":"AutoCAD","length":"annual","seats":3,"ordered":"2025-01-10"},"srp":` + srp +
				`,"netTerms":"net 30"}`,
			`"seats"`, `"seat"`, "coterm.BuyRequest.UnmarshalJSON", "purchase.seat",
		},
		"renewal": {
			new(coterm.RenewalRequest), `{"srp":` + srp + `,"seats":4,"length":"annual","netTerms":"net 30"}`,
			`"length"`, `"term"`, "coterm.RenewalRequest.UnmarshalJSON", "term",
		},
		"conversion": {
			new(coterm.ConversionRequest), `{"length":"annual","seats":4,"srp":` + srp + `,"netTerms":"net 30"}`,
			`"length"`, `"term"`, "coterm.ConversionRequest.UnmarshalJSON", "term",
		},
		"new product": {
			new(coterm.NewProductRequest), `{"length":"annual","seats":4,"srp":` + srp + `}`,
			`"length"`, `"term"`, "coterm.NewProductRequest.UnmarshalJSON", "term",
		},
		"return": {
			new(coterm.ReturnRequest),
			`{"what":{"day":"","term":"2025-10-01"},"channel":"online","paid":[{"description":"AutoCAD","net":` + srp +
				`,"tax":` +
				srp + `}],"invoices":["2025-077"],"note":"C-8","if":"2026-10-01"}`,
			`"note"`, `"notes"`, "coterm.ReturnRequest.UnmarshalJSON", "notes",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if err := tt.into.UnmarshalJSON([]byte(tt.text)); err != nil {
				t.Fatal(err)
			}
			if text := must(json.Marshal(tt.into)); string(text) != tt.text {
				t.Errorf("%s\nis read and written as\n%s", tt.text, text)
			}
			err := tt.into.UnmarshalJSON([]byte(strings.Replace(tt.text, tt.key, tt.misspelt, 1)))
			if fields(err) != tt.wantFields || !strings.HasPrefix(err.Error(), tt.op) {
				t.Error(err)
			}
			if text := must(json.Marshal(tt.into)); string(text) != tt.text {
				t.Errorf("changed to %s", text)
			}
		})
	}
}
