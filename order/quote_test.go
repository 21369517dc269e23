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
	"example.com/billingrules/rule"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var vat = invoice.MustParseTaxes("21%")

// seats is three seats of AutoCAD that are added for 120 days.
func seats(t testing.TB) proration.PriceRequest {
	t.Helper()
	service, err := calendar.Annual.Service(date("2024-11-30"), date("2024-11-30"))
	if err != nil {
		t.Fatal(err)
	}
	return proration.PriceRequest{
		SRP: amount("EUR 2145.00"), Seats: 3, Service: service,
		Bought: calendar.Since(date("2025-08-02")).Intersect(service.Covered()),
	}
}

func draft(t testing.TB) order.QuoteDraft {
	return order.QuoteDraft{
		Number: "Q-1042", Kind: policy.Subscription, Issued: date("2025-08-02"), Expires: date("2025-09-01"),
		Items: []invoice.Item{
			{
				Description: "AutoCAD, 3 seats more", Priced: invoice.Priced{Request: seats(t)},
				Discount: amount("EUR 15.62"), Taxes: vat,
			},
			{
				Description: "training day", Quantity: 2, UnitPrice: amount("EUR 450.00"),
				Discount: amount("EUR 50.00"), Taxes: vat,
			},
			{Description: "manual", Quantity: 1, UnitPrice: amount("EUR 30.00"), Taxes: invoice.MustParseTaxes("6%")},
		},
	}
}

func quote(t testing.TB) order.Quote {
	t.Helper()
	q, err := order.NewQuote(policy.Europe2024(), draft(t))
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// quote.contents: number, expiry date, discounts, estimated tax and total, worked out by hand.
func TestQuote(t *testing.T) {
	q := quote(t)
	if q.Number != "Q-1042" || q.Expires != date("2025-09-01") || len(q.Lines) != 3 {
		t.Errorf("got %+v", q)
	}
	if at := q.Items[0].Instalments; len(at) != 1 || at[0].String() != "1 of 1: EUR 2115.62 on 2025-08-02" {
		t.Errorf("the first item is charged %v", at)
	}
	items := slices.Clone(q.Items)
	items[0].Charge, items[0].Instalments = proration.Charge{}, nil // which the draft has not
	if diff := cmp.Diff(draft(t).Items, items); diff != "" {
		t.Error(diff)
	}
	if !q.Discount.Equal(amount("EUR 65.62")) || q.Totals.String() != "EUR 2980.00 + tax 621.30 = 3601.30" {
		t.Errorf("discount %s, totals %s", q.Discount, q.Totals) // 2100.00 + 850.00 + 30.00; 441.00 + 178.50 + 1.80
	}
	want := "quote Q-1042 of 2025-08-02, prices hold through 2025-09-01\n" +
		"AutoCAD, 3 seats more: EUR 2145.00 ÷ 365 × 120 days × 3 seats = 2115.6164… → 2115.62 (half up)" +
		" − 15.62 discount; net 2100.00, tax 21% 441.00\n" +
		"training day: 2 × EUR 450.00 = 900.00 − 50.00 discount; net 850.00, tax 21% 178.50\n" +
		"manual: 1 × EUR 30.00 = 30.00; net 30.00, tax 6% 1.80\n" +
		"discount EUR 65.62\n" +
		"EUR 2980.00 + tax 621.30 = 3601.30 (tax estimated)"
	if got := q.String(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	mine := draft(t)
	kept, err := order.NewQuote(policy.Europe2024(), mine)
	if mine.Items[0].Description = "changed"; err != nil || kept.Items[0].Description == "changed" {
		t.Error("a caller's slice is the quote's own")
	}
	plain := draft(t)
	plain.Items = plain.Items[2:]
	if q, err := order.NewQuote(policy.Europe2024(), plain); err != nil || !q.Discount.IsZero() ||
		strings.Contains(q.String(), "discount") {
		t.Errorf("%s, %v", q, err)
	}
	if (order.Quote{}).String() != "no quote" {
		t.Error("the zero Quote")
	}
}

// quote.valid: through the expiry date, inclusive, or without it where the edition reads it so.
func TestCanAccept(t *testing.T) {
	q := quote(t)
	throughTheDayBefore := testkit.Edition(func(p *policy.Parameters) { p.Order.QuoteLastDay = policy.No })
	exclusive, err := order.NewQuote(throughTheDayBefore, draft(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		q       order.Quote
		day     string
		allowed bool
		remedy  policy.Remedy
	}{
		{q, "2025-08-01", false, policy.WaitForWindow},
		{q, "2025-08-02", true, 0},
		{q, "2025-08-31", true, 0},
		{q, "2025-09-01", true, 0},
		{q, "2025-09-02", false, policy.AskNewQuote},
		{q, "2030-01-01", false, policy.AskNewQuote},
		{exclusive, "2025-08-31", true, 0},
		{exclusive, "2025-09-01", false, policy.AskNewQuote},
		{order.Quote{}, "2025-09-01", false, policy.AskNewQuote},
	} {
		t.Run(test.day, func(t *testing.T) {
			d := test.q.CanAccept(date(test.day))
			if d.Allowed() != test.allowed || d.Rule != "quote.valid" || d.Remedy != test.remedy ||
				d.Window != test.q.Valid || d.Edition != test.q.Edition ||
				test.allowed != (d.Route == policy.SelfService) {
				t.Errorf("on %s: %s", test.day, d)
			}
		})
	}
	day := draft(t)
	day.Expires = day.Issued
	if q, err := order.NewQuote(policy.Europe2024(), day); err != nil || !q.CanAccept(day.Issued).Allowed() ||
		q.CanAccept(day.Issued.AddDays(1)).Allowed() {
		t.Errorf("a quote for one day: %s, %v", q, err)
	}
}

// quote.available: a subscription is quoted from the edition's first day on, Flex tokens also before.
func TestQuoteAvailable(t *testing.T) {
	for _, test := range []struct {
		kind policy.Kind
		day  string
		rule rule.ID
	}{
		{policy.Subscription, "2024-09-15", "edition.before"},
		{policy.Subscription, "2024-09-16", ""},
		{policy.FlexTokens, "2024-03-03", ""},
		{policy.Consulting, "2025-03-03", "quote.available"},
		{policy.Trial, "2025-03-03", "trial.convert"},
	} {
		t.Run(test.day, func(t *testing.T) {
			d := draft(t)
			d.Kind, d.Issued = test.kind, date(test.day)
			_, err := order.NewQuote(policy.Europe2024(), d)
			var refusal *policy.Refusal
			if errors.As(err, &refusal) != (test.rule != "") || refusal != nil &&
				refusal.Decision.Rule != test.rule || refusal == nil && err != nil {
				t.Errorf("%s on %s: %v", test.kind, test.day, err)
			}
		})
	}
}

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
			want:   "expires 2025-08-01: is before the day on which it is made, 2025-08-02",
			is:     billingrules.ErrConflict,
		},
		{
			change: func(d *order.QuoteDraft) { d.Expires = date("9999-12-31") },
			want:   "expires 9999-12-31: is the end of the calendar", is: billingrules.ErrRange,
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
			"order.NewQuote: expires 2025-08-02: leaves no day on which it holds",
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
			want:   "items[0].charge: cannot stand beside", is: billingrules.ErrConflict,
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

// Under the edition it was made with a stored quote is priced to the stored figures; under another one the
// differences are said.
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

func TestQuoteJSONIsChecked(t *testing.T) {
	text, err := json.Marshal(quote(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ old, new, want string }{
		{
			`"expires":"2025-09-01"`, `"expirs":"2025-09-01"`,
			`order.Quote.UnmarshalJSON: expirs "2025-09-01": is not a known key`,
		},
		{
			`"expires":"2025-09-01"`, `"expires":"2025-09-31"`,
			`order.Quote.UnmarshalJSON: expires "2025-09-31": there is no such day`,
		},
		{
			old: `"total":{"amount":"3601.30"`, new: `"total":{"amount":"3601.31"`,
			want: "order.Quote.UnmarshalJSON: total EUR 2980.00 + tax 621.30 = 3601.31: " +
				"is not the sum of the lines, EUR 2980.00 + tax 621.30 = 3601.30",
		},
		{
			`"discount":{"amount":"65.62"`, `"discount":{"amount":"65.63"`,
			"order.Quote.UnmarshalJSON: discount EUR 65.63: is not the sum of the lines' discounts, EUR 65.62",
		},
		{
			`"tax":{"amount":"441.00"`, `"tax":{"amount":"442.00"`,
			"lines[0].tax EUR 442.00: is not the sum of the taxes, EUR 441.00",
		},
		{`"taxRounding":"per-line",`, ``, "order.Quote.UnmarshalJSON: taxRounding: is missing"},
		{
			`"rounding":"half-up","taxRounding"`, `"rounding":"halfup","taxRounding"`,
			`order.Quote.UnmarshalJSON: rounding "halfup": is not known`,
		},
		{`"number":"`, `"number":" `, "number \" Q-1042\": begins or ends in a blank"},
		{`"lines":[`, `"lines":[],"linen":[`, "order.Quote.UnmarshalJSON: linen"},
	} {
		t.Run(test.old, func(t *testing.T) {
			if !strings.Contains(string(text), test.old) {
				t.Errorf("%s is not in %s", test.old, text)
			}
			kept := quote(t)
			err := json.Unmarshal([]byte(strings.Replace(string(text), test.old, test.new, 1)), &kept)
			if err == nil || !strings.Contains(err.Error(), test.want) || len(billingrules.InputErrors(err)) != 1 ||
				kept.String() != quote(t).String() {
				t.Errorf("%s → %s: %v", test.old, test.new, err)
			}
		})
	}
	var q order.Quote
	err = json.Unmarshal([]byte(`{"number":"Q-1"}`), &q)
	if fields(err) != "kind issued expires items rounding taxRounding" {
		t.Error(err)
	}
	err = json.Unmarshal([]byte(`{"rounding":"up","taxRounding":"per-rate"}`), &q)
	if fields(err) != "number kind issued expires items lines" {
		t.Error(err)
	}
}

// invoice.tax: a quote estimates the tax as the invoice will have it, per line or per rate, says which, and is held to
// it.
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

// fullTermItem is a row of the tables below.
type fullTermItem struct {
	item invoice.Item
	want string // the arithmetic, or the bad fields
}

func quoteFullTerm(t *testing.T, rows map[string]fullTermItem) {
	t.Helper()
	ed := testkit.Edition(func(p *policy.Parameters) {
		p.Proration.DayCount, p.Proration.RoundAt = policy.Actual, policy.RoundDailyRate
	})
	for name, tt := range rows {
		t.Run(name, func(t *testing.T) {
			d := draft(t)
			tt.item.Description, tt.item.Taxes = "AutoCAD", vat
			d.Issued, d.Expires, d.Items = date("2027-06-01"), date("2027-06-10"), []invoice.Item{tt.item}
			q, err := order.NewQuote(ed, d)
			if err != nil {
				if fields(err) != tt.want {
					t.Errorf("%v, want %s", err, tt.want)
				}
				return
			}
			if got := q.Lines[0].Charge.String(); got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
			text, err := json.Marshal(q)
			var back order.Quote
			if err != nil || json.Unmarshal(text, &back) != nil {
				t.Fatalf("%s: %v", text, err)
			}
			if r, err := order.Reprice(ed, back); err != nil || len(r.Differences) != 0 {
				t.Errorf("%v, %v", r, err)
			}
		})
	}
}

// leapYear is three seats for a term of 366 days, alone and as the first of two.
func leapYear(t *testing.T) (year, ofTwo proration.PriceRequest) {
	t.Helper()
	service, err := calendar.Annual.Service(date("2027-06-10"), date("2027-06-10")) // 366 days
	if err != nil {
		t.Fatal(err)
	}
	start := date("2027-06-10")
	two, err := calendar.NewService(calendar.Annual, start, calendar.Span(start, date("2029-06-10")))
	if err != nil {
		t.Fatal(err)
	}
	year = proration.PriceRequest{SRP: amount("EUR 2145.00"), Seats: 3, Service: service, Bought: service.Covered()}
	ofTwo = year
	ofTwo.Service = two
	return year, ofTwo
}

// proration.price: a full term that is bought or renewed by quote costs its list price, also where its days are counted
// one by one or the daily rate is rounded; all days of a term that are added to a subscription cost what they are.
func TestQuote_FullTerm(t *testing.T) {
	year, ofTwo := leapYear(t)
	const list = "EUR 2145.00 × 3 seats = 6435.00"
	quoteFullTerm(t, map[string]fullTermItem{
		"a purchase": {invoice.Item{Priced: invoice.Priced{Request: year, FullTerm: true}}, list},
		"a renewal":  {invoice.Item{Priced: invoice.Priced{Request: year, Renews: calendar.Annual}}, list},
		"a renewal, said twice": {
			item: invoice.Item{Priced: invoice.Priced{Request: year, FullTerm: true, Renews: calendar.Annual}},
			want: list,
		},
		"a renewal, of two terms": {
			invoice.Item{Priced: invoice.Priced{Request: ofTwo, Renews: calendar.Annual}},
			list,
		}, "added seats": {
			invoice.Item{Priced: invoice.Priced{Request: year}},
			"EUR 2145.00 ÷ 365 = 5.8767… → 5.88 × 366 days × 3 seats = 6456.24 (half up)",
		},
	})
}

func TestQuote_FullTermRefused(t *testing.T) {
	year, ofTwo := leapYear(t)
	quoteFullTerm(t, map[string]fullTermItem{
		"a purchase of two terms": {
			invoice.Item{Priced: invoice.Priced{Request: ofTwo, FullTerm: true}}, "items[0].request.service",
		},
		"a purchase of nothing": {
			invoice.Item{Priced: invoice.Priced{FullTerm: true}},
			"items[0].request.service items[0].request.bought items[0].request.srp items[0].request.seats",
		},
		"a full term of a quantity": {
			invoice.Item{Priced: invoice.Priced{FullTerm: true, Request: year}, Quantity: 1}, "items[0].charge",
		},
	})
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

// Nothing is quoted in a currency that is gone by then.
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
