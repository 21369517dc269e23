package coterm_test

import (
	"fmt"
	"testing"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"github.com/shopspring/decimal"
)

// spread is a portfolio of so many annual and three-year subscriptions, each with a renewal date of its own as far as a year
// has them.
func spread(t testing.TB, members int) coterm.Portfolio {
	p := coterm.Portfolio{On: date("2025-12-12"), Horizon: date("2027-03-12")}
	for i := range members {
		length, start := calendar.Annual, date("2024-12-13").AddDays(i*7%365)
		if i%5 == 0 {
			length = calendar.ThreeYear
		}
		p.Members = append(p.Members, coterm.Member{
			ID: fmt.Sprintf("S-%04d", i), Subscription: sub(t, europe, length, start, start), SRP: amount("EUR 2145.00"), ThreeYearSRP: amount("EUR 6000.00"),
		})
	}
	return p
}

// Growth with the number of members times that of distinct dates: 50, 100, 200 and 400 members.
func BenchmarkAlign(b *testing.B) {
	for _, members := range []int{50, 100, 200, 400} {
		p := spread(b, members)
		b.Run(fmt.Sprint(members), func(b *testing.B) {
			var plans int
			for b.Loop() {
				list, err := coterm.Align(p)
				if err != nil {
					b.Fatal(err)
				}
				plans = len(list)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(members*plans), "ns/member-date")
		})
	}
}

// byHand is the same by hand in full: the days to each anniversary by package time, the price in decimals, and its parts by their
// days, with the spare cents first.
func byHand(srp decimal.Decimal, seats int64, on, start, end time.Time) (whole decimal.Decimal, dates []time.Time, parts []decimal.Decimal) {
	const day = 24 * time.Hour
	var weights []int64
	total := int64(0)
	for from, k := on, 1; from.Before(end); k++ {
		next := time.Date(start.Year()+k, start.Month(), 1, 0, 0, 0, 0, time.UTC)
		next = next.AddDate(0, 0, min(start.Day(), next.AddDate(0, 1, -1).Day())-1)
		if !next.After(from) {
			continue
		}
		days := min(int64(next.Sub(from)/day), 365)
		weights, dates = append(weights, days), append(dates, from)
		total += days
		from = next
	}
	whole = srp.Mul(decimal.NewFromInt(total*seats)).DivRound(decimal.NewFromInt(1095), 2)
	rest, cent := whole, decimal.New(1, -2)
	for _, days := range weights {
		share, _ := whole.Mul(decimal.NewFromInt(days)).QuoRem(decimal.NewFromInt(total), 2)
		parts = append(parts, share)
		rest = rest.Sub(share)
	}
	for i := 0; rest.Sign() > 0; i++ {
		parts[i], rest = parts[i].Add(cent), rest.Sub(cent)
	}
	return whole, dates, parts
}

// The rival is worth racing: it comes to the same figures.
func TestRivalAddsSeats(t *testing.T) {
	start := date("2024-10-01")
	s := sub(t, europe, calendar.ThreeYear, start, start)
	for on := start; on.Before(start.AddMonths(36)); on = on.AddDays(1) {
		got, err := coterm.AddSeats(s, coterm.SeatAdd{On: on, Seats: 3, SRP: amount("EUR 10764.00")})
		if err != nil {
			t.Fatal(err)
		}
		whole, dates, parts := byHand(amount("EUR 10764.00").Decimal(), 3, on.Start(time.UTC), start.Start(time.UTC), start.AddMonths(36).Start(time.UTC))
		if !whole.Equal(got.Charge.Amount.Decimal()) || len(parts) != len(got.Instalments) {
			t.Fatalf("%s: %s in %d, by hand %v in %d", on, got.Charge, len(got.Instalments), whole, len(parts))
		}
		for i, part := range got.Instalments {
			if part.Date != calendar.DateOf(dates[i], time.UTC) || !part.Amount.Decimal().Equal(parts[i]) {
				t.Fatalf("%s: %s, by hand %v on %v", on, part, parts[i], dates[i])
			}
		}
	}
}

// Seats added to a three-year subscription, with their three instalments: against the same by hand, and against the arithmetic
// alone, once for each of them, on days that are known.
func BenchmarkAddSeats(b *testing.B) {
	s := sub(b, europe, calendar.ThreeYear, date("2024-10-01"), date("2024-10-01"))
	add := coterm.SeatAdd{On: date("2025-03-15"), Seats: 3, SRP: amount("EUR 10764.00")}
	b.Run("library", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := coterm.AddSeats(s, add); err != nil {
				b.Fatal(err)
			}
		}
	})
	srp := decimal.RequireFromString("10764.00")
	b.Run("rival", func(b *testing.B) {
		b.ReportAllocs()
		on, start, end := add.On.Start(time.UTC), date("2024-10-01").Start(time.UTC), date("2027-10-01").Start(time.UTC)
		for b.Loop() {
			byHand(srp, 3, on, start, end)
		}
	})
	b.Run("arithmetic alone", func(b *testing.B) {
		b.ReportAllocs()
		divisor := decimal.NewFromInt(1095)
		var sink decimal.Decimal
		for b.Loop() {
			for _, days := range []int64{200, 365, 365} {
				sink = srp.Mul(decimal.NewFromInt(days*3)).DivRound(divisor, 2)
			}
		}
		_ = sink
	})
}

// A caller that prices seats allocates the instalments and nothing else that grows.
func TestAddSeatsAllocations(t *testing.T) {
	s := sub(t, europe, calendar.ThreeYear, date("2024-10-01"), date("2024-10-01"))
	add := coterm.SeatAdd{On: date("2025-03-15"), Seats: 3, SRP: amount("EUR 10764.00")}
	if got := testing.AllocsPerRun(100, func() { _, _ = coterm.AddSeats(s, add) }); got > 2 {
		t.Errorf("three instalments take %v allocations", got)
	}
}
