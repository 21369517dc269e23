// Package batch gives the answers of packages lifecycle and proration over columns, for millions of subscriptions at
// once: phase, renewal window and price of each row, under one edition and on one day. The functions of those packages,
// which take one subscription at a time, are called the scalar calls here.
//
//	engine, err := batch.New(policy.Europe2024(), today)
//	err = engine.Answer(columns, answers) // slices in, slices out; nothing is allocated
//	for i, row := range answers.Row {
//		if row == batch.AskScalar {
//			… // lifecycle.New, Subscription.On and proration.Price have the answer
//		}
//	}
//
// # Plain rows
//
// A row is plain if exactly one term was ever bought, at most one invoice is unpaid, and nothing was changed, canceled
// or returned. Its answers are those of the scalar calls, to the day and to the minor unit:
//
//	Phase        View.Phase of package lifecycle
//	WindowOpens  the first day of the window of View.CanRenew
//	Days, Price  proration.Price of the row's seats from the day up to the renewal date
//
// Three kinds of rows are marked [AskScalar] and left to the scalar calls: rows with a history, which have the flag
// [History]; rows that were ordered before 1901 or cover days after 2096; and rows with a due date before the order.
//
// # Prices
//
// Prices are whole numbers: SRP in minor units of the currency, or in tenths, hundredths … of them if Columns.Finer
// says so, since some list prices are finer than a cent. The price of a row is in whole minor units, rounded once, as
// the edition says. A price that does not fit in 64 bits is marked [TooLarge].
//
// # Rules
//
//	rule                                              where
//	lapse.start, .expired-days, .suspended-days       Answers.Phase
//	lapse.canceled, lapse.exempt, edition.before      Answers.Phase
//	renewal.awaited                                   Answers.Phase
//	renewal.window                                    Answers.WindowOpens
//	proration.days, proration.leap                    Answers.Days
//	proration.price, proration.standard-days          Answers.Price
//
// # Errors
//
// Columns of different lengths, and values that the scalar calls refuse, are [billingrules.InputError] values with
// column, row and value, such as seats[17]. If a row is bad, all answers are zero, also those of an earlier use of the
// columns. If the lengths differ, or Columns.Finer is out of range, nothing is written: earlier answers stay.
package batch
