// Package money has exact amounts that carry their currency. They are rounded only when you say so, and if one is
// split, its parts always add up to it.
//
// # Values
//
// A [Currency] is an ISO 4217 code with a minor unit: 2 places for EUR, 0 for JPY, 3 for KWD, 4 for CLF. Codes without
// a minor unit are errors. An [Amount] is a decimal number and a currency. A [Rounding] is a number of places and a
// [Mode].
//
// Amounts come in through [New], [Parse], [ParseAmount], [FromMinor], JSON, text or a database column. Absurd values
// are refused there, at once and without computing anything: text of more than 64 bytes, an exponent outside
// −28…18, more than 34 digits or 28 places. After that every operation is fast, and a result that would need more
// than 34 digits is an error, never a wrong number.
//
// Digits are counted as the amount is written, with at least the places of the minor unit. The largest amount in EUR
// has 32 digits before the point.
//
// # Withdrawn currencies
//
// Stored documents outlive their currency. Currencies withdrawn in 2010 or later, such as HRK and BGN, are read,
// computed and written like those in use, so that an old invoice can be paid and credited. [Currency.Withdrawn] gives
// the first day without the currency. An amount carries no date, so code that makes a new price calls
// [Currency.CheckOn], which returns [ErrWithdrawn] from that day on. Currencies withdrawn before 2010 are unknown.
//
// # Zero values
//
// The zero Amount has no currency. It is not EUR 0.00: operations refuse it, and it is written as "" in text and null
// in JSON, and read back from those. [Amount.IsZero] finds it; to ask whether nothing is to be paid, compare
// [Amount.Sign] with 0. The zero Currency, Mode and Rounding are refused, too.
//
// # Comparing
//
// Comparing amounts with == does not compile. [Amount.Equal] and [Amount.Cmp] compare by value: 2.5 equals 2.50.
// Currency, Mode and Rounding are comparable.
//
// # Rounding
//
// [Amount.MulDiv] is how a price, a tax or a share is computed: multiply, divide once, and let the remainder decide.
// There is no division on its own, because multiplying a rounded quotient is how a cent gets lost.
//
// # Rules
//
// The package has no billing rules of its own. These rules of other packages rest on it:
//
//	proration.price       Amount.MulDiv with the price, days × seats and the divisor;
//	                      Currency.Rounding(HalfUp) by default
//	proration.daily-rate  Amount.Truncated prints the rate; a rounded one is never multiplied
//	invoice.split         Amount.Split
//	invoice.tax           Amount.MulDiv per line, Sum for the total, Sums for several currencies
//
// # Independence
//
// No result depends on anything but its operands. The decimal library has package variables that change how its own
// division, text and JSON behave; this package calls nothing that reads them.
//
// # Errors
//
// An error reads "package.Func: field value: what is wrong", and errors.Is finds in it one of the sentinels that
// package billingrules exports: missing, unreadable, out of range, unknown, another currency, contradictory.
// ErrWithdrawn is of the last kind.
package money
