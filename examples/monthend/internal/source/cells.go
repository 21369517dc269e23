package source

import (
	"strconv"

	"example.com/billingrules/calendar"
	"example.com/billingrules/examples/monthend/internal/subs"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// epoch is day 0 of a Parquet file.
func epoch() calendar.Date { return calendar.MustParseDate("1970-01-01") }

// cells are a row of a Parquet file, as read.
type cells struct {
	region, offering, length, currency *word // nil if there is none
	net, seats, srp                    int64
	ordered, start, due                calendar.Date // zero if there is none, or the day does not exist
	autoRenew                          bool
	has                                uint16 // a bit for each column that is not null
	prices, facts                      []byte
}

// null reports whether a column has nothing in the row.
func (c *cells) null(column int) bool { return c.has&(1<<column) == 0 }

// cells returns one of the current rows.
func (t *table) cells(row int) *cells {
	c := &cells{
		region: t.region.vals[row], offering: t.offering.vals[row],
		length: t.length.vals[row], currency: t.currency.vals[row],
		net: t.net.vals[row], seats: t.seats.vals[row], srp: t.srp.vals[row],
		ordered: t.ordered.vals[row], start: t.start.vals[row], due: t.due.vals[row],
		autoRenew: t.autoRenew.vals[row], prices: t.prices.vals[row], facts: t.facts.vals[row],
	}
	for i, column := range t.columns() {
		if column.filled(row) {
			c.has |= 1 << i
		}
	}
	return c
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
	r.Net = subs.Net{Days: int(c.net), ByInvoice: !c.null(colNetDays)}
	if !c.null(colFacts) || !c.null(colPrices) {
		bad = append(bad, c.history(r)...)
	} else {
		for column := colOffering; column <= colSRP; column++ {
			missing(column, c.null(column))
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

// history reads the facts of a row that has them; the row must then have no values in the columns for facts.
func (c *cells) history(r *subs.Record) subs.Faults {
	var bad subs.Faults
	for column := colOffering; column <= colUnpaidDue; column++ {
		if !c.null(column) {
			bad = append(bad, subs.Fault{Field: described()[column].name, Reason: "must be empty beside facts"})
		}
	}
	if err := r.SRP.ReadJSON(c.prices); !c.null(colPrices) && err != nil {
		bad = append(bad, subs.FaultsOf("srp", err)...)
	}
	if c.null(colFacts) {
		return append(bad, subs.Fault{Field: "facts", Reason: "is missing"})
	}
	if err := subs.ReadFacts(c.facts, &r.Facts); err != nil {
		bad = append(bad, subs.FaultsOf("facts", err)...)
	}
	return bad
}

// named returns the faults of a value under the name of its column.
func named(column int, err error) subs.Faults {
	faults := subs.FaultsOf("", err)
	for i := range faults {
		faults[i].Field = described()[column].name
	}
	return faults
}

// bought turns the columns into facts.
func (c *cells) bought(r *subs.Record) subs.Faults {
	var bad subs.Faults
	refuse := func(column int, value, reason string) {
		bad = append(bad, subs.Fault{Field: described()[column].name, Value: value, Reason: reason})
	}
	for _, d := range []struct {
		column int
		day    calendar.Date
	}{{colOrdered, c.ordered}, {colStart, c.start}, {colUnpaidDue, c.due}} {
		if d.day.IsZero() && !c.null(d.column) {
			refuse(d.column, "", "is not a day from 0001-01-01 to 9999-12-31")
		}
	}
	var srp money.Amount
	if c.currency.currency.IsZero() {
		_, err := money.ParseCurrency(c.currency.text)
		bad = append(bad, named(colCurrency, err)...)
	} else if c.srp < 0 {
		refuse(colSRP, strconv.FormatInt(c.srp, 10), "is negative")
	} else {
		srp, _ = money.FromMinor(c.srp, c.currency.currency) // the currency is known
	}
	if !c.length.length.IsValid() {
		_, err := calendar.ParseTerm(c.length.text)
		bad = append(bad, named(colLength, err)...)
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
	if !c.null(colAutoRenew) {
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
