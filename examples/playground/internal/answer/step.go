package answer

import (
	"errors"
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
)

// Step is what is done to the subscription after it was bought, as text. The steps of a question are carried out in
// their order, each on a day that is not before that of the one above it.
type Step struct {
	What  string `json:"what"`            // one of Form.Steps
	On    string `json:"on"`              // the day; of a missed payment the day on which it was due
	Seats string `json:"seats,omitempty"` // how many, of those that have a number
}

// Done is a step that was carried out, and what is known after it.
type Done struct {
	On   string `json:"on"`
	Text string `json:"text"` // what was done
	Then string `json:"then"` // where the subscription stands at the end of that day
	Past bool   `json:"past"` // whether it is done by the day of the question
}

// StepKind is something that can be done.
type StepKind struct {
	What  string `json:"what"`
	Says  string `json:"says"`
	Seats bool   `json:"seats"` // whether it has a number of seats

	does func(f *facts, v lifecycle.View, seats int) (lifecycle.Subscription, error)
}

// maxSteps is the largest number of steps of a question.
const maxSteps = 50

func stepKinds() []StepKind {
	return []StepKind{
		{"add-seats", "add seats", true, func(f *facts, v lifecycle.View, n int) (lifecycle.Subscription, error) {
			f.ordered = v.Day()
			return v.AddSeats(n)
		}},
		{"reduce-seats", "ask for fewer seats", true, func(
			_ *facts, v lifecycle.View, n int,
		) (lifecycle.Subscription, error) {
			return v.ReduceSeats(n)
		}},
		{"miss-payment", "miss a payment", false, (*facts).missPayment},
		{"pay", "pay", false, func(_ *facts, v lifecycle.View, _ int) (lifecycle.Subscription, error) {
			var numbers []string
			for inv := range v.Unpaid() {
				numbers = append(numbers, inv.Number)
			}
			if len(numbers) == 0 {
				return v.Subscription(), errors.New("nothing is unpaid that day")
			}
			return v.Pay(numbers...)
		}},
		{"renew", "renew", false, (*facts).renew},
		{"cancel", "cancel, from the renewal on", false, func(
			_ *facts, v lifecycle.View, _ int,
		) (lifecycle.Subscription, error) {
			return v.Cancel(calendar.Latest(v.Renewal(), v.Day()))
		}},
	}
}

// missPayment bills the latest order with an invoice that is due on the day and that nobody pays.
func (f *facts) missPayment(v lifecycle.View, _ int) (lifecycle.Subscription, error) {
	f.bills++
	return v.Bill(lifecycle.BilledInvoice{
		Number: fmt.Sprint(f.bills), Issued: f.ordered, Due: v.Day(), NetTerms: true,
	})
}

// renew renews for the same term. From then on this renewal is the purchase that can be returned.
func (f *facts) renew(v lifecycle.View, _ int) (lifecycle.Subscription, error) {
	renewed, err := v.Renew(lifecycle.RenewalChanges{})
	if err == nil {
		f.ordered = v.Day()
		if !f.day.Before(v.Day()) {
			f.purchase.Event, f.purchase.Ordered, f.purchase.Renewal = refund.Renewed, v.Day(), v.Renewal()
		}
	}
	return renewed, err
}

// step is a step that was read.
type step struct {
	field string // the prefix of its fields
	kind  StepKind
	day   calendar.Date
	seats int
}

// steps reads the steps of a question.
func (r *reader) steps(list []Step) []step {
	if len(list) > maxSteps {
		r.mistake("", "%d steps: more than %d", len(list), maxSteps)
		return nil
	}
	read := make([]step, len(list))
	for i, s := range list {
		field := fmt.Sprintf("steps.%d.", i)
		kind, seats := r.stepKind(field, s)
		read[i] = step{field, kind, r.date(field+"on", s.On), seats}
	}
	return read
}

// carryOut carries out the steps, up to the first that is impossible.
func (r *reader) carryOut(list []step, f *facts) {
	f.ordered, f.known, f.asOf = f.start, f.start, f.life
	bought := "buy"
	if f.kind == policy.Subscription {
		bought += ": " + f.term.String() + ", " + count(f.seats, "seat")
	}
	f.note(bought)
	for _, s := range list {
		if s.day.Before(f.known) {
			r.mistake(s.field+"on", "%s: is before %s, the day of what comes before it", s.day, f.known)
			return
		}
		life, err := s.kind.does(f, f.life.On(s.day), s.seats)
		if err != nil {
			r.refusedStep(s.field+"on", err)
			return
		}
		if f.life, f.known = life, s.day; !s.day.After(f.day) {
			f.asOf = life
		}
		text := s.kind.Says
		if s.kind.Seats {
			text += ": " + fmt.Sprint(s.seats)
		}
		f.note(text)
	}
}

// note notes what was done on the last known day.
func (f *facts) note(text string) {
	f.done = append(f.done, Done{
		On: f.known.String(), Text: text, Then: standing(f.life.On(f.known)), Past: !f.known.After(f.day),
	})
}

// stepKind looks up a kind, and reads its number.
func (r *reader) stepKind(field string, s Step) (kind StepKind, seats int) {
	for _, k := range stepKinds() {
		if k.What != s.What {
			continue
		}
		if k.Seats {
			seats = r.count(field+"seats", s.Seats)
		} else if s.Seats != "" {
			r.mistake(field+"seats", "%q: does not apply to %s", s.Seats, words(s.What))
		}
		return k, seats
	}
	r.mistake(field+"what", "%q: is not a step", s.What)
	return kind, 0
}

// refusedStep says why a step is impossible: because of a rule, of something that the library finds wrong, or of the
// step itself.
func (r *reader) refusedStep(field string, err error) {
	before := len(r.mistakes)
	var refusal *policy.Refusal
	if errors.As(err, &refusal) {
		r.mistake(field, "%s", refusal.Decision)
	}
	r.refused(field, err)
	if len(r.mistakes) == before {
		r.mistake(field, "%v", err)
	}
}

// standing says in a few words where a subscription stands.
func standing(v lifecycle.View) string {
	s := v.Status()
	text := s.Phase.String()
	if v.Seats() > 0 {
		text += ", " + count(v.Seats(), "seat")
	}
	if !s.Until.IsZero() {
		text += ", " + s.NextPhase.String() + " from " + s.Until.String() + " on"
	}
	return text
}
