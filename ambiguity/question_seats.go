package ambiguity

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/rule"
)

// seatCases are added seats: in the first days of a term, in its middle and on its last days, at prices of a few cents,
// in months of each length; and in Expired, after an invoice that was due on the day of the order.
func seatCases(ed policy.Edition) []Case {
	var list []Case
	starts := edges(ed, 5)
	for _, month := range []int{17, 18, 41, 42} { // January and February, of a common year and of a leap year
		first := ed.FirstDay().AddMonths(month)
		_, _, of := first.Civil()
		starts = append(starts, first.AddDays(1-of), first.AddDays(1-of).AddMonths(1).AddDays(-1))
	}
	for _, start := range starts {
		for _, length := range lengths() {
			add := func(after int, cost int64, seats int, due calendar.Date) {
				day := start.AddDays(after)
				if day.Before(start.AddMonths(length.Months())) || !due.IsZero() {
					list = append(list, Case{
						Length: length, Ordered: start, Due: due, Price: cents(cost), Count: seats, Day: day,
					})
				}
			}
			for _, after := range []int{0, 1, 2, 14, 15, 16, 28, 29} {
				for cost := int64(1); cost <= mostCents(length); cost++ {
					add(after, cost, 1, calendar.Date{})
					add(after, cost, 2, calendar.Date{})
				}
			}
			for after := range 3 {
				add(after, 1, 1, start)
			}
		}
	}
	return list
}

// mostCents is the highest price of added seats in the cases. Monthly terms need it for a price that lies halfway
// between two cents; for longer terms, a few days at that price cost almost nothing.
func mostCents(length calendar.Term) int64 {
	if length == calendar.Monthly {
		return 15
	}
	return 3
}

// askSeats asks whether seats can be added, how many days are charged, and what they cost.
func askSeats(ed policy.Edition, c Case) []Figure {
	v := c.view(ed, c.Day)
	d := v.CanAddSeats()
	list := []Figure{decided("may seats be added", d)}
	if !d.Allowed() {
		return list
	}
	service := v.Stretch()
	charge := price.Sure(proration.Price(ed, proration.PriceRequest{
		SRP: c.Price, Seats: c.Count, Service: service, Bought: calendar.Since(c.Day).Intersect(service.Covered()),
	}))
	return append(
		list, lasting("days that are charged", rule.ProrationLeap, charge.Days),
		priced("price of the added seats", rule.ProrationPrice, charge.Amount),
	)
}
