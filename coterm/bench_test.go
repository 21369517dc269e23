package coterm_test

import (
	"fmt"
	"testing"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"github.com/shopspring/decimal"
)

// spread is a portfolio of annual, three-year and monthly subscriptions with a horizon; the renewal dates are spread
// over the year.
func spread(members int, horizon string) coterm.Portfolio {
	p := portfolio(horizon)
	p.Plans = 10
	for i := range members {
		length, start := calendar.Annual, date("2024-12-13").AddDays(i*7%365)
		switch i % 10 {
		case 0, 5:
			length = calendar.ThreeYear
		case 3:
			length = calendar.Monthly
			start = date("2025-11-13").AddDays(i * 7 % 29)
		}
		s := sub(europe, length, start, start)
		p.Members = append(p.Members, member(fmt.Sprintf("S-%04d", i), s, "2025-12-12", "EUR 2145.00", "EUR 6000.00"))
	}
	return p
}

// Growth with the number of members times the number of distinct dates; and the largest portfolio with the latest
// horizon.
func BenchmarkAlign(b *testing.B) {
	for _, members := range []int{100, 200, 400, 800} {
		benchmarkAlign(b, members, "2027-03-12")
	}
	benchmarkAlign(b, 1000, "2035-12-12")
}

func benchmarkAlign(b *testing.B, members int, horizon string) {
	b.Helper()
	p := spread(members, horizon)
	b.Run(fmt.Sprint(members, " until ", horizon), func(b *testing.B) {
		for b.Loop() {
			must(coterm.Align(p))
		}
	})
}

// byHand does the whole calculation by hand: the days to each anniversary with package time, the price in decimals, and
// its parts: each later year at its own price, the first with the rest.
func byHand(srp decimal.Decimal, seats int64, on, start, end time.Time) (
	whole decimal.Decimal, dates []time.Time, parts []decimal.Decimal,
) {
	const day = 24 * time.Hour
	divisor := decimal.NewFromInt(1095)
	total := int64(0)
	for from, k := on, 1; from.Before(end); k++ {
		next := time.Date(start.Year()+k, start.Month(), 1, 0, 0, 0, 0, time.UTC)
		next = next.AddDate(0, 0, min(start.Day(), next.AddDate(0, 1, -1).Day())-1)
		if !next.After(from) {
			continue
		}
		days := min(int64(next.Sub(from)/day), 365)
		dates = append(dates, from)
		parts = append(parts, srp.Mul(decimal.NewFromInt(days*seats)).DivRound(divisor, 2))
		total += days
		from = next
	}
	whole = srp.Mul(decimal.NewFromInt(total*seats)).DivRound(divisor, 2)
	parts[0] = whole
	for _, part := range parts[1:] {
		parts[0] = parts[0].Sub(part)
	}
	return whole, dates, parts
}

// The comparison is fair: the code by hand has the same figures.
func TestAddSeats_RivalAgrees(t *testing.T) {
	start := date("2024-10-01")
	s := sub(europe, calendar.ThreeYear, start, start)
	for on := start; on.Before(start.AddMonths(36)); on = on.AddDays(1) {
		got := must(coterm.AddSeats(s.On(on), coterm.SeatRequest{Seats: 3, SRP: amount("EUR 10764.00")}))
		srp, end := amount("EUR 10764.00").Decimal(), start.AddMonths(36)
		whole, dates, parts := byHand(srp, 3, on.Start(time.UTC), start.Start(time.UTC), end.Start(time.UTC))
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

// Seats added to a three-year subscription, with their three instalments and the next facts, compared with the same by
// hand, which has no facts, and with the arithmetic alone, once for each instalment, on known days.
func BenchmarkAddSeats(b *testing.B) {
	v := bought(calendar.ThreeYear, "2024-10-01").On(date("2025-03-15"))
	request := coterm.SeatRequest{Seats: 3, SRP: amount("EUR 10764.00")}
	b.Run("library", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := coterm.AddSeats(v, request); err != nil {
				b.Fatal(err)
			}
		}
	})
	srp := decimal.RequireFromString("10764.00")
	b.Run("rival", func(b *testing.B) {
		b.ReportAllocs()
		start := date("2024-10-01").Start(time.UTC)
		on, end := v.Day().Start(time.UTC), v.Renewal().Start(time.UTC)
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

// Pricing seats allocates the instalments, the next facts and what is known of them, but nothing that grows with the
// number of seats or days.
func TestAddSeats_Allocations(t *testing.T) {
	v := bought(calendar.ThreeYear, "2024-10-01").On(date("2025-03-15"))
	for _, seats := range []int{1, 3, 900_000} {
		t.Run(fmt.Sprint(seats, " seats"), func(t *testing.T) {
			request := coterm.SeatRequest{Seats: seats, SRP: amount("EUR 10764.00")}
			// a few more under the race detector
			if got := testing.AllocsPerRun(100, func() { _, _ = coterm.AddSeats(v, request) }); got > 32 {
				t.Errorf("three instalments take %v allocations", got)
			}
		})
	}
}
