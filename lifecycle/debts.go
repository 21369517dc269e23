package lifecycle

import (
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
)

// debts are the earliest due dates of unpaid invoices on a day; zero if there are none.
type debts struct {
	due      calendar.Date // of all invoices
	stops    calendar.Date // of those that take access if a debt of the latest term does
	netTerms calendar.Date // of those that also are on net terms
}

// lapsing is how a term lapses, or a debt that falls due in it.
type lapsing struct {
	length calendar.Term
	manner

	expired, suspended int32 // the days of these stages, if there are any
}

// manner is how something lapses, without its days.
type manner struct {
	staged bool // there are stages between Active and Canceled
	exempt bool // the offering has no stages
	late   bool // the offering has no stages, and can still be renewed late
	stops  bool // a debt takes access
}

// lapsing returns how a term of an offering lapses. Implements lapse.exempt and edition.before.
func (t *BoughtTerm) lapsing(ed policy.Edition, kind policy.Kind, offering string) lapsing {
	rules := ed.LapseRules()
	l := lapsing{
		length: t.Length, manner: manner{exempt: ed.IsExempt(offering)},
		expired: int32(rules.ExpiredDays), suspended: int32(rules.SuspendedDays.Of(kind, t.Length)),
	}
	if kind == policy.Trial {
		return l
	}
	others := ed.Covers(t.Ordered) || rules.StagesBeforeEdition == policy.Yes // others of that day have stages
	l.staged = others && !l.exempt
	l.late = others && l.exempt && rules.ExemptLateRenewal == policy.Yes
	l.stops = l.staged || others && l.exempt && rules.ExemptUnpaidStops == policy.Yes
	return l
}

// lapse works out how each further term lapses, unless there is only one or nothing was billed.
func (h *holding) lapse(ed policy.Edition) {
	f, known := h.facts, len(h.lapses)
	if len(f.Terms) == 1 || len(f.Invoices) == 0 {
		return
	}
	var products map[int]string // by the index of the term that they start with
	k := f.knownOn(ed, f.Terms[len(f.Terms)-1].Ordered)
	for i := range f.Changes {
		if c := &f.Changes[i]; c.What == ProductSwitched {
			if n := f.termStarting(k.effective(*c)); n >= known {
				if products == nil {
					products = map[int]string{}
				}
				products[n] = c.Offering
			}
		}
	}
	if known == 0 {
		h.offering, h.alike = f.Offering, true
	}
	h.lapses = slices.Grow(h.lapses, len(f.Terms[known:]))
	for i := known; i < len(f.Terms); i++ {
		if product, switched := products[i]; switched {
			h.offering = product
		}
		h.lapses = append(h.lapses, f.Terms[i].lapsing(ed, f.Kind, h.offering))
		h.alike = h.alike && h.lapses[i] == h.lapses[0]
	}
}

// lapseOf returns how a debt with a due date lapses. There is more than one term.
func (h *holding) lapseOf(due calendar.Date) lapsing {
	if h.alike {
		return h.lapses[0]
	}
	return h.lapses[h.facts.termOf(due)]
}

// stopsEvery reports whether every debt takes access, given that one of the latest term does.
func (h *holding) stopsEvery() bool { return h.lapses == nil || h.alike && h.lapses[0].stops }

// takesNone returns the day from which a debt with a due date is known not to take access; the zero Date if it takes
// access, or if that depends on the latest term.
func (h *holding) takesNone(due calendar.Date) calendar.Date {
	if h.lapses == nil || h.lapseOf(due).stops {
		return calendar.Date{}
	}
	return h.facts.Terms[h.facts.termOf(due)].Ordered
}

// termOf returns the index of the term that covers a day, among those ordered by then: the first if it is before all of
// them, the last if it is after. A later order does not change a lapse that has started.
func (f *Facts) termOf(day calendar.Date) int {
	started := firstAfter(len(f.Terms), day, func(i int) calendar.Date { return f.Terms[i].Start })
	return max(0, min(started, f.orderedBy(day))-1)
}

// invoicesByDue returns the invoices in the order in which they are due.
func (f *Facts) invoicesByDue() []BilledInvoice {
	for i := range f.Invoices {
		if i > 0 && f.Invoices[i].Due.Before(f.Invoices[i-1].Due) {
			byDue := slices.Clone(f.Invoices)
			slices.SortFunc(byDue, func(a, b BilledInvoice) int { return a.Due.Compare(b.Due) })
			return byDue
		}
	}
	return f.Invoices
}

// debtsOver returns the debts of each of the days, which are in order; nil if there are no invoices. It takes the
// invoices by due date, so that the first one that is unpaid on a day is the earliest, and the day is done.
func (f *Facts) debtsOver(ed policy.Edition, days []calendar.Date, held []holding) []debts {
	if len(f.Invoices) == 0 {
		return nil
	}
	byDue := f.invoicesByDue()
	for i := range held {
		held[i].lapse(ed)
	}
	all := make([]debts, len(days))
	unpaid := newUnset(len(days))
	var stops, netTerms unset
	every := len(held) == 1 && held[0].stopsEvery()
	for i := range byDue {
		invoice := &byDue[i]
		if invoice.NothingOwed {
			continue
		}
		from, until := place(days, invoice.Issued), len(days)
		if settled := calendar.Earliest(invoice.Paid, invoice.Returned); !settled.IsZero() {
			until = place(days, settled)
		}
		for i := range unpaid.take(from, until) {
			if all[i].due = invoice.Due; every {
				all[i].stops = invoice.Due
			}
		}
		if every && !invoice.NetTerms {
			continue
		}
		if stops == nil {
			stops, netTerms = newUnset(len(days)), newUnset(len(days))
		}
		for h := range held {
			from, until := max(from, place(days, held[h].from)), until
			if h+1 < len(held) {
				until = min(until, place(days, held[h+1].from))
			}
			if none := held[h].takesNone(invoice.Due); !none.IsZero() {
				until = min(until, place(days, none))
			}
			if !every {
				for i := range stops.take(from, until) {
					all[i].stops = invoice.Due
				}
			}
			if invoice.NetTerms {
				for i := range netTerms.take(from, until) {
					all[i].netTerms = invoice.Due
				}
			}
		}
	}
	return all
}

// place returns the index of a day among days that are in order: that of the first which is not before it.
func place(days []calendar.Date, day calendar.Date) int {
	from, to := 0, len(days)
	for from < to {
		if middle := int(uint(from+to) / 2); days[middle].Before(day) {
			from = middle + 1
		} else {
			to = middle
		}
	}
	return from
}

// owe puts debts into a snapshot that has none. A debt that is due by the last covered day lapses as the term in which
// it is due does, but no later than the latest term would; last says how the latest term lapses.
func (s *snapshot) owe(ed policy.Edition, h *holding, last lapsing, owed debts) {
	s.owed, s.due = owed.due, owed.stops
	if s.due.IsZero() {
		return
	}
	by := last
	if h.lapses != nil && s.due.Before(s.renewal) {
		by = h.lapseOf(s.due)
	}
	if !by.stops {
		s.due = calendar.Date{}
		return
	}
	s.staged, s.exempt = by.staged, by.exempt
	s.layOut(ed, by, s.due)
	if by != last {
		debtless := *s
		debtless.layOut(ed, last, calendar.Date{})
		s.canceled = calendar.Earliest(s.canceled, debtless.canceled)
		s.gone = s.canceled
	}
	net := owed.netTerms
	s.prepay = !net.IsZero() && net.Before(s.canceled) && (last.stops || net.Before(s.renewal)) &&
		(s.ends.IsZero() || !s.ends.Before(s.canceled))
	s.cancel(s.ends)
}

// unset is the set of indexes of a list that have not been taken, as a union-find: each index points to itself if it is
// in the set, otherwise to a later one from which to go on. The last entry is one past the end of the list.
type unset []int32

// newUnset returns the set of the indexes below n.
func newUnset(n int) unset {
	all := make(unset, n+1)
	for i := range all {
		all[i] = int32(i)
	}
	return all
}

// next returns the first index from i on that has not been taken.
func (u unset) next(i int) int {
	for int(u[i]) != i {
		u[i] = u[u[i]]
		i = int(u[i])
	}
	return i
}

// take yields the indexes in [from, until) that have not been taken, and takes them.
func (u unset) take(from, until int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for i := u.next(from); i < until; i = u.next(i) {
			u[i]++
			yield(i)
		}
	}
}
