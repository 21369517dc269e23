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
	"example.com/billingrules/proration"
	"pgregory.net/rapid"
)

// Under the edition it was made with, a stored quote is priced to the stored figures; under another edition, the
// differences are reported.
func TestReprice(t *testing.T) {
	text, err := json.Marshal(quote(t))
	if err != nil {
		t.Fatal(err)
	}
	var stored order.Quote
	if err := json.Unmarshal(text, &stored); err != nil {
		t.Fatal(err)
	}
	r, err := order.Reprice(policy.Europe2024(), stored)
	if err != nil || len(r.Differences) != 0 || r.String() != "every figure is the stored one" {
		t.Errorf("%s, %v", r, err)
	}
	again, err := json.Marshal(r.Quote)
	if err != nil || string(again) != string(text) {
		t.Errorf("got  %s\nwant %s", again, text)
	}
	other := testkit.Edition(func(p *policy.Parameters) {
		p.Proration.StandardDays.Annual, p.Proration.StandardDays.ThreeYear, p.Order.QuoteLastDay = 360, 1080, policy.No
	})
	r, err = order.Reprice(other, stored)
	want := "valid: 2025-08-02/2025-09-02 → 2025-08-02/2025-09-01\n" +
		"lines[0].gross: EUR 2115.62 → EUR 2145.00\nlines[0].net: EUR 2100.00 → EUR 2129.38\n" +
		"lines[0].tax: EUR 441.00 → EUR 447.17\n" +
		"net: EUR 2980.00 → EUR 3009.38\ntax: EUR 621.30 → EUR 627.47\ntotal: EUR 3601.30 → EUR 3636.85"
	if err != nil || r.String() != want || !r.Quote.Total.Equal(amount("EUR 3636.85")) {
		t.Errorf("%v\ngot  %s\nwant %s", err, r, want)
	}
	stored.Lines = stored.Lines[:2]
	stored.Discount = amount("EUR 1.00")
	if r, err := order.Reprice(policy.Europe2024(), stored); err != nil ||
		r.String() != "lines: 2 → 3\ndiscount: EUR 1.00 → EUR 65.62" {
		t.Errorf("%s, %v", r, err)
	}
	_, err = order.Reprice(policy.Europe2024(), order.Quote{})
	if !strings.HasPrefix(err.Error(), "order.Reprice: number: is missing") {
		t.Error(err)
	}
}

// invoice.tax: a quote estimates the tax as the invoice will have it, per line or per rate, says which, and is checked
// against that.
func TestQuote_Tax(t *testing.T) {
	for _, tt := range []struct {
		n                          int
		price, rate, line, perRate string
	}{
		{300, "EUR 0.03", "20%", "EUR 3.00", "EUR 1.80"},
		{3, "SAR 10.10", "15%", "SAR 4.56", "SAR 4.55"},
		{2, "NOK 696.22", "25%", "NOK 348.12", "NOK 348.11"},
	} {
		for reading, want := range map[policy.TaxRounding]string{
			policy.TaxPerLine: tt.line, policy.TaxPerRate: tt.perRate,
		} {
			t.Run(tt.price+" "+reading.String(), func(t *testing.T) {
				ed := testkit.Edition(func(p *policy.Parameters) { p.Invoice.TaxRounding = reading })
				d := draft(t)
				item := invoice.Item{
					Description: "Seat", Quantity: 1, UnitPrice: amount(tt.price),
					Taxes: invoice.MustParseTaxes(tt.rate),
				}
				d.Items = slices.Repeat([]invoice.Item{item}, tt.n)
				q, err := order.NewQuote(ed, d)
				if err != nil || !q.Tax.Equal(amount(want)) || q.TaxRounding != reading || q.Rounding != money.HalfUp {
					t.Fatalf("%v, %v, want %s", q.Totals, err, want)
				}
				billed := invoice.Item{
					Description: "Seat", Quantity: 1, UnitPrice: item.UnitPrice, Taxes: item.Taxes,
				}
				inv, err := invoice.New(ed, invoice.Draft{
					Number: "1", Issued: d.Issued, Items: slices.Repeat([]invoice.Item{billed}, tt.n),
				})
				same := slices.EqualFunc(inv.Lines, q.Lines, invoice.Line.Equal)
				if err != nil || !same || !inv.Totals.Equal(q.Totals) {
					t.Errorf("quoted %v, billed %v, %v", q.Totals, inv.Totals, err)
				}
				text, err := json.Marshal(q)
				var back order.Quote
				if err != nil || json.Unmarshal(text, &back) != nil || back.TaxRounding != reading {
					t.Fatalf("%s: %v", text, err)
				}
				if r, err := order.Reprice(ed, back); err != nil || len(r.Differences) != 0 {
					t.Errorf("%v, %v", r, err)
				}
				other := policy.TaxPerLine + policy.TaxPerRate - reading
				changed := strings.Replace(string(text), reading.String(), other.String(), 1)
				if err := json.Unmarshal([]byte(changed), &back); !errors.Is(err, billingrules.ErrConflict) {
					t.Errorf("read as %s: %v", other, err)
				}
			})
		}
	}
}

// invoice.tax: a quote estimates by line or by rate, as its edition reads.
func TestQuoteTaxPerRate(t *testing.T) {
	p := policy.Europe2024().Parameters()
	p.Invoice.TaxRounding = policy.TaxPerRate
	perRate, err := policy.NewEdition(p)
	if err != nil {
		t.Fatal(err)
	}
	item := invoice.Item{
		Description: "Flex tokens", Quantity: 1, UnitPrice: money.MustParseAmount("SAR 10.10"),
		Taxes: invoice.MustParseTaxes("15%"),
	}
	d := order.QuoteDraft{
		Number: "Q-1", Kind: policy.FlexTokens, Issued: date("2025-06-10"), Expires: date("2025-06-30"),
		Items: []invoice.Item{item, item, item},
	}
	line, err := order.NewQuote(policy.Europe2024(), d)
	if err != nil || !line.Tax.Equal(money.MustParseAmount("SAR 4.56")) {
		t.Errorf("per line %v, %v", line.Tax, err)
	}
	rate, err := order.NewQuote(perRate, d)
	if err != nil || !rate.Tax.Equal(money.MustParseAmount("SAR 4.55")) {
		t.Errorf("per rate %v, %v", rate.Tax, err)
	}
}

// Whatever is quoted, a stored quote is priced to the stored figures, and its totals are those of its lines.
func TestQuotesAreReproducible(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := order.QuoteDraft{
			Number: "Q", Kind: policy.Subscription,
			Issued: date("2025-01-01").AddDays(rapid.IntRange(0, 900).Draw(t, "issued")),
		}
		d.Expires = d.Issued.AddDays(rapid.IntRange(0, 60).Draw(t, "days"))
		currency := rapid.SampledFrom([]string{"JPY", "EUR", "KWD"}).Draw(t, "currency")
		price := func(label string, most int64) money.Amount {
			a, err := money.FromMinor(rapid.Int64Range(0, most).Draw(t, label), money.MustParseCurrency(currency))
			if err != nil {
				t.Fatal(err)
			}
			return a
		}
		for range rapid.IntRange(1, 5).Draw(t, "items") {
			d.Items = append(d.Items, drawItem(t, d.Issued, price))
		}
		mode := rapid.SampledFrom([]money.Mode{money.HalfUp, money.HalfEven, money.Up, money.Down}).Draw(t, "mode")
		p := policy.Europe2024().Parameters()
		p.Proration.Rounding, p.Proration.DayCount = mode, policy.DayCount(rapid.IntRange(1, 3).Draw(t, "day count"))
		p.Proration.RoundAt = policy.RoundAt(rapid.IntRange(1, 3).Draw(t, "round at"))
		p.Invoice.TaxRounding = policy.TaxRounding(rapid.IntRange(1, 2).Draw(t, "tax rounding"))
		ed, err := policy.NewEdition(p)
		if err != nil {
			t.Fatal(err)
		}
		q, err := order.NewQuote(ed, d)
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(q)
		var stored order.Quote
		if err != nil || json.Unmarshal(text, &stored) != nil {
			t.Fatalf("%s, %v: %v", text, err, json.Unmarshal(text, &stored))
		}
		r, err := order.Reprice(ed, stored)
		if err != nil || len(r.Differences) != 0 {
			t.Fatalf("%s, %v", r, err)
		}
	})
}

// drawItem draws a term or a part of one from a day on, or something else.
func drawItem(t *rapid.T, issued calendar.Date, price func(label string, most int64) money.Amount) invoice.Item {
	item := invoice.Item{
		Description: "x",
		Taxes: invoice.MustParseTaxes(rapid.SampledFrom([]string{"0%", "5.5%", "9.975%", "21%"}).
			Draw(t, "rate")),
	}
	if rapid.Bool().Draw(t, "term") {
		term := calendar.Term(rapid.IntRange(1, 3).Draw(t, "length"))
		service, err := term.Service(issued, issued)
		if err != nil {
			t.Fatal(err)
		}
		from := issued.AddDays(rapid.IntRange(0, 27).Draw(t, "from"))
		item.Request = proration.PriceRequest{
			SRP: price("srp", 1<<40), Seats: rapid.IntRange(1, 500).Draw(t, "seats"),
			Service: service, Bought: calendar.Since(from).Intersect(service.Covered()),
		}
	} else {
		item.Quantity, item.UnitPrice = rapid.IntRange(1, 500).Draw(t, "quantity"), price("unit price", 1<<40)
	}
	return item
}
