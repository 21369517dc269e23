package proration_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
	"example.com/billingrules/proration"
)

func TestPriceList_Check(t *testing.T) {
	eur, usd := money.MustParseAmount("EUR 2145.00"), money.MustParseAmount("USD 5790.00")
	for _, tt := range []struct {
		name   string
		list   proration.PriceList
		fields string
		err    error // what the first error unwraps to
	}{
		{"none", nil, "", nil},
		{"one", proration.PriceList{calendar.Annual: eur}, "", nil},
		{"free of charge", proration.PriceList{calendar.Monthly: money.MustParseAmount("EUR 0.00")}, "", nil},
		{
			"below zero",
			proration.PriceList{calendar.Annual: money.MustParseAmount("EUR -1.00"), calendar.Monthly: eur},
			"annual", billingrules.ErrRange,
		},
		{"missing", proration.PriceList{calendar.Annual: {}}, "annual", billingrules.ErrMissing},
		{
			"two currencies",
			proration.PriceList{calendar.Annual: eur, calendar.ThreeYear: usd},
			"three-year", billingrules.ErrCurrency,
		},
		{
			"no length",
			proration.PriceList{7: eur, calendar.ThreeYear: {}},
			"three-year Term(7)", billingrules.ErrMissing,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := tt.list.Check()
			var fields []string
			for _, bad := range billingrules.InputErrors(err) {
				fields = append(fields, bad.Field)
			}
			if got := strings.Join(fields, " "); got != tt.fields || !errors.Is(err, tt.err) {
				t.Errorf("%q: %v", got, err)
			}
		})
	}
}

// A price list as it is stored, with a mistake in it.
func ExamplePriceList() {
	var list proration.PriceList
	err := json.Unmarshal([]byte(`{
		"annual": {"amount": "2145.00", "currency": "EUR"},
		"three-year": {"amount": "5790.00", "currency": "USD"}
	}`), &list)
	fmt.Println(list[calendar.Annual], err)
	fmt.Println(list.Check())
	// Output:
	// EUR 2145.00 <nil>
	// proration.PriceList.Check: three-year USD 5790.00: must be in EUR, like the others
}

func ExamplePriceList_Check() {
	list := proration.PriceList{calendar.Annual: money.MustParseAmount("EUR -1.00")}
	fmt.Println(list.Check())
	// Output: proration.PriceList.Check: annual EUR -1.00: is negative
}
