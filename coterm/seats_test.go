package coterm_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/rule"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

func said(a coterm.Addition) []string {
	var all []string
	for _, i := range a.Instalments {
		all = append(all, i.Amount.Number()+" "+i.Date.String()+" "+i.Due.String()+" "+i.Covers.String())
	}
	return all
}

// coterm.multi-year and coterm.same-product: every edge of an anniversary, in every reading of the instalments.
func TestAddSeatsToThreeYears(t *testing.T) {
	net30, err := invoice.Net(30)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		on          string
		instalments int
		terms       invoice.NetTerms
		want        []string
	}{
		{"2024-10-01", 3, invoice.NetTerms{}, []string{"365.00 2024-10-01 2024-10-01 2024-10-01/2025-10-01", "365.00 2025-10-01 2025-10-01 2025-10-01/2026-10-01", "365.00 2026-10-01 2026-10-01 2026-10-01/2027-10-01"}},
		{"2025-09-30", 3, net30, []string{"1.00 2025-09-30 2025-10-30 2025-09-30/2025-10-01", "365.00 2025-10-01 2025-10-31 2025-10-01/2026-10-01", "365.00 2026-10-01 2026-10-31 2026-10-01/2027-10-01"}},
		{"2025-10-01", 3, invoice.NetTerms{}, []string{"365.00 2025-10-01 2025-10-01 2025-10-01/2026-10-01", "365.00 2026-10-01 2026-10-01 2026-10-01/2027-10-01"}},
		{"2025-10-02", 3, invoice.NetTerms{}, []string{"364.00 2025-10-02 2025-10-02 2025-10-02/2026-10-01", "365.00 2026-10-01 2026-10-01 2026-10-01/2027-10-01"}},
		{"2026-10-01", 3, invoice.NetTerms{}, []string{"365.00 2026-10-01 2026-10-01 2026-10-01/2027-10-01"}},
		{"2027-09-30", 3, net30, []string{"1.00 2027-09-30 2027-10-30 2027-09-30/2027-10-01"}},
		{"2025-09-30", 2, invoice.NetTerms{}, []string{"1.00 2025-09-30 2025-09-30 2025-09-30/2025-10-01", "730.00 2025-10-01 2025-10-01 2025-10-01/2027-10-01"}},
		{"2025-10-02", 2, invoice.NetTerms{}, []string{"729.00 2025-10-02 2025-10-02 2025-10-02/2027-10-01"}},
		{"2025-09-30", 1, net30, []string{"731.00 2025-09-30 2025-10-30 2025-09-30/2027-10-01"}},
	} {
		ed := since1990(t, func(p *policy.Parameters) { p.Invoice.Instalments = test.instalments })
		got, err := coterm.AddSeats(sub(t, ed, calendar.ThreeYear, date("2024-10-01"), date("2024-10-01")), coterm.SeatAdd{On: date(test.on), Seats: 1, SRP: amount("EUR 1095.00"), Terms: test.terms})
		if err != nil || !slices.Equal(said(got), test.want) {
			t.Errorf("on %s in %d: %v\ngot  %q\nwant %q", test.on, test.instalments, err, said(got), test.want)
		}
		if d := got.Decision; !d.Allowed() || d.Rule != "coterm.same-product" || d.Route != policy.SelfService {
			t.Errorf("on %s: %s", test.on, d)
		}
	}
	one, err := coterm.AddSeats(annual(t, "2024-10-01"), coterm.SeatAdd{On: date("2025-01-01"), Seats: 1, SRP: amount("EUR 365.00")})
	if err != nil || slices.Contains(one.Rules(), rule.CotermMultiYear) || !strings.HasPrefix(one.Explain(), one.Charge.String()+"\ncoterm.same-product: ") {
		t.Errorf("%s, %v", one.Explain(), err)
	}
	// Renewed early for three more years: the instalments of both terms, also where only two of three years have one.
	for instalments, want := range map[int][]string{
		3: {"92.00 2027-07-01", "365.00 2027-10-01", "365.00 2028-10-01", "365.00 2029-10-01"},
		2: {"92.00 2027-07-01", "365.00 2027-10-01", "730.00 2028-10-01"},
		1: {"92.00 2027-07-01", "1095.00 2027-10-01"},
	} {
		ed := since1990(t, func(p *policy.Parameters) { p.Invoice.Instalments = instalments })
		s := must(t)(sub(t, ed, calendar.ThreeYear, date("2024-10-01"), date("2024-10-01")).Renew(date("2027-07-03"), lifecycle.Order{}))
		s = must(t)(lifecycle.New(ed, withOrder(s.Facts(), date("2027-07-01"))))
		got, err := coterm.AddSeats(s, coterm.SeatAdd{On: date("2027-07-01"), Seats: 1, SRP: amount("EUR 1095.00")})
		var dates []string
		for _, part := range got.Instalments {
			dates = append(dates, part.Amount.Number()+" "+part.Date.String())
		}
		if err != nil || !slices.Equal(dates, want) {
			t.Errorf("renewed early, %d instalments: %q, %v", instalments, dates, err)
		}
	}
}

// withOrder moves the order of the second term, as if it had been made on another day.
func withOrder(f lifecycle.Facts, ordered calendar.Date) lifecycle.Facts {
	f.Terms[1].Ordered = ordered
	return f
}

// On R − 1 a day is bought, whatever the term, its anchor and the day count, but for 29 February under no-leap-day.
func TestTheLastDayCostsOneDay(t *testing.T) {
	for _, count := range []policy.DayCount{policy.Standard, policy.Actual, policy.NoLeapDay} {
		ed := since1990(t, func(p *policy.Parameters) { p.Proration.DayCount = count })
		for start := date("2023-12-25"); start.Before(date("2025-03-05")); start = start.AddDays(1) {
			for length, divisor := range map[calendar.Term]int{calendar.Monthly: 30, calendar.Annual: 365, calendar.ThreeYear: 1095} {
				s := sub(t, ed, length, start, start)
				last := s.Renewal(start).AddDays(-1)
				got, err := coterm.AddSeats(s, coterm.SeatAdd{On: last, Seats: 1, SRP: amount("EUR 1095.00")})
				want := 1
				if _, month, day := last.Civil(); count == policy.NoLeapDay && month == 2 && day == 29 {
					want = 0
				}
				if err != nil || got.Charge.Days != want || got.Charge.Divisor != divisor || len(got.Instalments) != 1 || !got.Instalments[0].Amount.Equal(got.Charge.Amount) {
					t.Fatalf("%s from %s under %s: %s, %v", length, start, count, got.Charge, err)
				}
			}
		}
	}
}

// coterm.multi-year: the parts sum exactly to the charge, the charge is the exact price rounded once, no part is empty of
// days, and they follow each other up to R; in every currency of 0, 2 and 3 minor units, under every day count.
func TestAddedSeatsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		count := policy.DayCount(rapid.IntRange(1, 3).Draw(t, "day count"))
		p := europe.Parameters()
		p.FirstDay, p.Proration.DayCount = date("1990-01-01"), count
		ed, err := policy.NewEdition(p)
		if err != nil {
			t.Fatal(err)
		}
		start := date("2023-01-01").AddDays(rapid.IntRange(0, 2000).Draw(t, "start"))
		length := calendar.Term(rapid.IntRange(1, 3).Draw(t, "length"))
		term, err := length.Period(start, start)
		if err != nil {
			t.Fatal(err)
		}
		s, err := lifecycle.New(ed, lifecycle.Facts{Kind: policy.Subscription, Offering: "AutoCAD", Anchor: start, Seats: 1, Terms: []lifecycle.BoughtTerm{{Ordered: start, Start: start, End: term.End(), Length: length}}})
		if err != nil {
			t.Fatal(err)
		}
		days, _ := term.Days()
		on := start.AddDays(rapid.OneOf(rapid.SampledFrom([]int{0, 1, days - 1, days / 3, days * 2 / 3}), rapid.IntRange(0, days-1)).Draw(t, "on"))
		currency := money.MustParseCurrency(rapid.SampledFrom([]string{"JPY", "EUR", "KWD"}).Draw(t, "currency"))
		units := rapid.OneOf(rapid.Int64Range(0, 20), rapid.Int64Range(0, 1<<40)).Draw(t, "units")
		srp, err := money.FromMinor(units, currency)
		if err != nil {
			t.Fatal(err)
		}
		seats := rapid.IntRange(1, 1000).Draw(t, "seats")
		got, err := coterm.AddSeats(s, coterm.SeatAdd{On: on, Seats: seats, SRP: srp})
		if err != nil {
			t.Fatal(err)
		}
		if again, err := proration.Price(ed, got.Line); err != nil || !again.Equal(got.Charge) {
			t.Fatalf("quoted as %+v it costs %s, %v, not %s", got.Line, again, err, got.Charge)
		}
		// The whole, as a fraction, half away from zero.
		exact := big.NewRat(1, int64(map[calendar.Term]int{calendar.Monthly: 30, calendar.Annual: 365, calendar.ThreeYear: 1095}[length]))
		for _, factor := range []int64{units, int64(seats), int64(got.Charge.Days)} {
			exact.Mul(exact, big.NewRat(factor, 1))
		}
		exact.Add(exact, big.NewRat(1, 2))
		want := new(big.Int).Div(exact.Num(), exact.Denom())
		sum, at, charged := new(big.Int), on, 0
		for i, part := range got.Instalments {
			n, err := part.Amount.Minor()
			if err != nil || n < 0 || part.Covers.Start() != at || part.Covers.IsZero() || part.Date != at || (i > 0) != s.Service(on).At(s.Service(on).Index(at)).Contains(at) && i > 0 {
				t.Fatalf("part %d: %s, covers %s, %v", i, part, part.Covers, err)
			}
			if i > 0 && s.Service(on).At(s.Service(on).Index(at)).Start() != at {
				t.Fatalf("part %d is on %s, no anniversary", i, at)
			}
			sum.Add(sum, big.NewInt(n))
			span, _ := part.Covers.Days()
			charged += span
			at = part.Covers.End()
		}
		if sum.Cmp(want) != 0 || at != term.End() || length != calendar.ThreeYear && len(got.Instalments) != 1 {
			t.Fatalf("%s: the parts sum to %s, want %s, up to %s", got.Charge, sum, want, at)
		}
		if span := term.End().Sub(on); charged != span || count == policy.Actual && got.Charge.Days != span {
			t.Fatalf("%d days of %d", charged, span)
		}
		text, err := json.Marshal(got)
		var read coterm.Addition
		if err != nil || json.Unmarshal(text, &read) != nil {
			t.Fatalf("%s, %v", text, err)
		}
		if diff := cmp.Diff(got, read, cmpopts.EquateComparable(policy.Decision{}, calendar.Service{}, calendar.Period{})); diff != "" {
			t.Fatal(diff)
		}
	})
}

// With those that there are, seats are at most so many that a subscription can have.
func TestMostSeats(t *testing.T) {
	s := annual(t, "2024-10-01") // for three
	for _, test := range []struct {
		more int
		want string
	}{
		{999_997, "<nil>"},
		{999_998, "coterm.AddSeats: seats 999998: makes 1000001 seats, and there can be 1000000"},
		{1_000_001, "coterm.AddSeats: seats 1000001: must be from 1 to 1000000"},
	} {
		_, err := coterm.AddSeats(s, coterm.SeatAdd{On: date("2025-05-12"), Seats: test.more, SRP: amount("EUR 1.00")})
		if fmt.Sprint(err) != test.want {
			t.Errorf("%d more: %v", test.more, err)
		}
		if _, other := s.AddSeats(date("2025-05-12"), test.more, lifecycle.Order{}); (other == nil) != (err == nil) {
			t.Errorf("%d more: %v, but %v", test.more, err, other)
		}
	}
}

// change.seats-up, edition.before and coterm.same-product: what is refused, by which rule, and what to do.
func TestCanAddSeats(t *testing.T) {
	s := annual(t, "2024-10-01")
	overdue := s.Facts()
	overdue.Invoices = []lifecycle.BilledInvoice{{Number: "I-1", Issued: date("2025-01-01"), Due: date("2025-01-31")}}
	before := annual(t, "2024-09-15")
	longer := must(t)(must(t)(s.ChangeTerm(date("2025-08-01"), calendar.ThreeYear)).Renew(date("2025-08-01"), lifecycle.Order{}))
	for _, test := range []struct {
		name    string
		s       lifecycle.Subscription
		on      string
		allowed bool
		rule    rule.ID
		remedy  policy.Remedy
		window  string
	}{
		{"the day before the term", s, "2024-09-30", false, "change.seats-up", 0, ""},
		{"its first day", s, "2024-10-01", true, "coterm.same-product", 0, "2024-10-01/2025-10-01"},
		{"its last day", s, "2025-09-30", true, "coterm.same-product", 0, "2024-10-01/2025-10-01"},
		{"the renewal date", s, "2025-10-01", false, "change.seats-up", policy.RenewFirst, "2024-10-01/2025-10-01"},
		{"canceled", s, "2026-01-01", false, "renewal.canceled-final", policy.BuyNew, "2024-10-01/2025-10-01"},
		{"with a debt, while active", must(t)(lifecycle.New(europe, overdue)), "2025-01-31", true, "coterm.same-product", 0, "2024-10-01/2025-02-01"},
		{"with a debt", must(t)(lifecycle.New(europe, overdue)), "2025-02-01", false, "change.seats-up", policy.PayOverdue, "2024-10-01/2025-02-01"},
		{"before the edition", before, "2025-01-01", false, "edition.before", policy.AskSeller, ""},
		{"Flex tokens", tokens(t), "2025-05-12", false, "change.seats-up", policy.BuyTokens, ""},
		{"of two lengths", longer, "2025-08-01", false, "coterm.same-product", policy.AskPartner, "2025-10-01/2028-10-01"},
		{"of two lengths, the day before the order", longer, "2025-07-31", true, "coterm.same-product", 0, "2024-10-01/2025-10-01"},
		{"of two lengths, in the second", longer, "2025-10-01", true, "coterm.same-product", 0, "2025-10-01/2028-10-01"},
		{"nothing", lifecycle.Subscription{}, "2025-05-12", false, "change.seats-up", 0, ""},
	} {
		d := coterm.CanAddSeats(test.s, date(test.on))
		window := d.Window.String()
		if d.Window.IsZero() {
			window = ""
		}
		if d.Allowed() != test.allowed || d.Rule != test.rule || d.Remedy != test.remedy || window != test.window || test.allowed != (d.Route == policy.SelfService) {
			t.Errorf("%s: %s, window %s", test.name, d, window)
		}
		if test.s.IsZero() {
			continue
		}
		_, err := coterm.AddSeats(test.s, coterm.SeatAdd{On: date(test.on), Seats: 1, SRP: amount("EUR 1.00")})
		var refusal *policy.Refusal
		if errors.As(err, &refusal) == test.allowed || refusal != nil && refusal.Decision != d {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

func TestBadSeatAdds(t *testing.T) {
	good := coterm.SeatAdd{On: date("2025-01-01"), Seats: 1, SRP: amount("EUR 1.00")}
	for _, test := range []struct {
		s      lifecycle.Subscription
		change func(*coterm.SeatAdd)
		want   string
		is     error
	}{
		{lifecycle.Subscription{}, func(*coterm.SeatAdd) {}, "subscription: is missing", billingrules.ErrMissing},
		{annual(t, "2024-10-01"), func(a *coterm.SeatAdd) { a.On = calendar.Date{} }, "on: is missing", billingrules.ErrMissing},
		{annual(t, "2024-10-01"), func(a *coterm.SeatAdd) { a.Seats = 0 }, "seats: is missing", billingrules.ErrMissing},
		{annual(t, "2024-10-01"), func(a *coterm.SeatAdd) { a.Seats = -1 }, "seats -1: must be from 1", billingrules.ErrRange},
		{annual(t, "2024-10-01"), func(a *coterm.SeatAdd) { a.Seats = 1_000_001 }, "seats 1000001: must be from 1", billingrules.ErrRange},
		{annual(t, "2024-10-01"), func(a *coterm.SeatAdd) { a.SRP = money.Amount{} }, "srp: is missing", billingrules.ErrMissing},
		{annual(t, "2024-10-01"), func(a *coterm.SeatAdd) { a.SRP = amount("EUR -1.00") }, "srp EUR -1.00: is negative", billingrules.ErrRange},
	} {
		add := good
		test.change(&add)
		got, err := coterm.AddSeats(test.s, add)
		if !errors.Is(err, test.is) || !strings.HasPrefix(err.Error(), "coterm.AddSeats: "+test.want) || len(got.Instalments) > 0 {
			t.Errorf("got %v, want %s", err, test.want)
		}
	}
}
