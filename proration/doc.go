// Package proration prices a part of a term, exactly: a seat added in mid-term, an extension to a common date, the stub
// up to an anniversary.
//
//	price = SRP ÷ standard days of the term × days bought × seats
//
// It divides once, in integers, and rounds once, at the end, as the remainder decides, unless the edition chooses
// another reading of the vendor's page. [Price] returns a [Charge], which carries every operand and prints the
// arithmetic. [Charge.Check] works the charge out again whenever it is read from JSON, and before it is billed. A full
// term, such as a purchase or a renewal, costs its list price: [FullTerm].
//
// # Rules
//
//	proration.standard-days   Price      the divisor comes from the edition and knows no leap years
//	proration.daily-rate      DailyRate  SRP ÷ divisor, as a fraction
//	proration.price           Price      one division, one rounding, to the minor unit; see Rounding below
//	                          FullTerm   SRP × seats
//	proration.days            Days       from the transaction through the last covered day, both counted
//	proration.leap            Days       three day counts, below
//	proration.pre-tax         Price      the SRP and the charge are before tax
//
// # Leap years
//
// The vendor "does not take leap years into account". That can be read in three ways, and the edition chooses one:
//
//   - [policy.Standard], the default: a full service year counts 365 days and a full service month 30; a partial one
//     counts its real days, but never more than that. A full term costs exactly its SRP, and a full service year of a
//     three-year term exactly a third.
//   - [policy.Actual]: the days of the calendar, all of them.
//   - [policy.NoLeapDay]: the days of the calendar, except 29 February.
//
// Take an annual term at EUR 365.00 from 2027-10-01, which has 366 days. Under Standard a seat bought on the first day
// costs EUR 365.00, on the second EUR 365.00, on the third EUR 364.00. So prices under Standard do not add up day by
// day; under the other two they do, before rounding.
//
// # Rounding
//
// A half is rounded away from zero unless the edition says otherwise. An SRP of 19.99 for 15 of 30 days is 9.995, which
// gives 10.00; dividing first, to 16 places, and then rounding the product would give 9.99.
//
// Which figure is rounded is a reading, too. Three seats for 120 days of a year at EUR 2145.00 cost:
//
//   - [policy.RoundLine], the default: the price of the line, 2115.62.
//   - [policy.RoundSeat]: the price of one seat, 705.21, which times three is 2115.63, so that unit price × quantity
//     is exactly the line.
//   - [policy.RoundDailyRate]: the price of one seat for one day, 5.88, which times 120 and three is 2116.80. Under
//     this reading 365 days do not cost the SRP: they cost 2146.20, not 2145.00.
package proration
