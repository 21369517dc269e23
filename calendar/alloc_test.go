package calendar_test

import (
	"testing"
	"time"

	"example.com/billingrules/calendar"
)

// Whatever the benchmarks and the documentation call free of allocations allocates nothing.
func TestNothingIsAllocated(t *testing.T) {
	brussels, now := location("Europe/Brussels"), time.Date(2025, time.June, 9, 22, 30, 0, 0, time.UTC)
	anchor, term, service := calendar.MustParseDate("2024-01-31"), year(), threeYears()
	buffer := make([]byte, 0, 64)
	for name, f := range map[string]func(){
		"NewDate":       func() { _, _ = calendar.NewDate(2024, time.February, 29) },
		"ParseDate":     func() { _, _ = calendar.ParseDate("2025-06-09") },
		"DateOf":        func() { calendar.DateOf(now, brussels) },
		"Start":         func() { anchor.Start(brussels) },
		"Civil":         func() { anchor.Civil() },
		"AddDays":       func() { anchor.AddDays(90) },
		"AddMonths":     func() { anchor.AddMonths(13) },
		"Sub":           func() { term.End().Sub(anchor) },
		"AppendText":    func() { buffer, _ = anchor.AppendText(buffer[:0]) },
		"Term.Period":   func() { _, _ = calendar.Annual.Period(anchor, anchor) },
		"Intersect":     func() { _ = term.Intersect(calendar.Since(anchor)).Contains(anchor) },
		"Period ends":   func() { _, _ = term.Days(); _ = term.LastDay(); _ = term.Start() },
		"Instants":      func() { term.Instants(brussels) },
		"Expiry":        func() { term.Expiry(brussels) },
		"Period append": func() { buffer, _ = term.AppendText(buffer[:0]) },
		"NewService":    func() { _, _ = calendar.NewService(calendar.ThreeYear, service.Anchor(), service.Covered()) },
		"Index":         func() { _ = service.Index(service.Covered().LastDay()); service.At(1); _ = service.Full(2) },
		"All": func() {
			for range service.All() {
			}
		},
		"Series": func() {
			s, _ := calendar.NewSeries(anchor, 3, calendar.Months)
			for range s.Cut(term) {
			}
			_, _, _ = s.Elapsed(term.End())
		},
		"Anniversaries": func() {
			for range service.Anniversaries() {
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			if n := testing.AllocsPerRun(100, f); n != 0 {
				t.Errorf("%s allocates %v times", name, n)
			}
		})
	}
}
