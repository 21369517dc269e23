package invoice_test

import (
	"errors"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// badPayment is a row of the tables below.
type badPayment struct {
	change func(*invoice.Payment)
	want   string
	is     error
}

func refusePayment(t *testing.T, rows []badPayment) {
	t.Helper()
	for _, test := range rows {
		t.Run(test.want, func(t *testing.T) {
			p := invoice.Payment{
				Day: date("2025-05-12"), Invoices: []invoice.OpenItem{open("A", "EUR 1.00"), open("B", "EUR 1.00")},
				CreditNotes: []invoice.OpenItem{open("C", "EUR 0.50")},
				Method:      policy.Card, Amount: amount("EUR 1.00"),
			}
			test.change(&p)
			s, err := invoice.Settle(p)
			if len(billingrules.InputErrors(err)) != 1 || !errors.Is(err, test.is) ||
				!strings.HasPrefix(err.Error(), "invoice.Settle: "+test.want) || s.Applied != nil {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
}

func TestSettle_BadInvoices(t *testing.T) {
	refusePayment(t, []badPayment{
		{func(p *invoice.Payment) { p.Day = calendar.Date{} }, "day: is missing", billingrules.ErrMissing},
		{func(p *invoice.Payment) { p.Invoices = nil }, "invoices: is missing", billingrules.ErrMissing},
		{
			func(p *invoice.Payment) { p.Invoices = make([]invoice.OpenItem, 10_001) },
			"invoices: has 10001 entries, with 1 credit notes", billingrules.ErrRange,
		},
		{
			func(p *invoice.Payment) { p.CreditNotes = make([]invoice.OpenItem, 10_001) },
			"invoices: has 2 entries, with 10001 credit notes", billingrules.ErrRange,
		},
		{
			func(p *invoice.Payment) { p.Invoices[1].Number = "" }, "invoices[1].number: is missing",
			billingrules.ErrMissing,
		},
		{
			func(p *invoice.Payment) { p.Invoices[1].Number = "A" }, `invoices[1].number "A": is a duplicate`,
			billingrules.ErrConflict,
		},
		{
			func(p *invoice.Payment) { p.Invoices[1].Amount = amount("USD 1.00") },
			"invoices[1].amount USD 1.00: must be in EUR", billingrules.ErrCurrency,
		},
		{
			func(p *invoice.Payment) { p.Invoices[0].Amount = money.Amount{} }, "invoices[0].amount: is missing",
			billingrules.ErrMissing,
		},
		{
			func(p *invoice.Payment) { p.Invoices[0].Amount = amount("EUR -1.00") },
			"invoices[0].amount EUR -1.00: is negative", billingrules.ErrRange,
		},
		{
			func(p *invoice.Payment) { p.CreditNotes[0].Amount = amount("EUR 0.001") },
			"creditNotes[0].amount EUR 0.001: is not a whole number", billingrules.ErrRange,
		},
	})
}

func TestSettle_BadPayments(t *testing.T) {
	refusePayment(t, []badPayment{
		{
			func(p *invoice.Payment) { p.CashBalance = amount("USD 1.00") }, "cashBalance USD 1.00: must be in EUR",
			billingrules.ErrCurrency,
		},
		{
			func(p *invoice.Payment) { p.Amount = amount("USD 1.00") }, "amount USD 1.00: must be in EUR",
			billingrules.ErrCurrency,
		},
		{func(p *invoice.Payment) { p.Amount = money.Amount{} }, "amount: is missing", billingrules.ErrMissing},
		{func(p *invoice.Payment) { p.Method = 0 }, "method: is missing", billingrules.ErrMissing},
		{func(p *invoice.Payment) { p.Method = 99 }, "method 99: is not known; one of: ", billingrules.ErrUnknown},
		{
			func(p *invoice.Payment) { p.Method = policy.PurchaseOrder },
			"method purchase-order: pays orders, not invoices (invoice.pay)", billingrules.ErrConflict,
		},
		{
			func(p *invoice.Payment) { p.Method = policy.PayByInvoice }, "method pay-by-invoice: pays orders",
			billingrules.ErrConflict,
		},
		{
			func(p *invoice.Payment) { p.Method = policy.CreditNote },
			"method credit-note: is not a method of paying in",
			billingrules.ErrConflict,
		},
		{
			func(p *invoice.Payment) { p.Method = policy.CashBalance },
			"method cash-balance: is not a method of paying in",
			billingrules.ErrConflict,
		},
		{func(p *invoice.Payment) {
			p.CashBalance = amount("EUR 99999999999999999999999999999999.00")
			p.Amount = p.CashBalance
		}, "amount", billingrules.ErrRange},
	})
}

func TestSettle_EveryBadField(t *testing.T) {
	if _, err := invoice.Settle(invoice.Payment{}); fields(err) != "invoices day" {
		t.Error(err)
	}
}
