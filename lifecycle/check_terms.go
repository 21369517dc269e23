package lifecycle

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/policy"
)

func (c *checker) terms(ed policy.Edition, f *Facts) {
	latest, l := calendar.Date{}, ledger{facts: f}
	for i, term := range f.Terms {
		entry := at(termList, i)
		switch {
		case !c.date(entry.of("ordered"), term.Ordered):
			term.Ordered = calendar.Date{} // which has been reported: nothing else need be
		case term.Ordered.Before(latest):
			c.refuse(entry.of("ordered"), term.Ordered, input.ErrConflict, "is before the order of the term before, %s",
				latest)
			term.Ordered = calendar.Date{} // likewise
		}
		latest = calendar.Latest(latest, term.Ordered)
		before, bought := c.termBefore(&l, i)
		if !c.date(entry.of("start"), term.Start) || !c.date(entry.of("end"), term.End) {
			continue
		}
		if !term.Start.Before(term.End) {
			c.refuse(entry.of("end"), term.End, input.ErrConflict, "is not after the start %s", term.Start)
			continue
		}
		if i == 0 && term.Ordered.After(term.Start) {
			c.refuse(entry.of("ordered"), term.Ordered, input.ErrConflict,
				"is after the start %s: nothing is bought for days that are over", term.Start)
		}
		if bought && before.End != term.Start && !before.End.IsZero() {
			c.refuse(entry.of("start"), term.Start, input.ErrConflict,
				"leaves a gap or overlaps: the term before ends on %s", before.End)
		}
		c.orderedInTime(ed, i, term, entry.of("ordered"))
		if i > 0 && !term.AlignedTo.IsZero() {
			c.extension(term, entry)
		}
		c.length(ed, f.Kind, term, l.anchor(ed), entry)
	}
	c.restOfReturns(&l)
}

// orderedInTime refuses an order of the i-th term, counted from 0, that is too early. Under the edition a further term
// cannot be ordered before its renewal window. Any other order that is more than a renewal window and a whole term
// ahead of its term is most likely a typing error. Implements refund.days.
func (c *checker) orderedInTime(ed policy.Edition, i int, term BoughtTerm, ordered field) {
	if term.Ordered.IsZero() || !term.Length.IsValid() {
		return
	}
	opens := term.Start.AddDays(-ed.RenewalRules().WindowDays)
	if !term.Ordered.Before(opens) {
		return
	}
	if i > 0 && ed.Covers(term.Ordered) {
		c.refuse(ordered, term.Ordered, input.ErrConflict,
			"is before the renewal window of %s, which opens on %s", term.Start, opens)
		return
	}
	if term.Ordered.Before(opens.AddMonths(-term.Length.Months())) {
		c.refuse(ordered, term.Ordered, input.ErrConflict,
			"is more than a renewal window and a term before the start %s", term.Start)
	}
}

// length checks the end of a term against its length.
func (c *checker) length(
	ed policy.Edition, kind policy.Kind, term BoughtTerm, anchor calendar.Date, entry field,
) {
	if kind != policy.Subscription {
		if term.Length != 0 {
			c.refuse(entry.of("length"), term.Length, input.ErrConflict,
				"must not be set: only a subscription has a term")
		}
		if !term.AlignedTo.IsZero() {
			c.refuse(entry.of("alignedTo"), term.AlignedTo, input.ErrConflict,
				"must not be set: only a subscription can be aligned")
		}
		return
	}
	if !term.Length.IsValid() {
		_, err := term.Length.MarshalText()
		c.addAt(entry.of("length"), err)
		return
	}
	if anchor.IsZero() {
		return
	}
	if !term.AlignedTo.IsZero() {
		_, err := calendar.NewService(term.Length, anchor, calendar.Span(term.Start, term.End))
		c.addAt(entry.of("start"), err)
		if _, err := calendar.Monthly.Period(nextAnchor(ed, term), term.End); err != nil {
			c.refuse(entry.of("alignedTo"), term.AlignedTo, input.ErrConflict,
				"is not an anchor that gives the end %s", term.End)
		}
		return
	}
	full, err := term.Length.Period(anchor, term.Start)
	if err != nil {
		c.addAt(entry.of("start"), err)
		return
	}
	if full.End() != term.End {
		c.refuse(entry.of("end"), term.End, input.ErrConflict, "is not the end of the %s term, %s", term.Length,
			full.End())
	}
}

// extension refuses an extension that no edition allows. Implements coterm.monthly and coterm.extend-window.
func (c *checker) extension(term BoughtTerm, entry field) {
	if term.Length == calendar.Monthly {
		c.refuse(entry.of("length"), term.Length, input.ErrConflict,
			"is the length of an extension, which cannot be monthly")
	}
	if !term.Ordered.Before(term.Start) {
		c.refuse(entry.of("ordered"), term.Ordered, input.ErrConflict,
			"is not before the start %s: an extension is bought before the renewal date", term.Start)
	}
}
