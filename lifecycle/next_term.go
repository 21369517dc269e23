package lifecycle

import (
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/policy"
)

// NextTerm is the term that would follow on the renewal date. It is a plain comparable value; the zero NextTerm means
// that there is none.
type NextTerm struct {
	Start    calendar.Date // the renewal date R
	Anchor   calendar.Date // the day whose day of the month the term follows
	Follows  calendar.Term // the length of the latest term that was bought
	Length   calendar.Term // the length of this one; both are zero if the kind has no terms
	Seats    int           // 0 for Flex tokens
	Offering string
}

// Period returns the days of the term; the zero Period if it has no length or would reach beyond the calendar.
func (t NextTerm) Period() calendar.Period {
	if !t.Length.IsValid() {
		return calendar.Period{}
	}
	full, err := t.Length.Period(t.Anchor, t.Start)
	if err != nil {
		return calendar.Period{}
	}
	return full
}

// NextTerm returns the term that follows if the subscription is renewed on its renewal date, with the changes that are
// pending then. It is zero if nothing is known.
func (v View) NextTerm() NextTerm {
	if v.IsZero() {
		return NextTerm{}
	}
	k := v.known().renewedOn(v.snapshot.renewal)
	return k.over(NextTerm{
		Start: v.snapshot.renewal, Anchor: k.anchor(v.state.edition), Follows: v.snapshot.length,
	})
}

// RenewalTerm returns the term that a renewal on the day of the view buys: NextTerm, with what the renewal itself
// carries. If the edition says that pending changes move on with an early renewal (change.effective-fixed), the term of
// an early renewal leaves out changes that were pending before the day, but not those asked for on the day itself.
func (v View) RenewalTerm(carried RenewalChanges) NextTerm {
	next := v.NextTerm()
	if next.Start.IsZero() {
		return next
	}
	if v.movesPending() {
		next = v.leftByEarly(v.day).over(next)
	}
	return carried.over(next)
}

// PendingMoves returns the days, from the day of the view on, on which an early renewal would move a pending change to
// the renewal date after it. There are none unless the edition says so (change.effective-fixed). What is asked for on
// the day of a renewal does not move. It goes by what is known on the day of the view; for the zero View it is the zero
// Period.
func (v View) PendingMoves() calendar.Period {
	if v.IsZero() || v.state.edition.ChangeRules().FollowsEarlyRenewal != policy.Yes {
		return calendar.Period{}
	}
	next := v.NextTerm()
	moves := func(day calendar.Date) bool { return v.leftByEarly(day).over(next) != next }
	from := v.day
	if !moves(from) {
		from = from.AddDays(1)
	}
	if !moves(from) {
		return calendar.Period{}
	}
	return calendar.Span(from, next.Start)
}

// over returns a term with the length, the seats and the product that it has by what is known.
func (k knowledge) over(t NextTerm) NextTerm {
	t.Length, t.Seats, t.Offering = k.length(), k.seats(t.Start), k.offering(t.Start)
	return t
}

// leftByEarly returns what is known after an early renewal on a day, under the reading by which pending changes move on
// with it: only the changes that it does not move take effect.
func (v View) leftByEarly(day calendar.Date) knowledge {
	k := v.known().renewedOn(v.snapshot.renewal)
	k.since = day
	return k
}

// movesPending reports whether a renewal on the day would move what is pending to the renewal date after.
func (v View) movesPending() bool {
	return v.state.edition.ChangeRules().FollowsEarlyRenewal == policy.Yes && v.day.Before(v.snapshot.renewal)
}

// moves reports whether a renewal on the day would move a pending change of a kind: one that was asked for earlier.
func (v View) moves(what ChangeKind) bool {
	return v.movesPending() && v.known().pendingSinceBefore(v.day, what, v.snapshot.renewal)
}

// pendingSinceBefore reports whether a change of a kind is pending for a renewal date that was asked for before a day.
func (k knowledge) pendingSinceBefore(day calendar.Date, what ChangeKind, renewal calendar.Date) bool {
	c, since := k.renewedOn(renewal).inForce(what, renewal)
	return c != nil && since == renewal && c.Asked.Before(day)
}

// Stretch returns what a seat added on the day buys: the term of the day and everything that follows it up to the
// renewal date, cut into service years or months on the anniversaries of the latest term. It begins with the term of
// the day. Only if the terms after an extension have other anniversaries, it begins on the last day, counted back from
// the start of the latest term in terms of that length, that is not after the day. It is the zero Service if no term
// covers the day, if there are two lengths or products up to the renewal date (coterm.same-product), and for Flex
// tokens and trials. Implements term.service-year.
func (v View) Stretch() calendar.Service {
	switch {
	case v.Kind() != policy.Subscription || v.IsZero():
		return calendar.Service{}
	case v.snapshot == &v.state.now && v.state.service.Covered().Contains(v.day): // all of it is the latest term
		return v.state.service
	case !v.oneSRP().Contains(v.day):
		return calendar.Service{}
	}
	f := v.snapshot.facts
	return f.serviceFrom(v.state.edition, f.orderedBy(v.day)-1, v.day)
}

// service returns the n-th term, counted from 0, cut on its anniversaries; the zero Service if it has no length or no
// days.
func (f *Facts) service(ed policy.Edition, n int) calendar.Service {
	return f.serviceFrom(ed, n, f.Terms[n].Start)
}

// serviceFrom returns what service does, with as many terms of the same length before it as it takes to cover a day.
func (f *Facts) serviceFrom(ed policy.Edition, n int, day calendar.Date) calendar.Service {
	term := &f.Terms[n]
	if !term.Length.IsValid() || term.Start == term.End {
		return calendar.Service{}
	}
	anchor, start := f.anchorOf(ed, n), term.Start
	if day.Before(start) {
		months := price.Sure(calendar.NewSeries(anchor, 1, calendar.Months))
		for k, _ := months.Index(start); day.Before(start); start = months.At(k) {
			k -= term.Length.Months()
		}
		anchor = notAfter(anchor, start)
	}
	return price.Sure(calendar.NewService(term.Length, anchor, calendar.Span(start, term.End)))
}

// notAfter returns an anchor that has the month dates of another and is not after a day.
func notAfter(anchor, day calendar.Date) calendar.Date {
	if !anchor.After(day) {
		return anchor
	}
	year, _, _ := day.Civil()
	_, _, date := anchor.Civil()
	return price.Sure(calendar.NewDate(year-1, time.January, date)) // a month that has every date
}

// oneSRP returns the days up to the renewal date that are covered by terms of one length and one product, so that they
// have one list price. Lengths and products change only where a term starts.
func (v View) oneSRP() calendar.Period {
	k, renewal := v.known(), v.snapshot.renewal
	n := k.orderedBy(v.day)
	if n == 1 { // a single term has one length and one product
		return calendar.Span(k.Terms[0].Start, renewal)
	}
	var room [16]step
	steps := k.steps(ProductSwitched, room[:0])
	productOn := func(d calendar.Date) string { // from one day to an earlier one
		for len(steps) > 0 && steps[len(steps)-1].day.After(d) {
			steps = steps[:len(steps)-1]
		}
		if len(steps) == 0 {
			return k.Offering
		}
		return steps[len(steps)-1].change.Offering
	}
	product := productOn(renewal.AddDays(-1))
	start := renewal
	for i := n - 1; i >= 0; i-- {
		if t := &k.Terms[i]; t.Length != v.snapshot.length || productOn(t.Start) != product {
			break
		}
		start = k.Terms[i].Start
	}
	return calendar.Span(start, renewal)
}

// newRenewal returns the renewal date after a renewal for a length of term; zero stands for the length that is due. If
// the kind has no terms, so that its end is a given date, it is the day after the present renewal date.
func (k knowledge) newRenewal(ed policy.Edition, length calendar.Term) calendar.Date {
	last := k.last()
	if length == 0 {
		length = k.length()
	}
	if full, err := length.Period(k.anchor(ed), last.End); err == nil {
		return full.End()
	}
	return last.End.AddDays(1)
}
