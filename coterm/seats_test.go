package coterm_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/rule"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// change.seats-up: with 10 seats and 5 asked for from the old R, renewed early, 3 more are 13 now and 8 after the old
// R; they are charged for, and last, through the whole stretch. So it is after an extension.
func TestAddSeats_PendingSeats(t *testing.T) {
	ten := func(length calendar.Term) lifecycle.Subscription {
		return with(bought(length, "2025-01-01"), func(f *lifecycle.Facts) { f.Seats = 10 })
	}
	fiveFromR := func(s lifecycle.Subscription, on string) lifecycle.Subscription {
		return must(s.On(date(on)).ReduceSeats(5))
	}
	renewed := func(s lifecycle.Subscription, on string) lifecycle.Subscription {
		return must(s.On(date(on)).Renew(lifecycle.RenewalChanges{}))
	}
	annual := renewed(fiveFromR(ten(calendar.Annual), "2025-10-01"), "2025-11-01")
	withdrawn := must(fiveFromR(ten(calendar.Annual), "2025-10-01").On(date("2025-10-02")).ReduceSeats(10))
	extending := fiveFromR(ten(calendar.Annual), "2025-10-01").On(date("2025-11-01"))
	extended := must(extending.Extend(renewing("2026-06-01").On(extending.Day())))
	for name, tt := range map[string]struct {
		s      lifecycle.Subscription
		on     string
		srp    string
		charge string
		parts  []string
		seats  map[string]int // on days after it
	}{
		"annual": {
			annual, "2025-11-15", "EUR 365.00", "EUR 365.00 ÷ 365 × 412 days × 3 seats = 1236.00",
			[]string{"1236.00 2025-11-15"},
			map[string]int{"2025-11-15": 13, "2025-12-31": 13, "2026-01-01": 8, "2026-12-31": 8, "2027-01-01": 8},
		},
		"annual, after the old R": {
			annual, "2026-01-01", "EUR 365.00", "EUR 365.00 ÷ 365 × 365 days × 3 seats = 1095.00",
			[]string{"1095.00 2026-01-01"},
			map[string]int{"2026-01-01": 8, "2026-12-31": 8},
		},
		"three-year": {
			renewed(fiveFromR(ten(calendar.ThreeYear), "2027-10-01"), "2027-11-01"), "2027-11-15",
			"EUR 1095.00", "EUR 1095.00 ÷ 1095 × 1142 days × 3 seats = 3426.00",
			[]string{"141.00 2027-11-15", "1095.00 2028-01-01", "1095.00 2029-01-01", "1095.00 2030-01-01"},
			map[string]int{"2027-11-15": 13, "2027-12-31": 13, "2028-01-01": 8, "2030-12-31": 8},
		},
		"extended": {
			extended,
			"2025-11-15", "EUR 365.00", "EUR 365.00 ÷ 365 × 198 days × 3 seats = 594.00",
			[]string{"594.00 2025-11-15"},
			map[string]int{"2025-11-15": 13, "2025-12-31": 13, "2026-01-01": 8, "2026-05-31": 8},
		},
		"pending on R itself": { // which no added seat reaches
			fiveFromR(ten(calendar.Annual), "2025-10-01"), "2025-11-15", "EUR 365.00",
			"EUR 365.00 ÷ 365 × 47 days × 3 seats = 141.00",
			[]string{"141.00 2025-11-15"},
			map[string]int{"2025-11-15": 13, "2025-12-31": 13, "2026-01-01": 5},
		},
		"withdrawn": {
			withdrawn, "2025-11-15", "EUR 365.00", "EUR 365.00 ÷ 365 × 47 days × 3 seats = 141.00",
			[]string{"141.00 2025-11-15"},
			map[string]int{"2025-11-15": 13, "2026-01-01": 13},
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := coterm.AddSeats(tt.s.On(date(tt.on)), coterm.SeatRequest{Seats: 3, SRP: amount(tt.srp)})
			if err != nil || got.Charge.String() != tt.charge || !slices.Equal(onDates(got.Instalments), tt.parts) {
				t.Fatalf("%s in %v, %v", got.Charge, got.Instalments, err)
			}
			next := must(lifecycle.New(europe, got.Next))
			// What is pending comes into force with the next term.
			if day := next.On(date(tt.on)).Renewal(); day.Before(date("2026-12-31")) {
				next = must(next.On(day.AddDays(-1)).Renew(lifecycle.RenewalChanges{}))
			}
			for on, seats := range tt.seats {
				if v := next.On(date(on)); v.Seats() != seats {
					t.Errorf("on %s there are %d seats, not %d", on, v.Seats(), seats)
				}
			}
		})
	}
}

// On R − 1 a day is bought, whatever the term, its anchor and the day count, but for 29 February under no-leap-day:
// proration.days.
func TestAddSeats_LastDay(t *testing.T) {
	divisors := map[calendar.Term]int{calendar.Monthly: 30, calendar.Annual: 365, calendar.ThreeYear: 1095}
	for _, count := range []policy.DayCount{policy.Standard, policy.Actual, policy.NoLeapDay} {
		t.Run(count.String(), func(t *testing.T) {
			ed := since1990(func(p *policy.Parameters) { p.Proration.DayCount = count })
			for start := range testkit.Days(date("2023-12-25"), date("2025-03-05")) {
				for length, divisor := range divisors {
					s := sub(ed, length, start, start)
					last := s.On(start).Renewal().AddDays(-1)
					got, err := coterm.AddSeats(s.On(last), coterm.SeatRequest{Seats: 1, SRP: amount("EUR 1095.00")})
					want := 1
					if _, month, day := last.Civil(); count == policy.NoLeapDay && month == 2 && day == 29 {
						want = 0
					}
					if err != nil || got.Charge.Days != want || got.Charge.Divisor != divisor ||
						len(got.Instalments) != 1 || !got.Instalments[0].Amount.Equal(got.Charge.Amount) {
						t.Fatalf("%s from %s: %s in %v, %v", length, start, got.Charge, got.Instalments, err)
					}
				}
			}
		})
	}
}

// change.seats-up, edition.before and coterm.same-product: what [lifecycle.View.CanAddSeats] says is what the price
// says.
func TestAddSeats_Refused(t *testing.T) {
	s := bought(calendar.Annual, "2024-10-01")
	owing := with(s, func(f *lifecycle.Facts) {
		f.Invoices = []lifecycle.BilledInvoice{{Number: "I-1", Issued: date("2025-01-01"), Due: date("2025-01-31")}}
	})
	longer := must(s.On(date("2025-08-01")).Renew(lifecycle.RenewalChanges{Length: calendar.ThreeYear}))
	other := must(s.On(date("2025-08-01")).Renew(lifecycle.RenewalChanges{Offering: "Maya"}))
	leaving := must(s.On(date("2025-01-01")).Cancel(date("2025-06-01")))
	early := bought(calendar.Annual, "2024-09-15")
	earlyByTerm := func(start string) lifecycle.Subscription {
		ed := edition(func(p *policy.Parameters) { p.Gate.AddedSeats = policy.ByTerm })
		return sub(ed, calendar.Annual, date(start), date(start))
	}
	const year = " 2024-10-01/2025-10-01"
	for name, tt := range map[string]struct {
		s    lifecycle.Subscription
		on   string
		want string
	}{
		"the day before the term":   {s, "2024-09-30", "no change.seats-up"},
		"its first day":             {s, "2024-10-01", "yes change.seats-up self-service" + year},
		"its last day":              {s, "2025-09-30", "yes change.seats-up self-service" + year},
		"the renewal date":          {s, "2025-10-01", "no change.seats-up renew-first" + year},
		"canceled":                  {s, "2026-01-01", "no renewal.canceled-final buy-new" + year},
		"with a debt, while active": {owing, "2025-01-31", "yes change.seats-up self-service" + year},
		"with a debt":               {owing, "2025-02-01", "no change.seats-up pay-overdue 2024-10-01/2025-02-01"},
		"before the edition":        {early, "2024-09-15", "no edition.before ask-seller 2024-09-16/2025-09-15"},
		"on its first day":          {early, "2024-09-16", "yes change.seats-up self-service 2024-09-16/2025-09-15"},
		"by the term, before":       {earlyByTerm("2024-09-15"), "2025-01-01", "no edition.before ask-seller"},
		"by the term, from then on": {
			earlyByTerm("2024-09-16"), "2025-01-01", "yes change.seats-up self-service 2024-09-16/2025-09-16",
		},
		"Flex tokens":            {tokens(), "2025-05-12", "no change.seats-up buy-tokens"},
		"a trial":                {trial(), "2025-08-02", "no trial.convert buy-with-same-account"},
		"of two lengths, before": {longer, "2025-07-31", "yes change.seats-up self-service" + year},
		"of two lengths":         {longer, "2025-08-01", "no coterm.same-product ask-partner 2025-10-01/2028-10-01"},
		"of two lengths, after":  {longer, "2025-10-01", "yes change.seats-up self-service 2025-10-01/2028-10-01"},
		"of two products":        {other, "2025-08-01", "no coterm.same-product ask-partner 2025-10-01/2026-10-01"},
		"leaving":                {leaving, "2025-05-31", "no change.seats-up buy-new"},
		"before it is to leave":  {leaving, "2024-12-31", "yes change.seats-up self-service" + year},
	} {
		t.Run(name, func(t *testing.T) {
			v := tt.s.On(date(tt.on))
			d := v.CanAddSeats()
			if got := outcome(d); got != tt.want || d.Asked != v.Day() {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			got, err := coterm.AddSeats(v, coterm.SeatRequest{Seats: 1, SRP: amount("EUR 1.00")})
			var refusal *policy.Refusal
			switch {
			case errors.As(err, &refusal):
				if d.Allowed() || refusal.Decision != d || got.Next.Terms != nil {
					t.Errorf("%v, but %s", err, d)
				}
			case errors.Is(err, lifecycle.ErrLaterFacts): // of a day before what was done already
				if v.IsCurrent() {
					t.Error(err)
				}
			case err != nil || !d.Allowed() || got.Decision != d:
				t.Errorf("%s, %v", got.Decision, err)
			}
		})
	}
}

func TestAddSeats_BadRequests(t *testing.T) {
	v := bought(calendar.Annual, "2024-10-01").On(date("2025-01-01"))
	good := coterm.SeatRequest{Seats: 1, SRP: amount("EUR 1.00")}
	for name, tt := range map[string]struct {
		v      lifecycle.View
		change func(*coterm.SeatRequest)
		want   string
		is     error
	}{
		"nothing":  {lifecycle.View{}, nil, "view: is missing", billingrules.ErrMissing},
		"no day":   {v.Subscription().On(calendar.Date{}), nil, "view.day: is missing", billingrules.ErrMissing},
		"no seats": {v, func(r *coterm.SeatRequest) { r.Seats = 0 }, "seats: is missing", billingrules.ErrMissing},
		"fewer": {
			v, func(r *coterm.SeatRequest) { r.Seats = -1 }, "seats -1: must be from 1 to 1000000",
			billingrules.ErrRange,
		},
		"most": {
			v, func(r *coterm.SeatRequest) { r.Seats = 1_000_001 }, "seats 1000001: must be from 1 to 1000000",
			billingrules.ErrRange,
		},
		"too many": {
			v, func(r *coterm.SeatRequest) { r.Seats = 999_998 },
			"seats 999998: makes 1000001 seats, at most 1000000 are allowed", billingrules.ErrRange,
		},
		"just so": {v, func(r *coterm.SeatRequest) { r.Seats = 999_997 }, "", nil},
		"no price": {
			v, func(r *coterm.SeatRequest) { r.SRP = money.Amount{} }, "srp: is missing", billingrules.ErrMissing,
		},
		"negative": {
			v, func(r *coterm.SeatRequest) { r.SRP = amount("EUR -1.00") }, "srp EUR -1.00: is negative",
			billingrules.ErrRange,
		},
		"withdrawn": {
			v, func(r *coterm.SeatRequest) { r.SRP = amount("HRK 1.00") }, "srp HRK: was withdrawn on 2023-01-01",
			money.ErrWithdrawn,
		},
		"too dear": {
			v, func(r *coterm.SeatRequest) {
				r.Seats, r.SRP = 999_997, amount("EUR 99999999999999999999999999999999.00")
			},
			"srp: needs more than 34 digits", billingrules.ErrRange,
		},
		"another renewal date": {
			v, func(r *coterm.SeatRequest) { r.If = date("2026-10-01") },
			"if 2026-10-01: is not the renewal date, which is 2025-10-01", billingrules.ErrConflict,
		},
		"the renewal date": {v, func(r *coterm.SeatRequest) { r.If = date("2025-10-01") }, "", nil},
		"a day before what has happened": {
			must(v.AddSeats(1)).On(date("2024-12-31")), nil, "day 2024-12-31: is before 2025-01-01",
			lifecycle.ErrLaterFacts,
		},
	} {
		t.Run(name, func(t *testing.T) {
			request := good
			if tt.change != nil {
				tt.change(&request)
			}
			got, err := coterm.AddSeats(tt.v, request)
			if tt.want == "" {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			if !errors.Is(err, tt.is) || !strings.HasPrefix(err.Error(), "coterm.AddSeats: "+tt.want) ||
				len(got.Instalments) > 0 {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
	t.Run("all at once", func(t *testing.T) {
		if _, err := coterm.AddSeats(v, coterm.SeatRequest{}); fields(err) != "srp seats" {
			t.Error(err)
		}
	})
}

// A request that is repeated with the renewal date that was expected is not carried out twice over a renewal in
// between.
func TestAddSeats_Repeated(t *testing.T) {
	v := bought(calendar.Annual, "2024-10-01").On(date("2025-09-01"))
	request := coterm.SeatRequest{Seats: 1, SRP: amount("EUR 365.00"), If: date("2025-10-01")}
	if _, err := coterm.AddSeats(v, request); err != nil {
		t.Fatal(err)
	}
	renewed := must(v.Renew(lifecycle.RenewalChanges{})).On(v.Day())
	if _, err := coterm.AddSeats(renewed, request); !errors.Is(err, billingrules.ErrConflict) || fields(err) != "if" {
		t.Error(err)
	}
}

// Seats do not move the renewal date: a request that is repeated is known by the number of seats that it expects.
func TestAddSeats_RepeatedByItself(t *testing.T) {
	v := bought(calendar.Annual, "2024-10-01").On(date("2025-09-01"))
	request := coterm.SeatRequest{Seats: 1, SRP: amount("EUR 365.00"), If: v.Renewal(), IfSeats: v.Seats()}
	added := must(coterm.AddSeats(v, request))
	for _, day := range []calendar.Date{v.Day(), v.Day().AddDays(1)} {
		_, err := coterm.AddSeats(bind(added.Next).On(day), request)
		if want := "coterm.AddSeats: ifSeats 3: is not the number of seats, which is 4"; err == nil ||
			err.Error() != want {
			t.Errorf("on %s: %v, want %s", day, err, want)
		}
	}
	if _, err := coterm.AddSeats(lifecycle.View{}, request); fields(err) != "view" {
		t.Error(err)
	}
}

// What a price rests on, read out: coterm.same-product always, coterm.multi-year where there are several invoices.
func TestSeatPriceExplain(t *testing.T) {
	request := coterm.SeatRequest{Seats: 1, SRP: amount("EUR 1095.00")}
	one := must(coterm.AddSeats(bought(calendar.Annual, "2024-10-01").On(date("2025-01-01")), request))
	three := must(coterm.AddSeats(bought(calendar.ThreeYear, "2024-10-01").On(date("2025-01-01")), request))
	if got := one.Explain(); slices.Contains(one.Rules(), rule.CotermMultiYear) ||
		!strings.HasPrefix(got, one.Charge.String()+"\ncoterm.same-product: ") {
		t.Error(got)
	}
	if got := three.Explain(); !slices.Contains(three.Rules(), rule.CotermMultiYear) ||
		!strings.HasPrefix(got, three.Charge.String()+"\n1 of 3: EUR 273.00 on 2025-01-01\n2 of 3: ") {
		t.Error(got)
	}
}

// A price is plain data: it reads back equal from JSON, and costs the same when it is worked out again.
func TestSeatPriceJSON(t *testing.T) {
	v := must(bought(calendar.ThreeYear, "2024-10-01").On(date("2025-01-01")).AddSeats(1)).On(date("2025-01-01"))
	net30 := must(invoice.Net(30))
	got := must(coterm.AddSeats(v, coterm.SeatRequest{Seats: 2, SRP: amount("EUR 5925.00"), NetTerms: net30}))
	text, err := json.Marshal(got)
	var read coterm.SeatPrice
	if err != nil || json.Unmarshal(text, &read) != nil {
		t.Fatalf("%s, %v", text, err)
	}
	equal := cmpopts.EquateComparable(policy.Decision{}, calendar.Date{}, calendar.Service{}, calendar.Period{})
	if diff := cmp.Diff(got, read, equal); diff != "" {
		t.Error(diff)
	}
	if again, err := proration.Price(europe, read.Request); err != nil || !again.Equal(got.Charge) {
		t.Errorf("asked for as %+v it costs %s, %v, not %s", read.Request, again, err, got.Charge)
	}
	if next, err := lifecycle.New(europe, read.Next); err != nil || next.On(v.Day()).Seats() != 6 {
		t.Errorf("%+v, %v", read.Next, err)
	}
	if v.Seats() != 4 {
		t.Error("the view itself has changed")
	}
}

// A seat for 29 February alone has a price too, where the day count has no leap days: nothing, for no day. It reads
// back like any other.
func TestSeatPriceJSON_NoDay(t *testing.T) {
	ed := since1990(func(p *policy.Parameters) { p.Proration.DayCount = policy.NoLeapDay })
	v := sub(ed, calendar.Annual, date("2023-03-01"), date("2023-03-01")).On(date("2024-02-29"))
	got := must(coterm.AddSeats(v, coterm.SeatRequest{Seats: 1, SRP: amount("EUR 365.00")}))
	text := must(json.Marshal(got))
	var read coterm.SeatPrice
	if err := json.Unmarshal(text, &read); err != nil || got.Charge.Days != 0 || !read.Charge.Equal(got.Charge) {
		t.Errorf("%s is read back as %s, %v", got.Charge, read.Charge, err)
	}
}
