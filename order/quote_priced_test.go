package order_test

import (
	"encoding/json"
	"slices"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/order"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

// pricedDraft is a row of the tables below.
type pricedDraft struct {
	name   string
	change func(*order.QuoteDraft)
	want   string
}

func refusePriced(t *testing.T, rows []pricedDraft) {
	t.Helper()
	for _, tt := range rows {
		t.Run(tt.name, func(t *testing.T) {
			d := flow(t)
			tt.change(&d)
			if _, err := order.NewQuote(policy.Europe2024(), d); err == nil ||
				err.Error() != "order.NewQuote: "+tt.want {
				t.Errorf("got  %v\nwant %s", err, tt.want)
			}
		})
	}
}

// A price that is quoted is checked against the edition of the quote, and its terms against those of the quote.
func TestNewQuote_Priced(t *testing.T) {
	refusePriced(t, []pricedDraft{
		{
			"another charge", func(d *order.QuoteDraft) {
				c, err := proration.FullTerm(policy.NorthAmerica2024(), d.Items[0].Request)
				if err != nil {
					t.Fatal(err)
				}
				d.Items[0].Charge = c
			},
			"items[0].charge EUR 100.00: is not what the request costs under the edition, EUR 100.00: its edition is " +
				policy.Europe2024().Fingerprint().String() + ", not " +
				policy.NorthAmerica2024().Fingerprint().String(),
		},
		{
			"another part", func(d *order.QuoteDraft) {
				d.Items[0].Instalments[2].Amount = amount("EUR 33.34")
			}, "items[0].instalments[2].amount EUR 33.34: must be EUR 33.33, its part of the charge",
		},
		{
			"another due day", func(d *order.QuoteDraft) {
				d.Items[0].Instalments[2].Due = date("2027-10-01")
			}, "items[0].instalments[2].due 2027-10-01: must be 2027-10-31, with net 30",
		},
		{
			"priced the day before", func(d *order.QuoteDraft) { d.Issued = date("2025-09-02") },
			"items[0].instalments[0].date 2025-09-01: is before the day on which the quote is made, 2025-09-02",
		},
		{
			"priced the day after", func(d *order.QuoteDraft) {
				d.Issued, d.Expires = date("2025-08-20"), date("2025-08-31")
			},
			"items[0].instalments[0].date 2025-09-01: is after the last day of the quote, 2025-08-31",
		},
	})
}

// quote.valid: a price can be that of the last day on which the quote holds.
func TestNewQuote_PricedOnItsLastDay(t *testing.T) {
	d := flow(t)
	d.Issued, d.Expires = date("2025-08-20"), date("2025-09-01")
	if _, err := order.NewQuote(policy.Europe2024(), d); err != nil {
		t.Error(err)
	}
}

func TestNewQuote_PricedOtherwise(t *testing.T) {
	refusePriced(t, []pricedDraft{
		{
			"other net terms", func(d *order.QuoteDraft) { d.NetTerms = net(t, 14) },
			"items[0].netTerms net 30: must be net 14, as in the quote",
		},
		{
			"a part of it", func(d *order.QuoteDraft) { d.Items[0].Instalment = 1 },
			"items[0].instalment 1: must be 0: a quote has all instalments",
		},
		{
			"the same twice", func(d *order.QuoteDraft) { d.Items = append(d.Items, d.Items[0]) },
			`items[3] "AEC Collection": is a duplicate`,
		},
		{
			name: "the end of the calendar", change: func(d *order.QuoteDraft) {
				d.Issued, d.Expires, d.NetTerms = date("9999-12-01"), date("9999-12-20"), net(t, 60)
				service, err := calendar.NewService(calendar.Monthly, date("9999-12-01"),
					calendar.Span(date("9999-12-01"), date("9999-12-20")))
				if err != nil {
					t.Fatal(err)
				}
				d.Items = []invoice.Item{
					{Description: "x", Taxes: vat, Priced: invoice.Priced{Request: proration.PriceRequest{
						SRP: amount("EUR 1.00"), Seats: 1, Service: service, Bought: service.Covered(),
					}}},
				}
			},
			want: "items[0].instalments[0].date 9999-12-01: is too near the end of the calendar",
		},
	})
}

// A stored quote whose items no longer match its lines is not read.
func TestQuote_UnmarshalJSONOfItems(t *testing.T) {
	q, err := order.NewQuote(policy.Europe2024(), flow(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name   string
		change func(*order.Quote)
		fields string
	}{
		{"nothing", func(*order.Quote) {}, ""},
		{"another quantity", func(q *order.Quote) { q.Items[2].Quantity = 3 }, "items[2]"},
		{"other taxes", func(q *order.Quote) { q.Items[1].Taxes = invoice.MustParseTaxes("6%") }, "items[1]"},
		{"no description", func(q *order.Quote) { q.Items[1].Description = "" }, "items[1].description"},
		{"fewer items", func(q *order.Quote) { q.Items = q.Items[:2] }, "items"},
		{"no items", func(q *order.Quote) { q.Items = nil }, "items"},
		{
			"other net terms", func(q *order.Quote) { q.NetTerms = invoice.NetTerms{} },
			"items[0].netTerms items[1].netTerms",
		},
		{"accepted too late", func(q *order.Quote) { q.Accepted = date("2025-10-01") }, "accepted"},
		{"accepted at last", func(q *order.Quote) { q.Accepted = date("2025-09-30") }, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			q := q
			q.Items = slices.Clone(q.Items)
			tt.change(&q)
			text, err := json.Marshal(q)
			if err != nil {
				t.Fatal(err)
			}
			var read order.Quote
			if err := json.Unmarshal(text, &read); fields(err) != tt.fields || (err == nil) != (tt.fields == "") {
				t.Error(err)
			}
		})
	}
}

// Under another edition the parts of a price come out differently, and each is said.
func TestReprice_Instalments(t *testing.T) {
	q, err := order.NewQuote(policy.Europe2024(), flow(t))
	if err != nil {
		t.Fatal(err)
	}
	q.Items = slices.Clone(q.Items)
	q.Items[0].Instalments = slices.Clone(q.Items[0].Instalments)
	q.Items[0].Instalments[1].Amount = amount("EUR 33.30")
	r, err := order.Reprice(policy.Europe2024(), q)
	if want := "items[0].instalments[1].amount: EUR 33.30 → EUR 33.33"; err != nil || r.String() != want {
		t.Errorf("%s, %v, want %s", r, err, want)
	}
}

// An item with two or three instalments can be on a quote only once; an item that is charged at once can be there
// twice.
func TestNewQuote_SameItemTwice(t *testing.T) {
	ed := policy.Europe2024()
	twice := func(item invoice.Item) error {
		_, err := order.NewQuote(ed, order.QuoteDraft{
			Number: "Q-1051", Kind: policy.Subscription, Issued: date("2026-03-15"), Expires: date("2026-03-31"),
			Items: []invoice.Item{item, item},
		})
		return err
	}
	service := term(t, calendar.ThreeYear, "2024-10-01").Service
	request := proration.PriceRequest{
		SRP: amount("EUR 5925.00"), Seats: 2, Service: service,
		Bought: calendar.Span(date("2026-03-15"), date("2027-10-01")),
	}
	c, err := proration.Price(ed, request)
	if err != nil {
		t.Fatal(err)
	}
	part := func(number int, amount money.Amount, first, end string) invoice.Instalment {
		covers := calendar.Span(date(first), date(end))
		return invoice.Instalment{
			Number: number, Of: 2, Amount: amount, Date: covers.Start(), Due: covers.Start(), Covers: covers,
		}
	}
	two := invoice.Priced{Request: request, Charge: c, Instalments: []invoice.Instalment{
		part(1, amount("EUR 2164.38"), "2026-03-15", "2026-10-01"),
		part(2, amount("EUR 3950.00"), "2026-10-01", "2027-10-01"),
	}}
	want := `order.NewQuote: items[1] "2 seats more": is a duplicate`
	if err := twice(two.Item("2 seats more", vat)); err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	request.Service = term(t, calendar.Annual, "2025-10-01").Service
	request.Bought = calendar.Span(date("2026-03-15"), date("2026-10-01"))
	atOnce := invoice.Item{Description: "2 seats more", Taxes: vat, Priced: invoice.Priced{Request: request}}
	if err := twice(atOnce); err != nil {
		t.Error(err)
	}
}

// An item that is charged at once is a whole, not instalment 1 of 1.
func TestQuote_Invoices_AtOnce(t *testing.T) {
	d := flow(t)
	d.Items = d.Items[1:2]
	q, err := order.NewQuote(policy.Europe2024(), d)
	if err != nil {
		t.Fatal(err)
	}
	list, err := q.Invoices("1")
	if err != nil {
		t.Fatal(err)
	}
	if l := list[0].Lines[0]; l.Instalment != 0 || l.Of != 0 {
		t.Errorf("instalment %d of %d", l.Instalment, l.Of)
	}
}

// order.charge-when-ready: seats, purchases and renewals are charged on the day of the order, so that a price of a day
// after the last one of the quote cannot be quoted, even if that day is the first one bought.
func TestNewQuote_StartsAfterItsLastDay(t *testing.T) {
	s := testkit.Must(lifecycle.Buy(policy.Europe2024(), lifecycle.PurchaseRequest{
		Offering: "Revit", Length: calendar.Annual, Seats: 3, Ordered: date("2024-10-01"),
	}))
	day := date("2025-07-20")
	added, err := coterm.AddSeats(s.On(day), coterm.SeatRequest{Seats: 2, SRP: amount("EUR 365.00")})
	if err != nil {
		t.Fatal(err)
	}
	bought, err := coterm.Buy(policy.Europe2024(), coterm.BuyRequest{
		Purchase: lifecycle.PurchaseRequest{Offering: "Revit", Length: calendar.Annual, Seats: 1, Ordered: day},
		SRP:      amount("EUR 365.00"),
	})
	if err != nil {
		t.Fatal(err)
	}
	renewed, err := coterm.Renew(s.On(day), coterm.RenewalRequest{SRP: amount("EUR 365.00")})
	if err != nil {
		t.Fatal(err)
	}
	// On net terms an early renewal is charged on the day on which its term starts.
	onR, err := coterm.Renew(s.On(day), coterm.RenewalRequest{SRP: amount("EUR 365.00"), NetTerms: net(t, 30)})
	if err != nil {
		t.Fatal(err)
	}
	const refused = "items[0].instalments[0].date"
	for name, tt := range map[string]struct {
		item         invoice.Item
		before, from string // with the quote through the day before, and through the day
	}{
		"seats":                {added.Item("Revit", vat), refused, ""},
		"purchase":             {bought.Item("Revit", vat), refused, ""},
		"renewal":              {renewed.Item("Revit", vat), refused, ""},
		"renewal on net terms": {onR.Item("Revit", vat), "", ""},
	} {
		for expires, want := range map[string]string{"2025-07-19": tt.before, "2025-07-20": tt.from} {
			d := order.QuoteDraft{
				Number: "Q-1", Kind: policy.Subscription, Issued: date("2025-07-05"), Expires: date(expires),
				Items: []invoice.Item{tt.item},
			}
			q, err := order.NewQuote(policy.Europe2024(), d)
			if fields(err) != want {
				t.Errorf("%s through %s: %v", name, expires, err)
			}
			if err == nil {
				holdsFrom(t, name, q, map[bool]string{true: "2025-07-05", false: "2025-07-20"}[tt.before == ""])
			}
		}
	}
}

// holdsFrom checks from which day on a quote can be accepted, and that it reads back.
func holdsFrom(t *testing.T, name string, q order.Quote, first string) {
	t.Helper()
	before := q.CanAccept(date(first).AddDays(-1))
	if q.Valid.Start() != date(first) || !q.CanAccept(date(first)).Allowed() || before.Allowed() ||
		before.Remedy != policy.WaitForWindow {
		t.Errorf("%s: holds in %s, %s", name, q.Valid, before)
	}
	var read order.Quote
	if err := json.Unmarshal(testkit.Must(json.Marshal(q)), &read); err != nil || read.Valid != q.Valid {
		t.Errorf("%s: %v", name, err)
	}
}
