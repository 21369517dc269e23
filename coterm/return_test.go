package coterm_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
	"example.com/billingrules/rule"
)

// What was returned is taken from the facts: the occasion, the day of the order, the term and the one that it renewed.
func TestReturn_Purchase(t *testing.T) {
	date, srp := calendar.MustParseDate, money.MustParseAmount("EUR 365.00")
	after := func(v lifecycle.View, next lifecycle.Facts, err error) lifecycle.View {
		t.Helper()
		s, bad := lifecycle.New(v.Edition(), next)
		if err != nil || bad != nil {
			t.Fatal(err, bad)
		}
		return s.On(v.Day())
	}
	v := owned("AutoCAD", calendar.Annual, "2024-10-01", "2025-07-10")
	three, err := coterm.Renew(v, coterm.RenewalRequest{SRP: srp, Length: calendar.ThreeYear})
	threeYears := after(v, three.Next, err)
	again, err := coterm.Renew(v, coterm.RenewalRequest{SRP: srp})
	same := after(v, again.Next, err)
	more, err := coterm.AddSeats(v, coterm.SeatRequest{Seats: 2, SRP: srp})
	seats := after(v, more.Next, err)
	ext, err := coterm.Extend(v, coterm.ExtensionRequest{
		To: owned("Revit", calendar.Annual, "2025-03-01", "2025-07-10"), SRP: srp,
	})
	aligned := after(v, ext.Next, err)
	flex, err := lifecycle.Buy(policy.Europe2024(), lifecycle.PurchaseRequest{
		Kind: policy.FlexTokens, Offering: "Flex tokens", Ordered: date("2025-07-01"), End: date("2026-07-01"),
	})
	if err != nil {
		t.Fatal(err)
	}
	renewal := refund.Purchase{
		Kind: policy.Subscription, Term: calendar.ThreeYear, Channel: policy.Quote, Event: refund.Renewed,
		Ordered: date("2025-07-10"), Renewal: date("2025-10-01"), Renews: calendar.Annual,
	}
	for name, test := range map[string]struct {
		v    lifecycle.View
		what lifecycle.ReturnedPurchase
		want refund.Purchase
	}{
		"renewed for another length": {threeYears, lifecycle.ReturnedPurchase{Term: date("2025-10-01")}, renewal},
		"renewed": {same, lifecycle.ReturnedPurchase{Term: date("2025-10-01")}, refund.Purchase{
			Kind: policy.Subscription, Term: calendar.Annual, Channel: policy.Quote, Event: refund.Renewed,
			Ordered: date("2025-07-10"), Renewal: date("2025-10-01"),
		}},
		"aligned": {aligned, lifecycle.ReturnedPurchase{Term: date("2025-10-01")}, refund.Purchase{
			Kind: policy.Subscription, Term: calendar.Annual, Channel: policy.Quote, Event: refund.Aligned,
			Ordered: date("2025-07-10"),
		}},
		"seats": {seats, lifecycle.ReturnedPurchase{Added: date("2025-07-10"), Seats: 2}, refund.Purchase{
			Kind: policy.Subscription, Term: calendar.Annual, Channel: policy.Quote, Event: refund.SeatsAdded,
			Ordered: date("2025-07-10"),
		}},
		"tokens": {flex.On(date("2025-07-31")), lifecycle.ReturnedPurchase{Term: date("2025-07-01")}, refund.Purchase{
			Kind: policy.FlexTokens, Channel: policy.Quote, Event: refund.Bought, Ordered: date("2025-07-01"),
		}},
	} {
		t.Run(name, func(t *testing.T) {
			back, err := coterm.Return(test.v, coterm.ReturnRequest{What: test.what, Channel: policy.Quote})
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(back.Of, test.want) || len(back.Note.Lines) != 0 {
				t.Errorf("got  %+v\nwant %+v\n%s", back.Of, test.want, back.Note)
			}
			if want, err := refund.Check(test.v.Edition(), test.want, test.v.Day()); err != nil ||
				!reflect.DeepEqual(back.Return, want) {
				t.Errorf("%+v, %v, want %+v", back.Return, err, want)
			}
			var read coterm.ReturnCredit
			text, err := json.Marshal(back)
			if err != nil || json.Unmarshal(text, &read) != nil || !reflect.DeepEqual(read.Next, back.Next) {
				t.Errorf("%s, %v", text, err)
			}
		})
	}
}

func TestReturn_Bad(t *testing.T) {
	v, bill := renewedAndPaid("2025-08-08")
	good := coterm.ReturnRequest{
		What:    lifecycle.ReturnedPurchase{Term: calendar.MustParseDate("2025-10-01")},
		Channel: policy.Online, Paid: bill.PaidLines(), Invoices: []string{bill.Number}, Note: "C-8",
	}
	for name, test := range map[string]struct {
		v      lifecycle.View
		change func(*coterm.ReturnRequest)
		want   string
	}{
		"nothing is viewed": {lifecycle.View{}, func(*coterm.ReturnRequest) {}, "coterm.Return: view: is missing"},
		"another renewal date": {
			v, func(r *coterm.ReturnRequest) { r.If = calendar.MustParseDate("2025-10-01") },
			"coterm.Return: if 2025-10-01: is not the renewal date, which is 2026-10-01",
		},
		"another number of seats": {
			v, func(r *coterm.ReturnRequest) { r.IfSeats = v.Seats() + 1 },
			"coterm.Return: ifSeats 4: is not the number of seats, which is 3",
		},
		"an unknown invoice": {
			v, func(r *coterm.ReturnRequest) { r.Invoices[0] = "1" },
			`coterm.Return: invoices[0] "1": is no invoice of this subscription`,
		},
		"no channel": {
			v, func(r *coterm.ReturnRequest) { r.Channel = 0 },
			"coterm.Return: channel: is missing",
		},
		"no number of the note": {
			v, func(r *coterm.ReturnRequest) { r.Note = "" }, "coterm.Return: note: is missing",
		},
	} {
		t.Run(name, func(t *testing.T) {
			request := good
			request.Invoices = []string{bill.Number}
			test.change(&request)
			if _, err := coterm.Return(test.v, request); err == nil || err.Error() != test.want {
				t.Errorf("got  %v\nwant %s", err, test.want)
			}
		})
	}
	var refusal *policy.Refusal
	good.Channel = policy.Reseller
	if _, err := coterm.Return(v, good); !errors.As(err, &refusal) || refusal.Decision.Rule != "refund.direct-only" {
		t.Error(err)
	}
}

// refund.amount: only what was paid is given back, and with some of the seats that were added together not all of it.
func TestReturn_Paid(t *testing.T) {
	date := calendar.MustParseDate
	v := owned("AutoCAD", calendar.Annual, "2024-10-01", "2025-07-10")
	price, err := coterm.AddSeats(v, coterm.SeatRequest{Seats: 3, SRP: money.MustParseAmount("EUR 365.00")})
	if err != nil {
		t.Fatal(err)
	}
	bill, err := invoice.New(v.Edition(), invoice.Draft{
		Number: "I-2", Items: []invoice.Item{price.Item("seats", invoice.MustParseTaxes("21%"))},
	})
	if err != nil {
		t.Fatal(err)
	}
	facts := func(change func(*lifecycle.BilledInvoice)) lifecycle.Facts {
		f := invoice.Bill(price.Next, bill)
		f.Invoices[0].Paid = date("2025-07-10")
		change(&f.Invoices[0])
		return f
	}
	of := func(seats ...int) []refund.Paid { // as much for each, whatever that is
		lines := make([]refund.Paid, len(seats))
		for i, n := range seats {
			lines[i] = bill.PaidLines()[0]
			lines[i].Seats = n
		}
		return lines
	}
	owe := func(b *lifecycle.BilledInvoice) { b.Paid = calendar.Date{} }
	paid := facts(func(*lifecycle.BilledInvoice) {})
	const unpaid = "coterm.Return: paid: must be none: no invoice of it is paid and not returned"
	for name, test := range map[string]struct {
		facts    lifecycle.Facts
		seats    int
		invoices []string
		of       []refund.Paid
		want     string
	}{
		"paid":                {paid, 3, []string{"I-2"}, of(3), ""},
		"paid, not named":     {paid, 3, nil, of(3), ""},
		"all, seats not said": {paid, 3, nil, of(0), ""},
		"in two orders":       {paid, 3, nil, of(1, 2), ""},
		"some of them":        {paid, 2, nil, of(2), ""},
		"some of them, and what was paid for all": {
			paid, 2, nil, of(3), "coterm.Return: paid[0].seats 3: is not for the 2 seats that are returned",
		},
		"some of them, and that with no invoice": {
			price.Next, 2, nil, of(3), "coterm.Return: paid[0].seats 3: is not for the 2 seats that are returned",
		},
		"some of them, paid for fewer": {
			paid, 2, nil, of(1), "coterm.Return: paid[0].seats 1: is not for the 2 seats that are returned",
		},
		"some of them, of two orders": {
			paid, 2, nil, of(1, 2), "coterm.Return: paid: are for 3 seats, not for the 2 seats that are returned",
		},
		"some of them, seats not said": {price.Next, 2, nil, of(2, 0), "coterm.Return: paid[1].seats: is missing"},
		"some of them, and the invoice of all": {
			paid, 2,
			[]string{"I-2"},
			of(2),
			`coterm.Return: invoices[0] "I-2": is for more seats than the 2 that are returned`,
		},
		"no invoice is known": {price.Next, 3, nil, of(3), ""},
		"of nothing": {
			facts(func(b *lifecycle.BilledInvoice) { b.Paid, b.NothingOwed = calendar.Date{}, true }), 3,
			[]string{"I-2"},
			of(3), "",
		},
		"issued on the day before the order": {
			facts(func(b *lifecycle.BilledInvoice) { b.Issued = date("2025-07-09") }), 3,
			[]string{"I-2"},
			of(3), unpaid,
		},
		"unpaid":            {facts(owe), 3, []string{"I-2"}, of(3), unpaid},
		"unpaid, not named": {facts(owe), 3, nil, of(3), unpaid},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := lifecycle.New(v.Edition(), test.facts)
			if err != nil {
				t.Fatal(err)
			}
			_, err = coterm.Return(s.On(date("2025-07-20")), coterm.ReturnRequest{
				What:    lifecycle.ReturnedPurchase{Added: date("2025-07-10"), Seats: test.seats},
				Channel: policy.Online, Paid: test.of, Invoices: test.invoices, Note: "C-2",
			})
			got := ""
			if err != nil {
				got = err.Error()
			}
			if got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// The number of a credit note is that of one return, and the return that of one note.
func TestReturn_Note(t *testing.T) {
	v, bill := renewedAndPaid("2025-08-08")
	request := coterm.ReturnRequest{
		What:    lifecycle.ReturnedPurchase{Term: calendar.MustParseDate("2025-10-01"), Note: "C-9"},
		Channel: policy.Online, Paid: bill.PaidLines(), Invoices: []string{bill.Number}, Note: "C-8",
	}
	const want = `coterm.Return: what.note "C-9": is not that of the request`
	if _, err := coterm.Return(v, request); err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	request.What.Note = "C-8"
	back, err := coterm.Return(v, request)
	if err != nil || back.Next.Returns[0].Note != "C-8" {
		t.Error(back.Next.Returns, err)
	}
	request.Paid = nil // then there is no credit note
	if back, err = coterm.Return(v, request); err != nil || back.Next.Returns[0].Note != "" {
		t.Error(back.Next.Returns, err)
	}
	if text := back.Explain(); !strings.HasPrefix(text, back.Return.String()+"\n"+rule.Explain(back.Rules()[0])) {
		t.Errorf("between the return and its rules stands what is not there:\n%s", text)
	}
}

// Paid for twice as much, with twice the tax: it holds by itself, but is not what is given back.
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
	if got := fields(err); got != "of.paid[0].net of.paid[0].tax" {
		t.Errorf("%s: %v", got, err)
	}
}

// What was given back with its invoice is not given back again without it.
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
	want := "coterm.Return: paid: must be none: no invoice of it is paid and not returned"
	if _, err := coterm.Return(s.On(v.Day()), request); err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}
