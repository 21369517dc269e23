package answer

import (
	"fmt"

	"example.com/billingrules/refund"
	"example.com/billingrules/rule"
)

func (f facts) refund() Section {
	section := Section{
		ID: "refund", Title: "Return and refund",
		Columns: []string{"Return of the " + f.purchase.Event.String(), "Answer"},
	}
	back, err := refund.Check(f.edition, f.purchase, f.day)
	if err != nil {
		section.Rows = append(section.Rows, row("answer", "Returnable", err.Error()))
		return section
	}
	by := back.Decision.Rule
	returnable := row("answer", "Returnable on "+f.day.String(), yes(back.Decision.Allowed()))
	if x, err := back.Explanation(f.edition); err == nil {
		returnable = returnable.opens(x)
	}
	returnable.When = when(back.Decision)
	deadline := row("deadline", "Deadline", "none")
	if !back.Deadline.IsZero() {
		text := fmt.Sprintf("%s, %s by then", back.Deadline, back.By)
		deadline = f.rests(row("deadline", "Deadline", text), "", by, rule.RefundDays)
	}
	section.Rows = append(
		section.Rows,
		returnable,
		deadline,
		f.rests(row("days", "On which days", days(back.Decision.Window)), "", by, rule.RefundDays),
		row("rule", "Rule", string(by)),
	)
	section.Why = back.Explain()
	return section
}
