package coterm_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
	"example.com/billingrules/rule"
)

// returnedCase is a return, and the purchase that it is found to be of.
type returnedCase struct {
	v    lifecycle.View
	what lifecycle.ReturnedPurchase
	want refund.Purchase
}

// holdReturned checks that the purchase is found in the facts, that the refund is that of [refund.Check], and that it
// reads back.
func holdReturned(t *testing.T, tests map[string]returnedCase) {
	t.Helper()
	for name, test := range tests {
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

// What was returned is found in the facts: the occasion, the day of the order, the term, and the term that it renewed.
func TestReturn_Purchase(t *testing.T) {
	srp := amount("EUR 365.00")
	v := owned("AutoCAD", calendar.Annual, "2024-10-01", "2025-07-10")
	three := must(coterm.Renew(v, coterm.RenewalRequest{SRP: srp, Length: calendar.ThreeYear}))
	again := must(coterm.Renew(v, coterm.RenewalRequest{SRP: srp}))
	seats := must(coterm.AddSeats(v, coterm.SeatRequest{Seats: 2, SRP: srp}))
	to := owned("Revit", calendar.Annual, "2025-03-01", "2025-07-10")
	aligned := must(coterm.Extend(v, coterm.ExtensionRequest{To: to, SRP: srp}))
	flex := must(lifecycle.Buy(europe, lifecycle.PurchaseRequest{
		Kind: policy.FlexTokens, Offering: "Flex tokens", Ordered: date("2025-07-01"), End: date("2026-07-01"),
	}))
	of := func(event refund.Occasion) refund.Purchase {
		return refund.Purchase{
			Kind: policy.Subscription, Term: calendar.Annual, Channel: policy.Quote, Event: event,
			Ordered: date("2025-07-10"),
		}
	}
	renewed := of(refund.Renewed)
	renewed.Renewal = date("2025-10-01")
	longer := renewed
	longer.Term, longer.Renews = calendar.ThreeYear, calendar.Annual
	inOctober := lifecycle.ReturnedPurchase{Term: date("2025-10-01")}
	holdReturned(t, map[string]returnedCase{
		"renewed for another length": {then(v, three.Next), inOctober, longer},
		"renewed":                    {then(v, again.Next), inOctober, renewed},
		"aligned":                    {then(v, aligned.Next), inOctober, of(refund.Aligned)},
		"seats": {
			then(v, seats.Next), lifecycle.ReturnedPurchase{Added: date("2025-07-10"), Seats: 2}, of(refund.SeatsAdded),
		},
		"tokens": {flex.On(date("2025-07-31")), lifecycle.ReturnedPurchase{Term: date("2025-07-01")}, refund.Purchase{
			Kind: policy.FlexTokens, Channel: policy.Quote, Event: refund.Bought, Ordered: date("2025-07-01"),
		}},
	})
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
			`coterm.Return: invoices[0] "1": is not an invoice of this subscription`,
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
}

// refund.excluded: a trial is refused as by refund.Check, and not as an unknown purchase.
func TestReturn_OfATrial(t *testing.T) {
	v := trial().On(date("2025-08-10"))
	start := v.Subscription().Facts().Terms[0].Start
	for name, what := range map[string]lifecycle.ReturnedPurchase{
		"its term": {Term: start}, "seats": {Added: start, Seats: 1}, "nothing": {},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := coterm.Return(v, coterm.ReturnRequest{What: what, Channel: policy.Online})
			var refusal *policy.Refusal
			if !errors.As(err, &refusal) || refusal.Decision.Rule != rule.RefundExcluded {
				t.Errorf("got %v", err)
			}
			_, err = coterm.Return(v, coterm.ReturnRequest{What: what})
			if err == nil || err.Error() != "coterm.Return: channel: is missing" {
				t.Errorf("without a channel: %v", err)
			}
		})
	}
}

// refund.direct-only.
func TestReturn_OfAReseller(t *testing.T) {
	v, _ := renewedAndPaid("2025-08-08")
	request := coterm.ReturnRequest{
		What: lifecycle.ReturnedPurchase{Term: date("2025-10-01")}, Channel: policy.Reseller,
	}
	var refusal *policy.Refusal
	if _, err := coterm.Return(v, request); !errors.As(err, &refusal) ||
		refusal.Decision.Rule != rule.RefundDirectOnly {
		t.Error(err)
	}
}

// A return has one credit note, and a credit note belongs to one return.
func TestReturn_Note(t *testing.T) {
	v, bill := renewedAndPaid("2025-08-08")
	request := coterm.ReturnRequest{
		What:    lifecycle.ReturnedPurchase{Term: calendar.MustParseDate("2025-10-01"), Note: "C-9"},
		Channel: policy.Online, Paid: bill.PaidLines(), Invoices: []string{bill.Number}, Note: "C-8",
	}
	const want = `coterm.Return: what.note "C-9": must be "C-8", as in the request`
	if _, err := coterm.Return(v, request); err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	request.What.Note = "C-8"
	back, err := coterm.Return(v, request)
	if err != nil || back.Next.Returns[0].Note != "C-8" {
		t.Error(back.Next.Returns, err)
	}
	request.Paid = nil // without paid lines there is no credit note
	if back, err = coterm.Return(v, request); err != nil || back.Next.Returns[0].Note != "" {
		t.Error(back.Next.Returns, err)
	}
	if text := back.Explain(); !strings.HasPrefix(text, back.Return.String()+"\n"+rule.Explain(back.Rules()[0])) {
		t.Errorf("between the return and its rules stands what is not there:\n%s", text)
	}
}
