package lifecycle

import (
	"errors"
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/policy"
)

// list is one of the lists of facts.
type list uint8

const (
	noList list = iota
	termList
	invoiceList
	changeList
	failedChargeList
	returnList
)

func (l list) String() string {
	return [...]string{"", "terms", "invoices", "changes", "failedCharges", "returns"}[l]
}

// field names a field of the facts, such as terms[2].start. The name is put together only if something is wrong.
type field struct {
	list list   // noList outside of a list
	i    int32  // the index in it
	name string // empty for an entry of a list that has no fields
}

// at returns the i-th entry of a list.
func at(list list, i int) field { return field{list: list, i: int32(i)} }

// of returns a field of an entry.
func (f field) of(name string) field { return field{f.list, f.i, name} }

// named is a field of the facts themselves.
func named(name string) field { return field{name: name} }

func (f field) String() string {
	switch {
	case f.list == noList:
		return f.name
	case f.name == "":
		return fmt.Sprintf("%s[%d]", f.list, f.i)
	}
	return fmt.Sprintf("%s[%d].%s", f.list, f.i, f.name)
}

// The messages about faults in facts, and in what a transition would add to them.
const (
	nearEnd       = "is too near an end of the calendar"
	probablyMeant = "is not known: %q was probably meant"
)

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

// addAt adds an error of a lower package under the name of a field.
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
		c.refuse(f, d, input.ErrRange, nearEnd)
	default:
		return true
	}
	return false
}

// notBefore reports a date that is missing or before another, which is checked elsewhere.
func (c *checker) notBefore(f field, d calendar.Date, other string, limit calendar.Date) {
	if c.date(f, d) && d.Before(limit) {
		c.refuse(f, d, input.ErrConflict, "is before %s %s", other, limit)
	}
}

func (c *checker) name(f field, name string) { c.addAt(f, input.Name(c.op, "", name, maxName)) }

// offering checks the name of a product. A name that is nearly that of an exempt offering is refused, since it would
// lapse in stages. Implements the last part of lapse.exempt.
func (c *checker) offering(ed policy.Edition, f field, name string) {
	if meant, near := ed.NearlyExempt(name); near {
		c.refuse(f, name, input.ErrUnknown, probablyMeant, meant)
		return
	}
	c.name(f, name)
}

func (c *checker) seats(f field, seats int) { c.addAt(f, input.Range(c.op, "", seats, 1, maxSeats)) }

func (c *checker) facts(ed policy.Edition, f *Facts, plain bool) error {
	if plain || c.purchases(ed, f) {
		c.invoices(f)
		c.changes(ed, f)
		c.failedCharges(f)
		c.cancellation(f)
		c.returns(ed, f)
	}
	if len(c.bad) == 0 {
		c.seatsOff(ed, f)
	}
	if len(c.bad) == 0 {
		return nil
	}
	return errors.Join(c.bad...)
}

// plain reports whether the facts are those of a subscription with full terms and without returns, as most are, and
// purchases would report nothing about them. It is a shortcut to the same result that does not find out what is wrong:
// other facts have to be checked step by step. It sets the last term as a service.
func (f *Facts) plain(ed policy.Edition, last *calendar.Service) bool {
	if ed.IsZero() || f.Kind != policy.Subscription || f.Seats < 1 || f.Seats > maxSeats ||
		len(f.Terms) == 0 || len(f.Returns) > 0 || !f.fits() {
		return false
	}
	_, near := ed.NearlyExempt(f.Offering)
	return !near && input.Name("", "", f.Offering, maxName) == nil && f.plainTerms(ed.RenewalRules().WindowDays, last)
}

// plainTerms reports whether there are only full terms, each bought in time, and sets the last one as a service.
func (f *Facts) plainTerms(windowDays int, last *calendar.Service) bool {
	start, ordered := f.Anchor, calendar.Date{}
	for i := range f.Terms {
		term := &f.Terms[i]
		if term.Start != start || !term.AlignedTo.IsZero() || term.Ordered.Before(ordered) ||
			term.Ordered.Before(start.AddDays(-windowDays)) {
			return false
		}
		if i+1 == len(f.Terms) {
			break
		}
		if full, err := term.Length.Period(f.Anchor, start); err != nil || full.End() != term.End {
			return false
		}
		start, ordered = term.End, term.Ordered
	}
	first, latest := &f.Terms[0], &f.Terms[len(f.Terms)-1]
	full, err := latest.Length.Service(f.Anchor, start)
	if err != nil || full.Covered().End() != latest.End || first.Ordered.After(first.Start) ||
		!inCalendar(first.Ordered) || !inCalendar(latest.Ordered) || !inCalendar(latest.End) {
		return false
	}
	*last = full
	return true
}

// purchases checks what was bought: all but the lists of what happened since. It returns whether these can be checked
// too.
func (c *checker) purchases(ed policy.Edition, f *Facts) bool {
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
		return false
	case !f.fits():
		c.lengths(f)
		return false
	}
	c.terms(ed, f)
	return true
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

// fits reports whether no list is too long.
func (f *Facts) fits() bool {
	return len(f.Terms) <= maxTerms && len(f.Invoices) <= maxInvoices && len(f.Changes) <= maxChanges &&
		len(f.FailedCharges) <= maxChanges && len(f.Returns) <= maxReturns
}

// lengths reports the lists that are too long.
func (c *checker) lengths(f *Facts) {
	c.add(errors.Join(
		input.Length(c.op, "terms", len(f.Terms), maxTerms),
		input.Length(c.op, "invoices", len(f.Invoices), maxInvoices),
		input.Length(c.op, "changes", len(f.Changes), maxChanges),
		input.Length(c.op, "failedCharges", len(f.FailedCharges), maxChanges),
		input.Length(c.op, "returns", len(f.Returns), maxReturns),
	))
}
