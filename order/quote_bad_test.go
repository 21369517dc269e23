package order_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/invoice"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
)

// badQuote is a row of the tables below.
type badQuote struct {
	change func(*order.QuoteDraft)
	want   string
	is     error
}

func refuseQuote(t *testing.T, rows []badQuote) {
	t.Helper()
	for _, test := range rows {
		t.Run(test.want, func(t *testing.T) {
			d := draft(t)
			test.change(&d)
			q, err := order.NewQuote(policy.Europe2024(), d)
			if len(billingrules.InputErrors(err)) != 1 || !errors.Is(err, test.is) ||
				!strings.HasPrefix(err.Error(), "order.NewQuote: "+test.want) || q.String() != "no quote" {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
}

func TestNewQuote_BadHeader(t *testing.T) {
	refuseQuote(t, []badQuote{
		{func(d *order.QuoteDraft) { d.Number = "" }, "number: is missing", billingrules.ErrMissing},
		{func(d *order.QuoteDraft) { d.Kind = 0 }, "kind: is missing", billingrules.ErrMissing},
		{func(d *order.QuoteDraft) { d.Issued = calendar.Date{} }, "issued: is missing", billingrules.ErrMissing},
		{func(d *order.QuoteDraft) { d.Expires = calendar.Date{} }, "expires: is missing", billingrules.ErrMissing},
		{
			change: func(d *order.QuoteDraft) { d.Expires = date("2025-08-01") },
			want:   "expires 2025-08-01: is before the day on which the quote is made, 2025-08-02",
			is:     billingrules.ErrConflict,
		},
		{
			change: func(d *order.QuoteDraft) { d.Expires = date("9999-12-31") },
			want:   "expires 9999-12-31: is too near the end of the calendar", is: billingrules.ErrRange,
		},
	})
}

// quote.valid: a quote holds on the day on which it is made, which can be its last.
func TestNewQuote_ExpiresOnTheDayItIsMade(t *testing.T) {
	throughTheDayBefore := testkit.Edition(func(p *policy.Parameters) { p.Order.QuoteLastDay = policy.No })
	for _, tt := range []struct {
		name    string
		ed      policy.Edition
		expires string
		want    string
	}{
		{"through the expiry date, that day", policy.Europe2024(), "2025-08-02", ""},
		{"through the day before, the day after", throughTheDayBefore, "2025-08-03", ""},
		{
			"through the day before, that day", throughTheDayBefore, "2025-08-02",
			"order.NewQuote: expires 2025-08-02: leaves no day on which the quote holds",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := draft(t)
			d.Items, d.Expires = d.Items[:1], date(tt.expires)
			q, err := order.NewQuote(tt.ed, d)
			switch {
			case tt.want != "":
				if err == nil || err.Error() != tt.want {
					t.Errorf("%v, want %s", err, tt.want)
				}
			case err != nil:
				t.Error(err)
			case q.Valid != calendar.Span(d.Issued, d.Issued.AddDays(1)):
				t.Errorf("valid %s", q.Valid)
			default:
				text := testkit.Must(json.Marshal(q))
				var read order.Quote
				if err := json.Unmarshal(text, &read); err != nil {
					t.Error(err)
				}
				text = testkit.Must(testkit.Tamper(text, "expires", d.Issued.String()))
				text = testkit.Must(testkit.Tamper(text, "valid", "never"))
				if err := json.Unmarshal(text, &read); fields(err) != "valid" {
					t.Errorf("valid on no day: %v", err)
				}
			}
		})
	}
}

func TestNewQuote_BadItems(t *testing.T) {
	refuseQuote(t, []badQuote{
		{func(d *order.QuoteDraft) { d.Items = nil }, "items: is missing", billingrules.ErrMissing},
		{func(d *order.QuoteDraft) { d.Items = make([]invoice.Item, 10_001) }, "items: ", billingrules.ErrRange},
		{
			change: func(d *order.QuoteDraft) { d.Items[0].Description = "" },
			want:   "items[0].description: is missing", is: billingrules.ErrMissing,
		},
		{
			change: func(d *order.QuoteDraft) { d.Items[0].Request.Seats = 0 },
			want:   "items[0].request.seats: is missing", is: billingrules.ErrMissing,
		},
		{
			change: func(d *order.QuoteDraft) { d.Items[0].Request.SRP = amount("EUR -1.00") },
			want:   "items[0].request.srp EUR -1.00: is negative", is: billingrules.ErrRange,
		},
		{
			change: func(d *order.QuoteDraft) { d.Items[0].Quantity = 3 },
			want:   "items[0].charge: must not be set beside", is: billingrules.ErrConflict,
		},
		{
			func(d *order.QuoteDraft) { d.Items[1].Quantity = 0 }, "items[1].quantity: is missing",
			billingrules.ErrMissing,
		},
		{
			change: func(d *order.QuoteDraft) { d.Items[1].Discount = amount("EUR 900.01") },
			want:   "items[1].discount EUR 900.01: is more than EUR 900.00", is: billingrules.ErrConflict,
		},
		{
			change: func(d *order.QuoteDraft) { d.Items[2].Taxes = invoice.Taxes{} },
			want:   "items[2].taxes: is missing", is: billingrules.ErrMissing,
		},
		{func(d *order.QuoteDraft) { d.Items[2].UnitPrice = amount("USD 30.00") }, "items", billingrules.ErrCurrency},
	})
}

func TestNewQuote_EveryBadField(t *testing.T) {
	_, err := order.NewQuote(policy.Europe2024(), order.QuoteDraft{})
	if fields(err) != "number kind issued expires items" {
		t.Error(err)
	}
	if _, err := order.NewQuote(policy.Edition{}, draft(t)); fields(err) != "edition" {
		t.Error(err)
	}
	empty := draft(t)
	empty.Items[0] = invoice.Item{}
	empty.Items[0].Request.Seats = 1
	if _, err := order.NewQuote(policy.Europe2024(), empty); !strings.Contains(fields(err), "items[0].request.srp") {
		t.Error(err)
	}
}

// Nothing is quoted in a currency that has been withdrawn by then.
func TestQuoteInAWithdrawnCurrency(t *testing.T) {
	d := order.QuoteDraft{
		Number: "Q-1", Kind: policy.FlexTokens, Issued: date("2025-12-31"), Expires: date("2026-01-31"),
		Items: []invoice.Item{{
			Description: "Flex tokens", Quantity: 100, UnitPrice: money.MustParseAmount("BGN 3.00"),
			Taxes: invoice.MustParseTaxes("20%"),
		}},
	}
	if _, err := order.NewQuote(policy.Europe2024(), d); err != nil {
		t.Error(err)
	}
	d.Issued, d.Expires = date("2026-06-01"), date("2026-07-01")
	if _, err := order.NewQuote(policy.Europe2024(), d); !errors.Is(err, money.ErrWithdrawn) {
		t.Errorf("got %v", err)
	}
}

// Nor is anything ordered, paid or put in a basket.
func TestOrderInAWithdrawnCurrency(t *testing.T) {
	ed, bgn := policy.Europe2024(), money.MustParseAmount("BGN 3.00")
	request := order.Request{Kind: policy.FlexTokens, Channel: policy.Online, Total: bgn}
	basket := []order.BasketItem{
		{Product: "Flex tokens", Kind: policy.FlexTokens, Licence: "flex", Seats: 100, SRP: bgn},
		{Product: "More tokens", Kind: policy.FlexTokens, Licence: "flex", Seats: 100, SRP: bgn},
	}
	for on, want := range map[string]error{"2025-12-31": nil, "2026-01-01": money.ErrWithdrawn} {
		t.Run(on, func(t *testing.T) {
			day := date(on)
			hold := func(name string, err error, refused string) {
				t.Run(name, func(t *testing.T) {
					if !errors.Is(err, want) || want != nil && fields(err) != refused {
						t.Error(err)
					}
				})
			}
			_, err := order.CanOrder(ed, request, day)
			hold("ordered", err, "total")
			_, err = order.CanPay(ed, request, policy.Card, day)
			hold("paid", err, "total")
			_, err = order.Compose(ed, basket, day)
			hold("in a basket", err, "basket[0].srp basket[1].srp")
		})
	}
}

// quote.contents: a quote has at most ten thousand lines.
func TestNewQuote_MostItems(t *testing.T) {
	d := draft(t)
	d.Items = slices.Repeat(d.Items[2:], 10_000)
	if q, err := order.NewQuote(policy.Europe2024(), d); err != nil || q.String() == "no quote" {
		t.Error(err)
	}
	d.Items = append(d.Items, d.Items[0])
	if _, err := order.NewQuote(policy.Europe2024(), d); fields(err) != "items" {
		t.Error(err)
	}
}
