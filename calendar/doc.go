// Package calendar is the civil calendar of subscriptions: days without a zone, the terms and periods made of them,
// and their service years. It is the only package of this library that knows time zones, and it loads none: callers
// pass a [time.Location].
//
// # Days
//
// A [Date] is a day of the calendar. Rules compare, add and subtract days, never instants, so that neither a time zone
// nor a clock change can shift a deadline. A program turns an instant into a day once, on its way in, and a day into an
// instant once, on its way out:
//
//	today := calendar.DateOf(now, brussels)
//	renews, _ := term.Instants(brussels)
//
// A day runs from its first instant to the first instant of the next day, even if midnight is skipped or happens twice.
// [DateOf] and [Date.Start] agree on this to the second in every zone.
//
// # Months
//
// In a month that is too short, [Date.AddMonths] gives the last day. Count every date of a series from its anchor,
// never from the date before it: once 31 January has become 28 February, a month later is 28 March.
//
// A [Series] is such a series of dates: every n days, weeks or months, before and after an anchor, each computed
// directly. It finds the next and the previous date, the period that contains a day, and how far a day is from the
// anchor in whole periods and days; and it cuts a period into stubs and whole periods.
//
// # Periods
//
// A [Period] is half-open: a term that renews on 2026-06-10 covers the days up to and including 2026-06-09, and
// 2026-06-10 is the first day of the next. Its text is an ISO 8601 interval, whose second date is likewise not part of
// the period.
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
// The vendor's page gives an example: bought on 2024-06-10 for a year, a subscription expires on 2025-06-09 at 23:59:59
// and renews on 2025-06-10 at 00:00:00. It says "CET", which is UTC+1, but in June Brussels is at UTC+2: what counts is
// the wall clock.
//
// # Zero values and errors
//
// The zero Date means "no date" and the zero Period "never". They are written as empty text or NULL, and read back from
// those and from a JSON null. The zero Term is not a term: it is stored as NULL and has no text. Arithmetic that leaves
// the calendar gives the zero Date. Errors name the function, the field and the value; package billingrules has the
// sentinels to match them with.
package calendar
