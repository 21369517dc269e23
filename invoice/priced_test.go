package invoice_test

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
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"github.com/google/go-cmp/cmp"
)

// added is two seats, added to a three-year term in its first year, in three instalments.
func added(t testing.TB, srp string) invoice.Priced {
	t.Helper()
	return addedOn(t, srp, 2, date("2025-03-15"))
}

// addedOn is some seats, added on a day of that year.
func addedOn(t testing.TB, srp string, seats int, day calendar.Date) invoice.Priced {
	t.Helper()
	s := service(t, calendar.ThreeYear, "2024-10-01", "2024-10-01")
	p := invoice.Priced{
		NetTerms: net(t, 30),
		Request: proration.PriceRequest{
			SRP: amount(srp), Seats: seats, Service: s, Bought: calendar.Span(day, s.Covered().End()),
		},
	}
	for i, covers := range []calendar.Period{calendar.Span(day, s.At(0).End()), s.At(1), s.At(2)} {
		p.Instalments = append(p.Instalments, invoice.Instalment{
			Number: i + 1, Of: 3, Date: covers.Start(), Due: p.NetTerms.Due(covers.Start()), Covers: covers,
		})
	}
	p, err := p.Under(policy.Europe2024())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// bought is a full three-year term, in three instalments.
func bought(t testing.TB) invoice.Priced {
	t.Helper()
	p, err := invoice.PriceTerm(policy.Europe2024(), invoice.TermRequest{
		SRP: amount("EUR 100.00"), Seats: 1, Service: service(t, calendar.ThreeYear, "2024-10-01", "2024-10-01"),
		Ordered: date("2024-10-01"),
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// coterm.multi-year and invoice.split, by hand.
func TestPriced_Under(t *testing.T) {
	up := testkit.Edition(func(p *policy.Parameters) { p.Proration.Rounding = money.Up })
	renewed := bought(t)
	renewed.FullTerm, renewed.Renews = false, calendar.ThreeYear
	stub := addedOn(t, "EUR 0.50", 1, date("2025-09-30")) // up to two days after the third year
	long := period(t, "2024-10-01/2027-10-03")
	aligned, err := calendar.NewService(calendar.ThreeYear, date("2024-10-01"), long)
	if err != nil {
		t.Fatal(err)
	}
	stub.Request.Service, stub.Request.Bought = aligned, calendar.Span(date("2025-09-30"), long.End())
	stub.Instalments = append(stub.Instalments, invoice.Instalment{
		Number: 4, Of: 4, Date: date("2027-10-01"), Due: date("2027-10-31"), Covers: period(t, "2027-10-01/2027-10-03"),
	})
	for i := range stub.Instalments {
		stub.Instalments[i].Of = 4
	}
	partly := invoice.Priced{Request: added(t, "EUR 5925.00").Request, Renews: calendar.ThreeYear}
	for _, tt := range []struct {
		name string
		p    invoice.Priced
		ed   policy.Edition
		want []string
	}{
		{"added", added(t, "EUR 5925.00"), policy.Europe2024(), []string{"2164.38", "3950.00", "3950.00"}},
		{"added, under another edition", added(t, "EUR 5925.00"), up, []string{"2164.39", "3950.00", "3950.00"}},
		{
			"a first part that lacks", addedOn(t, "EUR 0.50", 1, date("2025-09-30")), policy.Europe2024(),
			[]string{"0.00", "0.17", "0.16"},
		},
		{
			"a first part that lacks more", addedOn(t, "JPY 1", 2, date("2025-09-30")), policy.Europe2024(),
			[]string{"0", "1", "0"},
		},
		{"a last part of nothing", stub, policy.Europe2024(), []string{"0.00", "0.17", "0.16", "0.00"}},
		{"a renewal", renewed, up, []string{"33.34", "33.33", "33.33"}},
		{"a renewal of too little", partly, policy.Europe2024(), nil},
		{"a full term", bought(t), up, []string{"33.34", "33.33", "33.33"}},
		{"without instalments", invoice.Priced{Request: added(t, "EUR 5925.00").Request}, policy.Europe2024(), nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, err := tt.p.Under(tt.ed)
			var got []string
			for _, part := range p.Instalments {
				got = append(got, part.Amount.Number())
			}
			if err != nil || !slices.Equal(got, tt.want) {
				t.Fatalf("%v, %v, want %v", got, err, tt.want)
			}
			if err := p.Check(); err != nil && tt.name != "a renewal of too little" {
				t.Error(err)
			}
		})
	}
}

func TestPriced_UnderRefuses(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*invoice.Priced)
		fields string
	}{
		{"no seats", func(p *invoice.Priced) { p.Request.Seats = 0 }, "request.seats"},
		{
			"no edition and nothing else", func(p *invoice.Priced) { *p = invoice.Priced{} },
			"request.service request.bought request.srp request.seats",
		},
		{"a gap", func(p *invoice.Priced) {
			p.Instalments[1].Covers = calendar.Span(date("2025-10-02"), date("2026-10-01"))
		}, "instalments[1].covers"},
		{
			"too many instalments", func(p *invoice.Priced) { p.Instalments = make([]invoice.Instalment, 101) },
			"instalments",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := added(t, "EUR 5925.00")
			tt.change(&p)
			if got, err := p.Under(policy.Europe2024()); fields(err) != tt.fields || !got.Equal(invoice.Priced{}) {
				t.Errorf("%v, %v", got, err)
			}
		})
	}
}

// changedPrice is a row of the tables below.
type changedPrice struct {
	name   string
	change func(*invoice.Priced)
	fields string
}

func checkPriced(t *testing.T, rows []changedPrice) {
	t.Helper()
	for _, tt := range rows {
		t.Run(tt.name, func(t *testing.T) {
			p := added(t, "EUR 5925.00")
			tt.change(&p)
			if err := p.Check(); fields(err) != tt.fields {
				t.Errorf("%v, want %s", err, tt.fields)
			}
			if p.Charge.Equal(proration.Charge{}) {
				return // to be worked out yet
			}
			text, err := json.Marshal(p.Item("AEC Collection", vat))
			if err != nil {
				return // a due day that is none cannot be written
			}
			read := invoice.Item{Quantity: 7}
			if err := json.Unmarshal(text, &read); (err == nil) != (tt.fields == "") ||
				err != nil && read.Quantity != 7 {
				t.Errorf("%v of %s", err, text)
			}
		})
	}
}

// What was changed in one field is refused by that field, where it is checked and where it is read.
func TestPriced_Check_Charge(t *testing.T) {
	checkPriced(t, []changedPrice{
		{"nothing", func(*invoice.Priced) {}, ""},
		{"without a request", func(p *invoice.Priced) { p.Request = proration.PriceRequest{} }, ""},
		{"without instalments", func(p *invoice.Priced) { p.Instalments = nil }, ""},
		{"no charge", func(p *invoice.Priced) { p.Charge = proration.Charge{} }, "charge"},
		{"another charge", func(p *invoice.Priced) { p.Charge.Amount = amount("EUR 5.00") }, "charge.amount"},
		{"another price", func(p *invoice.Priced) { p.Request.SRP = amount("EUR 1.00") }, "request.srp"},
		{"other seats", func(p *invoice.Priced) { p.Request.Seats = 3 }, "request.seats"},
		{
			"other days", func(p *invoice.Priced) { p.Request.Bought = period(t, "2025-03-16/2027-10-01") },
			"request.bought",
		},
		{"no full term", func(p *invoice.Priced) { p.FullTerm = true }, "fullTerm"},
		{"an extension", func(p *invoice.Priced) { p.Extends = true }, ""},
		{"an extension without anything else", func(p *invoice.Priced) {
			p.Request, p.Extends = proration.PriceRequest{}, true
		}, "request.srp request.seats request.bought"},
		{"a full term that extends", func(p *invoice.Priced) {
			*p = bought(t)
			p.Extends = true
		}, "extends"},
		{"no renewal", func(p *invoice.Priced) { p.Renews = calendar.Annual }, "fullTerm"},
	})
}

func TestPriced_Check_Instalments(t *testing.T) {
	checkPriced(t, []changedPrice{
		{
			"other net terms", func(p *invoice.Priced) { p.NetTerms = net(t, 14) },
			"instalments[0].due instalments[1].due instalments[2].due",
		},
		{"another number", func(p *invoice.Priced) { p.Instalments[1].Number = 3 }, "instalments[1].number"},
		{"of others", func(p *invoice.Priced) { p.Instalments[2].Of = 4 }, "instalments[2].number"},
		{"no date", func(p *invoice.Priced) { p.Instalments[0].Date = calendar.Date{} }, "instalments[0].date"},
		{
			"another date", func(p *invoice.Priced) { p.Instalments[1].Date = date("2025-10-02") },
			"instalments[1].due",
		},
		{
			"before the one before", func(p *invoice.Priced) {
				p.Instalments[2].Date, p.Instalments[2].Due = date("2025-09-30"), date("2025-10-30")
			},
			"instalments[2].date",
		},
		{
			"the end of the calendar", func(p *invoice.Priced) { p.Instalments[2].Date = date("9999-12-31") },
			"instalments[2].date",
		},
		{
			"another due day", func(p *invoice.Priced) { p.Instalments[2].Due = date("2026-10-01") },
			"instalments[2].due",
		},
		{
			"other days of a part",
			func(p *invoice.Priced) { p.Instalments[2].Covers = period(t, "2026-10-01/2027-09-30") },
			"instalments[2].covers",
		},
		{
			"no amount", func(p *invoice.Priced) { p.Instalments[2].Amount = amount("EUR -1.00") },
			"instalments[2].amount",
		},
	})
}

func TestPriced_Check_InstalmentAmounts(t *testing.T) {
	checkPriced(t, []changedPrice{
		{
			"in another currency", func(p *invoice.Priced) { p.Instalments[2].Amount = amount("USD 3950.00") },
			"instalments[2].amount",
		},
		{"another amount", func(p *invoice.Priced) { p.Instalments[2].Amount = amount("EUR 3950.01") }, "instalments"},
		{"too many", func(p *invoice.Priced) { p.Instalments = make([]invoice.Instalment, 101) }, "instalments"},
		{
			"parts that are no years", func(p *invoice.Priced) {
				p.Instalments[1].Covers = period(t, "2025-10-01/2026-11-01")
				p.Instalments[2].Covers = period(t, "2026-11-01/2027-10-01")
			},
			"instalments[1].covers instalments[2].covers",
		},
		{
			"a service that goes on", func(p *invoice.Priced) {
				p.Request.Service, _ = calendar.NewService(
					calendar.ThreeYear, date("2024-10-01"), period(t, "2024-10-01/2927-10-01"),
				)
			},
			"request.service",
		},
		{
			"an amount of other days", func(p *invoice.Priced) {
				p.Instalments[0].Amount, p.Instalments[1].Amount = amount("EUR 2114.38"), amount("EUR 4000.00")
			},
			"instalments[0].amount",
		},
		{"unequal parts of a full term", func(p *invoice.Priced) {
			*p = bought(t)
			p.Instalments[0].Amount, p.Instalments[1].Amount = p.Instalments[1].Amount, p.Instalments[0].Amount
		}, "instalments[0].amount"},
	})
}

func TestItem_JSON(t *testing.T) {
	for _, item := range []invoice.Item{
		added(t, "EUR 5925.00").Item("2 seats more", vat),
		bought(t).Item("AEC Collection", vat),
		{
			Description: "Flex tokens", Quantity: 500, UnitPrice: amount("EUR 3.00"), Discount: amount("EUR 1.00"),
			Taxes: vat,
		},
	} {
		t.Run(item.Description, func(t *testing.T) {
			text, err := json.Marshal(item)
			var read invoice.Item
			if err != nil || json.Unmarshal(text, &read) != nil || !read.Equal(item) {
				t.Errorf("%s, %v\n%s", text, err, cmp.Diff(item, read))
			}
		})
	}
}

// What is misspelt or doubled is an error, by its path, and changes nothing.
func TestItem_UnmarshalJSON(t *testing.T) {
	for name, tt := range map[string]struct {
		text, field string
		is          error
	}{
		"misspelt": {`{"discout":{"amount":"1.00","currency":"EUR"}}`, "discout", billingrules.ErrUnknown},
		"misspelt within": {
			`{"request":{"seat":1,"srp":{"amount":"1.00","currency":"EUR"}}}`, "request.seat",
			billingrules.ErrUnknown,
		},
		"doubled": {`{"quantity":1,"Quantity":2}`, "Quantity", billingrules.ErrConflict},
	} {
		t.Run(name, func(t *testing.T) {
			item := invoice.Item{Quantity: 7}
			if err := json.Unmarshal([]byte(tt.text), &item); fields(err) != tt.field || !errors.Is(err, tt.is) ||
				item.Quantity != 7 {
				t.Errorf("%v, %v", item, err)
			}
		})
	}
}

// instalmentDraft is a row of the tables below.
type instalmentDraft struct {
	name  string
	draft func(*invoice.Draft)
	want  string // the document, or its fields that are refused
}

func makeInstalment(t *testing.T, rows []instalmentDraft) {
	t.Helper()
	seats := added(t, "EUR 5925.00").Item("2 seats more", vat)
	for _, tt := range rows {
		t.Run(tt.name, func(t *testing.T) {
			d := invoice.Draft{Number: "1", Items: []invoice.Item{seats}}
			tt.draft(&d)
			inv, err := invoice.New(policy.Europe2024(), d)
			switch {
			case tt.name == "twice":
				if fields(err) != "items[1].instalment" || !strings.HasSuffix(err.Error(), "is a duplicate") {
					t.Error(err)
				}
			case err != nil && fields(err) != tt.want || err == nil && inv.String() != tt.want:
				t.Errorf("%v, %v, want %s", inv, err, tt.want)
			}
		})
	}
}

// An invoice is dated and due as the instalment that it bills, and on the net terms of its items.
func TestNew_Instalments(t *testing.T) {
	term := bought(t).Item("AEC Collection", vat)
	single, err := invoice.PriceTerm(policy.Europe2024(), invoice.TermRequest{
		SRP: amount("EUR 1.00"), Seats: 1, Service: service(t, calendar.Annual, "2024-10-01", "2024-10-01"),
		Ordered: date("2024-10-01"),
	})
	if err != nil {
		t.Fatal(err)
	}
	whole := bought(t)
	whole.Instalments = nil
	makeInstalment(t, []instalmentDraft{
		{
			"the first", func(d *invoice.Draft) { d.Items[0].Instalment = 1 },
			"invoice 1 of 2025-03-15, due 2025-04-14: EUR 2164.38 + tax 454.52 = 2618.90",
		},
		{
			"the last", func(d *invoice.Draft) { d.Items[0].Instalment = 3 },
			"invoice 1 of 2026-10-01, due 2026-10-31: EUR 3950.00 + tax 829.50 = 4779.50",
		},
		{
			"with tokens", func(d *invoice.Draft) {
				d.Items[0].Instalment = 2
				d.Items = append(d.Items,
					invoice.Item{Description: "tokens", Quantity: 1, UnitPrice: amount("EUR 1.00"), Taxes: vat})
			}, "invoice 1 of 2025-10-01, due 2025-10-31: EUR 3951.00 + tax 829.71 = 4780.71",
		},
		{
			"a discount in proportion",
			func(d *invoice.Draft) { d.Items[0].Instalment, d.Items[0].Discount = 2, amount("EUR 64.38") },
			"invoice 1 of 2025-10-01, due 2025-10-31: EUR 3924.73 + tax 824.19 = 4748.92", // 3950 × 10000 ÷ 10064.38
		},
		{
			"a discount off a full term", func(d *invoice.Draft) {
				d.Items[0] = term
				d.Items[0].Instalment, d.Items[0].Discount = 1, amount("EUR 0.01")
			}, "invoice 1 of 2024-10-01: EUR 33.33 + tax 7.00 = 40.33",
		},
		{"the whole, undated", func(d *invoice.Draft) { d.Items[0] = whole.Item("AEC Collection", vat) }, "issued"},
		{
			"the whole",
			func(d *invoice.Draft) { d.Items[0], d.Issued = whole.Item("AEC Collection", vat), date("2024-10-05") },
			"invoice 1 of 2024-10-05: EUR 100.00 + tax 21.00 = 121.00",
		},
		{
			"the only one", func(d *invoice.Draft) { d.Items[0] = single.Item("AutoCAD", vat) },
			"invoice 1 of 2024-10-01: EUR 1.00 + tax 0.21 = 1.21",
		},
	})
}

func TestNew_InstalmentsRefused(t *testing.T) {
	term := bought(t).Item("AEC Collection", vat)
	whole := bought(t)
	whole.Instalments = nil
	makeInstalment(t, []instalmentDraft{
		{"which one", func(*invoice.Draft) {}, "issued items[0].instalment"},
		{"the fourth", func(d *invoice.Draft) { d.Items[0].Instalment = 4 }, "issued items[0].instalment"},
		{
			"the one before the first", func(d *invoice.Draft) { d.Items[0].Instalment = -1 },
			"issued items[0].instalment",
		},
		{
			"of what has none", func(d *invoice.Draft) {
				d.Items[0], d.Issued = whole.Item("x", vat), date("2024-10-05")
				d.Items[0].Instalment = 1
			},
			"items[0].instalment",
		},
		{
			"on another day", func(d *invoice.Draft) { d.Items[0].Instalment, d.Issued = 2, date("2025-10-02") },
			"items[0].instalment",
		},
		{
			"on other terms", func(d *invoice.Draft) { d.Items[0].Instalment, d.NetTerms = 2, net(t, 14) },
			"items[0].netTerms",
		},
		{
			"of two dates and terms", func(d *invoice.Draft) {
				d.Items = append(d.Items, term)
				d.Items[0].Instalment, d.Items[1].Instalment = 1, 3
			}, "items[1].instalment items[1].netTerms",
		},
		{
			"twice", func(d *invoice.Draft) {
				d.Items[0].Instalment = 2
				d.Items = append(d.Items, d.Items[0], d.Items[0])
				d.Items[2].Description = "2 seats more for others"
			}, "",
		},
	})
}

// A discount cannot be shared out over instalments of more minor units than an int64 holds.
func TestNew_HugeInstalments(t *testing.T) {
	p := added(t, "EUR 999999999999999999")
	item := p.Item("seats", vat)
	item.Instalment, item.Discount = 2, amount("EUR 0.01")
	_, err := invoice.New(policy.Europe2024(), invoice.Draft{Number: "1", Items: []invoice.Item{item}})
	if fields(err) != "items[0].instalments[0].amount" {
		t.Error(err)
	}
}

func TestPriceTerm_Refuses(t *testing.T) {
	good := invoice.TermRequest{
		SRP: amount("EUR 1.00"), Seats: 1, Service: service(t, calendar.Annual, "2024-10-01", "2024-10-01"),
		Ordered: date("2024-10-01"),
	}
	for _, tt := range []struct {
		name   string
		change func(*invoice.TermRequest)
		fields string
	}{
		{"nothing", func(r *invoice.TermRequest) { *r = invoice.TermRequest{} }, "ordered service srp seats"},
		{"an unknown term", func(r *invoice.TermRequest) { r.Renews = 9 }, "renews"},
		{"a currency that is gone", func(r *invoice.TermRequest) {
			r.SRP, r.Ordered = amount("BGN 1.00"), date("2026-01-01")
			r.Service = service(t, calendar.Annual, "2026-01-01", "2026-01-01")
		}, "srp"},
		{"its last day", func(r *invoice.TermRequest) {
			r.SRP, r.Ordered = amount("BGN 1.00"), date("2025-12-31")
			r.Service = service(t, calendar.Annual, "2026-01-01", "2026-01-01")
		}, ""},
		{"a late purchase", func(r *invoice.TermRequest) { r.Ordered = date("2024-10-02") }, "ordered"},
		{
			"a late renewal",
			func(r *invoice.TermRequest) { r.Ordered, r.Renews = date("2024-10-02"), calendar.Annual },
			"",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := good
			tt.change(&r)
			p, err := invoice.PriceTerm(policy.Europe2024(), r)
			if fields(err) != tt.fields || (err == nil) != (tt.fields == "") ||
				err != nil && !p.Equal(invoice.Priced{}) {
				t.Errorf("%v, %v", p, err)
			}
		})
	}
	good.Ordered, good.NetTerms = date("2024-09-15"), net(t, 30)
	var refusal *policy.Refusal
	if _, err := invoice.PriceTerm(policy.Europe2024(), good); !errors.As(err, &refusal) {
		t.Error(err)
	}
}

func TestBasis(t *testing.T) {
	if got := invoice.BasisOf(policy.Edition{}); got != (invoice.Basis{}) {
		t.Error(got)
	}
	items := []invoice.Item{bought(t).Item("AEC Collection", vat)}
	if _, _, err := (invoice.Basis{}).Lines(items); fields(err) != "rounding taxRounding edition" {
		t.Error(err)
	}
	if _, err := (invoice.Basis{}).Invoice(invoice.Draft{}); fields(err) != "rounding taxRounding edition" {
		t.Error(err)
	}
	basis := invoice.BasisOf(policy.Europe2024())
	if _, _, err := basis.Lines(nil); fields(err) != "items" {
		t.Error(err)
	}
	_, _, err := basis.Lines([]invoice.Item{{}})
	if fields(err) != "items[0].description items[0].charge items[0].taxes" {
		t.Error(err)
	}
}

// coterm.extend-charge: an edition that charges an extension by the year cuts it anew, from its first date on.
func TestPriced_Under_YearlyExtension(t *testing.T) {
	covered := period(t, "2024-10-01/2029-01-15")
	s, err := calendar.NewService(calendar.ThreeYear, covered.Start(), covered)
	if err != nil {
		t.Fatal(err)
	}
	whole := period(t, "2027-10-01/2029-01-15")
	p := invoice.Priced{
		NetTerms: net(t, 30), Extends: true,
		Request: proration.PriceRequest{SRP: amount("EUR 1095.00"), Seats: 2, Service: s, Bought: whole},
		Instalments: []invoice.Instalment{{
			Number: 1, Of: 1, Date: date("2027-09-01"), Due: date("2027-10-01"), Covers: whole,
		}},
	}
	yearly := testkit.Edition(func(p *policy.Parameters) { p.Coterm.ExtendCharge = policy.ChargeYearly })
	p, err = p.Under(yearly)
	if err != nil {
		t.Fatal(err)
	}
	want := []invoice.Instalment{
		{
			Number: 1, Of: 2, Date: date("2027-09-01"), Due: date("2027-10-01"),
			Covers: period(t, "2027-10-01/2028-10-01"), Amount: amount("EUR 730.00"),
		},
		{
			Number: 2, Of: 2, Date: date("2028-10-01"), Due: date("2028-10-31"),
			Covers: period(t, "2028-10-01/2029-01-15"), Amount: amount("EUR 212.00"),
		},
	}
	if diff := cmp.Diff(want, p.Instalments); diff != "" {
		t.Error(diff)
	}
}
