package order

import (
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/input"
	"example.com/billingrules/invoice"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// checkDays refuses days that are over when a quote is issued. A renewal alone may buy them: the full term from the
// renewal date on, while late renewal lasts. Implements renewal.next-term.
func checkDays(op string, ed policy.Edition, d QuoteDraft, i invoice.Item) error {
	bought := i.Request.Bought
	if i.Renews != 0 {
		if err := checkRenewal(op, d.Kind, i); err != nil {
			return err
		}
	}
	switch {
	case bought.Start().IsZero() || !bought.Start().Before(d.Issued):
		return nil
	case i.Renews == 0:
		return input.Errorf(op, "request.bought", bought, input.ErrRange,
			"begins before the day on which the quote is made, %s", d.Issued)
	}
	last := bought.Start().AddDays(lateDays(ed, i.Renews))
	if !last.IsZero() && last.Before(d.Issued) {
		return input.Errorf(op, "request.bought", bought, input.ErrRange,
			"could be renewed through %s, before the day on which the quote is made, %s", last, d.Issued)
	}
	return nil
}

func checkRenewal(op string, kind policy.Kind, i invoice.Item) error {
	if _, err := i.Renews.MarshalText(); err != nil {
		return input.At(err, op, "renews")
	}
	if kind != policy.Subscription {
		return input.Errorf(op, "renews", i.Renews, input.ErrConflict, "cannot be: it is no subscription")
	}
	s := i.Request.Service
	if s.IsZero() {
		if i.Quantity != 0 || !i.UnitPrice.IsZero() {
			return input.Errorf(op, "renews", i.Renews, input.ErrConflict, "cannot be: the line buys no term")
		}
		return nil // that it is missing is said of the price
	}
	full, err := s.Term().Period(s.Anchor(), s.Covered().Start())
	if err != nil {
		return input.At(err, op, "request.service")
	}
	if i.Request.Bought != full {
		return input.Errorf(op, "request.bought", i.Request.Bought, input.ErrConflict,
			"is not the full term that a renewal buys, %s", full)
	}
	return nil
}

// lateDays returns how many days after the renewal date a subscription can still be renewed: while its automatic
// renewal is awaited, and through the end of Suspended.
func lateDays(ed policy.Edition, renewed calendar.Term) int {
	lapse := ed.Lapse()
	stages := lapse.SuspendedDays
	suspended := policy.PerTerm{Monthly: stages.Monthly, Annual: stages.Annual, ThreeYear: stages.ThreeYear}.Of(renewed)
	return max(lapse.ExpiredDays+suspended, ed.Renewal().AwaitedDays, 1) - 1
}

// Notices returns what a buyer is told who accepts the quote that day, beside [Quote.CanAccept]: one notice for each
// line of which days are over by then, in the order of the lines. Their price holds, and they end on the day that was
// quoted; a new quote is for the days that are left. None are returned where the quote cannot be accepted. A renewal
// has none: its term starts on the old renewal date whenever it is made. Implements quote.valid.
func (q Quote) Notices(day calendar.Date) []Notice {
	if !q.CanAccept(day).Allowed() {
		return nil
	}
	var list []Notice
	for _, item := range q.Items {
		bought := item.Request.Bought
		_, bounded := bought.Days()
		over, _ := bought.Intersect(calendar.Until(day)).Days()
		if !bounded || over == 0 || item.Renews != 0 {
			continue
		}
		days := fmt.Sprintf("%d days are", over)
		if over == 1 {
			days = "1 day is"
		}
		list = append(list, Notice{Rule: rule.QuoteValid, Remedy: policy.AskNewQuote, Text: fmt.Sprintf(
			"%s: of the days quoted, %s through %s, %s over on %s; the price holds, and the days do not grow.",
			item.Description, bought.Start(), bought.LastDay(), days, day,
		)})
	}
	return list
}
