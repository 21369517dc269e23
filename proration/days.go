package proration

import (
	"errors"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/policy"
)

// Days returns how many of the days in bought are charged, under the edition's day count. service is the term that the
// days belong to, as in [PriceRequest], and bought must lie within it. Implements proration.days and proration.leap.
//
// Trap: under [policy.Standard], day counts do not add up. The first 365 days of a leap year count 365 and the last day
// counts 1, but the whole year counts 365, not 366. [policy.Actual] and [policy.NoLeapDay] add up.
//
// The zero Edition, the zero Service, and a period bought that is empty or reaches beyond the service are errors, all
// reported at once.
func Days(ed policy.Edition, service calendar.Service, bought calendar.Period) (int, error) {
	rules := ed.ProrationRules()
	return count("proration.Days", ed, &rules, &PriceRequest{Service: service, Bought: bought})
}

// count counts the days of a line by the rules of an edition. Of the line it reads only Service and Bought.
func count(op string, ed policy.Edition, rules *policy.ProrationRules, line *PriceRequest) (int, error) {
	bought := line.Bought
	// No period lies within the zero Service.
	if ed.IsZero() || bought.IsZero() || bought.Intersect(line.Service.Covered()) != bought {
		return 0, errors.Join(checkEdition(op, ed), checkBought(op, line.Service, bought))
	}
	days, _ := bought.Days()
	switch rules.DayCount {
	case policy.NoLeapDay:
		return days - price.LeapDays(bought), nil
	case policy.Standard:
		return standardDays(rules.StandardDays, &line.Service, bought), nil
	case policy.Actual:
	}
	return days, nil
}

func checkEdition(op string, ed policy.Edition) error {
	if ed.IsZero() {
		return input.Missing(op, "edition")
	}
	return nil
}

func checkBought(op string, service calendar.Service, bought calendar.Period) error {
	var bad []error
	if service.IsZero() {
		bad = append(bad, input.Missing(op, "service"))
	}
	if bought.IsZero() {
		bad = append(bad, input.Missing(op, "bought"))
	}
	if len(bad) == 0 && bought.Intersect(service.Covered()) != bought {
		bad = append(bad, input.Errorf(op, "bought", bought, input.ErrRange, "reaches beyond the covered period %s",
			service.Covered()))
	}
	return errors.Join(bad...)
}

// The shortest service year and service month, in days.
const (
	shortestYear  = 365
	shortestMonth = 28
)

// standardDays counts every full service year or month of bought as the standard says, and its ragged ends by their
// real days.
func standardDays(standard policy.PerTerm, service *calendar.Service, bought calendar.Period) int {
	full, shortest := standard.Of(service.Term()), shortestYear
	switch service.Term() {
	case calendar.Monthly:
		shortest = shortestMonth
	case calendar.ThreeYear:
		full /= 3 // of a service year; an edition's divisor is a multiple of 3
	case calendar.Annual:
	}
	if days, _ := bought.Days(); days < min(full, shortest) {
		return days // too short for a full service year or month, and no part counts more than a full one
	}
	first, last := 0, service.Len()-1
	if bought.Start() != service.Covered().Start() {
		first = service.Index(bought.Start())
	}
	toTheEnd := bought.End() == service.Covered().End()
	if !toTheEnd {
		last = service.Index(bought.LastDay())
	}
	part := func(k int) int {
		if service.Full(k) && (k > first || bought.Start() == service.Covered().Start()) && (k < last || toTheEnd) {
			return full // without looking at its dates
		}
		stretch := service.At(k)
		inside := stretch.Intersect(bought)
		if inside == stretch && service.Full(k) {
			return full
		}
		days, _ := inside.Days()
		return min(days, full)
	}
	if first == last {
		return part(first)
	}
	return part(first) + (last-first-1)*full + part(last)
}
