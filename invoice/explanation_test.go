package invoice_test

import (
	"errors"
	"fmt"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// Each instalment has the rule by which it was cut: of a full term, of an extension, of a part of a term.
func TestPricedExplanation(t *testing.T) {
	ed := policy.Europe2024()
	service := threeYearTerm()
	full, err := invoice.PriceTerm(ed, invoice.TermRequest{
		SRP: money.MustParseAmount("EUR 10764.00"), Seats: 10, Service: service, Ordered: service.Covered().Start(),
		NetTerms: net(t, 30),
	})
	if err != nil {
		t.Fatal(err)
	}
	part, extended := full, full
	part.FullTerm, extended.FullTerm, extended.Extends = false, false, true
	part.NetTerms = invoice.NetTerms{}
	for name, tt := range map[string]struct {
		priced invoice.Priced
		rules  []rule.ID
	}{
		"a full term": {
			full, []rule.ID{rule.InvoiceAnnualInstalments, rule.InvoiceSplit, rule.InvoiceNetTerms},
		},
		"a part of a term": {part, []rule.ID{rule.CotermMultiYear}},
		"an extension":     {extended, []rule.ID{rule.CotermExtendCharge, rule.InvoiceNetTerms}},
	} {
		t.Run(name, func(t *testing.T) {
			x, err := tt.priced.Explanation(ed)
			if err != nil || len(x.Parts) != 4 {
				t.Fatalf("%s, %v", x, err)
			}
			last := x.Parts[3]
			if last.Asks != "instalment 3 of 3" || last.Value != "EUR 35880.00" || len(last.Rules) != len(tt.rules) {
				t.Fatalf("%s", last)
			}
			for i, r := range last.Rules {
				if r.Rule != tt.rules[i] {
					t.Errorf("%s, want %s", r.Rule, tt.rules[i])
				}
			}
		})
	}
	if _, err := full.Explanation(policy.NorthAmerica2024()); !errors.Is(err, billingrules.ErrConflict) {
		t.Error(err)
	}
}

func ExamplePriced_Explanation() {
	ed := policy.Europe2024()
	service := threeYearTerm()
	priced, err := invoice.PriceTerm(ed, invoice.TermRequest{
		SRP: money.MustParseAmount("EUR 10764.00"), Seats: 10, Service: service, Ordered: service.Covered().Start(),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	x, err := priced.Explanation(ed)
	fmt.Println(x.Asks, x.Value, err)
	for _, part := range x.Parts {
		fmt.Println(part.Asks, part.Value, part.Rules[0].Rule)
	}
	// Output:
	// price, before tax EUR 107640.00 <nil>
	// standard days of the term 1095 proration.standard-days
	// instalment 1 of 3 EUR 35880.00 invoice.annual-instalments
	// instalment 2 of 3 EUR 35880.00 invoice.annual-instalments
	// instalment 3 of 3 EUR 35880.00 invoice.annual-instalments
}
