package order_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// tokensQuote is a quote of a hundred Flex tokens at a price.
func tokensQuote(unitPrice, issued, expires string) (order.Quote, error) {
	return order.NewQuote(policy.Europe2024(), order.QuoteDraft{
		Number: "Q-1", Kind: policy.FlexTokens, Issued: date(issued), Expires: date(expires),
		Items: []invoice.Item{{
			Description: "Flex tokens", Quantity: 100, UnitPrice: amount(unitPrice),
			Taxes: invoice.MustParseTaxes("20%"),
		}},
	})
}

// quote.valid: a quote is accepted once. The same day gives the same quote, and another is refused.
func TestQuote_AcceptTwice(t *testing.T) {
	q, err := tokensQuote("EUR 3.00", "2025-08-01", "2025-08-31")
	if err == nil {
		q, err = q.Accept(date("2025-08-05"))
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		day    string
		want   bool
		remedy policy.Remedy
	}{
		{"2025-08-04", false, policy.WaitForWindow},
		{"2025-08-05", true, 0},
		{"2025-08-06", false, policy.AskNewQuote},
	} {
		t.Run(tt.day, func(t *testing.T) {
			d := q.CanAccept(date(tt.day))
			again, err := q.Accept(date(tt.day))
			if d.Allowed() != tt.want || d.Rule != rule.QuoteValid || d.Remedy != tt.remedy || (err == nil) != tt.want {
				t.Errorf("%s, %v", d, err)
			}
			if err == nil && again.Accepted != q.Accepted {
				t.Errorf("accepted on %s", again.Accepted)
			}
		})
	}
}

// quote.valid: a quote can be accepted through the last day of its currency, and has no notices after that day.
func TestQuote_AcceptInAWithdrawnCurrency(t *testing.T) {
	q, err := tokensQuote("BGN 3.00", "2025-12-20", "2026-01-15")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		day  string
		want bool
	}{{"2025-12-31", true}, {"2026-01-01", false}} {
		t.Run(tt.day, func(t *testing.T) {
			d := q.CanAccept(date(tt.day))
			if d.Allowed() != tt.want || d.Window.LastDay() != date("2025-12-31") {
				t.Error(d)
			}
			if !tt.want && d.Remedy != policy.AskNewQuote {
				t.Error(d.Remedy)
			}
			accepted, err := q.Accept(date(tt.day))
			if (err == nil) != tt.want {
				t.Fatal(err)
			}
			if _, err := accepted.Invoices("1"); tt.want && err != nil {
				t.Error(err)
			}
		})
	}
}

// quote.valid: the days of a quote end when its currency is withdrawn. If that became known after the quote was made,
// they do not, and it is accepted on the same days.
func TestQuote_ValidInAWithdrawnCurrency(t *testing.T) {
	q, err := tokensQuote("BGN 3.00", "2025-12-20", "2026-01-15")
	if err != nil || q.Valid != q.CanAccept(q.Issued).Window {
		t.Errorf("%s, %v", q.Valid, err)
	}
	data := testkit.Must(json.Marshal(q))
	for days, want := range map[string]string{
		"2025-12-20/2026-01-01": "", "2025-12-20/2026-01-16": "", "2025-12-20/2026-01-02": "valid",
	} {
		var read order.Quote
		err := json.Unmarshal(bytes.Replace(data, []byte("2025-12-20/2026-01-01"), []byte(days), 1), &read)
		if fields(err) != want || err == nil && read.CanAccept(q.Issued).Window != q.Valid {
			t.Errorf("%s: %v, %s", days, err, read.CanAccept(q.Issued))
		}
	}
}

// money: what was sold before its currency was withdrawn is invoiced in that currency, even after that day.
func TestQuote_InvoicesInAWithdrawnCurrency(t *testing.T) {
	ed := policy.Europe2024()
	sold, err := coterm.Buy(ed, coterm.BuyRequest{SRP: amount("BGN 1095.00"), Purchase: lifecycle.PurchaseRequest{
		Offering: "AutoCAD", Length: calendar.ThreeYear, Seats: 3, Ordered: date("2025-12-31"),
	}})
	if err != nil {
		t.Fatal(err)
	}
	item := sold.Item("AutoCAD", invoice.MustParseTaxes("20%"))
	q, err := order.NewQuote(ed, order.QuoteDraft{
		Number: "Q-1", Kind: policy.Subscription, Issued: date("2025-12-31"), Expires: date("2026-01-15"),
		Items: []invoice.Item{item},
	})
	if err == nil {
		q, err = q.Accept(date("2025-12-31"))
	}
	if err != nil {
		t.Fatal(err)
	}
	list, err := q.Invoices("1", "2", "3")
	if err != nil || len(list) != 3 || list[2].Issued != date("2027-12-31") ||
		!list[2].Net.Equal(amount("BGN 1095.00")) {
		t.Errorf("%v, %v", list, err)
	}
	item.Instalment = 2
	if inv, err := invoice.New(ed, invoice.Draft{Number: "2", Items: []invoice.Item{item}}); err != nil {
		t.Errorf("%s, %v", inv, err)
	}
	item.Instalment, item.Instalments = 0, nil // sold on the day of the invoice
	for day, want := range map[string]error{"2025-12-31": nil, "2026-01-01": money.ErrWithdrawn} {
		t.Run("sold on "+day, func(t *testing.T) {
			_, err := invoice.New(ed, invoice.Draft{Number: "2", Issued: date(day), Items: []invoice.Item{item}})
			if !errors.Is(err, want) {
				t.Error(err)
			}
		})
	}
}
