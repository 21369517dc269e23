package batch

import (
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/proration"
)

// Columns has the facts of many subscriptions, one row each. All columns have the same length. Only Due may have zero
// Dates.
type Columns struct {
	Ordered []calendar.Date // the day of the order, not after the start
	Start   []calendar.Date // the first covered day; also the anchor
	End     []calendar.Date // the renewal date R: one full term after the start
	Length  []calendar.Term
	Due     []calendar.Date // the due date of the unpaid invoice; the zero Date if there is none
	Seats   []int32         // 1 to proration.MaxSeats
	SRP     []int64         // list price of one seat for one full term, before tax, in minor units; 0 or more
	Flags   []Flags

	// Finer is the number of decimal places that the prices in SRP have below the minor unit: 0 if they are in minor
	// units, 1 if in tenths of them, and so on up to 6. It holds for the whole column.
	Finer int
}

// maxFiner is the largest number of decimals that a list price can have beyond those of the minor unit of its currency.
const maxFiner = 6

// Flags are further facts of a row.
type Flags uint8

// The flags of a row, which can be combined with |.
const (
	AutoRenew Flags = 1 << iota // auto-renew is on
	Exempt                      // the offering is exempt from the stages: policy.Edition.IsExempt
	History                     // the row is not plain, and is left to the scalar calls
)

const allFlags = AutoRenew | Exempt | History

// Answers has the answers, row by row, in columns that the caller provides. All of them have the same length as those
// of [Columns].
type Answers struct {
	Phase       []lifecycle.Phase // 0 before the first covered day
	WindowOpens []calendar.Date   // the first day of the renewal window; the zero Date if there is no window
	Days        []int32           // the charged days from the day up to the renewal date
	Price       []int64           // the price of those days, before tax, in minor units
	Row         []Outcome         // which answers the row has; the others are zero
}

// run is the number of rows that are answered at a time: as many as fit, with their answers, into a processor's cache.
const run = 256

// cut makes c the rows of all from one index up to another.
func (c *Columns) cut(all *Columns, from, to int) {
	c.Ordered, c.Start, c.End = all.Ordered[from:to], all.Start[from:to], all.End[from:to]
	c.Length, c.Due, c.Seats = all.Length[from:to], all.Due[from:to], all.Seats[from:to]
	c.SRP, c.Flags, c.Finer = all.SRP[from:to], all.Flags[from:to], all.Finer
}

// cut makes a the rows of all from one index up to another.
func (a *Answers) cut(all *Answers, from, to int) {
	a.Phase, a.WindowOpens, a.Days = all.Phase[from:to], all.WindowOpens[from:to], all.Days[from:to]
	a.Price, a.Row = all.Price[from:to], all.Row[from:to]
}

// clear makes all answers zero.
func (a *Answers) clear() {
	clear(a.Phase)
	clear(a.WindowOpens)
	clear(a.Days)
	clear(a.Price)
	clear(a.Row)
}

// set gives a row an outcome and zero answers.
func (a *Answers) set(i int, row Outcome) {
	a.Phase[i], a.WindowOpens[i], a.Days[i], a.Price[i], a.Row[i] = 0, calendar.Date{}, 0, 0, row
}

// check refuses columns and answers whose lengths differ, and a price column that is too fine.
func check(op string, in *Columns, out *Answers) error {
	rows := len(in.Start)
	for i, n := range [...]int{
		len(in.Ordered), len(in.End), len(in.Length), len(in.Due), len(in.Seats), len(in.SRP), len(in.Flags),
		len(out.Phase), len(out.WindowOpens), len(out.Days), len(out.Price), len(out.Row),
	} {
		if n != rows {
			column := [...]string{
				"ordered", "end", "length", "due", "seats", "srp", "flags",
				"answers.phase", "answers.windowOpens", "answers.days", "answers.price", "answers.row",
			}[i]
			return input.Errorf(op, column, n, input.ErrConflict, "must have as many rows as start, %d", rows)
		}
	}
	return input.Range(op, "finer", in.Finer, 0, maxFiner)
}

// row is the facts of one row.
type row struct {
	ordered, start, end calendar.Date
	length              calendar.Term
	seats               int32
	srp                 int64
	flags               Flags
}

func (c *Columns) row(i int) row {
	return row{c.Ordered[i], c.Start[i], c.End[i], c.Length[i], c.Seats[i], c.SRP[i], c.Flags[i]}
}

// refuse returns what is wrong with a bad row.
func (e *Engine) refuse(op string, i int, r row) error {
	at := func(column string) string { return fmt.Sprintf("%s[%d]", column, i) }
	switch {
	case r.flags&^allFlags != 0:
		return input.Errorf(op, at("flags"), uint8(r.flags), input.ErrUnknown, "has a flag that is not known")
	case !r.length.IsValid():
		_, err := r.length.MarshalText()
		return input.At(err, op, at("length"))
	case r.ordered.IsZero():
		return input.Missing(op, at("ordered"))
	case r.start.IsZero():
		return input.Missing(op, at("start"))
	case r.end.IsZero():
		return input.Missing(op, at("end"))
	case r.seats < 1 || r.seats > proration.MaxSeats:
		return input.Range(op, at("seats"), int(r.seats), 1, proration.MaxSeats)
	case r.srp < 0:
		return input.Errorf(op, at("srp"), r.srp, input.ErrRange, "is negative")
	case r.ordered.After(r.start):
		return input.Errorf(op, at("ordered"), r.ordered, input.ErrConflict,
			"is after the start %s: nothing is bought for days that are over", r.start)
	case r.start.AddMonths(r.length.Months()) != r.end:
		return input.Errorf(op, at("end"), r.end, input.ErrConflict, "is not the end of the %s term, %s", r.length,
			r.start.AddMonths(r.length.Months()))
	}
	return input.Errorf(op, at("ordered"), r.ordered, input.ErrConflict,
		"is more than a renewal window and a term before the start %s", r.start)
}
