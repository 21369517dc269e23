package coterm_test

import (
	"errors"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// order.overdue-balance: nothing is sold by invoice while an invoice is past its due date, even if that takes no access
// away.
func TestOverdueBalance(t *testing.T) {
	owing := with(bought(calendar.Annual, "2024-10-01"), func(f *lifecycle.Facts) {
		f.Offering = "Autodesk Docs"
		f.Invoices = []lifecycle.BilledInvoice{
			{Number: "I-1", Issued: date("2025-07-01"), Due: date("2025-07-31"), NetTerms: true},
			{Number: "I-2", Issued: date("2025-07-01"), Due: date("2025-08-31"), NetTerms: true},
		}
	})
	host, srp := bought(calendar.Annual, "2025-03-01"), amount("EUR 365.00")
	net30 := must(invoice.Net(30))
	for name, act := range map[string]func(lifecycle.View, invoice.NetTerms) error{
		"added seats": func(v lifecycle.View, terms invoice.NetTerms) error {
			_, err := coterm.AddSeats(v, coterm.SeatRequest{Seats: 1, SRP: srp, NetTerms: terms})
			return err
		},
		"an extension": func(v lifecycle.View, terms invoice.NetTerms) error {
			_, err := coterm.Extend(v, coterm.ExtensionRequest{To: host.On(v.Day()), SRP: srp, NetTerms: terms})
			return err
		},
		"a renewal": func(v lifecycle.View, terms invoice.NetTerms) error {
			_, err := coterm.Renew(v, coterm.RenewalRequest{SRP: srp, NetTerms: terms})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			if err := act(owing.On(date("2025-07-31")), net30); err != nil {
				t.Errorf("on the due date: %v", err)
			}
			v := owing.On(date("2025-08-01"))
			if err := act(v, invoice.NetTerms{}); err != nil {
				t.Errorf("paid otherwise: %v", err)
			}
			var no *policy.Refusal
			err := act(v, net30)
			if !errors.As(err, &no) || no.Decision.Rule != rule.OrderOverdueBalance ||
				no.Decision.Remedy != policy.PayOverdue || no.Decision.Window.LastDay() != date("2025-07-31") {
				t.Errorf("the day after: %v", err)
			}
			if err := act(must(v.Pay("I-1")).On(v.Day()), net30); err != nil {
				t.Errorf("paid: %v", err)
			}
		})
	}
	v := owing.On(date("2025-08-01")) // the window is checked first
	_, err := coterm.Extend(v, coterm.ExtensionRequest{To: v, SRP: srp, NetTerms: net30})
	var no *policy.Refusal
	if !errors.As(err, &no) || no.Decision.Rule != rule.CotermExtendFuture {
		t.Error(err)
	}
}

// edition.before comes before order.overdue-balance: before the edition, paying would not help.
func TestOverdueBalance_BeforeTheEdition(t *testing.T) {
	owing := with(bought(calendar.Annual, "2023-10-01"), func(f *lifecycle.Facts) {
		f.Offering = "Autodesk Docs"
		f.Invoices = []lifecycle.BilledInvoice{{Number: "I-1", Issued: date("2024-07-01"), Due: date("2024-07-31")}}
	})
	request := coterm.RenewalRequest{SRP: amount("EUR 365.00"), NetTerms: must(invoice.Net(30))}
	for on, want := range map[string]rule.ID{
		"2024-09-15": rule.EditionBefore, "2024-09-16": rule.OrderOverdueBalance,
	} {
		t.Run("on "+on, func(t *testing.T) {
			var no *policy.Refusal
			if _, err := coterm.Renew(owing.On(date(on)), request); !errors.As(err, &no) || no.Decision.Rule != want {
				t.Error(err)
			}
		})
	}
}
