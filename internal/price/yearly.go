package price

import "example.com/billingrules/calendar"

// Yearly cuts the days bought by a three-year subscription where its instalments begin. Each term has the given number
// of instalments, one at the start of each of its first service years.
func Yearly(instalments int, service calendar.Service, bought calendar.Period) []calendar.Period {
	if service.Term() != calendar.ThreeYear {
		return []calendar.Period{bought}
	}
	parts := make([]calendar.Period, 0, 3)
	start := bought.Start()
	for k := service.Index(start) + 1; k < service.Len(); k++ {
		if k%3 >= instalments {
			continue // its charge is part of the one before
		}
		next := service.At(k).Start()
		parts = append(parts, calendar.Span(start, next))
		start = next
	}
	return append(parts, calendar.Span(start, bought.End()))
}
