package invoice_test

import (
	"errors"
	"fmt"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// billOf is an invoice of one thing.
func billOf(number, price string) invoice.Invoice {
	inv, err := invoice.New(policy.Europe2024(), invoice.Draft{
		Number: number, Issued: calendar.MustParseDate("2025-05-12"),
		Items: []invoice.Item{{
			Description: "Flex tokens", Quantity: 1, UnitPrice: money.MustParseAmount(price),
			Taxes: invoice.MustParseTaxes("21%"),
		}},
	})
	if err != nil {
		panic(err)
	}
	return inv
}

func TestTotal_Refuses(t *testing.T) {
	for name, tt := range map[string]struct {
		invoices []invoice.Invoice
		want     error
	}{
		"no invoice": {nil, billingrules.ErrMissing},
		"two currencies": {
			[]invoice.Invoice{billOf("1", "EUR 3.00"), billOf("2", "CAD 3.00")}, billingrules.ErrCurrency,
		},
	} {
		t.Run(name, func(t *testing.T) {
			if sum, err := invoice.Total(tt.invoices...); !errors.Is(err, tt.want) || !sum.Equal(invoice.Totals{}) {
				t.Errorf("%v, %v", sum, err)
			}
		})
	}
}

// The two instalments of a purchase, all together.
func ExampleTotal() {
	fmt.Println(invoice.Total(billOf("2025-077", "EUR 100.10"), billOf("2025-133", "EUR 100.10")))
	// Output: EUR 200.20 + tax 42.04 = 242.24 <nil>
}
