package answer

import (
	"errors"

	"example.com/billingrules/batch"
	"example.com/billingrules/calendar"
	"example.com/billingrules/examples/monthend/internal/subs"
	"example.com/billingrules/policy"
)

// renewalDays is how many days ahead renewals are listed.
const renewalDays = 30

// Asks is what is asked besides phase, window and price.
type Asks struct {
	Charges  bool // what is due or dated in the month
	Renewals bool // what comes up for renewal
}

// Asker asks about one day. It is not safe for use by several goroutines; each has its own.
type Asker struct {
	on       calendar.Date
	month    calendar.Period
	asks     Asks
	editions subs.Editions
	regions  []region
	products map[product]bool // for each offering met so far: whether it is exempt
}

// region is one region with the edition of the day, and the answers to the region's rows of a block.
type region struct {
	name    policy.Region
	edition policy.Edition
	engine  *batch.Engine
	out     batch.Answers
	flags   []batch.Flags
}

// product is an offering in a region.
type product struct {
	region   uint8
	offering string
}

// New returns an asker for a day and the month that it is in.
func New(on calendar.Date, asks Asks) (*Asker, error) {
	month, err := Month(on)
	if err != nil {
		return nil, err
	}
	a := &Asker{on: on, month: month, asks: asks, editions: subs.Published(), products: map[product]bool{}}
	for _, name := range a.editions.Regions() {
		ed := a.editions.On(name, on)
		engine, err := batch.New(ed, on)
		if err != nil {
			return nil, err
		}
		a.regions = append(a.regions, region{name: name, edition: ed, engine: engine})
	}
	return a, nil
}

// Month is the month that a day is in.
func Month(on calendar.Date) (calendar.Period, error) {
	_, _, day := on.Civil()
	first := on.AddDays(1 - day)
	next := first.AddMonths(1)
	if next.IsZero() || on.AddDays(renewalDays).IsZero() {
		return calendar.Period{}, errors.New("is in the last month of the calendar")
	}
	return calendar.Between(first, next)
}

// renews reports whether a renewal date is one of the next renewalDays days after the day.
func (a *Asker) renews(renewal calendar.Date) bool {
	return renewal.After(a.on) && !renewal.After(a.on.AddDays(renewalDays))
}
