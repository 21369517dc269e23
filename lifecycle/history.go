package lifecycle

import (
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
)

// history works out every snapshot of facts that are otherwise good. It reports what was bought or canceled when the
// subscription was already Canceled, seats that were added when nothing was covered, and a charge that failed when no
// renewal was to be charged.
func (c *checker) history(s *state) {
	f := &s.facts
	var room [8]calendar.Date
	days := f.eventDays(room[:0])
	c.failedEarly(f, f.Terms[0].Ordered, f.Terms[0].End)
	var one [1]holding
	held := f.holdings(one[:0])
	debts := f.debtsOver(s.edition, days, held)
	s.earlier = make([]snapshot, 0, f.mostEarlier(len(days[1:]), debts))
	var p progress
	var facts snapshot // what follows from the facts without the invoices
	var lapses lapsing // how their latest term does
	var before *snapshot
	for i, day := range days {
		h, last := holdingOn(held, day), i+1 == len(days)
		acted, news := p.advance(h.facts, day)
		same := debts != nil && !acted && debts[i] == debts[i-1]
		if same && !last && before.phase(f.Terms[0].Start, day) != Canceled {
			continue // only invoices were issued or paid, and none of them is what counts
		}
		now, place := &s.now, len(s.earlier)
		if !last {
			s.earlier = append(s.earlier, snapshot{})
			now = &s.earlier[place]
		}
		if !news {
			*now = facts
		} else if lapses = now.derive(s.edition, &p, day); !last {
			facts = *now
		}
		now.from, now.since, now.place = day, day, int32(place)
		if debts != nil {
			now.owe(s.edition, h, lapses, debts[i])
		}
		now.takeBack(f)
		if before != nil {
			c.follow(s.edition, f, now, before)
		} else if by := now.canceled; by.Before(day) || by == day && by.Before(now.settled.canceled) {
			c.afterTheEnd(s.edition, f, day, now) // an invoice is older than the first order, and long overdue
		}
		if acted && (day.Before(f.Terms[0].Start) || !day.Before(now.renewal)) {
			c.uncovered(f, day)
		}
		before = now
	}
}

// mostEarlier returns the largest number of snapshots that the facts can need before the last one, given the number of
// days on which something becomes known and the debts on each of them.
func (f *Facts) mostEarlier(days int, owed []debts) int {
	most := len(f.Terms) + len(f.Changes) + len(f.FailedCharges) + len(f.Returns)
	most++ // for a cancellation
	for i := range owed {
		if i > 0 && owed[i] != owed[i-1] {
			most++
		}
	}
	return min(most, days)
}

// follow puts a snapshot behind the one before it.
func (c *checker) follow(ed policy.Edition, f *Facts, s, before *snapshot) {
	first, day := f.Terms[0].Start, s.from
	if !day.Before(before.gone) {
		c.afterTheEnd(ed, f, day, before)
	}
	c.failed(ed, f, day, before)
	phase := before.phase(first, day)
	if phase == Canceled && !s.renewal.After(before.renewal) {
		s.stay(before) // for good, even if it is paid now
	}
	if yesterday := day.AddDays(-1); s.phase(first, day) == before.phase(first, yesterday) {
		s.since = before.start(first, yesterday)
	}
}

// stay keeps a subscription Canceled.
func (s *snapshot) stay(before *snapshot) {
	s.prepay = before.prepay
	s.canceled, s.gone = before.canceled, calendar.Earliest(before.gone, s.gone)
	s.settled.canceled, s.settled.gone = s.canceled, s.gone
	s.returned = before.returned
}

// eventDays appends the days on which something becomes known, each once, in order. What is older than the first order,
// as an imported invoice can be, becomes known with that order: before it there is no subscription.
func (f *Facts) eventDays(days []calendar.Date) []calendar.Date {
	days = slices.Grow(days, len(f.Terms)+2*len(f.Invoices)+len(f.Changes)+len(f.FailedCharges)+len(f.Returns)+1)
	for i := range f.Terms {
		days = append(days, f.Terms[i].Ordered)
	}
	first := f.Terms[0].Ordered
	for i := range f.Invoices {
		days = append(days, calendar.Latest(f.Invoices[i].Issued, first))
	}
	for i := range f.Invoices {
		if paid := f.Invoices[i].Paid; !paid.IsZero() {
			days = append(days, calendar.Latest(paid, first))
		}
	}
	for i := range f.Changes {
		days = append(days, f.Changes[i].Asked)
	}
	days = append(days, f.FailedCharges...)
	for i := range f.Returns {
		days = append(days, f.Returns[i].Day)
	}
	if !f.Cancellation.IsZero() {
		days = append(days, f.Cancellation.Asked)
	}
	if firstRun(days) < len(days) {
		days = mergeRuns(days)
	}
	return slices.Compact(days)
}

// mergeRuns sorts days. They come from a few lists, most of which are in order, so it merges neighbouring runs until
// there is only one.
func mergeRuns(days []calendar.Date) []calendar.Date {
	var most [128]calendar.Date
	for room := most[:0]; ; {
		first := firstRun(days)
		if first == len(days) {
			return days
		}
		merged := slices.Grow(room, len(days))
		for rest := days; len(rest) > 0; first = firstRun(rest) {
			second := first + firstRun(rest[first:])
			merged = appendMerged(merged, rest[:first], rest[first:second])
			rest = rest[second:]
		}
		room = merged[:copy(days, merged)][:0]
	}
}

// firstRun returns the number of days at the start that are in order.
func firstRun(days []calendar.Date) int {
	for i := 1; i < len(days); i++ {
		if days[i].Before(days[i-1]) {
			return i
		}
	}
	return len(days)
}

// appendMerged appends the days of two lists that are in order, in order.
func appendMerged(all, a, b []calendar.Date) []calendar.Date {
	for len(a) > 0 && len(b) > 0 {
		if b[0].Before(a[0]) {
			a, b = b, a
		}
		all, a = append(all, a[0]), a[1:]
	}
	return append(append(all, a...), b...)
}

// progress is how far the lists of facts are known: how many of each, all but the invoices.
type progress struct {
	facts                           *Facts // without what was returned by then
	terms, changes, failed, returns int

	product  string        // of the last covered day,
	since    calendar.Date // since when; zero if since the start
	open     []*Change     // the switches to another product that do not count yet
	switched *Change       // the latest switch of auto-renew; nil if there is none
}

// advance moves on to a day; f has the facts without what was returned by that day. It reports whether anything other
// than an invoice happened on the day, and whether phases and windows depend on what happened.
func (p *progress) advance(f *Facts, day calendar.Date) (acted, news bool) {
	news = f.Cancellation.Asked == day
	if f != p.facts {
		news, *p = true, progress{facts: f, product: f.Offering}
	}
	for ; p.terms < len(f.Terms) && !f.Terms[p.terms].Ordered.After(day); p.terms++ {
		news = true
	}
	for ; p.changes < len(f.Changes) && !f.Changes[p.changes].Asked.After(day); p.changes++ {
		c := &f.Changes[p.changes]
		acted = true
		switch news = news || c.What != SeatsChanged; c.What {
		case ProductSwitched:
			p.open = append(p.open, c)
		case AutoRenewSwitched:
			p.switched = c
		case SeatsChanged, TermChanged:
		}
	}
	for ; p.failed < len(f.FailedCharges) && !f.FailedCharges[p.failed].After(day); p.failed++ {
		news = true
	}
	for ; p.returns < len(f.Returns) && !f.Returns[p.returns].Day.After(day); p.returns++ {
		acted = true
	}
	return acted || news, news
}

// offering returns the product of the last covered day, as known on the day to which p was advanced. Switches that
// count or are superseded by then are not looked at again.
func (p *progress) offering(ed policy.Edition, day calendar.Date) string {
	if len(p.open) == 0 {
		return p.product
	}
	k := p.facts.knownOn(ed, day)
	last := k.last().End.AddDays(-1)
	open := p.open[:0]
	for _, c := range p.open {
		switch from := k.effective(*c); {
		case from.After(last) || !k.takesEffect(*c, from):
			open = append(open, c)
		case !from.Before(p.since):
			p.product, p.since = c.Offering, from
		}
	}
	p.open = open
	return p.product
}
