package source

import (
	"strconv"

	"github.com/parquet-go/parquet-go"

	"example.com/billingrules/batch"
	"example.com/billingrules/calendar"
	"example.com/billingrules/examples/monthend/internal/answer"
	"example.com/billingrules/examples/monthend/internal/subs"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// epoch is day 0 of a Parquet file.
func epoch() calendar.Date { return calendar.MustParseDate("1970-01-01") }

// cells are a row of a Parquet file, as it was read.
type cells struct {
	region, offering, length, currency *word // nil if there is none
	net, seats, srp                    int64
	ordered, start, due                calendar.Date // zero if there is none, or no such day
	autoRenew                          bool
	null                               [columns]bool
	prices, facts                      []byte
}

// word is a text that is in many rows, with all that it can mean.
type word struct {
	text     string
	region   int
	length   calendar.Term
	currency money.Currency
}

// maxWords is how many texts are remembered.
const maxWords = 10_000

func (t *table) word(v parquet.Value) *word {
	text := v.ByteArray()
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

// read takes row i of the values at hand.
func (c *cells) read(t *table, i int) {
	*c = cells{}
	day := epoch()
	for n := range t.values {
		c.null[n] = t.values[n] == nil || t.values[n][i].IsNull()
		if c.null[n] {
			continue
		}
		v := t.values[n][i]
		switch n {
		case colRegion:
			c.region = t.word(v)
		case colOffering:
			c.offering = t.word(v)
		case colLength:
			c.length = t.word(v)
		case colCurrency:
			c.currency = t.word(v)
		case colNetDays:
			c.net = whole(v)
		case colSeats:
			c.seats = whole(v)
		case colSRP:
			c.srp = whole(v)
		case colOrdered:
			c.ordered = day.AddDays(int(v.Int32()))
		case colStart:
			c.start = day.AddDays(int(v.Int32()))
		case colUnpaidDue:
			c.due = day.AddDays(int(v.Int32()))
		case colAutoRenew:
			c.autoRenew = v.Boolean()
		case colPrices:
			c.prices = v.ByteArray()
		case colFacts:
			c.facts = v.ByteArray()
		}
	}
}

func whole(v parquet.Value) int64 {
	if v.Kind() == parquet.Int32 {
		return int64(v.Int32())
	}
	return v.Int64()
}

// addPlain adds a row over columns, and reports whether it could: whatever is missing or unusual is left to fill, which
// says what is wrong.
func (t *table) addPlain(rows *Rows, row int, id []byte) bool {
	c := &t.cells[row]
	if c.region == nil || c.offering == nil || c.length == nil || c.currency == nil || c.region.region < 0 ||
		!c.length.length.IsValid() || c.currency.currency.IsZero() || c.ordered.IsZero() || c.start.IsZero() ||
		c.seats < 1 || c.seats > 1<<30 || c.null[colSRP] || c.net < 0 || c.net > 365 ||
		!c.null[colPrices] || !c.null[colFacts] || !subs.GoodID(id) || c.due.IsZero() != c.null[colUnpaidDue] {
		return false
	}
	exempt, known := t.asker.Exempt(c.region.region, c.offering.text)
	if !known {
		return false
	}
	p := answer.Plain{
		Region: c.region.region, Currency: c.currency.currency,
		Net:     subs.Net{Days: int(c.net), ByInvoice: !c.null[colNetDays]},
		Ordered: c.ordered, Start: c.start, End: c.start.AddMonths(c.length.length.Months()),
		Length: c.length.length, Due: c.due, Seats: int32(c.seats), SRP: c.srp,
	}
	if exempt {
		p.Flags |= batch.Exempt
	}
	if auto := t.asker.AutoRenews(p.Region, p.Ordered); c.null[colAutoRenew] && auto || c.autoRenew {
		p.Flags |= batch.AutoRenew
	}
	rows.Block.AddPlain(&p)
	return true
}

// fill makes a record of the row.
func (c *cells) fill(r *subs.Record, id string) error {
	*r = subs.Record{ID: id}
	var bad subs.Faults
	missing := func(column int, is bool) {
		if is {
			bad = append(bad, subs.Fault{Field: described()[column].name, Reason: "is missing"})
		}
	}
	if missing(colRegion, c.region == nil); c.region != nil {
		r.Region = policy.Region(c.region.text)
	}
	r.Net = subs.Net{Days: int(c.net), ByInvoice: !c.null[colNetDays]}
	if !c.null[colFacts] || !c.null[colPrices] {
		bad = append(bad, c.history(r)...)
	} else {
		for column := colOffering; column <= colSRP; column++ {
			missing(column, c.null[column])
		}
		if len(bad) == 0 {
			bad = append(bad, c.bought(r)...)
		}
	}
	if len(bad) > 0 {
		return bad
	}
	return nil
}

// history reads the facts of a row that has them; then it must not have others beside them.
func (c *cells) history(r *subs.Record) subs.Faults {
	var bad subs.Faults
	for column := colOffering; column <= colUnpaidDue; column++ {
		if !c.null[column] {
			bad = append(bad, subs.Fault{Field: described()[column].name, Reason: "must be empty beside facts"})
		}
	}
	if err := r.SRP.ReadJSON(c.prices); !c.null[colPrices] && err != nil {
		bad = append(bad, subs.FaultsOf("srp", err)...)
	}
	if c.null[colFacts] {
		return append(bad, subs.Fault{Field: "facts", Reason: "is missing"})
	}
	if err := subs.ReadFacts(c.facts, &r.Facts); err != nil {
		bad = append(bad, subs.FaultsOf("facts", err)...)
	}
	return bad
}

// bought makes facts of the columns.
func (c *cells) bought(r *subs.Record) subs.Faults {
	var bad subs.Faults
	refuse := func(column int, value, reason string) {
		bad = append(bad, subs.Fault{Field: described()[column].name, Value: value, Reason: reason})
	}
	for _, d := range []struct {
		column int
		day    calendar.Date
	}{{colOrdered, c.ordered}, {colStart, c.start}, {colUnpaidDue, c.due}} {
		if d.day.IsZero() && !c.null[d.column] {
			refuse(d.column, "", "is not a day from 0001-01-01 to 9999-12-31")
		}
	}
	var srp money.Amount
	if c.currency.currency.IsZero() {
		_, err := money.ParseCurrency(c.currency.text)
		bad = append(bad, subs.FaultsOf("", err)...)
	} else if c.srp < 0 {
		refuse(colSRP, strconv.FormatInt(c.srp, 10), "is negative")
	} else {
		srp, _ = money.FromMinor(c.srp, c.currency.currency) // the currency is known
	}
	if !c.length.length.IsValid() {
		_, err := calendar.ParseTerm(c.length.text)
		bad = append(bad, subs.FaultsOf("", err)...)
	}
	if len(bad) > 0 {
		return bad
	}
	term := lifecycle.BoughtTerm{
		Ordered: c.ordered, Start: c.start, End: c.start.AddMonths(c.length.length.Months()), Length: c.length.length,
	}
	r.Facts = lifecycle.Facts{
		Kind: policy.Subscription, Offering: c.offering.text, Anchor: c.start, Seats: int(c.seats),
		Terms: []lifecycle.BoughtTerm{term},
	}
	if !c.null[colAutoRenew] {
		r.Facts.Changes = []lifecycle.Change{{
			What: lifecycle.AutoRenewSwitched, Asked: c.ordered, Effective: c.ordered, AutoRenew: c.autoRenew,
		}}
	}
	if !c.due.IsZero() {
		r.Facts.Invoices = []lifecycle.BilledInvoice{{Number: "1", Issued: c.ordered, Due: c.due}}
	}
	r.SRP[c.length.length] = srp
	return nil
}
