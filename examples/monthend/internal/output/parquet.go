package output

import (
	"github.com/parquet-go/parquet-go"

	"example.com/billingrules/calendar"
	"example.com/billingrules/examples/monthend/internal/answer"
)

// Rows of the tables of results. Dates are days since 1970-01-01, amounts are in minor units of the currency.
type (
	phaseRow struct {
		ID         string `parquet:"id,delta"`
		Phase      string `parquet:"phase,dict"`
		Renewal    *int32 `parquet:"renewal,optional,date"`
		Opens      *int32 `parquet:"windowOpens,optional,date"`
		Days       *int32 `parquet:"days,optional"`
		PriceMinor *int64 `parquet:"priceMinor,optional"`
		Currency   string `parquet:"currency,optional,dict"`
	}

	nextRow struct {
		ID         string `parquet:"id,delta"`
		Renewal    int32  `parquet:"renewal,date"`
		AutoRenew  bool   `parquet:"autoRenew"`
		Allowed    bool   `parquet:"allowed"`
		Rule       string `parquet:"rule,dict"`
		Opens      *int32 `parquet:"windowOpens,optional,date"`
		Length     string `parquet:"length,optional,dict"`
		Seats      int32  `parquet:"seats"`
		PriceMinor *int64 `parquet:"priceMinor,optional"`
		Currency   string `parquet:"currency,optional,dict"`
	}

	chargeRow struct {
		ID          string `parquet:"id,delta"`
		Number      int32  `parquet:"number"`
		Of          int32  `parquet:"of"`
		Date        int32  `parquet:"date,date"`
		Due         int32  `parquet:"due,date"`
		From        int32  `parquet:"coversFrom,date"`
		To          int32  `parquet:"coversTo,date"` // not included
		AmountMinor int64  `parquet:"amountMinor"`
		Currency    string `parquet:"currency,dict"`
	}
)

const (
	tableRows = 1 << 17 // of a row group
	held      = 4096    // rows that go into the table together
)

// columns writes rows of one kind as a Parquet file.
type columns[T any] struct {
	out  *parquet.GenericWriter[T]
	rows []T
	fill func(c *columns[T], id string, r *answer.Result)
	day0 calendar.Date
	ints []int32 // that the rows at hand point to
	sums []int64
}

// table begins the table of a kind.
func table(kind Kind, out *Aside) rows {
	switch kind {
	case Phases:
		return columnsOf(out, fillPhase)
	case Renewals:
		return columnsOf(out, fillNext)
	case Due, Invoices:
	}
	return columnsOf(out, func(c *columns[chargeRow], id string, r *answer.Result) {
		for i := range r.Charges {
			if charge := &r.Charges[i]; kind == Due && charge.IsDue || kind == Invoices && charge.Dated {
				c.rows = append(c.rows, c.charge(id, charge))
			}
		}
	})
}

func columnsOf[T any](out *Aside, fill func(*columns[T], string, *answer.Result)) *columns[T] {
	return &columns[T]{
		out: parquet.NewGenericWriter[T](out,
			parquet.Compression(&parquet.Snappy), parquet.MaxRowsPerRowGroup(tableRows),
			parquet.CreatedBy("monthend", "", "")),
		fill: fill, day0: calendar.MustParseDate("1970-01-01"),
	}
}

func (c *columns[T]) add(id []byte, r *answer.Result) error {
	c.fill(c, string(id), r)
	if len(c.rows) < held {
		return nil
	}
	return c.flush()
}

func (c *columns[T]) flush() error {
	_, err := c.out.Write(c.rows)
	clear(c.rows)
	c.rows, c.ints, c.sums = c.rows[:0], c.ints[:0], c.sums[:0]
	return err
}

func (c *columns[T]) end() error {
	if err := c.flush(); err != nil {
		return err
	}
	return c.out.Close()
}

func (c *columns[T]) day(d calendar.Date) int32 { return int32(d.Sub(c.day0)) }

// number returns a place for a number that a row has.
func (c *columns[T]) number(n int32) *int32 {
	c.ints = append(c.ints, n) // where the list grows, the older places stay valid
	return &c.ints[len(c.ints)-1]
}

func (c *columns[T]) sum(n int64) *int64 {
	c.sums = append(c.sums, n)
	return &c.sums[len(c.sums)-1]
}

// date returns a place for a date; nil for none.
func (c *columns[T]) date(d calendar.Date) *int32 {
	if d.IsZero() {
		return nil
	}
	return c.number(c.day(d))
}

func fillPhase(c *columns[phaseRow], id string, r *answer.Result) {
	row := phaseRow{ID: id, Phase: r.Phase.String(), Renewal: c.date(r.Renewal), Opens: c.date(r.Opens)}
	if r.Priced {
		row.Days, row.PriceMinor, row.Currency = c.number(r.Days), c.sum(r.Price), r.Currency.String()
	}
	c.rows = append(c.rows, row)
}

func fillNext(c *columns[nextRow], id string, r *answer.Result) {
	n := r.Next
	if n == nil {
		return
	}
	row := nextRow{
		ID: id, Renewal: c.day(r.Renewal), AutoRenew: n.AutoRenew, Allowed: n.Decision.Allowed(),
		Rule: string(n.Decision.Rule), Opens: c.date(r.Opens), Seats: int32(n.Seats),
	}
	if n.Length.IsValid() {
		row.Length = n.Length.String()
	}
	if n.Priced {
		row.PriceMinor, row.Currency = c.sum(n.Price), r.Currency.String()
	}
	c.rows = append(c.rows, row)
}

func (c *columns[T]) charge(id string, charge *answer.Charge) chargeRow {
	return chargeRow{
		ID: id, Number: int32(charge.Number), Of: int32(charge.Of), Date: c.day(charge.Date), Due: c.day(charge.Due),
		From: c.day(charge.Covers.Start()), To: c.day(charge.Covers.End()),
		AmountMinor: charge.Minor, Currency: charge.Amount.Currency().String(),
	}
}
