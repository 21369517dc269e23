package source

import (
	"example.com/billingrules/batch"
	"example.com/billingrules/calendar"
	"example.com/billingrules/examples/monthend/internal/answer"
	"example.com/billingrules/examples/monthend/internal/subs"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// word is a text that occurs in many rows, with everything that it can mean.
type word struct {
	text     string
	region   int
	exempt   []standing // as an offering, by region
	length   calendar.Term
	currency money.Currency
}

// standing is what a region says about an offering.
type standing struct{ asked, exempt, known bool }

// maxWords is the largest number of texts that are remembered.
const maxWords = 10_000

// word looks up a text, which nearly always has been met before.
func (t *table) word(text []byte) *word {
	if w, ok := t.words[string(text)]; ok {
		return w
	}
	w := &word{text: string(text)}
	w.region = t.asker.Region(policy.Region(w.text))
	w.length, _ = calendar.ParseTerm(w.text)    // zero if it is none
	w.currency, _ = money.ParseCurrency(w.text) // likewise
	if len(t.words) >= maxWords {
		clear(t.words)
	}
	t.words[w.text] = w
	return w
}

// addPlain adds a row from the columns, and reports whether it could. Anything missing or unusual is left to fill,
// which says what is wrong.
func (t *table) addPlain(rows *Rows, row int) bool {
	region, offering := t.region.vals[row], t.offering.vals[row]
	length, currency := t.length.vals[row], t.currency.vals[row]
	ordered, start, due := t.ordered.vals[row], t.start.vals[row], t.due.vals[row]
	net, seats := t.net.vals[row], t.seats.vals[row]
	if region == nil || offering == nil || length == nil || currency == nil || region.region < 0 ||
		!length.length.IsValid() || ordered.IsZero() || start.IsZero() || currency.currency.CheckOn(ordered) != nil ||
		seats < 1 || seats > 1<<30 || !t.srp.has[row] || net < 0 || net > 365 ||
		t.prices.has[row] || t.facts.has[row] || !subs.GoodID(t.id.vals[row]) || due.IsZero() == t.due.has[row] {
		return false
	}
	exempt, known := t.exempt(region.region, offering)
	if !known {
		return false
	}
	p := answer.Plain{
		Region: region.region, Currency: currency.currency,
		Net:     subs.Net{Days: int(net), ByInvoice: t.net.has[row]},
		Ordered: ordered, Start: start, End: t.ends.of(start, length.length, t.day0),
		Length: length.length, Due: due, Seats: int32(seats), SRP: t.srp.vals[row],
	}
	if exempt {
		p.Flags |= batch.Exempt
	}
	if t.autoRenew.vals[row] || !t.autoRenew.has[row] && t.asker.AutoRenews(p.Region, p.Ordered) {
		p.Flags |= batch.AutoRenew
	}
	rows.Block.AddPlain(&p)
	return true
}

// ends remembers when terms end: there are more rows than different days.
type ends [1 << 12]struct {
	start, end calendar.Date
	length     calendar.Term
}

func (e *ends) of(start calendar.Date, length calendar.Term, day0 calendar.Date) calendar.Date {
	at := &e[uint(4*start.Sub(day0)+int(length))%uint(len(e))]
	if at.start != start || at.length != length {
		at.start, at.length, at.end = start, length, start.AddMonths(length.Months())
	}
	return at.end
}

// exempt asks about an offering only once per region.
func (t *table) exempt(region int, offering *word) (exempt, known bool) {
	for len(offering.exempt) <= region {
		offering.exempt = append(offering.exempt, standing{})
	}
	s := &offering.exempt[region]
	if !s.asked {
		s.exempt, s.known = t.asker.Exempt(region, offering.text)
		s.asked = true
	}
	return s.exempt, s.known
}
