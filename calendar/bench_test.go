package calendar_test

import (
	"testing"
	"time"

	"example.com/billingrules/calendar"
)

// Each benchmark has its rival beside it: what a caller writes by hand with package time.

func BenchmarkMonthEnds(b *testing.B) {
	b.Run("calendar", func(b *testing.B) {
		anchor := calendar.MustParseDate("2025-01-31")
		for b.Loop() {
			series, err := calendar.NewSeries(anchor, 1, calendar.Months)
			if err != nil {
				b.Fatal(err)
			}
			n := 0
			for range series.In(calendar.Since(anchor)) {
				if n++; n == 36 {
					break
				}
			}
		}
	})
	b.Run("rival", func(b *testing.B) {
		for b.Loop() {
			for k := range 36 {
				last := time.Date(2025, time.Month(2+k), 0, 0, 0, 0, 0, time.UTC)
				time.Date(2025, time.Month(1+k), min(31, last.Day()), 0, 0, 0, 0, time.UTC)
			}
		}
	})
}

func BenchmarkDateOf(b *testing.B) {
	brussels := location("Europe/Brussels")
	// The hours of a day in turn: late in the evening there is more to look at.
	var hours [24]time.Time
	for h := range hours {
		hours[h] = time.Date(2025, time.June, 9, h, 30, 0, 0, time.UTC)
	}
	b.Run("calendar", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			calendar.DateOf(hours[i%24], brussels)
		}
	})
	b.Run("rival", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			hours[i%24].In(brussels).Date()
		}
	})
}

func BenchmarkDaysBetween(b *testing.B) {
	b.Run("calendar", func(b *testing.B) {
		from, to := calendar.MustParseDate("2024-06-10"), calendar.MustParseDate("2025-06-10")
		for b.Loop() {
			to.Sub(from)
		}
	})
	b.Run("rival", func(b *testing.B) {
		from := time.Date(2024, time.June, 10, 0, 0, 0, 0, time.UTC)
		to := time.Date(2025, time.June, 10, 0, 0, 0, 0, time.UTC)
		for b.Loop() {
			_ = int(to.Sub(from) / (24 * time.Hour))
		}
	})
}

func BenchmarkParse(b *testing.B) {
	b.Run("calendar", func(b *testing.B) {
		for b.Loop() {
			_, _ = calendar.ParseDate("2025-06-09")
		}
	})
	b.Run("rival", func(b *testing.B) {
		for b.Loop() {
			_, _ = time.Parse(time.DateOnly, "2025-06-09")
		}
	})
}

func BenchmarkFormat(b *testing.B) {
	buffer := make([]byte, 0, 16)
	b.Run("calendar", func(b *testing.B) {
		d := calendar.MustParseDate("2025-06-09")
		for b.Loop() {
			buffer, _ = d.AppendText(buffer[:0])
		}
	})
	b.Run("rival", func(b *testing.B) {
		d := time.Date(2025, time.June, 9, 0, 0, 0, 0, time.UTC)
		for b.Loop() {
			buffer = d.AppendFormat(buffer[:0], time.DateOnly)
		}
	})
}

func BenchmarkStart(b *testing.B) {
	brussels := location("Europe/Brussels")
	b.Run("calendar", func(b *testing.B) {
		d := calendar.MustParseDate("2025-06-10")
		for b.Loop() {
			d.Start(brussels)
		}
	})
	b.Run("rival", func(b *testing.B) { // wrong where midnight is skipped or happens twice
		for b.Loop() {
			time.Date(2025, time.June, 10, 0, 0, 0, 0, brussels)
		}
	})
}
