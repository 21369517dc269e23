package invoice_test

import (
	"slices"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

var (
	amount = money.MustParseAmount
	fields = testkit.Fields
)

func service(t testing.TB, term calendar.Term, anchor, start string) calendar.Service {
	t.Helper()
	s, err := term.Service(date(anchor), date(start))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// said lists instalments as "amount date due covers".
func said(list []invoice.Instalment) []string {
	var all []string
	for _, i := range list {
		all = append(all, i.Amount.Number()+" "+i.Date.String()+" "+i.Due.String()+" "+i.Covers.String())
	}
	return all
}

// instalmentSale is a row of the tables below.
type instalmentSale struct {
	name   string
	change func(*policy.Parameters)
	sale   invoice.Sale
	want   []string
}

func checkInstalments(t *testing.T, rows []instalmentSale) {
	t.Helper()
	for _, test := range rows {
		t.Run(test.name, func(t *testing.T) {
			list, err := invoice.Instalments(testkit.Edition(test.change), test.sale)
			if err != nil || !slices.Equal(said(list), test.want) {
				t.Errorf("%s: %v\ngot  %q\nwant %q", test.name, err, said(list), test.want)
			}
			for i, part := range list {
				if part.Number != i+1 || part.Of != len(list) {
					t.Errorf("%s: %s is instalment %d", test.name, part, i+1)
				}
			}
		})
	}
}

// invoice.annual-instalments, invoice.split and invoice.net-terms: each edge of the gate, of early and of late renewal,
// and everything that has no instalments.
func TestInstalments_Purchase(t *testing.T) {
	threeYear := service(t, calendar.ThreeYear, "2024-10-01", "2024-10-01")
	same := func(*policy.Parameters) {}
	checkInstalments(t, []instalmentSale{
		{
			"three-year", same,
			invoice.Sale{
				Kind: policy.Subscription, Service: threeYear, Ordered: date("2024-10-01"),
				Amount: amount("EUR 100.00"),
			},
			[]string{
				"33.34 2024-10-01 2024-10-01 2024-10-01/2025-10-01",
				"33.33 2025-10-01 2025-10-01 2025-10-01/2026-10-01",
				"33.33 2026-10-01 2026-10-01 2026-10-01/2027-10-01",
			},
		},
		{
			"with net terms", same,
			invoice.Sale{
				Kind: policy.Subscription, Service: threeYear, Ordered: date("2024-10-01"),
				Amount: amount("EUR 100.01"), NetTerms: net(t, 30),
			},
			[]string{
				"33.34 2024-10-01 2024-10-31 2024-10-01/2025-10-01",
				"33.34 2025-10-01 2025-10-31 2025-10-01/2026-10-01",
				"33.33 2026-10-01 2026-10-31 2026-10-01/2027-10-01",
			},
		},
		{
			"yen", same,
			invoice.Sale{
				Kind: policy.Subscription, Service: threeYear, Ordered: date("2024-10-01"), Amount: amount("JPY 2"),
			},
			[]string{
				"1 2024-10-01 2024-10-01 2024-10-01/2025-10-01", "1 2025-10-01 2025-10-01 2025-10-01/2026-10-01",
				"0 2026-10-01 2026-10-01 2026-10-01/2027-10-01",
			},
		},
		{
			"ordered ahead", same,
			invoice.Sale{
				Kind: policy.Subscription, Service: threeYear, Ordered: date("2024-09-20"), Amount: amount("EUR 3.00"),
				NetTerms: net(t, 0),
			},
			[]string{
				"1.00 2024-09-20 2024-09-20 2024-10-01/2025-10-01", "1.00 2025-10-01 2025-10-01 2025-10-01/2026-10-01",
				"1.00 2026-10-01 2026-10-01 2026-10-01/2027-10-01",
			},
		},
	})
}

func TestInstalments_RenewedEarly(t *testing.T) {
	renewal := service(t, calendar.ThreeYear, "2024-10-01", "2027-10-01")
	same := func(*policy.Parameters) {}
	checkInstalments(t, []instalmentSale{
		{
			"renewed early", same,
			invoice.Sale{
				Kind: policy.Subscription, Service: renewal, Renewal: true, Ordered: date("2027-08-01"),
				Amount: amount("EUR 3.00"),
			},
			[]string{
				"1.00 2027-08-01 2027-08-01 2027-10-01/2028-10-01", "1.00 2028-10-01 2028-10-01 2028-10-01/2029-10-01",
				"1.00 2029-10-01 2029-10-01 2029-10-01/2030-10-01",
			},
		},
		{
			"renewed early, by invoice", same,
			invoice.Sale{
				Kind: policy.Subscription, Service: renewal, Renewal: true, Ordered: date("2027-08-01"),
				Amount: amount("EUR 3.00"), NetTerms: net(t, 30),
			},
			[]string{
				"1.00 2027-10-01 2027-10-31 2027-10-01/2028-10-01", "1.00 2028-10-01 2028-10-31 2028-10-01/2029-10-01",
				"1.00 2029-10-01 2029-10-31 2029-10-01/2030-10-01",
			},
		},
		{
			"renewed early, read the other way",
			func(p *policy.Parameters) { p.Invoice.EarlyFirst = policy.DueAtRenewal },
			invoice.Sale{
				Kind: policy.Subscription, Service: renewal, Renewal: true, Ordered: date("2027-08-01"),
				Amount: amount("EUR 3.00"),
			},
			[]string{
				"1.00 2027-10-01 2027-10-01 2027-10-01/2028-10-01", "1.00 2028-10-01 2028-10-01 2028-10-01/2029-10-01",
				"1.00 2029-10-01 2029-10-01 2029-10-01/2030-10-01",
			},
		},
		{
			"renewed early, by invoice, read the other way",
			func(p *policy.Parameters) { p.Invoice.EarlyFirstByInvoice = policy.DueAtOrder },
			invoice.Sale{
				Kind: policy.Subscription, Service: renewal, Renewal: true, Ordered: date("2027-08-01"),
				Amount: amount("EUR 3.00"), NetTerms: net(t, 30),
			},
			[]string{
				"1.00 2027-08-01 2027-08-31 2027-10-01/2028-10-01", "1.00 2028-10-01 2028-10-31 2028-10-01/2029-10-01",
				"1.00 2029-10-01 2029-10-31 2029-10-01/2030-10-01",
			},
		},
	})
}

func TestInstalments_RenewedLate(t *testing.T) {
	renewal := service(t, calendar.ThreeYear, "2024-10-01", "2027-10-01")
	same := func(*policy.Parameters) {}
	checkInstalments(t, []instalmentSale{
		{
			"renewed late", same,
			invoice.Sale{
				Kind: policy.Subscription, Service: renewal, Renewal: true, Ordered: date("2027-11-05"),
				Amount: amount("EUR 3.00"), NetTerms: net(t, 30),
			},
			[]string{
				"1.00 2027-11-05 2027-12-05 2027-10-01/2028-10-01", "1.00 2028-10-01 2028-10-31 2028-10-01/2029-10-01",
				"1.00 2029-10-01 2029-10-31 2029-10-01/2030-10-01",
			},
		},
		{
			"renewed on the last day before the second", same,
			invoice.Sale{
				Kind: policy.Subscription, Service: renewal, Renewal: true, Ordered: date("2028-09-30"),
				Amount: amount("EUR 3.00"),
			},
			[]string{
				"1.00 2028-09-30 2028-09-30 2027-10-01/2028-10-01", "1.00 2028-10-01 2028-10-01 2028-10-01/2029-10-01",
				"1.00 2029-10-01 2029-10-01 2029-10-01/2030-10-01",
			},
		},
		{
			"renewed more than a year late", same,
			invoice.Sale{
				Kind: policy.Subscription, Service: renewal, Renewal: true, Ordered: date("2028-10-02"),
				Amount: amount("EUR 3.01"), NetTerms: net(t, 30),
			},
			[]string{
				"1.01 2028-10-02 2028-11-01 2027-10-01/2028-10-01", "1.00 2028-10-02 2028-11-01 2028-10-01/2029-10-01",
				"1.00 2029-10-01 2029-10-31 2029-10-01/2030-10-01",
			},
		},
		{
			"renewed more than two years late", same,
			invoice.Sale{
				Kind: policy.Subscription, Service: renewal, Renewal: true, Ordered: date("2030-01-01"),
				Amount: amount("EUR 3.00"),
			},
			[]string{
				"1.00 2030-01-01 2030-01-01 2027-10-01/2028-10-01", "1.00 2030-01-01 2030-01-01 2028-10-01/2029-10-01",
				"1.00 2030-01-01 2030-01-01 2029-10-01/2030-10-01",
			},
		},
	})
}

func TestInstalments_LeapDay(t *testing.T) {
	same := func(*policy.Parameters) {}
	checkInstalments(t, []instalmentSale{
		{
			"on 29 February", same,
			invoice.Sale{
				Kind: policy.Subscription, Service: service(t, calendar.ThreeYear, "2024-02-29", "2027-02-28"),
				Renewal: true, Ordered: date("2027-02-28"), Amount: amount("KWD 0.004"),
			},
			[]string{
				"0.002 2027-02-28 2027-02-28 2027-02-28/2028-02-29",
				"0.001 2028-02-29 2028-02-29 2028-02-29/2029-02-28",
				"0.001 2029-02-28 2029-02-28 2029-02-28/2030-02-28",
			},
		},
	})
}

func TestInstalments_Edition(t *testing.T) {
	threeYear := service(t, calendar.ThreeYear, "2024-10-01", "2024-10-01")
	same := func(*policy.Parameters) {}
	checkInstalments(t, []instalmentSale{
		{
			"the day before the edition", same,
			invoice.Sale{
				Kind: policy.Subscription, Service: threeYear, Ordered: date("2024-09-15"),
				Amount: amount("EUR 100.00"),
			},
			[]string{"100.00 2024-09-15 2024-09-15 2024-10-01/2027-10-01"},
		},
		{
			"the first day of the edition", same,
			invoice.Sale{
				Kind: policy.Subscription, Service: threeYear, Ordered: date("2024-09-16"), Amount: amount("EUR 0.02"),
			},
			[]string{
				"0.01 2024-09-16 2024-09-16 2024-10-01/2025-10-01", "0.01 2025-10-01 2025-10-01 2025-10-01/2026-10-01",
				"0.00 2026-10-01 2026-10-01 2026-10-01/2027-10-01",
			},
		},
		{
			"before the edition, read the other way", func(p *policy.Parameters) { p.Invoice.InstalmentsBefore = 3 },
			invoice.Sale{
				Kind: policy.Subscription, Service: threeYear, Ordered: date("2024-09-15"), Amount: amount("EUR 3.00"),
			},
			[]string{
				"1.00 2024-09-15 2024-09-15 2024-10-01/2025-10-01", "1.00 2025-10-01 2025-10-01 2025-10-01/2026-10-01",
				"1.00 2026-10-01 2026-10-01 2026-10-01/2027-10-01",
			},
		},
		{
			"two instalments", func(p *policy.Parameters) { p.Invoice.Instalments = 2 },
			invoice.Sale{
				Kind: policy.Subscription, Service: threeYear, Ordered: date("2024-10-01"), Amount: amount("EUR 3.01"),
			},
			[]string{
				"1.51 2024-10-01 2024-10-01 2024-10-01/2025-10-01", "1.50 2025-10-01 2025-10-01 2025-10-01/2027-10-01",
			},
		},
		{
			"all at once", func(p *policy.Parameters) { p.Invoice.Instalments = 1 },
			invoice.Sale{
				Kind: policy.Subscription, Service: threeYear, Ordered: date("2024-10-01"), Amount: amount("EUR 3.01"),
			},
			[]string{"3.01 2024-10-01 2024-10-01 2024-10-01/2027-10-01"},
		},
	})
}
