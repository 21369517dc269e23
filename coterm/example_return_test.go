package coterm_test

import (
	"fmt"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// renewedAndPaid is three seats of AutoCAD, renewed early for a year, invoiced and paid, as seen on a day, and the
// invoice.
func renewedAndPaid(today string) (lifecycle.View, invoice.Invoice) {
	v := owned("AutoCAD", calendar.Annual, "2024-10-01", "2025-07-10")
	renewal, err := coterm.Renew(v, coterm.RenewalRequest{SRP: money.MustParseAmount("EUR 2145.00")})
	if err != nil {
		panic(err)
	}
	bill, err := invoice.New(v.Edition(), invoice.Draft{Number: "2025-077", Items: []invoice.Item{
		renewal.Item("AutoCAD, renewed", invoice.MustParseTaxes("21%")),
	}})
	if err != nil {
		panic(err)
	}
	s, err := lifecycle.New(v.Edition(), invoice.Bill(renewal.Next, bill))
	if err == nil {
		s, err = s.On(v.Day()).Pay(bill.Number)
	}
	if err != nil {
		panic(err)
	}
	return s.On(calendar.MustParseDate(today)), bill
}

// A renewal is returned within thirty days: it is refunded, and the renewal date moves back.
func ExampleReturn() {
	v, bill := renewedAndPaid("2025-08-08")
	back, err := coterm.Return(v, coterm.ReturnRequest{
		What:    lifecycle.ReturnedPurchase{Term: calendar.MustParseDate("2025-10-01")},
		Channel: policy.Online, Paid: bill.PaidLines(), Invoices: []string{bill.Number}, Note: "C-8",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(back.Return)
	fmt.Println(back.Note)
	s, err := lifecycle.New(v.Edition(), back.Next)
	fmt.Println("renewed up to", v.Renewal(), "and now up to", s.On(v.Day()).Renewal(), err)
	// Output:
	// returnable through 2025-10-31, to be started by then (refund.long): EUR 7786.35
	// credit note C-8 of 2025-08-08: EUR 6435.00 + tax 1351.35 = 7786.35
	// renewed up to 2026-10-01 and now up to 2025-10-01 <nil>
}

// Too late: the refusal has the last day on which it could have been returned.
func ExampleReturn_refused() {
	v, bill := renewedAndPaid("2025-11-01")
	_, err := coterm.Return(v, coterm.ReturnRequest{
		What:    lifecycle.ReturnedPurchase{Term: calendar.MustParseDate("2025-10-01")},
		Channel: policy.Online, Paid: bill.PaidLines(), Note: "C-8",
	})
	fmt.Println(err)
	// Output:
	// refused on 2025-11-01 by refund.long (2025-07-10 through 2025-10-31)
}

func ExampleReturnCredit_Explain() {
	v, bill := renewedAndPaid("2025-08-08")
	back, err := coterm.Return(v, coterm.ReturnRequest{
		What:    lifecycle.ReturnedPurchase{Term: calendar.MustParseDate("2025-10-01")},
		Channel: policy.Online, Paid: bill.PaidLines(), Note: "C-8",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(back.Rules())
	answer, _, _ := strings.Cut(back.Explain(), "\nrefund.long:")
	fmt.Println(answer)
	// Output:
	// [refund.long refund.days refund.amount refund.effect]
	// returnable through 2025-10-31, to be started by then (refund.long): EUR 7786.35
	// credit note C-8 of 2025-08-08: EUR 6435.00 + tax 1351.35 = 7786.35
}
