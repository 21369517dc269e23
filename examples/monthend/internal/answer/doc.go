// Package answer works out, for blocks of subscriptions, where each of them stands on a day: phase, renewal window and
// price; what is due and what is to be invoiced in the month of the day; and what comes up for renewal in the 30 days
// after it. Plain rows are asked over columns (package batch), and all others one by one (package lifecycle): both give
// the same answers.
package answer
