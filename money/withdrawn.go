package money

import (
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
)

// ErrWithdrawn is matched by the error that [Currency.CheckOn] returns for a currency that was withdrawn on or before
// the day. That error also matches billingrules.ErrConflict.
var ErrWithdrawn = fmt.Errorf("the currency is withdrawn: %w", input.ErrConflict)

// Withdrawn returns the first day on which nothing new may be priced in c, and true. For a currency in use and for the
// zero Currency it returns the zero Date and false. For BGN it is 2026-01-01: 2025-12-31 was its last day.
//
// It is the day from which ISO 4217 lists c as historic; testdata/withdrawn.csv has the source of each. Coins and
// notes may be legal tender for some weeks longer (those of BGN were until 2026-01-31), but nothing is billed in them.
func (c Currency) Withdrawn() (calendar.Date, bool) {
	i := int(c.i) - 1 - inUse
	if i < 0 {
		return calendar.Date{}, false
	}
	return calendar.MustParseDate(withdrawnDays[i*dayLen : (i+1)*dayLen]), true // a test reads every day of the table
}

// dayLen is the number of bytes of a day in the table.
const dayLen = len("2026-01-01")

// CheckOn checks that something can be priced in c on a day. The error matches [ErrWithdrawn] on the day that
// [Currency.Withdrawn] gives and from then on; it is nil before that day, and for a currency in use. The zero Currency
// and the zero Date are refused as missing.
//
// The day is that on which the price is made, not one of the days that are paid for: a year bought in BGN on 2025-12-31
// is priced in BGN, though most of it lies in 2026. An existing document is not priced again: reading, paying or
// crediting one in a withdrawn currency needs no check.
func (c Currency) CheckOn(day calendar.Date) error {
	const op = "money.Currency.CheckOn"
	if c.IsZero() {
		return input.Missing(op, "currency")
	}
	if day.IsZero() {
		return input.Missing(op, "day")
	}
	if gone, ok := c.Withdrawn(); ok && !day.Before(gone) {
		return input.Errorf(op, "currency", c, ErrWithdrawn,
			"was withdrawn on %s: nothing new is priced in it on %s", gone, day)
	}
	return nil
}
