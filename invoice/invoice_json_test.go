package invoice_test

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/invoice"
	"example.com/billingrules/policy"
	"github.com/google/go-cmp/cmp"
)

func TestInvoiceJSON(t *testing.T) {
	inv := made(t)
	text, err := json.Marshal(inv)
	var read invoice.Invoice
	if err != nil || json.Unmarshal(text, &read) != nil {
		t.Fatalf("%s, %v", text, err)
	}
	if diff := cmp.Diff(inv, read); diff != "" || !read.Equal(inv) {
		t.Error(diff)
	}
	again, err := json.Marshal(read)
	if err != nil || string(again) != string(text) {
		t.Errorf("written again as %s, %v", again, err)
	}
	for _, part := range []string{
		`"number":"2025-133","issued":"2025-08-02","netTerms":"net 30","due":"2025-09-01","lines":[{"description":`,
		`"instalment":2,"of":3,`, `"taxes":[{"rate":"0%","amount":`, `"total":{"amount":"40133.90","currency":"EUR"}`,
	} {
		if !strings.Contains(string(text), part) {
			t.Errorf("%s is not in %s", part, text)
		}
	}
}

// changedJSON is a row of the tables below.
type changedJSON struct{ old, new, want string }

func refuseJSON(t *testing.T, rows []changedJSON) {
	t.Helper()
	text, err := json.Marshal(made(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range rows {
		t.Run(test.want, func(t *testing.T) {
			if !strings.Contains(string(text), test.old) {
				t.Errorf("%s is not there", test.old)
			}
			changed := strings.Replace(string(text), test.old, test.new, 1)
			read := made(t)
			err := json.Unmarshal([]byte(changed), &read)
			if err == nil || !strings.Contains(err.Error(), test.want) || len(billingrules.InputErrors(err)) == 0 {
				t.Errorf("%s → %s: %v, want %s", test.old, test.new, err, test.want)
			}
			if !read.Equal(made(t)) {
				t.Errorf("%s → %s: the invoice has changed", test.old, test.new)
			}
		})
	}
}

// A stored invoice that was changed by hand is noticed, whatever was changed.
func TestInvoice_UnmarshalJSON_Header(t *testing.T) {
	refuseJSON(t, []changedJSON{
		{`"number":"2025-133"`, `"number":""`, "number: is missing"},
		{`"issued":"2025-08-02"`, `"issued":"2025-08-03"`, "due 2025-09-01: is not net 30 after 2025-08-03"},
		{`"issued":"2025-08-02"`, `"issued":null`, "issued: is missing"},
		{`"netTerms":"net 30",`, ``, "due 2025-09-01: is not no net terms after"},
		{`"due":"2025-09-01"`, `"dew":"2025-09-01"`, `: dew "2025-09-01": is not a known key`},
		{
			`"due":"2025-09-01"`, `"due":"2025-09-01","due":"2025-09-01"`,
			"invoice.Invoice.UnmarshalJSON: due: is a duplicate",
		},
		{`"due":"2025-09-01"`, `"due":"2025-09-31"`, `: due "2025-09-31": there is no such day`},
	})
}

func TestInvoice_UnmarshalJSON_Lines(t *testing.T) {
	refuseJSON(t, []changedJSON{
		{`"lines":[{`, `"lines":[],"number":"x","x":[{`, ": number: is a duplicate"},
		{`"description":"AutoCAD, 3 seats more"`, `"description":""`, "description: is missing"},
		{
			`"description":"AutoCAD, 3 seats more"`, `"descripton":"AutoCAD"`,
			`: lines[0].descripton "AutoCAD": is not a known key`,
		},
		{`"quantity":3,`, `"quantity":4,`, "charge EUR 2145.00 ÷ 365"},
		{`"quantity":3,`, `"quantity":0,`, "quantity: is missing"},
		{`"days":120`, `"days":121`, "lines[0].charge.days 121: must be 120 for"},
		{`"divisor":365`, `"divisor":0`, "lines[0].charge.divisor: is missing"},
		{`"gross":{"amount":"2115.62"`, `"gross":{"amount":"2115.63"`, "charge"},
		{`"gross":{"amount":"1499.75"`, `"gross":{"amount":"1499.74"`, "gross EUR 1499.74: is not 500 × EUR 2.9995"},
		{`"gross":{"amount":"1499.75"`, `"gross":{"amount":"-1499.75"`, "gross EUR -1499.75: is negative"},
		{`"discount":{"amount":"99.75"`, `"discount":{"amount":"99.76"`, "net EUR 1400.00: is more than EUR 1399.99"},
		{
			`"discount":{"amount":"99.75"`, `"discount":{"amount":"99.74"`,
			"net EUR 1400.00: is not the price less the discount, EUR 1400.01",
		},
		{`"discount":{"amount":"99.75"`, `"discount":{"amount":"1499.76"`, "discount EUR 1499.76: is more than"},
		{`"instalment":2,"of":3`, `"instalment":4,"of":3`, "instalment 4: must be from 1 to 3"},
		{`"instalment":2,"of":3`, `"of":3`, "instalment 0: must be from 1 to 3"},
		{`"instalment":2,"of":3,`, ``, "net EUR 35880.00: is not the price less the discount"},
		{`"net":{"amount":"35880.00"`, `"net":{"amount":"35880.001"`, "net EUR 35880.001: is not a whole number"},
	})
}

func TestInvoice_UnmarshalJSON_Taxes(t *testing.T) {
	refuseJSON(t, []changedJSON{
		{`"rate":"21%"`, `"rate":"20%"`, "taxes[0].amount EUR 444.28: is not 20% of EUR 2115.62"},
		{`"rate":"21%",`, ``, "taxes[0].rate: is missing"},
		{
			`"tax":{"amount":"444.28"`, `"tax":{"amount":"444.30"`,
			"tax EUR 444.30: is not the sum of the taxes, EUR 444.28",
		},
		{
			`"amount":{"amount":"444.28"`, `"amount":{"amount":"444.30"`,
			"taxes[0].amount EUR 444.30: is not 21% of EUR 2115.62",
		},
		{
			`{"amount":"444.28","currency":"EUR"}}],"tax":{"amount":"444.28"`,
			`{"amount":"444.29","currency":"EUR"}}],"tax":{"amount":"444.29"`,
			"lines[0].taxes[0].amount EUR 444.29: is not 21% of EUR 2115.62 worked out per-line, EUR 444.28",
		},
		{
			`"tax":{"amount":"738.28"`, `"tax":{"amount":"738.29"`,
			"total EUR 39395.62 + tax 738.29 = 40133.90: is not the sum of the lines, EUR 39395.62 + tax 738.28",
		},
		{
			`"rounding":"half-up","taxRounding":"per-line"`, `"rounding":"up","taxRounding":"per-line"`,
			"lines[0].charge.rounding half-up: must be up, as in the document",
		},
		{`,"taxRounding":"per-line"`, ``, "taxRounding: is missing"},
		{
			`"taxRounding":"per-line"`, `"taxRounding":"per line"`,
			`taxRounding "per line": is not known; one of: per-line, per-rate`,
		},
		{`"total":{"amount":"40133.90"`, `"total":{"amount":"40133.91"`, "total"},
		{`"total":{"amount":"40133.90","currency":"EUR"}`, `"total":null`, "total"},
		{`"edition":"` + policy.Europe2024().Fingerprint().String(), `"edition":"`, "edition: is missing"},
		{
			`{"amount":"2.9995","currency":"EUR"}`, `{"amount":"2.9995","currency":"USD"}`,
			"gross EUR 1499.75: is not 500 × USD 2.9995",
		},
	})
}

func TestInvoice_UnmarshalJSON_NoInvoice(t *testing.T) {
	var read invoice.Invoice
	for _, bad := range []string{"", "[]", "1", `"x"`, "{}", "{", `{"lines":[{}]}`, "null"} {
		t.Run(strconv.Quote(bad), func(t *testing.T) {
			err := json.Unmarshal([]byte(bad), &read)
			if err == nil || !strings.HasPrefix(read.String(), "no invoice") {
				t.Errorf("%q is read as %s, %v", bad, read, err)
			}
		})
	}
	// Each line is good, but they are in two currencies.
	line := `{"description":"x","quantity":1,"unitPrice":{"amount":"1.00","currency":"EUR"},` +
		`"gross":{"amount":"1.00","currency":"EUR"},"net":{"amount":"1.00","currency":"EUR"},` +
		`"taxes":[{"rate":"0%","amount":{"amount":"0.00","currency":"EUR"}}],"tax":{"amount":"0.00","currency":"EUR"}}`
	mixed := `{"number":"1","issued":"2025-01-01","due":"2025-01-01","rounding":"half-up","taxRounding":"per-line",` +
		`"edition":"` + policy.Europe2024().Fingerprint().String() + `",` +
		`"lines":[` + line + "," + strings.ReplaceAll(line, "EUR", "USD") + `]}`
	if err := json.Unmarshal([]byte(mixed), &read); !errors.Is(err, billingrules.ErrCurrency) ||
		!strings.HasPrefix(err.Error(), "invoice.Invoice.UnmarshalJSON: lines") {
		t.Error(err)
	}
}
