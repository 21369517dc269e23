package lifecycle

import (
	"slices"
	"sort"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
)

// Facts are what has happened to a subscription, with dates, and nothing derived from it. [New] checks them; it refuses
// the zero Facts, field by field. The terms follow the day of the month of the anchor. The list of terms need not begin
// with the very first term. If it begins later, Offering and Seats are those of the first term that is listed. That
// term must have been ordered by its start. No change that was asked for before its order, or came with it, can be
// listed, and an invoice that was due before it counts as one of that term. If that term is returned before its start,
// the one before it must be listed, too.
type Facts struct {
	Kind     policy.Kind   `json:"kind"`           // Subscription, FlexTokens or Trial
	Offering string        `json:"offering"`       // the product that was bought first, by its exact name
	Anchor   calendar.Date `json:"anchor"`         // the start of the very first term
	Seats    int           `json:"seats,omitzero"` // of the first purchase; 0 for Flex tokens
	// Terms are in order; there is at least one. Each starts when the one before it ends, not counting returned ones.
	Terms         []BoughtTerm    `json:"terms"`
	Invoices      []BilledInvoice `json:"invoices,omitempty"`      // in any order
	Changes       []Change        `json:"changes,omitempty"`       // in the order in which they were asked for
	FailedCharges []calendar.Date `json:"failedCharges,omitempty"` // days on which an automatic charge failed
	Cancellation  Cancellation    `json:"cancellation,omitzero"`   // the zero Cancellation if there is none

	Returns []ReturnedPurchase `json:"returns,omitempty"` // in the order in which they were made
}

// BoughtTerm is one stretch that was bought: a full term, or an extension to another renewal date.
type BoughtTerm struct {
	Ordered calendar.Date `json:"ordered"`         // the day of the order
	Start   calendar.Date `json:"start"`           // the first covered day
	End     calendar.Date `json:"end"`             // the first day that is no longer covered: the renewal date
	Length  calendar.Term `json:"length,omitzero"` // zero for Flex tokens and trials

	// AlignedTo is, for an extension, the anchor of the subscription that it was aligned to; the zero Date for a
	// full term.
	AlignedTo calendar.Date `json:"alignedTo,omitzero"`
}

// BilledInvoice is the part of a subscription's invoice that access depends on. An invoice counts as a whole: if it is
// paid in part, it is unpaid.
type BilledInvoice struct {
	Number      string        `json:"number"`               // unique among the invoices of the facts
	Issued      calendar.Date `json:"issued"`               // its date
	Due         calendar.Date `json:"due"`                  // the day on which it is due
	Paid        calendar.Date `json:"paid,omitzero"`        // zero while it is unpaid
	NetTerms    bool          `json:"netTerms,omitzero"`    // whether it is paid by invoice, on net terms
	NothingOwed bool          `json:"nothingOwed,omitzero"` // whether its total is 0, so that it is never unpaid

	// Returned is the day on which the purchase that it bills was returned, so that nothing is owed from then on
	// (refund.effect); zero if it was not.
	Returned calendar.Date `json:"returned,omitzero"`
}

// Cancellation is a cancellation that was asked for. Every answer takes it into account from the day of asking on, and
// the subscription is Canceled from the effective day on. The zero Cancellation means that there is none.
type Cancellation struct {
	Asked     calendar.Date `json:"asked"`     // the day on which it was asked for
	Effective calendar.Date `json:"effective"` // the first day without the subscription, not before Asked
}

// IsZero reports whether there is no cancellation.
func (c Cancellation) IsZero() bool { return c == Cancellation{} }

// Change is something that was asked for. Added seats and a switch of auto-renew take effect at once. Everything else
// takes effect with the term that starts on the effective day; if no term does, it never takes effect (change.pending).
// Of two changes of the same kind with the same effective day, the later one counts.
//
// Seats is the total from the effective day on, not a difference: if 5 are asked for from 2025-10-01 on, and 3 are
// added on 2025-09-01, there are 5 from 2025-10-01 on. A change that only withdraws a pending number has Withdrawn set,
// and no Seats.
//
// Seats go down with a term. A number that takes effect at once, other than that of a renewal, can be smaller than the
// one in force only by the seats that are returned on that day (change.seats-down, refund.effect).
//
// If seats are returned between the renewal date and a late renewal, the number that is left is recorded with the last
// covered day as its effective day, so that a number pending for the renewal date stays.
//
// If a renewal carries other seats or another product (renewal.with-changes), these are changes that were asked for on
// the day of its order and take effect on the start of its term. For a late renewal, that start is before the order.
type Change struct {
	What      ChangeKind    `json:"what"`               // what changes
	Asked     calendar.Date `json:"asked"`              // the day on which it was asked for
	Effective calendar.Date `json:"effective"`          // the day on which it takes effect
	Seats     int           `json:"seats,omitzero"`     // for SeatsChanged: the total from then on
	Offering  string        `json:"offering,omitzero"`  // for ProductSwitched
	Length    calendar.Term `json:"length,omitzero"`    // for TermChanged
	AutoRenew bool          `json:"autoRenew,omitzero"` // for AutoRenewSwitched

	// Withdrawn is for SeatsChanged, instead of Seats: no number is pending for the effective day any more. Until then
	// one was, and it was not the present number.
	Withdrawn bool `json:"withdrawn,omitzero"`

	// WithTerm says that the change belongs to a term that was ordered on the same day, and falls away if that term is
	// returned: the renewal carried the change or switched auto-renew on, or the change is a number of seats that was
	// asked for later that day and takes effect at the start of the term. Any other change of that day is independent
	// of the term.
	WithTerm bool `json:"withTerm,omitzero"`
}

// Bill returns the facts with further invoices. It does not check them; [New] does.
func (f Facts) Bill(invoices ...BilledInvoice) Facts {
	f.Invoices = slices.Concat(f.Invoices, invoices)
	return f
}

// clone returns a deep copy of f.
func (f Facts) clone() Facts {
	f.own()
	return f
}

// own gives f lists of its own.
func (f *Facts) own() {
	f.Terms = slices.Clone(f.Terms)
	f.Invoices = slices.Clone(f.Invoices)
	f.Changes = slices.Clone(f.Changes)
	f.FailedCharges = slices.Clone(f.FailedCharges)
	f.Returns = slices.Clone(f.Returns)
}

// orderedBy returns the number of terms that were ordered by a day. Terms are sorted by the day of order.
func (f *Facts) orderedBy(day calendar.Date) int {
	n := len(f.Terms)
	if n > 0 && !f.Terms[n-1].Ordered.After(day) {
		return n // the most frequent question
	}
	return firstAfter(n, day, func(i int) calendar.Date { return f.Terms[i].Ordered })
}

// askedBy returns the number of changes that were asked for by a day. Changes are sorted by it.
func (f *Facts) askedBy(day calendar.Date) int {
	n := len(f.Changes)
	if n == 0 || !f.Changes[n-1].Asked.After(day) {
		return n // the most frequent question
	}
	return firstAfter(n, day, func(i int) calendar.Date { return f.Changes[i].Asked })
}

// firstAfter returns the first of n indexes whose date is after a day, or n if none is. The dates are in order.
func firstAfter(n int, day calendar.Date, date func(int) calendar.Date) int {
	return sort.Search(n, func(i int) bool { return date(i).After(day) })
}

// termStarting returns the index of the term that starts on a day, or -1 if none does.
func (f *Facts) termStarting(day calendar.Date) int {
	i, found := slices.BinarySearchFunc(f.Terms, day,
		func(t BoughtTerm, d calendar.Date) int { return t.Start.Compare(d) })
	if !found {
		return -1
	}
	return i
}
