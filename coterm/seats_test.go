package coterm_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/rule"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// pendingSeats is a subscription to which three seats are added on a day: their price, and the number of seats after
// it.
type pendingSeats struct {
	s      lifecycle.Subscription
	on     string
	srp    string
	charge string
	parts  []string
	seats  map[string]int // by day, after the addition
}

func holdPendingSeats(t *testing.T, tests map[string]pendingSeats) {
	t.Helper()
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := coterm.AddSeats(tt.s.On(date(tt.on)), coterm.SeatRequest{Seats: 3, SRP: amount(tt.srp)})
			if err != nil || got.Charge.String() != tt.charge || !slices.Equal(onDates(got.Instalments), tt.parts) {
				t.Fatalf("%s in %v, %v", got.Charge, got.Instalments, err)
			}
			next := must(lifecycle.New(europe, got.Next))
			// Pending changes take effect with the next term.
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

// change.seats-up: 10 seats, 5 asked for from the old R on, renewed early: 3 more make 13 now and 8 after the old R.
// They last, and are charged for, through the whole stretch. The same holds after an extension.
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
	holdPendingSeats(t, map[string]pendingSeats{
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
		"pending on R itself": { // no added seat lasts that long
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
	})
}

// proration.days: on R − 1 one day is bought, whatever the term, its anchor and the day count, except 29 February
// under no-leap-day.
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

// The rules that a price rests on: always coterm.same-product, and coterm.multi-year if there is more than one invoice.
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

// A price is plain data: it reads back equal from JSON, and comes out the same when worked out again.
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

// Where the day count has no leap days, a seat for 29 February alone is priced too: at nothing, for no days. The price
// reads back like any other.
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
