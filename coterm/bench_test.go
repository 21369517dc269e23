package coterm_test

import (
	"fmt"
	"testing"

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

// Seats added to a three-year subscription, with their three instalments, against the same arithmetic by hand, once for each of
// them.
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
	b.Run("rival", func(b *testing.B) {
		b.ReportAllocs()
		srp := decimal.RequireFromString("10764.00")
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
