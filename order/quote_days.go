package order

import (
	"errors"
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/invoice"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// checkDays refuses days that are over when a quote is issued. Only a renewal may buy them: the full term from the
// renewal date on, while late renewal lasts. It is refused if it cannot be made on any day on which the quote holds.
// Implements renewal.next-term and renewal.window.
func checkDays(op string, ed policy.Edition, d QuoteDraft, i invoice.Item) error {
	bought := i.Request.Bought
	if i.Renews != 0 {
		if err := checkRenewal(op, d.Kind, i); err != nil {
			return err
		}
	}
	switch {
	case bought.Start().IsZero():
		return nil
	case i.Renews != 0:
		return checkRenewable(op, ed, d, i)
	case bought.Start().Before(d.Issued):
		return input.Errorf(op, "request.bought", bought, input.ErrRange,
			"begins before the day on which the quote is made, %s", d.Issued)
	}
	return nil
}

// checkRenewable refuses a renewal that cannot be made on any day on which its quote can be accepted.
func checkRenewable(op string, ed policy.Edition, d QuoteDraft, i invoice.Item) error {
	first, last := renewable(ed, i)
	switch ends := d.ends(ed); {
	case !last.IsZero() && last.Before(first):
		return input.Errorf(op, "request.bought", i.Request.Bought, input.ErrRange,
			"cannot be renewed on any day under the edition")
	case !first.Before(ends):
		return input.Errorf(op, "request.bought", i.Request.Bought, input.ErrRange,
			"can be renewed only from %s on, after the last day of the quote, %s", first, ends.AddDays(-1))
	case !last.IsZero() && last.Before(d.Issued):
		return input.Errorf(op, "request.bought", i.Request.Bought, input.ErrRange,
			"could be renewed only through %s, before the day on which the quote is made, %s", last, d.Issued)
	}
	return nil
}

// renewable returns the first and the last day on which a renewal can be made: from the first day of early renewal
// through the end of Suspended. A day beyond the calendar is the zero Date.
func renewable(ed policy.Edition, i invoice.Item) (first, last calendar.Date) {
	renewal := i.Request.Bought.Start()
	return renewal.AddDays(-ed.RenewalRules().WindowDays), renewal.AddDays(ed.LateDays(policy.Subscription, i.Renews))
}

func checkRenewal(op string, kind policy.Kind, i invoice.Item) error {
	if _, err := i.Renews.MarshalText(); err != nil {
		return input.At(err, op, "renews")
	}
	if kind != policy.Subscription {
		return input.Errorf(op, "renews", i.Renews, input.ErrConflict,
			"must not be set: only a subscription is renewed")
	}
	if i.Request.Service.IsZero() && (i.Quantity != 0 || !i.UnitPrice.IsZero()) {
		return input.Errorf(op, "renews", i.Renews, input.ErrConflict, "must not be set: the item does not buy a term")
	}
	return nil
}

// Notices returns what to tell a buyer who accepts the quote that day, besides [Quote.CanAccept], in the order of the
// lines. There are none if the quote cannot be accepted.
//
// A line of which some days are over by then has a notice by quote.valid: its price and its last day stay as quoted,
// whereas a new quote would be for the days that are left. A renewal never has that notice, since its term always
// starts on the old renewal date. A renewal that cannot be made that day has a notice by renewal.window (before early
// renewal opens) or by renewal.canceled-final (once Suspended has ended). Package lifecycle decides the rest for its
// subscription. Implements quote.valid.
//
// The zero Edition and the zero day are errors.
func (q Quote) Notices(ed policy.Edition, day calendar.Date) ([]Notice, error) {
	const op = "order.Quote.Notices"
	var bad []error
	if ed.IsZero() {
		bad = append(bad, input.Missing(op, "edition"))
	}
	if day.IsZero() {
		bad = append(bad, input.Missing(op, "day"))
	}
	if err := errors.Join(bad...); err != nil || !q.CanAccept(day).Allowed() {
		return nil, err
	}
	var list []Notice
	for _, item := range q.Items {
		n := notice(item, day)
		if item.Renews.IsValid() {
			n = renewalNotice(ed, item, day)
		}
		if n.Rule != "" {
			list = append(list, n)
		}
	}
	return list, nil
}

// notice says that days of a line are over on a day; the zero Notice if none are.
func notice(item invoice.Item, day calendar.Date) Notice {
	bought := item.Request.Bought
	_, bounded := bought.Days()
	over, _ := bought.Intersect(calendar.Until(day)).Days()
	if !bounded || over == 0 {
		return Notice{}
	}
	days := fmt.Sprintf("%d days are", over)
	if over == 1 {
		days = "1 day is"
	}
	return Notice{Rule: rule.QuoteValid, Remedy: policy.AskNewQuote, Text: fmt.Sprintf(
		"%s: of the days quoted, %s through %s, %s over on %s; the price holds, and the days do not grow.",
		item.Description, bought.Start(), bought.LastDay(), days, day,
	)}
}

// renewalNotice says that a renewal cannot be made on a day; the zero Notice if it can.
func renewalNotice(ed policy.Edition, item invoice.Item, day calendar.Date) Notice {
	first, last := renewable(ed, item)
	switch {
	case !last.IsZero() && last.Before(first):
		return Notice{Rule: rule.RenewalCanceledFinal, Remedy: policy.BuyNew, Text: fmt.Sprintf(
			"%s: it cannot be renewed on any day.", item.Description,
		)}
	case day.Before(first):
		return Notice{Rule: rule.RenewalWindow, Remedy: policy.WaitForWindow, Text: fmt.Sprintf(
			"%s: it can be renewed from %s on, not yet on %s; the price holds.", item.Description, first, day,
		)}
	case !last.IsZero() && day.After(last):
		return Notice{Rule: rule.RenewalCanceledFinal, Remedy: policy.BuyNew, Text: fmt.Sprintf(
			"%s: it could be renewed through %s, no longer on %s.", item.Description, last, day,
		)}
	}
	return Notice{}
}
