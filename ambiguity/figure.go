package ambiguity

import (
	"fmt"
	"strconv"

	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// Figure is one answer: yes or no, a date, a number or an amount, with the rule that it rests on. The zero Figure
// answers nothing.
type Figure struct {
	_ [0]func() // equal amounts need not be ==; the text of a figure is comparable

	Asks   string        // what is answered, such as "price of the added seats"
	Rule   rule.ID       // the rule that the answer rests on
	Says   string        // the answer as text: figures with the same text are the same answer
	Day    calendar.Date // the answer, if it is a date
	Amount money.Amount  // the answer, if it is an amount

	days int // the answer, if it is a number of days
}

// String returns the answer with its rule, such as "EUR 0.01 (proration.price)". The zero Figure is "no answer".
func (f Figure) String() string {
	if f.Asks == "" {
		return "no answer"
	}
	return f.Says + " (" + string(f.Rule) + ")"
}

func decided(asks string, d policy.Decision) Figure {
	says := "no"
	if d.Allowed() {
		says = "yes"
	}
	return Figure{Asks: asks, Rule: d.Rule, Says: says}
}

func dated(asks string, id rule.ID, day calendar.Date) Figure {
	return Figure{Asks: asks, Rule: id, Says: day.String(), Day: day}
}

func lasting(asks string, id rule.ID, days int) Figure {
	return Figure{Asks: asks, Rule: id, Says: strconv.Itoa(days), days: days}
}

func priced(asks string, id rule.ID, amount money.Amount) Figure {
	return Figure{Asks: asks, Rule: id, Says: amount.String(), Amount: amount}
}

func said(asks string, id rule.ID, what any) Figure {
	return Figure{Asks: asks, Rule: id, Says: fmt.Sprint(what)}
}
