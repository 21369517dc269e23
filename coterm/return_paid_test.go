package coterm_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
)

// paidReturn is a return of some of the three seats of [threeSeats], and its error, "" if there is none.
type paidReturn struct {
	facts    lifecycle.Facts
	seats    int
	invoices []string
	of       []refund.PaidLine
	want     string
}

// threeSeats is the price of three seats that were added on 2025-07-10, with their invoice.
func threeSeats() (coterm.SeatPrice, invoice.Invoice) {
	v := owned("AutoCAD", calendar.Annual, "2024-10-01", "2025-07-10")
	price := must(coterm.AddSeats(v, coterm.SeatRequest{Seats: 3, SRP: amount("EUR 365.00")}))
	return price, must(invoice.New(v.Edition(), invoice.Draft{
		Number: "I-2", Items: []invoice.Item{price.Item("seats", invoice.MustParseTaxes("21%"))},
	}))
}

// threeSeatsBilled returns the facts with that invoice, paid, after a change to it.
func threeSeatsBilled(change func(*lifecycle.BilledInvoice)) lifecycle.Facts {
	price, bill := threeSeats()
	f := invoice.Bill(price.Next, bill)
	f.Invoices[0].Paid = date("2025-07-10")
	change(&f.Invoices[0])
	return f
}

// asPaid returns paid lines for the given numbers of seats, each for the same amount whatever its number.
func asPaid(seats ...int) []refund.PaidLine {
	_, bill := threeSeats()
	lines := make([]refund.PaidLine, len(seats))
	for i, n := range seats {
		lines[i] = bill.PaidLines()[0]
		lines[i].Seats = n
	}
	return lines
}

func holdPaidReturns(t *testing.T, tests map[string]paidReturn) {
	t.Helper()
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := bind(test.facts)
			_, err := coterm.Return(s.On(date("2025-07-20")), coterm.ReturnRequest{
				What:    lifecycle.ReturnedPurchase{Added: date("2025-07-10"), Seats: test.seats},
				Channel: policy.Online, Paid: test.of, Invoices: test.invoices, Note: "C-2",
			})
			if got := text(err); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// refund.amount: what was paid is refunded.
func TestReturn_Paid(t *testing.T) {
	price, _ := threeSeats()
	paid := threeSeatsBilled(func(*lifecycle.BilledInvoice) {})
	nothingOwed := func(b *lifecycle.BilledInvoice) { b.Paid, b.NothingOwed = calendar.Date{}, true }
	holdPaidReturns(t, map[string]paidReturn{
		"paid":                {paid, 3, []string{"I-2"}, asPaid(3), ""},
		"paid, not named":     {paid, 3, nil, asPaid(3), ""},
		"all, seats not said": {paid, 3, nil, asPaid(0), ""},
		"in two orders":       {paid, 3, nil, asPaid(1, 2), ""},
		"some of them":        {paid, 2, nil, asPaid(2), ""},
		"no invoice is known": {price.Next, 3, nil, asPaid(3), ""},
		"an invoice of 0":     {threeSeatsBilled(nothingOwed), 3, []string{"I-2"}, asPaid(3), ""},
	})
}

// refund.amount: what was not paid is not refunded, and a return of only some of the seats added together does not
// refund all that was paid for them.
func TestReturn_NotPaid(t *testing.T) {
	price, _ := threeSeats()
	paid := threeSeatsBilled(func(*lifecycle.BilledInvoice) {})
	owed := threeSeatsBilled(func(b *lifecycle.BilledInvoice) { b.Paid = calendar.Date{} })
	earlier := threeSeatsBilled(func(b *lifecycle.BilledInvoice) { b.Issued = date("2025-07-09") })
	const unpaid = "coterm.Return: paid: must not be set: it has no invoice that is paid and not returned"
	holdPaidReturns(t, map[string]paidReturn{
		"unpaid":                             {owed, 3, []string{"I-2"}, asPaid(3), unpaid},
		"unpaid, not named":                  {owed, 3, nil, asPaid(3), unpaid},
		"issued on the day before the order": {earlier, 3, []string{"I-2"}, asPaid(3), unpaid},
		"some of them, and what was paid for all": {
			paid, 2, nil, asPaid(3), "coterm.Return: paid[0].seats 3: is not for the 2 seats that are returned",
		},
		"some of them, and that with no invoice": {
			price.Next, 2, nil, asPaid(3), "coterm.Return: paid[0].seats 3: is not for the 2 seats that are returned",
		},
		"some of them, paid for fewer": {
			paid, 2, nil, asPaid(1), "coterm.Return: paid[0].seats 1: is not for the 2 seats that are returned",
		},
		"some of them, of two orders": {
			paid, 2, nil, asPaid(1, 2), "coterm.Return: paid: is for 3 seats, not for the 2 seats that are returned",
		},
		"some of them, seats not said": {price.Next, 2, nil, asPaid(2, 0), "coterm.Return: paid[1].seats: is missing"},
		"some of them, and the invoice of all": {
			paid, 2,
			[]string{"I-2"},
			asPaid(2),
			`coterm.Return: invoices[0] "I-2": falls away only with the last of the seats that were added on ` +
				"2025-07-10, and some are left",
		},
	})
}

// What was refunded with its invoice is not refunded a second time without it.
func TestReturn_PaidOnce(t *testing.T) {
	v, bill := renewedAndPaid("2025-08-08")
	request := coterm.ReturnRequest{
		What:    lifecycle.ReturnedPurchase{Term: calendar.MustParseDate("2025-10-01")},
		Channel: policy.Online, Paid: bill.PaidLines(), Invoices: []string{bill.Number}, Note: "C-8",
	}
	back, err := coterm.Return(v, request)
	if err != nil {
		t.Fatal(err)
	}
	s, err := lifecycle.New(v.Edition(), back.Next)
	if err == nil {
		s, err = s.On(v.Day()).Renew(lifecycle.RenewalChanges{})
	}
	if err != nil {
		t.Fatal(err)
	}
	const repeated = `coterm.Return: returns[1].note "C-8": is a duplicate`
	request.Invoices = nil
	if _, err := coterm.Return(s.On(v.Day()), request); err == nil || err.Error() != repeated {
		t.Errorf("got  %v\nwant %s", err, repeated)
	}
	request.Note = "C-9"
	want := "coterm.Return: paid: must not be set: it has no invoice that is paid and not returned"
	if _, err := coterm.Return(s.On(v.Day()), request); err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// If the caller changes the lines later, the return does not change.
func TestReturn_KeepsItsPaidLines(t *testing.T) {
	v, bill := renewedAndPaid("2025-08-08")
	paid := bill.PaidLines()
	credit := must(coterm.Return(v, coterm.ReturnRequest{
		What:    lifecycle.ReturnedPurchase{Term: date("2025-10-01")},
		Channel: policy.Online, Paid: paid, Invoices: []string{bill.Number}, Note: "C-8",
	}))
	before := string(must(json.Marshal(credit)))
	paid[0].Seats, paid[0].Taxes[0].Amount = 99, amount("EUR 1.00")
	if after := string(must(json.Marshal(credit))); after != before {
		t.Errorf("now %s\nwas %s", after, before)
	}
}

// A refund of twice the price and twice the tax is consistent in itself, but is not what the return refunds.
func TestReturnCredit_PaidForMore(t *testing.T) {
	v, bill := renewedAndPaid("2025-08-08")
	credit := must(coterm.Return(v, coterm.ReturnRequest{
		What:    lifecycle.ReturnedPurchase{Term: date("2025-10-01")},
		Channel: policy.Online, Paid: bill.PaidLines(), Invoices: []string{bill.Number}, Note: "C-8",
	}))
	paid := &credit.Of.Paid[0]
	paid.Net, paid.Tax = must(paid.Net.Times(2)), must(paid.Tax.Times(2))
	for i := range paid.Taxes {
		paid.Taxes[i].Amount = must(paid.Taxes[i].Amount.Times(2))
	}
	var read coterm.ReturnCredit
	err := json.Unmarshal(must(json.Marshal(credit)), &read)
	if got := fields(err); got != "return.lines[0].net return.lines[0].tax return.lines[0].taxes" {
		t.Errorf("%s: %v", got, err)
	}
}

// refund.amount: what was paid for a term is what was paid for the seats of its order, even if seats were added or a
// renewal carried another number on that day.
func TestReturn_PaidForSeatsOfTheTerm(t *testing.T) {
	nine := must(lifecycle.Buy(europe, lifecycle.PurchaseRequest{
		Offering: "AutoCAD", Length: calendar.Annual, Seats: 9, Ordered: date("2024-10-01"),
	}))
	onR := nine.On(date("2025-10-01"))
	for name, tt := range map[string]struct {
		s     lifecycle.Subscription
		term  string
		seats map[int]bool
	}{
		"four were added on the day": {
			must(nine.On(date("2024-10-01")).AddSeats(4)), "2024-10-01", map[int]bool{9: true, 13: false, 500: false},
		},
		"renewed for three on R": {
			must(onR.Renew(lifecycle.RenewalChanges{Seats: 3})), "2025-10-01",
			map[int]bool{3: true, 9: false, 500: false},
		},
	} {
		for n, want := range tt.seats {
			t.Run(fmt.Sprintf("%s, paid for %d", name, n), func(t *testing.T) {
				term := date(tt.term)
				credit, err := coterm.Return(tt.s.On(term.AddDays(4)), coterm.ReturnRequest{
					What: lifecycle.ReturnedPurchase{Term: term}, Channel: policy.Online, Paid: asPaid(n), Note: "C-1",
				})
				if (err == nil) != want {
					t.Fatal(err)
				}
				if err != nil {
					return
				}
				credit.Of.Paid[0].Seats++
				var read coterm.ReturnCredit
				if err := json.Unmarshal(must(json.Marshal(credit)), &read); fields(err) != "of.paid[0].seats" {
					t.Errorf("read back with a seat more: %v", err)
				}
			})
		}
	}
}

// refund.amount, change.effective-fixed: an early renewal is for the number of seats that is pending, or for the
// present one if the edition lets what is pending move on. What was paid must be for that number.
func TestReturn_PaidForTheSeatsOfARenewal(t *testing.T) {
	for reading, want := range map[policy.YesNo]int{policy.No: 2, policy.Yes: 3} {
		t.Run(reading.String(), func(t *testing.T) {
			s := sub(edition(func(p *policy.Parameters) { p.Change.FollowsEarlyRenewal = reading }), calendar.Annual,
				date("2024-10-01"), date("2024-10-01"))
			s = must(s.On(date("2025-08-01")).ReduceSeats(2))
			s = must(s.On(date("2025-08-02")).Renew(lifecycle.RenewalChanges{}))
			for seats := 1; seats <= 4; seats++ {
				_, err := coterm.Return(s.On(date("2025-08-10")), coterm.ReturnRequest{
					What:    lifecycle.ReturnedPurchase{Term: date("2025-10-01")},
					Channel: policy.Online, Paid: asPaid(seats), Note: "C-2",
				})
				if (err == nil) != (seats == want) {
					t.Errorf("paid for %d: %v", seats, err)
				}
			}
		})
	}
}
