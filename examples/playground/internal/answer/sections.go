package answer

import (
	"errors"
	"fmt"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/refund"
	"example.com/billingrules/rule"
)

// view is the subscription on the day of the question.
func (f facts) view() lifecycle.View { return f.life.On(f.day) }

func (f facts) sections() []Section {
	return []Section{f.status(), f.capabilities(), f.actions(), f.seatPrice(), f.extension(), f.dates(), f.refund()}
}

func row(id, label string, texts ...string) Row {
	r := Row{ID: id, Label: label}
	for _, text := range texts {
		r.Cells = append(r.Cells, Value{Text: text})
	}
	return r
}

// headline is what a screen reader says after a change.
func (f facts) headline() string {
	s := f.view().Status()
	switch {
	case s.Phase == 0:
		return fmt.Sprintf("%s: not started, begins in %s", f.day, count(f.start.Sub(f.day), "day"))
	case s.Until.IsZero():
		return fmt.Sprintf("%s: %s since %s, for good", f.day, s.Phase, s.Since)
	}
	return fmt.Sprintf("%s: %s, %s left, then %s", f.day, s.Phase, count(s.Until.Sub(f.day), "day"), s.NextPhase)
}

func (f facts) status() Section {
	v := f.view()
	s := v.Status()
	whole := v.Explanation()
	section := Section{ID: "status", Title: "Phase", Columns: []string{"On " + f.day.String(), "Answer"}}
	add := func(id, label, text string) { section.Rows = append(section.Rows, row(id, label, text)) }
	add("phase", "Phase", s.Phase.String())
	section.Rows[0].opens(policy.Explanation{Asks: whole.Asks, Value: whole.Value, How: whole.How, Rules: whole.Rules})
	if s.Phase == 0 {
		add("starts", "Starts", fmt.Sprintf("%s, in %s", f.start, count(f.start.Sub(f.day), "day")))
	} else {
		add("since", "Since", s.Since.String())
		add("left", "Days left, this one included", left(s))
		add("last", "Last day", lastDay(s.Until))
		add("next", "What follows", following(s))
		add("rule", "Rule", string(s.Rule))
	}
	renewal := v.Renewal()
	if renewal.IsZero() {
		renewal = f.life.On(f.start).Renewal()
	}
	add("renewal", "Renewal date", renewal.String())
	add("changes", "These answers hold until", lastDay(v.Actions().ValidUntil()))
	add("flags", "To be noted", flags(f, s))
	return section
}

func left(s lifecycle.Status) string {
	if s.Until.IsZero() {
		return "without end"
	}
	return fmt.Sprint(s.Until.Sub(s.Day))
}

// lastDay is the day before the first day on which something is otherwise.
func lastDay(next calendar.Date) string {
	if next.IsZero() {
		return "without end"
	}
	return next.AddDays(-1).String()
}

func following(s lifecycle.Status) string {
	if s.Until.IsZero() {
		return "nothing"
	}
	return fmt.Sprintf("%s from %s on", s.NextPhase, s.Until)
}

func flags(f facts, s lifecycle.Status) string {
	text := ""
	for _, flag := range []struct {
		holds bool
		text  string
	}{
		{s.Provisional, "active only because the automatic renewal is being charged"},
		{s.Overdue, "an invoice is overdue"},
		{s.Ended, "the renewal date has come"},
		{s.Prepay, "the next order may have to be prepaid"},
		{s.Phase != 0 && !f.view().UnderEdition(), "ordered before the edition's first day"},
		{f.edition.IsExempt(f.view().Offering()), "an exempt offering: no stages"},
	} {
		if !flag.holds {
			continue
		}
		if text != "" {
			text += "; "
		}
		text += flag.text
	}
	if text == "" {
		return "nothing"
	}
	return text
}

func (f facts) capabilities() Section {
	v := f.view()
	section := Section{
		ID: "capabilities", Title: "Capabilities",
		Columns: []string{"Capability", "Answer", "What is left"},
	}
	for c := lifecycle.ProductAccess; c <= lifecycle.Support; c++ {
		what := "nothing yet"
		if v.Phase() != 0 {
			what = v.Access(c).String()
		}
		r := row(c.String(), words(c.String()), yes(v.Can(c)), words(what))
		if v.Phase() != 0 {
			r.opens(policy.Explanation{
				Asks: words(c.String()), Value: words(what), Rules: f.edition.Open(rule.LapseCapabilities),
			})
		}
		section.Rows = append(section.Rows, r)
	}
	return section
}

// words makes a name of the library readable.
func words(name string) string { return strings.ReplaceAll(name, "-", " ") }

func yes(allowed bool) string {
	if allowed {
		return "yes"
	}
	return "no"
}

func (f facts) actions() Section {
	section := Section{
		ID: "actions", Title: "Actions",
		Columns: []string{"Action", "Answer", "On which days", "Rule", "Route or remedy"},
	}
	for action, d := range f.view().Actions().All() {
		r := row(action.String(), words(action.String()), decided(d)...)
		if x, err := f.edition.Explanation(words(action.String()), d); err == nil { // before the start nothing is asked
			r.opens(x)
		}
		r.When = when(d)
		section.Rows = append(section.Rows, r)
	}
	return section
}

// opens gives a row what opens its figure, but for the figure that explains nothing.
func (r *Row) opens(x policy.Explanation) {
	if x.Asks != "" {
		r.Opens = &x
	}
}

// when says of what is refused on which day it will be allowed, all else as it is.
func when(d policy.Decision) string {
	switch first := d.Window.Start(); {
	case d.Allowed():
		return ""
	case d.Window.IsZero():
		return "not on any day, as things are"
	case first.After(d.Asked):
		return "allowed from " + first.String() + " on, " + "in " + count(first.Sub(d.Asked), "day")
	}
	return "no more: the last day was " + d.Window.LastDay().String()
}

func decided(d policy.Decision) []string {
	answer, todo := "refused", d.Remedy.Advice()
	if d.Allowed() {
		answer, todo = "allowed", ""
		if d.Route != 0 {
			todo = words(d.Route.String())
		}
	}
	return []string{answer, days(d.Window), string(d.Rule), todo}
}

func days(p calendar.Period) string {
	switch {
	case p.IsZero():
		return "no day"
	case p == calendar.Always():
		return "every day"
	case p.Start().IsZero():
		return "through " + p.LastDay().String()
	case p.LastDay().IsZero():
		return "from " + p.Start().String() + " on"
	}
	return p.Start().String() + " through " + p.LastDay().String()
}

func (f facts) dates() Section {
	section := Section{ID: "dates", Title: "Timeline", Columns: []string{"What happens", "Day", "Rule"}}
	of := map[string]int{}
	for _, e := range f.events {
		id := e.What.String()
		if e.What == lifecycle.PhaseStarts {
			id = e.Phase.String()
		}
		of[id]++
		section.Rows = append(section.Rows,
			row(fmt.Sprintf("%s-%d", id, of[id]), happens(e), e.Day.String(), string(e.Rule)))
	}
	return section
}

func happens(e lifecycle.Event) string {
	switch e.What {
	case lifecycle.TermStarts:
		if e.Projected {
			return "renews by itself, as expected"
		}
		return "a term starts"
	case lifecycle.Anniversary:
		return "anniversary: an instalment is due"
	case lifecycle.WindowOpens:
		return "early renewal opens"
	case lifecycle.ChangeTakesEffect:
		return "a change takes effect: " + e.Change.String()
	case lifecycle.LastDay:
		return "the last covered day"
	case lifecycle.PhaseStarts:
		return e.Phase.String() + " starts"
	case lifecycle.PurchaseReturned:
		return "a purchase is returned"
	}
	return e.What.String()
}

func (f facts) seatPrice() Section {
	section := Section{ID: "price", Title: "Price of added seats", Columns: []string{"Price", "Amount", "How"}}
	label := "Added on " + f.day.String() + ": " + count(f.more, "seat")
	added, err := coterm.AddSeats(f.asOf.On(f.day), coterm.SeatRequest{Seats: f.more, SRP: f.price})
	var refusal *policy.Refusal
	switch {
	case f.kind != policy.Subscription:
		section.Rows = append(section.Rows, row("added", "Added seats", "refused", f.view().CanAddSeats().String()))
		return section
	case errors.As(err, &refusal):
		section.Rows = append(section.Rows, row("added", label, "refused", refusal.Decision.String()))
	case err != nil:
		section.Rows = append(section.Rows, row("added", label, "no price", err.Error()))
	default:
		r := row("added", label, added.Charge.Amount.String(), added.Charge.String())
		if x, err := added.Explanation(f.edition); err == nil {
			r.opens(x)
		}
		section.Rows = append(section.Rows, r)
		for _, part := range added.Instalments {
			if part.Of > 1 {
				label := fmt.Sprintf("Part %d of %d", part.Number, part.Of)
				section.Rows = append(section.Rows, row(fmt.Sprint("part", part.Number), label, part.Amount.String(),
					"due on "+part.Due.String()+", for "+days(part.Covers)))
			}
		}
		section.Why = added.Explain()
	}
	section.Rows = append(section.Rows, f.fullTerm()...)
	return section
}

// fullTerm is what the first term costs with all of its seats, and what that is for a day.
func (f facts) fullTerm() []Row {
	var rows []Row
	label := "The first term, " + count(f.seats, "seat")
	charge, err := proration.FullTerm(f.edition, proration.PriceRequest{
		SRP: f.price, Seats: f.seats, Service: f.service,
		Bought: f.service.Covered(),
	})
	if err != nil {
		rows = append(rows, row("full", label, "no price", err.Error()))
	} else {
		rows = append(rows, row("full", label, charge.Amount.String(), charge.String()))
	}
	if rate, err := proration.DailyRate(f.edition, f.term, f.price); err == nil {
		rows = append(rows, row("rate", "One seat, one day", "never rounded", rate.String()))
	}
	return rows
}

func (f facts) extension() Section {
	section := Section{
		ID: "extension", Title: "Extension to another renewal date",
		Columns: []string{"Extension", "Latest new renewal date", "How"},
	}
	align := f.view().CanExtend()
	section.Rows = append(section.Rows, f.limit("today", "Bought on "+f.day.String(), f.day))
	if opens := align.Window.Start(); opens.After(f.day) {
		section.Rows = append(section.Rows, f.limit("opening", "Bought on the first day, "+opens.String(), opens))
	}
	section.Why = align.Explain()
	return section
}

func (f facts) limit(id, label string, day calendar.Date) Row {
	limit, err := f.life.On(day).ExtensionReach()
	var refusal *policy.Refusal
	switch {
	case errors.As(err, &refusal):
		return row(id, label, "refused", refusal.Decision.String())
	case err != nil:
		return row(id, label, "none", err.Error())
	}
	return row(id, label, limit.Latest.String(), limit.String())
}

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
	deadline := "none"
	if !back.Deadline.IsZero() {
		deadline = fmt.Sprintf("%s, %s by then", back.Deadline, back.By)
	}
	returnable := row("answer", "Returnable on "+f.day.String(), yes(back.Decision.Allowed()))
	if x, err := back.Explanation(f.edition); err == nil {
		returnable.opens(x)
	}
	section.Rows = append(
		section.Rows,
		returnable,
		row("deadline", "Deadline", deadline),
		row("days", "On which days", days(back.Decision.Window)),
		row("rule", "Rule", string(back.Decision.Rule)),
	)
	section.Why = back.Explain()
	return section
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
