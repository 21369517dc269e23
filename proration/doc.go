// Package proration prices a part of a term, exactly: one seat added in mid-term, an extension to a common date,
// the stub up to an anniversary.
//
//	price = SRP ÷ standard days of the term × days bought × seats
//
// The division is done once, on integers, and its remainder decides the one rounding, at the end, unless the edition
// reads the page otherwise. [Price] returns a [Charge], which carries every operand and reads the arithmetic out. Read
// from JSON, and before it is billed, it is worked out again: [Charge.Check]. A full term, such as a purchase or a
// renewal, costs its list price: [FullTerm].
//
// # Rules
//
//	proration.standard-days   Price      the divisor comes from the edition and knows no leap years
//	proration.daily-rate      DailyRate  SRP ÷ divisor, as a fraction
//	proration.price           Price      one division, one rounding, to the minor unit; see proration.roundAt below
//	                          FullTerm   SRP × seats
//	proration.days            Days       from the transaction through the last covered day, both counted
//	proration.leap            Days       three day counts, below
//	proration.pre-tax         Price      the SRP and the charge are before tax
//
// # Leap years
//
// The vendor "takes no account of leap years". That can be read in three ways, and the edition names one:
//
//   - [policy.Standard], the default: a full service year counts 365 and a full service month 30, a partial one its
//     real days but never more. A full term costs exactly its SRP, and a full service year of a three-year term exactly
//     a third.
//   - [policy.Actual]: the days of the calendar, all of them.
//   - [policy.NoLeapDay]: the days of the calendar but for 29 February.
//
// For an annual term of EUR 365.00 from 2027-10-01, which has 366 days, a seat costs under Standard EUR 365.00 on
// the first day, EUR 365.00 on the second and EUR 364.00 on the third. So prices under Standard do not add up day
// by day; those under the other two do, before rounding.
//
// # Rounding
//
// Half away from zero unless the edition says otherwise. SRP 19.99 for 15 of 30 days is 9.995, so 10.00; dividing
// first, at 16 places, and rounding the product gives 9.99.
//
// What is rounded is a reading as well. Three seats for 120 days of a year at EUR 2145.00:
//
//   - [policy.RoundLine], the default: the line, 2115.62.
//   - [policy.RoundSeat]: one seat, 705.21, and then times three, 2115.63, so that unit price × quantity is the line.
//   - [policy.RoundDailyRate]: the rate of one day, 5.88, and then times 120 and three, 2116.80. So 365 days of a year
//     need not cost its SRP: they are 2146.20, and not 2145.00.
package proration
