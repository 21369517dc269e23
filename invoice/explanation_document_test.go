package invoice_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/invoice"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/rule"
)

// rulesOf are the rules of an explanation.
func rulesOf(x policy.Explanation) []rule.ID {
	var list []rule.ID
	for _, r := range x.Rules {
		list = append(list, r.Rule)
	}
	return list
}

// asks are the figures that an explanation is made of, and their values.
func asks(x policy.Explanation) []string {
	var list []string
	for _, part := range x.Parts {
		list = append(list, part.Asks+" "+part.Value)
	}
	return list
}

// Invoices for seats, for tokens and for an instalment: each line shows what is behind it.
func TestInvoiceExplanation(t *testing.T) {
	x, err := made(t).Explanation(policy.Europe2024())
	if err != nil || x.Asks != "total of invoice 2025-133" || x.Value != "EUR 40133.90" ||
		x.How != "EUR 39395.62 + tax 738.28" || len(x.Parts) != 4 {
		t.Fatalf("%s, %v", x, err)
	}
	if due := x.Parts[0]; due.Value != "2025-09-01" || due.How != "2025-08-02, net 30" {
		t.Errorf("%s", due)
	}
	for i, want := range [][]string{
		{"price, before tax EUR 2115.62", "tax 21% EUR 444.28"},
		{"tax 21% EUR 294.00"},
		{"price, before tax EUR 107640.00", "instalment 2 of 3 EUR 35880.00", "tax 0% EUR 0.00"},
	} {
		t.Run(fmt.Sprint("line ", i+1), func(t *testing.T) {
			if got := asks(x.Parts[i+1]); !slices.Equal(got, want) {
				t.Errorf("line %d has %q, want %q", i+1, got, want)
			}
		})
	}
	if got := rulesOf(x.Parts[3].Parts[1]); !slices.Equal(got,
		[]rule.ID{rule.InvoiceAnnualInstalments, rule.InvoiceSplit}) {
		t.Errorf("the instalment rests on %s", got)
	}
}

// A part of a term in two instalments, on an invoice that is due on its own day: that of added seats, or of an
// extension where the edition charges those yearly.
func TestInvoiceExplanation_PartOfATerm(t *testing.T) {
	for name, tt := range map[string]struct {
		charge policy.ExtensionCharge
		rules  []rule.ID
	}{
		"at once": {policy.ChargeAtOnce, []rule.ID{rule.CotermMultiYear}},
		"yearly":  {policy.ChargeYearly, []rule.ID{rule.CotermMultiYear, rule.CotermExtendCharge}},
	} {
		t.Run(name, func(t *testing.T) {
			ed := testkit.Edition(func(p *policy.Parameters) { p.Coterm.ExtendCharge = tt.charge })
			part, err := proration.Price(ed, proration.PriceRequest{
				SRP: amount("EUR 3650.00"), Seats: 1,
				Service: service(t, calendar.ThreeYear, "2024-10-01", "2024-10-01"),
				Bought:  period(t, "2026-09-21/2027-10-01"),
			})
			if err != nil {
				t.Fatal(err)
			}
			inv, err := invoice.New(ed, invoice.Draft{
				Number: "9", Issued: date("2026-09-21"), Items: []invoice.Item{{
					Description: "1 seat", Instalment: 1, Taxes: vat, Priced: invoice.Priced{
						Charge: part, Instalments: []invoice.Instalment{
							{
								Number: 1, Of: 2, Date: date("2026-09-21"), Due: date("2026-09-21"),
								Covers: period(t, "2026-09-21/2026-10-01"), Amount: amount("EUR 33.33"),
							}, {
								Number: 2, Of: 2, Date: date("2026-10-01"), Due: date("2026-10-01"),
								Covers: period(t, "2026-10-01/2027-10-01"), Amount: amount("EUR 1216.67"),
							},
						},
					},
				}},
			})
			if err != nil {
				t.Fatal(err)
			}
			x, err := inv.Explanation(ed)
			if err != nil || x.Parts[0].How != "the date of the invoice" {
				t.Fatalf("%s, %v", x, err)
			}
			if got := rulesOf(x.Parts[1].Parts[1]); !slices.Equal(got, tt.rules) {
				t.Errorf("the instalment rests on %s, want %s", got, tt.rules)
			}
		})
	}
}

func TestInvoiceExplanation_Refused(t *testing.T) {
	good, other := made(t), made(t)
	other.Lines[0].Charge.Edition = policy.NorthAmerica2024().Fingerprint()
	for name, tt := range map[string]struct {
		inv   invoice.Invoice
		ed    policy.Edition
		is    error
		field string
	}{
		"nothing":              {invoice.Invoice{}, policy.Europe2024(), billingrules.ErrMissing, "number"},
		"another edition":      {good, policy.NorthAmerica2024(), billingrules.ErrConflict, "edition"},
		"a charge of another":  {other, policy.Europe2024(), billingrules.ErrConflict, "lines[0].charge.edition"},
		"without an edition":   {good, policy.Edition{}, billingrules.ErrMissing, "edition"},
		"a charge that is bad": {badCharge(t), policy.Europe2024(), billingrules.ErrConflict, "lines[0].charge.amount"},
	} {
		t.Run(name, func(t *testing.T) {
			x, err := tt.inv.Explanation(tt.ed)
			list := billingrules.InputErrors(err)
			if !errors.Is(err, tt.is) || len(list) == 0 || list[0].Field != tt.field || x.Asks != "" {
				t.Errorf("%s, %v", x, err)
			}
		})
	}
}

// badCharge is an invoice with a charge that does not follow from its figures.
func badCharge(t *testing.T) invoice.Invoice {
	t.Helper()
	inv := made(t)
	inv.Lines[0].Charge.Amount = amount("EUR 2115.63")
	return inv
}

func TestCreditNoteExplanation_Refused(t *testing.T) {
	note, err := invoice.Credit(made(t), "C-1", date("2025-09-01"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := note.Explanation(policy.Edition{}); !errors.Is(err, billingrules.ErrMissing) {
		t.Error(err)
	}
	if _, err := (invoice.CreditNote{}).Explanation(policy.Europe2024()); !errors.Is(err, billingrules.ErrMissing) {
		t.Error(err)
	}
}

func ExampleInvoice_Explanation() {
	x, err := tokens().Explanation(policy.Europe2024())
	fmt.Println(x.Asks, x.Value, x.Rules[0].Rule, err)
	for _, part := range x.Parts {
		fmt.Println(part.Asks, part.Value)
		for _, of := range part.Parts {
			fmt.Println("  ", of.Asks, of.Value, of.Rules[0].Rule)
		}
	}
	// Output:
	// total of invoice 2025-077 EUR 1815.00 invoice.tax <nil>
	// due 2025-04-20
	// line 1, Flex tokens EUR 1500.00
	//    tax 21% EUR 315.00 invoice.tax
}

func ExampleCreditNote_Explanation() {
	note, err := invoice.Credit(tokens(), "C-8", calendar.MustParseDate("2025-04-02"))
	if err != nil {
		fmt.Println(err)
		return
	}
	x, err := note.Explanation(policy.Europe2024())
	fmt.Println(x.Asks, x.Value, err)
	for _, part := range x.Parts {
		fmt.Println(part.Asks, part.Value, part.Rules[0].Rule)
		for _, of := range part.Parts {
			fmt.Println("  ", of.Asks, of.Value, of.Rules[0].Rule)
		}
	}
	// Output:
	// total of credit note C-8 EUR 1815.00 <nil>
	// line 1, Flex tokens EUR 1500.00 refund.amount
	//    tax 21% EUR 315.00 invoice.tax
}
