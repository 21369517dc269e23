package ambiguity

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/rule"
)

// FixedReading is a point on which the page can be read in two ways, but the rulebook fixes one reading for every
// edition.
type FixedReading struct {
	Says    string        // what is read, such as "a month that is too short"
	Rule    rule.ID       // the rule that fixes it
	Holds   string        // the reading of the rulebook
	Instead string        // another possible reading
	Anchor  calendar.Date // the anchor of the smallest example
	Months  int           // the months counted from it
	One     calendar.Date // the date by the reading of the rulebook
	Other   calendar.Date // the date by the other one
}

// Fixed returns the readings of the calendar that the rulebook fixes. All others are chosen by an edition: see
// [policy.Readings].
func Fixed() []FixedReading {
	end, next := calendar.MustParseDate("2025-01-31"), calendar.MustParseDate("2025-02-28")
	list := []FixedReading{
		{
			Says: "the day that a shorter month does not have", Rule: rule.TermAnniversary,
			Holds: "the last day of that month", Instead: "as many days later, in the month after it",
			Anchor: end, Months: 1, Other: overflown(end, 1),
		},
		{
			Says: "the date after one that was moved to the end of a shorter month", Rule: rule.TermAnniversary,
			Holds: "counted from the anchor", Instead: "counted from the date before it",
			Anchor: end, Months: 2, Other: end.AddMonths(1).AddMonths(1),
		},
		{
			Says: "an anchor that is the last day of its month", Rule: rule.TermAnniversary,
			Holds: "the same day of every month", Instead: "the last day of every month",
			Anchor: next, Months: 1, Other: next.AddDays(1).AddMonths(1).AddDays(-1),
		},
	}
	for i := range list {
		list[i].One = list[i].Anchor.AddMonths(list[i].Months)
	}
	return list
}

// overflown adds months; a day that the resulting month does not have runs over into the next month.
func overflown(from calendar.Date, months int) calendar.Date {
	_, _, day := from.Civil()
	return from.AddDays(1 - day).AddMonths(months).AddDays(day - 1)
}
