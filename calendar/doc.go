// Package calendar is the civil calendar of subscriptions: days without a zone, the terms and periods made of them,
// and their service years. It is the only package of this library that knows time zones, and it loads none: callers
// pass a [time.Location].
//
// # Days
//
// A [Date] is a day of the calendar. Rules compare, add and subtract days, never instants, so that neither a zone
// nor a change of the clock can shift a deadline. A service turns an instant into a day once, on its way in, and a
// day into an instant once, on its way out:
//
//	today := calendar.DateOf(now, brussels)
//	renews, _ := term.Instants(brussels)
//
// A day runs from its first instant to the first instant of the next day, also where midnight does not exist or
// exists twice. [DateOf] and [Date.Start] agree on that to the second in every zone.
//
// # Months
//
// [Date.AddMonths] falls on the last day of a month that is too short. Count every date of a series from its anchor,
// never from the date before it: once 31 January has become 28 February, a month later is 28 March.
//
// A [Series] has such dates: one every few days, weeks or months, before and after an anchor, each worked out directly.
// It finds the next date and the one before, the period that contains a day, and the distance of a day from the anchor
// in whole periods and days; and it cuts a period into stubs and whole periods.
//
// # Periods
//
// A [Period] is half-open: a term that renews on 2026-06-10 covers the days up to 2026-06-09, and 2026-06-10 is the
// first day of the next. Its text, an ISO 8601 interval, ends with the day that is no longer part of it.
//
// # Rules
//
//	term.length         Term.Period         12, 1 and 36 calendar months
//	term.expiry         Period.Expiry       the last second of the last covered day
//	term.renewal        Period.Instants     the first instant of the renewal date
//	term.anniversary    Series              from the anchor, cut to the month
//	term.service-year   Service             the stretches between anniversaries
//	term.zone           DateOf, Date.Start  the wall clock of the place of purchase
//
// The page's own example: bought on 2024-06-10 for a year, a subscription expires on 2025-06-09 at 23:59:59 and
// renews on 2025-06-10 at 00:00:00. The page says "CET", and in June Brussels is not at UTC+1 but at UTC+2; it is
// the wall clock that counts.
//
// # Zero values and errors
//
// The zero Date is no date and the zero Period never; they are written as no text or NULL, and read back from those
// and from a JSON null. The zero Term is no term: it is stored as NULL, and has no text. Arithmetic that leaves the
// calendar gives the zero Date. Errors name the function, the field and the value; package billingrules has the names
// by which to match them.
package calendar
