package lifecycle

import (
	"errors"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
)

// ReduceSeats asks for a smaller number of seats from the renewal date on. Before that date another request can follow:
// the last one counts, and a request for the present number withdraws the reduction. Implements change.seats-down and
// change.pending.
func (v View) ReduceSeats(to int) (Subscription, error) {
	change := Change{What: SeatsChanged, Seats: to}
	if !v.IsZero() && v.known().seats(v.day) == to {
		change = Change{What: SeatsChanged, Withdrawn: true}
	}
	return v.ask("lifecycle.View.ReduceSeats", v.CanReduceSeats(to), change)
}

// AddSeats adds a number of seats at once. To price them as well, use coterm.AddSeats, which calls this. The seats last
// up to the renewal date, so any number that takes effect before that date is raised as well. Say a subscription with
// 10 seats has been renewed early, and has 5 from 2025-10-01 on: adding 3 makes 13 now and 8 from 2025-10-01 on. A
// number that is pending for the renewal date itself stays. More than 1,000,000 in all is an error, even if
// [View.CanAddSeats] says yes. Implements change.seats-up.
func (v View) AddSeats(seats int) (Subscription, error) {
	const op = "lifecycle.View.AddSeats"
	if err := errors.Join(v.check(op), input.Count(op, "seats", seats, maxSeats)); err != nil {
		return Subscription{}, err
	}
	f, err := v.begin(op, v.CanAddSeats())
	if err != nil {
		return Subscription{}, err
	}
	changes, most := v.added(seats)
	if most > maxSeats {
		return Subscription{}, input.Errorf(op, "seats", seats, input.ErrRange,
			"makes a total of %d seats, at most %d are allowed", most, maxSeats)
	}
	f.Changes = append(f.Changes, changes...)
	return build(op, v.state.edition, f)
}

// added returns what adding seats puts on record, and the largest number of seats among that.
func (v View) added(seats int) (changes []Change, most int) {
	k, renewal := v.known(), v.snapshot.renewal
	changes = v.renewedLateToday()
	for day := v.day; !day.IsZero(); day = k.nextSeats(day, renewal) {
		sum := k.seats(day) + seats
		changes, most = append(changes, v.seatsFrom(day, sum)), max(most, sum)
	}
	return changes, most
}

// seatsFrom returns a number of seats as it is recorded on the day of the view.
func (v View) seatsFrom(day calendar.Date, seats int) Change {
	return Change{
		What: SeatsChanged, Asked: v.day, Effective: day, Seats: seats,
		WithTerm: v.snapshot.facts.renewedOn(v.day, day),
	}
}

// nextSeats returns the next day before end on which a number of seats takes effect; the zero Date if none does.
func (k knowledge) nextSeats(after, end calendar.Date) calendar.Date {
	var next calendar.Date
	for _, c := range k.Changes {
		if c.What != SeatsChanged || c.Asked.After(k.day) {
			continue
		}
		if day := k.effective(c); day.After(after) && day.Before(end) && k.takesEffect(c, day) {
			next = calendar.Earliest(next, day)
		}
	}
	return next
}
