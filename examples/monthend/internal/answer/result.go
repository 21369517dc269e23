package answer

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// Result is what is answered of one subscription.
type Result struct {
	Phase    lifecycle.Phase // zero before the first covered day
	Renewal  calendar.Date   // the renewal date; the zero Date if nothing has been ordered yet
	Opens    calendar.Date   // the first day of the renewal window; the zero Date if there is none
	Priced   bool            // whether a term covers the day, so that the rest of it has a price
	Days     int32           // the days that are charged from the day up to the renewal date
	Price    int64           // of those days, for all seats, before tax, in minor units
	Currency money.Currency  // of all amounts; the zero Currency if there is no list price

	Charges []Charge // instalments that are due or dated in the month
	Next    *Next    // if the renewal date is one of the 30 days after the day
}

// Charge is an instalment, and what of it falls in the month.
type Charge struct {
	invoice.Instalment
	Minor int64 // its amount in minor units
	IsDue bool  // whether it is due in the month
	Dated bool  // whether its invoice is dated in the month
}

// Next is a renewal that comes up.
type Next struct {
	Decision  policy.Decision // whether it can be renewed on the day
	AutoRenew bool
	Length    calendar.Term // zero of what has no term
	Seats     int
	Priced    bool  // whether there is a list price of that length
	Price     int64 // of the full term, for all seats, before tax, in minor units
}

// reset empties a result, so that it can be filled again.
func (r *Result) reset() { *r = Result{Charges: r.Charges[:0]} }
