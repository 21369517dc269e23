package ubl_test

import (
	"fmt"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/invoice"
	"example.com/billingrules/invoice/ubl"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"pgregory.net/rapid"
)

func pick[T any](t *rapid.T, label string, from ...T) T {
	return rapid.SampledFrom(from).Draw(t, label)
}

func must[T any](value T, err error) T { return testkit.Must(value, err) }

// untaxed gives the reasons for the taxes of 0% that are drawn.
func untaxed() []ubl.Untaxed {
	return []ubl.Untaxed{
		{Category: ubl.ZeroRated},
		{
			Tax: "reverse charge", Category: ubl.ReverseCharge,
			Reason: "Reverse charge: Article 196 of Directive 2006/112/EC",
		},
		{
			Tax: "cocontractant", Category: ubl.ReverseCharge,
			Reason: "Reverse charge: Article 196 of Directive 2006/112/EC",
		},
		{Tax: "training", Category: ubl.Exempt, Reason: "Exempt: Article 44 of the Belgian VAT Code"},
	}
}

var taxes = []string{
	"21%", "21%", "VAT 21%", "BTW 21%", "6%", "12%", "5.5%", "9.975%", "0.0001%", "100%", "0%", "reverse charge 0%",
	"cocontractant 0%", "training 0%",
}

// drawEdition draws an edition with some way to round and to count.
func drawEdition(t *rapid.T, reading policy.TaxRounding) policy.Edition {
	p := policy.Europe2024().Parameters()
	p.Invoice.TaxRounding = reading
	p.Proration.Rounding = pick(t, "mode", money.HalfUp, money.HalfUp, money.HalfEven, money.Up, money.Down)
	p.Proration.DayCount = pick(t, "day count", policy.Standard, policy.Actual, policy.NoLeapDay)
	p.Proration.RoundAt = pick(t, "round at", policy.RoundLine, policy.RoundSeat, policy.RoundDailyRate)
	return must(policy.NewEdition(p))
}

// drawPrice draws a price of one, which can be finer than the minor unit.
func drawPrice(t *rapid.T, currency string) money.Amount {
	units := rapid.IntRange(0, 999_999).Draw(t, "price")
	places := pick(t, "places", 2, 2, 2, 0, 4)
	if currency == "JPY" {
		places = 0
	}
	text := fmt.Sprintf("%05d", units)
	cut := len(text) - places
	text = text[:cut] + "." + text[cut:] + "0"
	for len(text) > 1 && text[0] == '0' && text[1] != '.' {
		text = text[1:]
	}
	return money.MustParseAmount(currency + " " + text)
}

// drawItem draws an item: an instalment of a three-year term, a full term, a part of one, or tokens.
func drawItem(t *rapid.T, ed policy.Edition, issued calendar.Date, terms invoice.NetTerms,
	currency string,
) invoice.Item {
	tax := invoice.MustParseTaxes(pick(t, "tax", taxes...))
	price := drawPrice(t, currency)
	n := rapid.IntRange(1, 40).Draw(t, "quantity")
	description := pick(t, "description",
		"AutoCAD", "AEC Collection, 3 seats more", "Ingénieurs & Architectes <2>", "Café \"Zuid\"")
	length := pick(t, "length", calendar.Monthly, calendar.Annual, calendar.ThreeYear)
	start := issued
	service := must(length.Service(start, start))
	var item invoice.Item
	switch pick(t, "what", "term", "part", "tokens", "tokens") {
	case "term":
		item = must(invoice.PriceTerm(ed, invoice.TermRequest{
			SRP: price, Seats: n, Service: service, Ordered: issued, NetTerms: terms,
		})).Item(description, tax)
		if len(item.Instalments) > 1 || rapid.Bool().Draw(t, "named") {
			item.Instalment = 1
		}
	case "part":
		last := service.Covered().End()
		from := issued.AddDays(rapid.IntRange(0, last.Sub(issued)-1).Draw(t, "from"))
		request := proration.PriceRequest{SRP: price, Seats: n, Service: service, Bought: calendar.Span(from, last)}
		item = must(invoice.Priced{Request: request}.Reprice(ed)).Item(description, tax)
	default:
		item = invoice.Item{Description: description, Quantity: n, UnitPrice: price, Taxes: tax}
	}
	gross := must(invoice.NewLine(ed, invoice.Item{
		Description: "x", Priced: item.Priced, Quantity: item.Quantity, UnitPrice: item.UnitPrice, Taxes: tax,
	})).Gross
	if rapid.Bool().Draw(t, "discounted") {
		part := rapid.IntRange(0, 100).Draw(t, "discount")
		item.Discount, _, _ = gross.MulDiv(int64(part), 100, gross.Currency().Rounding(money.Down))
	}
	return item
}

// drawInvoice draws an invoice whose tax is worked out under a reading.
func drawInvoice(t *rapid.T, reading policy.TaxRounding) invoice.Invoice {
	ed := drawEdition(t, reading)
	issued := calendar.MustParseDate("2025-01-31").AddDays(rapid.IntRange(0, 1500).Draw(t, "issued"))
	var terms invoice.NetTerms
	if rapid.Bool().Draw(t, "by invoice") {
		terms = must(invoice.Net(rapid.IntRange(0, 365).Draw(t, "net days")))
	}
	currency := pick(t, "currency", "EUR", "EUR", "EUR", "USD", "JPY")
	number := fmt.Sprintf("2025-%d", rapid.IntRange(1, 999).Draw(t, "number"))
	draft := invoice.Draft{Number: number, Issued: issued, NetTerms: terms}
	for range rapid.IntRange(1, 6).Draw(t, "lines") {
		draft.Items = append(draft.Items, drawItem(t, ed, issued, terms, currency))
	}
	return must(invoice.New(ed, draft))
}

// drawDetails draws what is said beside an invoice.
func drawDetails(t *rapid.T) ubl.Details {
	d := details()
	d.Untaxed = untaxed()
	d.BuyerReference = pick(t, "buyer reference", "", "Studio 2")
	if d.BuyerReference != "" {
		d.Order = pick(t, "order", "", "PO-1 & 2")
	}
	d.Means = pick(t, "means",
		ubl.Means{Method: policy.Card}, ubl.Means{Method: policy.PayPal, Reference: "+++090/9337/55493+++"},
		ubl.Means{Method: policy.DirectDebit, Mandate: "M-7"}, d.Means,
		ubl.Means{Method: policy.BankTransfer, IBAN: "BE68539007547034"})
	d.Buyer = pick(t, "buyer", d.Buyer, ubl.Party{
		Name: "Studio Lumière SARL", Endpoint: "0088:5412345000013", VAT: "FR40303265045",
		Address: ubl.Address{Street: "Rue du Bac 7", City: "Lille", Country: "FR"},
	})
	return d
}

// drawDocument draws a document that can be written: if its tax per line does not fit an e-invoice, it is drawn per
// rate.
func drawDocument(t *rapid.T) ubl.Document {
	d := ubl.Document{Details: drawDetails(t)}
	d.Invoice = drawInvoice(t, pick(t, "reading", policy.TaxPerLine, policy.TaxPerRate))
	if _, err := ubl.Encode(d); err != nil {
		for _, e := range billingrules.InputErrors(err) {
			if len(e.Field) < 12 || e.Field[:12] != "invoice.tax[" {
				t.Fatalf("%v\n%s", err, d.Invoice.Explain())
			}
		}
		t.Skip("its tax per line is another")
	}
	return d
}

// documents returns documents that can be written, always the same.
func documents(t *testing.T, n int) []ubl.Document {
	t.Helper()
	var list []ubl.Document
	generator := rapid.Custom(drawDocument)
	for seed := 0; len(list) < n; seed++ {
		list = append(list, generator.Example(seed))
	}
	return list
}
