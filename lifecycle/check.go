package lifecycle

import (
	"errors"
	"fmt"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/policy"
)

// field names a field of the facts, such as terms[2].start. The name is put together only where something is wrong.
type field struct {
	list string // empty outside of a list
	i    int    // the place in it, from 0 on
	name string // empty for an entry of a list that has no fields
}

// at returns the entry of a list.
func at(list string, i int) field { return field{list: list, i: i} }

// of returns a field of an entry.
func (f field) of(name string) field { return field{f.list, f.i, name} }

// named is a field of the facts themselves.
func named(name string) field { return field{name: name} }

func (f field) String() string {
	switch {
	case f.list == "":
		return f.name
	case f.name == "":
		return fmt.Sprintf("%s[%d]", f.list, f.i)
	}
	return fmt.Sprintf("%s[%d].%s", f.list, f.i, f.name)
}

// checker collects what is wrong with facts.
type checker struct {
	op  string
	bad []error
}

func (c *checker) add(err error) {
	if err != nil {
		c.bad = append(c.bad, err)
	}
}

// addAt adds what a lower package says of a field.
func (c *checker) addAt(f field, err error) {
	if err != nil {
		c.add(input.At(err, c.op, f.String()))
	}
}

func (c *checker) refuse(f field, value any, sentinel error, format string, args ...any) {
	c.bad = append(c.bad, input.Errorf(c.op, f.String(), value, sentinel, format, args...))
}

// date reports a date that is missing or too near an end of the calendar, and returns whether it is good.
func (c *checker) date(f field, d calendar.Date) bool {
	switch {
	case d.IsZero():
		c.bad = append(c.bad, input.Missing(c.op, f.String()))
	case !inCalendar(d):
		c.refuse(f, d, input.ErrRange, "is too near an end of the calendar")
	default:
		return true
	}
	return false
}

// notBefore reports a date that is missing or before another, itself checked elsewhere.
func (c *checker) notBefore(f field, d calendar.Date, other string, limit calendar.Date) {
	if c.date(f, d) && d.Before(limit) {
		c.refuse(f, d, input.ErrConflict, "is before %s %s", other, limit)
	}
}

func (c *checker) name(f field, name string) { c.addAt(f, input.Name(c.op, "", name, maxName)) }

// offering checks the name of a product. One that is nearly that of an exempt offering is refused, since it would lapse
// in stages. Implements the last part of lapse.exempt.
func (c *checker) offering(ed policy.Edition, f field, name string) {
	if meant, near := ed.NearlyExempt(name); near {
		c.refuse(f, name, input.ErrUnknown, "is not known: %q was probably meant", meant)
		return
	}
	c.name(f, name)
}

func (c *checker) seats(f field, seats int) { c.addAt(f, input.Range(c.op, "", seats, 1, maxSeats)) }

func (c *checker) facts(ed policy.Edition, f *Facts) error {
	if ed.IsZero() {
		c.bad = append(c.bad, input.Missing(c.op, "edition"))
	}
	c.kind(f.Kind)
	c.offering(ed, named("offering"), f.Offering)
	c.date(named("anchor"), f.Anchor)
	c.seatsOf(f.Kind, f.Seats)
	switch {
	case len(f.Terms) == 0:
		c.bad = append(c.bad, input.Missing(c.op, "terms"))
	case !c.lengths(f):
	default:
		c.terms(ed, f)
		c.invoices(f)
		c.changes(ed, f)
		c.failedCharges(f)
		c.cancellation(f)
		c.returns(ed, f)
	}
	return errors.Join(c.bad...)
}

func (c *checker) kind(kind policy.Kind) {
	switch {
	case kind == policy.Subscription || kind == policy.FlexTokens || kind == policy.Trial:
	case kind.IsValid():
		c.refuse(named("kind"), kind, input.ErrUnknown, "has no life cycle")
	default:
		_, err := kind.MarshalText()
		c.addAt(named("kind"), err)
	}
}

// seatsOf checks the number of seats that were bought first.
func (c *checker) seatsOf(kind policy.Kind, seats int) {
	switch {
	case kind != policy.FlexTokens:
		c.seats(named("seats"), seats)
	case seats != 0:
		c.refuse(named("seats"), seats, input.ErrConflict, "must be 0 for Flex tokens")
	}
}

// lengths reports lists that are too long, and whether none is.
func (c *checker) lengths(f *Facts) bool {
	err := errors.Join(
		input.Length(c.op, "terms", len(f.Terms), maxTerms),
		input.Length(c.op, "invoices", len(f.Invoices), maxInvoices),
		input.Length(c.op, "changes", len(f.Changes), maxChanges),
		input.Length(c.op, "failedCharges", len(f.FailedCharges), maxChanges),
		input.Length(c.op, "returns", len(f.Returns), maxReturns),
	)
	c.add(err)
	return err == nil
}

func (c *checker) terms(ed policy.Edition, f *Facts) {
	latest, l := calendar.Date{}, ledger{facts: f}
	for i, term := range f.Terms {
		entry := at("terms", i)
		switch {
		case !c.date(entry.of("ordered"), term.Ordered):
			term.Ordered = calendar.Date{} // which is said: nothing else is
		case term.Ordered.Before(latest):
			c.refuse(entry.of("ordered"), term.Ordered, input.ErrConflict, "is before the order of the term before, %s", latest)
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
		c.length(ed, f.Kind, term, l.anchor(ed), entry)
	}
	c.restOfReturns(&l)
}

// orderedInTime refuses an order under the edition of a further term, the i-th, counted from 0, that lies before the
// renewal window: nothing could be ordered then. Any other order that lies further before its term than a renewal
// window and a whole term is refused as most likely a typing error. Implements refund.days.
func (c *checker) orderedInTime(ed policy.Edition, i int, term BoughtTerm, ordered field) {
	if term.Ordered.IsZero() || !term.Length.IsValid() {
		return
	}
	opens := term.Start.AddDays(-ed.Renewal().WindowDays)
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

// length holds the end of a term against its length.
func (c *checker) length(
	ed policy.Edition, kind policy.Kind, term BoughtTerm, anchor calendar.Date, entry field,
) {
	if kind != policy.Subscription {
		if term.Length != 0 {
			c.refuse(entry.of("length"), term.Length, input.ErrConflict, "must be none: only a subscription has a term")
		}
		if !term.AlignedTo.IsZero() {
			c.refuse(entry.of("alignedTo"), term.AlignedTo, input.ErrConflict, "must be none: only a subscription is aligned")
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
			c.refuse(entry.of("alignedTo"), term.AlignedTo, input.ErrConflict, "is no anchor of the end %s", term.End)
		}
		return
	}
	full, err := term.Length.Period(anchor, term.Start)
	if err != nil {
		c.addAt(entry.of("start"), err)
		return
	}
	if full.End() != term.End {
		c.refuse(entry.of("end"), term.End, input.ErrConflict, "is not the end of the %s term, %s", term.Length, full.End())
	}
}

func (c *checker) invoices(f *Facts) {
	var last string
	var seen map[string]bool // once the numbers do not ascend: until then none can be a duplicate
	for i := range f.Invoices {
		invoice, entry := &f.Invoices[i], at("invoices", i)
		c.name(entry.of("number"), invoice.Number)
		if seen == nil && i > 0 && !ascend(last, invoice.Number) {
			seen = make(map[string]bool, len(f.Invoices))
			for _, before := range f.Invoices[:i] {
				seen[before.Number] = true
			}
		}
		if seen[invoice.Number] {
			c.add(input.Duplicate(c.op, entry.of("number").String(), invoice.Number))
		}
		if last = invoice.Number; seen != nil {
			seen[last] = true
		}
		c.date(entry.of("issued"), invoice.Issued)
		c.fallen(f, entry.of("returned"), invoice.Returned)
		c.notBefore(entry.of("due"), invoice.Due, "the day of its issue,", invoice.Issued)
		if !invoice.Paid.IsZero() {
			c.notBefore(entry.of("paid"), invoice.Paid, "the day of its issue,", invoice.Issued)
			if !invoice.Returned.IsZero() && invoice.Paid.After(invoice.Returned) {
				c.refuse(entry.of("paid"), invoice.Paid, input.ErrConflict, "is after the day on which it was returned, %s",
					invoice.Returned)
			}
		}
	}
}

// ascend reports whether one number comes before another, as I-9 before I-10.
func ascend(a, b string) bool { return len(a) < len(b) || len(a) == len(b) && a < b }

func (c *checker) changes(ed policy.Edition, f *Facts) {
	var room [1]holding
	held := f.holdings(room[:0])
	for i := range f.Changes {
		change := &f.Changes[i]
		entry := at("changes", i)
		if c.date(entry.of("asked"), change.Asked) && i > 0 && change.Asked.Before(f.Changes[i-1].Asked) {
			c.refuse(entry.of("asked"), change.Asked, input.ErrConflict, "is before the change that is listed before it")
		}
		if f.Kind != policy.Subscription {
			c.refuse(entry.of("what"), change.What, input.ErrConflict, "must not be: only a subscription is changed")
			continue
		}
		known := c.change(ed, change, entry)
		if c.date(entry.of("effective"), change.Effective) && known && !change.Asked.IsZero() {
			c.effective(holdingOn(held, change.Asked).facts, change, entry)
			c.withTerm(f, change, entry)
		}
	}
}

// effective holds the effective day of a change against its kind. Auto-renew is switched at once, and seats are added
// at once; everything else takes effect where a term starts or would start, as it was known on the day of asking, or
// with the renewal of that day.
func (c *checker) effective(f *Facts, change *Change, entry field) {
	atOnce := change.Effective == change.Asked
	switch {
	case change.What == AutoRenewSwitched && !atOnce:
		c.refuse(entry.of("effective"), change.Effective, input.ErrConflict, "must be the day on which it was asked for, %s",
			change.Asked)
	case atOnce && (change.What == AutoRenewSwitched || change.What == SeatsChanged):
	case change.What == SeatsChanged && f.returnsSeatsAfter(change.Effective, change.Asked):
	case change.Effective.Before(change.Asked) && !f.renewedOn(change.Asked, change.Effective):
		c.refuse(entry.of("effective"), change.Effective, input.ErrConflict,
			"is before the day on which it was asked for, %s, and no renewal of that day starts on it", change.Asked)
	case !f.isBoundary(change.Effective, change.Asked):
		c.refuse(entry.of("effective"), change.Effective, input.ErrConflict,
			"is not a day on which a term starts or ends, as known on %s", change.Asked)
	}
}

// withTerm holds what came with the order of a term against the terms, those that were returned among them.
func (c *checker) withTerm(f *Facts, change *Change, entry field) {
	ordered := func(t BoughtTerm) bool {
		return t.Ordered == change.Asked && (t.Start == change.Effective || change.What == AutoRenewSwitched)
	}
	if change.WithTerm && !slices.ContainsFunc(f.Terms[1:], ordered) {
		c.refuse(entry.of("withTerm"), change.WithTerm, input.ErrConflict,
			"must not be: no further term was ordered on %s with which it takes effect", change.Asked)
	}
	if change.Withdrawn && !change.Effective.After(change.Asked) {
		c.refuse(entry.of("withdrawn"), change.Withdrawn, input.ErrConflict,
			"must not be: nothing is pending on %s any more", change.Effective)
	}
}

// renewedOn reports whether a term that starts on a day was ordered on another.
func (f *Facts) renewedOn(ordered, start calendar.Date) bool {
	i := f.termStarting(start)
	return i > 0 && f.Terms[i].Ordered == ordered
}

// isBoundary reports whether a term starts or ends on a day, among those that were ordered by another.
func (f *Facts) isBoundary(day, by calendar.Date) bool {
	n := f.orderedBy(by)
	if n == 0 {
		return false
	}
	i := f.termStarting(day)
	return i >= 0 && i < n || f.Terms[n-1].End == day
}

// change holds the value of a change against its kind, that of its own and no other, and reports whether the kind is
// valid.
func (c *checker) change(ed policy.Edition, change *Change, entry field) bool {
	rest := *change
	switch change.What {
	case SeatsChanged:
		if !change.Withdrawn {
			c.seats(entry.of("seats"), change.Seats)
			rest.Seats = 0
		}
		rest.Withdrawn = false
	case ProductSwitched:
		c.offering(ed, entry.of("offering"), change.Offering)
		rest.Offering = ""
	case TermChanged:
		if !change.Length.IsValid() {
			_, err := change.Length.MarshalText()
			c.addAt(entry.of("length"), err)
		}
		rest.Length = 0
	case AutoRenewSwitched:
		rest.AutoRenew = false
	default:
		_, err := change.What.MarshalText()
		c.addAt(entry.of("what"), err)
		return false
	}
	if rest.WithTerm = false; rest != (Change{What: change.What, Asked: change.Asked, Effective: change.Effective}) {
		c.refuse(entry.of("what"), change.What, input.ErrConflict, "has the value of another kind of change")
	}
	return true
}

// failedCharges checks the days themselves; that each is not before its renewal date is checked with the snapshots.
func (c *checker) failedCharges(f *Facts) {
	for i, day := range f.FailedCharges {
		entry := at("failedCharges", i)
		c.notBefore(entry, day, "the first order,", f.Terms[0].Ordered)
		switch {
		case f.Kind != policy.Subscription:
			c.refuse(entry, day, input.ErrConflict, "must not be: only a subscription renews automatically")
		case i > 0 && !day.After(f.FailedCharges[i-1]) && !day.IsZero():
			c.refuse(entry, day, input.ErrConflict, "is not after the day that is listed before it")
		}
	}
}

// failed reports a charge that failed before the renewal date that was known when the day began.
func (c *checker) failed(f *Facts, day, renewal calendar.Date) {
	if i, found := slices.BinarySearchFunc(f.FailedCharges, day, calendar.Date.Compare); found && day.Before(renewal) {
		c.refuse(at("failedCharges", i), day, input.ErrConflict,
			"is before the renewal date %s, on which an automatic renewal is charged", renewal)
	}
}

func (c *checker) cancellation(f *Facts) {
	if f.Cancellation.IsZero() {
		return
	}
	c.notBefore(named("cancellation.asked"), f.Cancellation.Asked, "the first order,", f.Terms[0].Ordered)
	c.notBefore(named("cancellation.effective"), f.Cancellation.Effective, "the day on which it was asked for,",
		f.Cancellation.Asked)
}

// ordered reports the terms that were ordered on a day on which the subscription was canceled. Implements
// renewal.canceled-final.
func (c *checker) ordered(f *Facts, day calendar.Date, before *snapshot) {
	if day.Before(before.gone) {
		return
	}
	for i, term := range f.Terms {
		if term.Ordered == day {
			c.refuse(at("terms", i).of("ordered"), day, input.ErrConflict,
				"is a day on which it is canceled, since %s", before.canceled)
		}
	}
}
