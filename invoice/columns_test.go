package invoice_test

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/invoice"
)

// What is stored reads back equal, from text and from bytes; a value that is not text, or is another text, is refused
// and changes nothing.
func TestColumns(t *testing.T) {
	type stored interface {
		sql.Scanner
		driver.Valuer
		String() string
	}
	rate, taxes, terms := invoice.MustParseTaxRate("9.975%"), invoice.MustParseTaxes("GST 5% + QST 9.975%"), net(t, 30)
	for name, tt := range map[string]struct {
		value, fresh stored
		text         string
		none         bool // whether NULL reads as none
	}{
		"tax rate":  {&rate, new(invoice.TaxRate), "9.975%", false},
		"taxes":     {&taxes, new(invoice.Taxes), "GST 5% + QST 9.975%", false},
		"net terms": {&terms, new(invoice.NetTerms), "net 30", true},
	} {
		t.Run(name, func(t *testing.T) {
			none := tt.fresh.String()
			if v, err := tt.fresh.Value(); v != nil || (err == nil) != tt.none || err != nil &&
				!errors.Is(err, billingrules.ErrMissing) {
				t.Errorf("none is stored as %v, %v", v, err)
			}
			v, err := tt.value.Value()
			if err != nil || v != tt.text {
				t.Fatalf("stored as %v, %v", v, err)
			}
			for _, src := range []any{tt.text, []byte(tt.text)} {
				t.Run(fmt.Sprintf("as %T", src), func(t *testing.T) {
					if err := tt.fresh.Scan(src); err != nil || tt.fresh.String() != tt.text {
						t.Errorf("%v is read as %v, %v", src, tt.fresh, err)
					}
				})
			}
			if err := tt.fresh.Scan(tt.text); err != nil {
				t.Fatal(err)
			}
			for _, src := range []any{int64(21), 0.21, true, "21", []byte("30 days")} {
				t.Run(fmt.Sprintf("bad, as %#v", src), func(t *testing.T) {
					err := tt.fresh.Scan(src)
					if !errors.Is(err, billingrules.ErrSyntax) || tt.fresh.String() != tt.text {
						t.Errorf("%v is read as %v, %v", src, tt.fresh, err)
					}
				})
			}
			for _, src := range []any{nil, "", []byte{}} {
				t.Run(fmt.Sprintf("none, as %#v", src), func(t *testing.T) {
					err := tt.fresh.Scan(src)
					if !tt.none && (!errors.Is(err, billingrules.ErrMissing) || tt.fresh.String() != tt.text) ||
						tt.none && (err != nil || tt.fresh.String() != none) {
						t.Errorf("%v is read as %v, %v", src, tt.fresh, err)
					}
				})
			}
		})
	}
}
