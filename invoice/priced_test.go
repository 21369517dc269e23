package invoice_test

import (
	"errors"
	"slices"
	"testing"

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
	p, err := p.Reprice(policy.Europe2024())
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
	for _, tt := range []struct {
		name string
		p    invoice.Priced
		ed   policy.Edition
		want []string
	}{
		{"added", added(t, "EUR 5925.00"), policy.Europe2024(), []string{"2164.38", "3950.00", "3950.00"}},
		{"added, under another edition", added(t, "EUR 5925.00"), up, []string{"2164.39", "3950.00", "3950.00"}},
		{
			"a first part a cent short", addedOn(t, "EUR 0.50", 1, date("2025-09-30")), policy.Europe2024(),
			[]string{"0.00", "0.17", "0.16"},
		},
		{
			"a first part of less than a yen", addedOn(t, "JPY 1", 2, date("2025-09-30")), policy.Europe2024(),
			[]string{"0", "1", "0"},
		},
		{"a last part of nothing", stub, policy.Europe2024(), []string{"0.00", "0.17", "0.16", "0.00"}},
		{"a renewal", renewed, up, []string{"33.34", "33.33", "33.33"}},
		{"a full term", bought(t), up, []string{"33.34", "33.33", "33.33"}},
		{"without instalments", invoice.Priced{Request: added(t, "EUR 5925.00").Request}, policy.Europe2024(), nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, err := tt.p.Reprice(tt.ed)
			var got []string
			for _, part := range p.Instalments {
				got = append(got, part.Amount.Number())
			}
			if err != nil || !slices.Equal(got, tt.want) {
				t.Fatalf("%v, %v, want %v", got, err, tt.want)
			}
			if err := p.Check(); err != nil {
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
		{"a renewal of a part of a term", func(p *invoice.Priced) { p.Renews = calendar.ThreeYear }, "request.bought"},
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
			if got, err := p.Reprice(policy.Europe2024()); fields(err) != tt.fields || !got.Equal(invoice.Priced{}) {
				t.Errorf("%v, %v", got, err)
			}
		})
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
		{"gone by the first instalment", func(r *invoice.TermRequest) {
			r.SRP, r.Ordered, r.Renews, r.NetTerms = amount("BGN 1.00"), date("2025-12-31"), calendar.Annual, net(t, 30)
			r.Service = service(t, calendar.Annual, "2026-01-01", "2026-01-01")
		}, "srp"},
		{"the first instalment on its last day", func(r *invoice.TermRequest) {
			r.SRP, r.Ordered, r.Renews, r.NetTerms = amount("BGN 1.00"), date("2025-12-30"), calendar.Annual, net(t, 30)
			r.Service = service(t, calendar.Annual, "2025-12-31", "2025-12-31")
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
	p, err = p.Reprice(yearly)
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
