package invoice_test

import (
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/invoice"
)

// A document is stored as JSON and reads back equal. A changed document, NULL, and anything that is not text are
// refused and change nothing.
func TestDocumentColumns(t *testing.T) {
	inv := numbered(t)
	note, err := invoice.Credit(inv, "C-7", date("2025-08-05"))
	if err != nil {
		t.Fatal(err)
	}
	if v, err := (invoice.CreditNote{}).Value(); v != nil || !errors.Is(err, billingrules.ErrMissing) {
		t.Errorf("the zero CreditNote: %v, %v", v, err)
	}
	var readInvoice invoice.Invoice
	var readNote invoice.CreditNote
	for name, tt := range map[string]struct {
		value driver.Valuer
		into  sql.Scanner
		same  func() bool
	}{
		"invoice":     {inv, &readInvoice, func() bool { return readInvoice.Equal(inv) }},
		"credit note": {note, &readNote, func() bool { return readNote.Equal(note) }},
	} {
		t.Run(name, func(t *testing.T) {
			v, err := tt.value.Value()
			text, isText := v.(string)
			if err != nil || !isText {
				t.Fatalf("stored as %T, %v", v, err)
			}
			for _, src := range []any{text, []byte(text)} {
				t.Run(fmt.Sprintf("as %T", src), func(t *testing.T) {
					if err := tt.into.Scan(src); err != nil || !tt.same() {
						t.Error(err)
					}
				})
			}
			if err := tt.into.Scan(text); err != nil || !tt.same() {
				t.Fatal(err)
			}
			for _, bad := range []struct {
				src  any
				want error
			}{
				{nil, billingrules.ErrMissing},
				{int64(7), billingrules.ErrSyntax},
				{strings.Replace(text, `"total"`, `"totals"`, 1), billingrules.ErrUnknown},
				{strings.Replace(text, `"2115.62"`, `"2115.63"`, 1), billingrules.ErrConflict},
			} {
				t.Run(fmt.Sprintf("%.40v", bad.src), func(t *testing.T) {
					if err := tt.into.Scan(bad.src); !errors.Is(err, bad.want) || !tt.same() {
						t.Errorf("%v, want %v", err, bad.want)
					}
				})
			}
		})
	}
}

// Each part of a document is read strictly, also by itself.
func TestParts_Strict(t *testing.T) {
	for name, tt := range map[string]struct {
		into           any
		text, misspelt string
		refused        string
	}{
		"instalment": {
			new(invoice.Instalment),
			`{"number":1,"of":3,"date":"2025-03-12","due":"2025-04-11","covers":"2025-03-12/2026-03-12","amount":` +
				`{"amount":"2145.00","currency":"EUR"}}`,
			`{"number":1,"off":3}`, "invoice.Instalment.UnmarshalJSON: off 3: is not a known key",
		},
		"sale": {
			new(invoice.Sale),
			`{"kind":"flex-tokens","ordered":"2025-03-12","amount":{"amount":"300.00","currency":"EUR"},` +
				`"netTerms":"net 30"}`,
			`{"kind":"flex-tokens","net":30}`, "invoice.Sale.UnmarshalJSON: net 30: is not a known key",
		},
		"totals": {
			new(invoice.RateTotals),
			`{"name":"GST","rate":"5%","net":{"amount":"86.97","currency":"CAD"},` +
				`"tax":{"amount":"4.35","currency":"CAD"}}`,
			`{"rate":"5%","vat":1}`, "invoice.RateTotals.UnmarshalJSON: vat 1: is not a known key",
		},
		"open item": {
			new(invoice.OpenItem), `{"number":"2025-077","amount":{"amount":"121.00","currency":"EUR"}}`,
			`{"number":"2025-077","amount":{"sum":"1.00"}}`, "invoice.OpenItem.UnmarshalJSON: amount.sum",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if err := json.Unmarshal([]byte(tt.text), tt.into); err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal([]byte(tt.misspelt), tt.into); err == nil ||
				!strings.HasPrefix(err.Error(), tt.refused) {
				t.Errorf("%v, want %s", err, tt.refused)
			}
			if text, err := json.Marshal(tt.into); err != nil || string(text) != tt.text {
				t.Errorf("read and written as %s, %v", text, err)
			}
		})
	}
}

// An instalment that contradicts itself is not read, and leaves the value as it was.
func TestInstalment_UnmarshalJSON(t *testing.T) {
	const good = `{"number":3,"of":3,"date":"2025-03-12","due":"2025-03-12",` +
		`"amount":{"amount":"0.00","currency":"EUR"}}`
	for name, tt := range map[string]struct{ old, by, fields string }{
		"good":             {"", "", ""},
		"the first":        {`"number":3`, `"number":1`, ""},
		"number 0":         {`"number":3`, `"number":0`, "number"},
		"one too many":     {`"number":3`, `"number":4`, "number"},
		"of none":          {`"of":3`, `"of":0`, "of"},
		"due later":        {`"due":"2025-03-12"`, `"due":"2025-03-13"`, ""},
		"due before":       {`"due":"2025-03-12"`, `"due":"2025-03-11"`, "due"},
		"never due":        {`"due":"2025-03-12",`, "", "due"},
		"without date":     {`"date":"2025-03-12",`, "", "date"},
		"a negative":       {"0.00", "-0.01", "amount"},
		"nothing":          {good, "{}", "of date amount"},
		"misspelt instead": {`"of"`, `"off"`, "off"},
	} {
		t.Run(name, func(t *testing.T) {
			kept := invoice.Instalment{Number: 7}
			err := json.Unmarshal([]byte(strings.Replace(good, tt.old, tt.by, 1)), &kept)
			if fields(err) != tt.fields || (tt.fields == "") != (err == nil) || (err != nil) != (kept.Number == 7) {
				t.Errorf("%v leaves %v", err, kept)
			}
		})
	}
}
