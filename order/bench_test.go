package order_test

import (
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"github.com/shopspring/decimal"
)

// five is a quote of five lines for three-year terms.
func five(t testing.TB) order.QuoteDraft {
	t.Helper()
	service, err := calendar.ThreeYear.Service(date("2025-10-01"), date("2025-10-01"))
	if err != nil {
		t.Fatal(err)
	}
	d := order.QuoteDraft{
		Number: "Q-1042", Kind: policy.Subscription, Issued: date("2025-09-01"),
		Expires: date("2025-09-30"),
	}
	for i := range 5 {
		d.Items = append(d.Items, invoice.Item{
			Description: "AEC Collection", Taxes: vat,
			Priced: invoice.Priced{Request: proration.PriceRequest{
				SRP: amount("EUR 10764.00"), Seats: 3 + i, Service: service,
				Bought: service.Covered(),
			}},
		})
	}
	return d
}

// quoted makes the quote and its three instalments.
func quoted(ed policy.Edition, d order.QuoteDraft) (order.Quote, []invoice.Instalment, error) {
	q, err := order.NewQuote(ed, d)
	if err != nil {
		return order.Quote{}, nil, err
	}
	parts, err := invoice.Instalments(ed, invoice.Sale{
		Kind: d.Kind, Service: d.Items[0].Request.Service,
		Ordered: d.Issued, Amount: q.Net,
	})
	return q, parts, err
}

// byHand is the same in decimals: five prices, their taxes, the totals, and three instalments with the spare cents
// first.
func byHand(srp decimal.Decimal) (net, tax decimal.Decimal, parts [3]decimal.Decimal) {
	divisor, rate, hundred := decimal.NewFromInt(1095), decimal.NewFromInt(21), decimal.NewFromInt(100)
	three, cent := decimal.NewFromInt(3), decimal.New(1, -2)
	for i := range 5 {
		line := srp.Mul(decimal.NewFromInt(1095*int64(3+i))).DivRound(divisor, 2)
		net, tax = net.Add(line), tax.Add(line.Mul(rate).DivRound(hundred, 2))
	}
	share, rest := net.QuoRem(three, 2)
	for i := range parts {
		parts[i] = share
		if rest.Sign() > 0 {
			parts[i], rest = share.Add(cent), rest.Sub(cent)
		}
	}
	return net, tax, parts
}

// The rival is a fair one: it comes to the same figures.
func TestRivalQuotes(t *testing.T) {
	q, parts, err := quoted(policy.Europe2024(), five(t))
	if err != nil {
		t.Fatal(err)
	}
	net, tax, shares := byHand(amount("EUR 10764.00").Decimal())
	if !net.Equal(q.Net.Decimal()) || !tax.Equal(q.Tax.Decimal()) || len(parts) != 3 {
		t.Errorf("%s, by hand %v and %v", q.Totals, net, tax)
	}
	for i, part := range parts {
		if !part.Amount.Decimal().Equal(shares[i]) {
			t.Errorf("%s, by hand %v", part, shares[i])
		}
	}
}

func BenchmarkQuote(b *testing.B) {
	ed, d := policy.Europe2024(), five(b)
	b.Run("library", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, _, err := quoted(ed, d); err != nil {
				b.Fatal(err)
			}
		}
	})
	srp := amount("EUR 10764.00").Decimal()
	b.Run("rival", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			byHand(srp)
		}
	})
}
