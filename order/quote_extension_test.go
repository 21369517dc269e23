package order_test

import (
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/invoice"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

// extension is a three-year extension of two years and 30 days, not priced yet.
func extension(t *testing.T) invoice.Priced {
	t.Helper()
	bought := calendar.Span(date("2027-10-01"), date("2029-10-31"))
	service, err := calendar.NewService(calendar.ThreeYear, date("2024-10-01"), bought)
	if err != nil {
		t.Fatal(err)
	}
	request := proration.PriceRequest{SRP: amount("EUR 1095.00"), Seats: 1, Service: service, Bought: bought}
	return invoice.Priced{Request: request, Extends: true}
}

// dated are the instalments of an item, by date and amount.
func dated(p invoice.Priced) string {
	var all []string
	for _, part := range p.Instalments {
		all = append(all, part.Date.String()+" "+part.Amount.Number())
	}
	return strings.Join(all, ", ")
}

// coterm.extend-charge: a quote of an extension has the instalments that its edition reads, and says where it is priced
// again under another reading.
func TestQuote_Extension(t *testing.T) {
	atOnce := policy.Europe2024()
	yearly := testkit.Edition(func(p *policy.Parameters) { p.Coterm.ExtendCharge = policy.ChargeYearly })
	want := map[string]string{
		atOnce.String(): "2027-08-01 760.00", yearly.String(): "2027-08-01 365.00, 2028-10-01 365.00, 2029-10-01 30.00",
	}
	quoted := func(ed policy.Edition, p invoice.Priced) (order.Quote, error) {
		return order.NewQuote(ed, order.QuoteDraft{
			Number: "Q-9", Kind: policy.Subscription, Issued: date("2027-08-01"), Expires: date("2027-08-15"),
			Items: []invoice.Item{p.Item("AutoCAD, extended", invoice.MustParseTaxes("21%"))},
		})
	}
	for name, tt := range map[string]struct {
		made, now   policy.Edition
		difference  string
		instalments string
	}{
		"at once, at once": {atOnce, atOnce, "every figure is the stored one", ""},
		"yearly, yearly":   {yearly, yearly, "every figure is the stored one", ""},
		"at once, yearly": {
			atOnce, yearly, "items[0].instalments: 1 → 3", "has 1 entries, but under the edition there are 3",
		},
		"yearly, at once": {
			yearly, atOnce, "items[0].instalments: 3 → 1", "has 3 entries, but under the edition there are 1",
		},
	} {
		t.Run(name, func(t *testing.T) {
			q, err := quoted(tt.made, extension(t))
			if err != nil {
				t.Fatal(err)
			}
			made := q.Items[0].Priced
			if got := dated(made); got != want[tt.made.String()] {
				t.Errorf("quoted: got %s, want %s", got, want[tt.made.String()])
			}
			again, err := order.Reprice(tt.now, q)
			if err != nil || again.String() != tt.difference {
				t.Errorf("priced again: got %s, %v", again, err)
			}
			if got := dated(again.Quote.Items[0].Priced); got != want[tt.now.String()] {
				t.Errorf("priced again: got %s, want %s", got, want[tt.now.String()])
			}
			under, err := made.Reprice(tt.now)
			if err != nil || dated(under) != want[tt.now.String()] || under.Check() != nil {
				t.Errorf("under: got %s, %v, %v", dated(under), err, under.Check())
			}
			if _, err := quoted(tt.now, under); err != nil {
				t.Errorf("under, quoted: %v", err)
			}
			switch _, err := quoted(tt.now, made); {
			case tt.instalments == "" && err != nil:
				t.Error(err)
			case tt.instalments != "" && (err == nil ||
				!strings.HasSuffix(err.Error(), "items[0].instalments: "+tt.instalments)):
				t.Errorf("quoted as it was: %v", err)
			}
		})
	}
}

// If a charge has the same amount and still differs, the message says what differs.
func TestNewQuote_ChargeOfTheSameAmount(t *testing.T) {
	flipped := func(change func(*policy.Parameters)) policy.Edition { return testkit.Edition(change) }
	for name, tt := range map[string]struct {
		made policy.Edition
		want string
	}{
		"edition": {
			flipped(func(p *policy.Parameters) { p.Name = "Acme" }), ": its edition is ",
		},
		"rounding": {
			flipped(func(p *policy.Parameters) { p.Proration.Rounding = 2 }), ": its rounding is half-up, not ",
		},
		"day count": {
			flipped(func(p *policy.Parameters) { p.Proration.DayCount = policy.NoLeapDay }),
			": its day count is standard, not no-leap-day",
		},
		"place of rounding": {
			flipped(func(p *policy.Parameters) { p.Proration.RoundAt = policy.RoundSeat }),
			": its arithmetic is EUR 1095.00 ÷ 1095 × 760 days × 1 seat = 760.00, not EUR 1095.00 ÷ 1095 × 760 days " +
				"= 760.00",
		},
		"arithmetic": {
			flipped(func(p *policy.Parameters) { p.Proration.StandardDays.ThreeYear = 1098 }),
			": its arithmetic is EUR 0.00 ÷ 1095 ",
		},
		"amount": {
			flipped(func(p *policy.Parameters) { p.Proration.StandardDays.ThreeYear = 1098 }), "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := extension(t)
			p.Extends = false
			if name == "arithmetic" {
				p.Request.SRP = amount("EUR 0.00") // whatever it is divided by
			}
			p, err := p.Reprice(tt.made)
			if err != nil {
				t.Fatal(err)
			}
			_, err = order.NewQuote(policy.Europe2024(), order.QuoteDraft{
				Number: "Q-9", Kind: policy.Subscription, Issued: date("2027-08-01"), Expires: date("2027-08-15"),
				Items: []invoice.Item{p.Item("AutoCAD", invoice.MustParseTaxes("21%"))},
			})
			now, nowErr := p.Reprice(policy.Europe2024())
			if nowErr != nil {
				t.Fatal(nowErr)
			}
			want := "is not what the request costs under the edition, " + now.Charge.Amount.String() + tt.want
			if err == nil || !strings.Contains(err.Error(), want) ||
				tt.want == "" && !strings.HasSuffix(err.Error(), want) {
				t.Errorf("got  %v\nwant %s", err, want)
			}
		})
	}
}
