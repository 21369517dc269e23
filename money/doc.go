// Package money holds amounts that are exact until they are rounded, once, on purpose; that carry their currency; and
// whose parts always add up to their whole.
//
// # Values
//
// A [Currency] is an ISO 4217 code with a minor unit: 2 places for EUR, 0 for JPY, 3 for KWD, 4 for CLF. Codes without
// a minor unit are errors. An [Amount] is a decimal number and a currency. A [Rounding] is a number of places and a
// [Mode].
//
// Amounts come in through [New], [Parse], [ParseAmount], [FromMinor], JSON, text or a database column. What is absurd
// is refused there, at once and without computing anything: text of more than 64 bytes, an exponent outside −28…18,
// more than 34 digits or 28 places. Behind that door every operation is fast, and a result that would need more than
// 34 digits is an error, never a wrong number.
//
// The digits are counted as they are written: with the places of the minor unit at least. The largest amount in EUR
// has 32 digits before the point.
//
// # Withdrawn currencies
//
// What is stored outlives its currency. Currencies withdrawn since 2010, such as HRK and BGN, are read, computed and
// written like those in use, so that an old invoice can be paid and credited. [Currency.Withdrawn] gives the first day
// without the currency. Amounts know no day, so whoever makes a price on a day asks [Currency.CheckOn], which refuses
// from that day on with [ErrWithdrawn]. Currencies withdrawn before 2010 are unknown.
//
// # Zero values
//
// The zero Amount has no currency. It is not EUR 0.00: operations refuse it by name, text and JSON write it as "" and
// null and read it back. [Amount.IsZero] finds it; whether nothing is to be paid is [Amount.Sign] == 0. The zero
// Currency, Mode and Rounding are refused likewise.
//
// # Comparing
//
// Amounts do not compile with ==. [Amount.Equal] and [Amount.Cmp] go by value: 2.5 equals 2.50. Currency, Mode and
// Rounding are comparable.
//
// # Rounding
//
// [Amount.MulDiv] is how a price, a tax or a share is computed: multiply, divide once, and let the remainder decide.
// There is no method that divides without rounding, because such a quotient, multiplied again, is how a cent gets
// lost.
//
// # Rules
//
// The package knows no rule of billing. These rest on it:
//
//	proration.price       Amount.MulDiv with the price, days × seats and the divisor;
//	                      Currency.Rounding(HalfUp) by default
//	proration.daily-rate  Amount.Truncated prints the rate; a rounded one is never multiplied
//	invoice.split         Amount.Split
//	invoice.tax           Amount.MulDiv per line, Sum for the total, Sums where there are several currencies
//
// # Independence
//
// No result depends on anything but its operands. The decimal library has package variables that change how its own
// division, text and JSON behave; nothing here uses what reads them.
//
// # Errors
//
// An error reads "package.Func: field value: what is wrong", and errors.Is finds in it one of the sentinels that
// package billingrules exports: missing, unreadable, out of range, unknown, another currency, contradictory.
// [ErrWithdrawn] is a kind of contradictory.
package money
